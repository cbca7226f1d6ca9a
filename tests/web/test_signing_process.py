"""Signed codes, signed PDF and the verification page, with a real county and a real line."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import subprocess
from datetime import date
from io import BytesIO

import httpx2
import pytest
from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.certificate_code import check_code
from counter_app.domain.certificate_number import make_certificate_no
from counter_app.signatures import read_public_key, scheme_of
from tests.fakes.county_process import CountyProcess, json_lines, new_folder, run_command
from tests.fakes.issuing_window import IssuingWindow
from tests.fakes.proof import long_proof

UNKNOWN = make_certificate_no("540402", 2026, "ZZZZ", 1)
PDFSIG = shutil.which("pdfsig")
PAGE = "https://zwfw.example.gov.cn"


@pytest.fixture(scope="module")
def data():
    folder = new_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def county(data):
    with CountyProcess("--data", data, more=("--public-url", PAGE)) as process:
        yield process.ready()
        assert process.stop() == 0, process.log


@pytest.fixture(scope="module")
def window(county, data):
    return IssuingWindow(county, "--data", data, window="w-1")


@pytest.fixture(scope="module")
def printed(window):
    """A certificate that is printed, confirmed and known to the county."""
    made = window.grant()
    window.bind(made)
    window.confirm(made)
    window.sync()
    return made


@pytest.fixture(scope="module")
def signed(printed, data, tmp_path_factory):
    file = tmp_path_factory.mktemp("signed") / "c.pdf"
    number = printed.certificate.number
    (told,) = json_lines(run_command("certificate", "--no", number, "--out", file, "--data", data))
    assert told == {"certificate_no": number, "path": str(file), "bytes": file.stat().st_size}
    return file.read_bytes()


def papers_certificate(data) -> x509.Certificate:
    _, _, der = pem.unarmor((data / "keys" / "papers.crt").read_bytes())
    return x509.Certificate.load(der)


def status_of(pdf: bytes, root: x509.Certificate):
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[root]))


def page(url: str, address: str = "", **query) -> httpx2.Response:
    """As from a proxy on the county's own machine; each request from another address."""
    address = address or f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.7"
    return httpx2.get(url, params=query or None, headers={"X-Forwarded-For": address})


def shown(county: str, text: str) -> str:
    answer = page(f"{county}/verify", text=text)
    assert answer.status_code == 200
    return re.search(r"<b>(.*?)</b>", answer.text)[1]


def test_the_keys_are_for_their_owner_only(county, data):
    for name in ("windows.key", "papers.key", "papers.crt"):
        assert (data / "keys" / name).stat().st_mode & 0o777 == 0o600
    (told,) = json_lines(run_command("keys", "show", "--data", data))
    assert told["papers"]["subject"].startswith("CN=县级政务服务大厅电子证照签章")


def test_an_offline_verifier_needs_the_countys_public_key_alone(printed, data, tmp_path):
    run_command("keys", "export", "--out", tmp_path / "county.pem", "--data", data)
    key = read_public_key((tmp_path / "county.pem").read_bytes(), "county.pem")
    read = check_code(printed.certificate.qr, key, scheme_of)
    assert (read.code.number, read.device.window) == (printed.certificate.number, "w-1")


def test_the_signed_pdf_is_the_windows_own_with_one_signature(printed, signed, data):
    drawn = CertificateTypes().render(printed.certificate, printed.certificate.qr)
    assert signed.startswith(drawn)
    status = status_of(signed, papers_certificate(data))
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"


def test_one_flipped_byte_of_the_pdf_is_found(signed, data):
    changed = bytearray(signed)
    changed[len(signed) // 3] ^= 1
    assert not status_of(bytes(changed), papers_certificate(data)).intact


@pytest.mark.skipif(PDFSIG is None, reason="poppler's pdfsig is not installed")
def test_poppler_says_the_same(signed, tmp_path):
    for at, said in ((None, "Signature is Valid"), (len(signed) // 3, "Digest Mismatch")):
        changed = bytearray(signed)
        if at is not None:
            changed[at] ^= 1
        (tmp_path / "c.pdf").write_bytes(changed)
        done = subprocess.run(
            [PDFSIG, str(tmp_path / "c.pdf")], capture_output=True, text=True, check=False
        )
        assert said in done.stdout


def test_it_is_signed_once_and_the_window_gets_the_same_bytes(window, printed, signed):
    for _ in range(2):
        answer = window.archive_copy(printed.certificate.number)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content == signed


def test_what_is_not_there_or_of_another_hall_is_refused(county, data, window, printed):
    stranger = IssuingWindow(county, "--data", data, window="w-9", hall="h-9")
    for asking, number in ((stranger, printed.certificate.number), (window, "Z0")):
        answer = asking.archive_copy(number)
        assert (answer.status_code, answer.json()["error"]) == (409, "no_certificate")
    waiting = window.grant()
    window.bind(waiting)
    window.sync()
    answer = window.archive_copy(waiting.certificate.number)
    assert (answer.status_code, answer.json()["error"]) == (409, "no_archive")
    assert shown(county, waiting.certificate.number) == "正在制发"
    assert shown(county, waiting.certificate.qr) == "窗口已经制证，数据正在上传"


def test_the_page_says_what_the_paper_says_and_no_more(county, printed):
    certificate = printed.certificate
    path = certificate.qr.removeprefix(PAGE.upper())
    assert path.startswith("/VERIFY/")
    answer = page(county + path)
    assert answer.status_code == 200
    for text in ("有效", certificate.number, "扎*", "2026年11月16日", certificate.identifier):
        assert text in answer.text
    for secret in ("扎西顿珠", certificate.grant.holder_code, printed.case_no):
        assert secret not in answer.text
    assert shown(county, certificate.number) == shown(county, certificate.identifier) == "有效"


def test_the_page_allows_nothing_but_itself(county):
    answer = page(f"{county}/verify")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert "http" not in answer.text


def test_an_authentic_code_that_the_county_does_not_know_is_on_its_way(county, window):
    offline = window.grant()
    window.bind(offline)
    assert shown(county, offline.certificate.qr) == "窗口已经制证，数据正在上传"
    assert shown(county, offline.certificate.number) == "没有查到"
    window.confirm(offline)
    window.sync()
    assert shown(county, offline.certificate.qr) == "有效"


def test_the_code_of_a_spoiled_sheet_says_that_it_was_replaced(county, window):
    made = window.grant()
    window.bind(made)
    window.confirm(made)
    first = made.certificate.qr
    window.sync()
    window.spoil(made)
    window.bind(made)
    second = made.certificate.qr
    assert shown(county, second) == "窗口已经制证，数据正在上传"
    window.confirm(made)
    window.sync()
    assert shown(county, first) == "这一张已经作废"
    assert shown(county, second) == "有效"


def test_days_decide(county, window):
    over = window.grant(valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    later = window.grant(valid_from=date(2099, 1, 1), valid_to=None)
    for each in (over, later):
        window.bind(each)
        window.confirm(each)
    window.sync()
    assert shown(county, over.certificate.qr) == "已过有效期"
    assert shown(county, later.certificate.qr) == "尚未生效"
    assert "长期" in page(f"{county}/verify/{later.certificate.number}").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{UNKNOWN[:-2]}00", "没有读懂"),
        (UNKNOWN, "没有查到"),
        ("1.2.156.3005.2.11540402MB9990100Y011.11540402MB9990100Y.1.001.A", "不是本县签发的"),
        ("<script>alert(1)</script>", "没有读懂"),
        ("A" * 3000, "没有读懂"),
        ("\0", "没有读懂"),
    ],
)
def test_what_was_typed_wrongly(county, text, said):
    assert shown(county, text) == said


def test_a_changed_code_is_not_this_countys(county, printed):
    token = printed.certificate.qr
    changed = token[:-60] + ("A" if token[-60] != "A" else "B") + token[-59:]
    assert shown(county, changed) == "不是本县签发的"


@long_proof
def test_a_lost_computer_is_shut_out_and_its_codes_end(county, data, tmp_path):
    lost = IssuingWindow(county, "--data", data, window="w-lost")
    made = lost.grant()
    lost.bind(made)
    assert shown(county, made.certificate.qr) == "窗口已经制证，数据正在上传"
    since = ("--since", "2026-01-01", "--reason", "丢失")
    (told,) = json_lines(
        run_command("keys", "revoke", "--window", "w-lost", *since, "--data", data)
    )
    assert told == {"window": "w-lost", "gen": 1, "since": "2026-01-01"}
    assert shown(county, made.certificate.qr) == "不能采信"
    assert lost.archive_copy("Z0").json()["error"] == "device"
    run_command("keys", "revoked", "--out", tmp_path / "list.json", "--data", data)
    (device,) = json.loads((tmp_path / "list.json").read_text())["devices"]
    assert (device["gen"], device["since"]) == (1, "2026-01-01")
    wrong = run_command("keys", "revoke", "--window", "w-none", *since, "--data", data, check=False)
    assert wrong.returncode == 1
    assert "w-none" in wrong.stderr


@long_proof
def test_who_asks_without_end_waits(county):
    answers = [page(f"{county}/verify", "192.0.2.7") for _ in range(61)]
    busy = next(each for each in answers if each.status_code != 200)
    assert busy.status_code == 429
    assert page(f"{county}/verify", "192.0.2.8").status_code == 200
    assert busy.headers["retry-after"] == "60"
    assert "太频繁" in busy.text
