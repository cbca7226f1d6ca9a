"""The county's keys: made once, for their owner only, the same ones as ever or none."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.certificate_number import make_certificate_no
from counter_app.domain.county import DeviceRow, DeviceStatus
from counter_app.domain.device_certificate import check_device, county_tag, device_tag
from counter_app.domain.errors import CounterError
from counter_app.signatures import scheme_of
from county_server.signing.credentials import Certifier
from county_server.signing.keys import (
    PAPERS_CERTIFICATE,
    PAPERS_KEY,
    WINDOWS_KEY,
    give_pair,
    open_keys,
    read_keys,
    read_pair,
)
from county_server.signing.opening import begin_anew, open_county
from county_server.signing.pades import sign_pdf
from tests.fakes.certificates import ADVERT, a_certificate
from tests.fakes.county_process import json_lines, new_folder, run_command
from tests.fakes.county_window import START_MS

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
DEVICE = DeviceRow(
    "d-3", "三号窗口", "h-1", "540402", 3, 2, DeviceStatus.ACTIVE, bytes(range(32)), 0, b"", 0
)


def refusal(act) -> str:
    with pytest.raises(CounterError) as caught:
        act()
    return caught.value.code


def written(folder, key, certificate_of=None):
    """A key and a self-signed certificate of ``certificate_of``, as files of the office."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "示例局电子证照专用章")])
    made = certificate_of or key
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(made.public_key())
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=365))
        .sign(made, SHA256())
    )
    files = folder / "office.key", folder / "office.crt"
    files[0].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    files[1].write_bytes(certificate.public_bytes(Encoding.PEM))
    return files


def test_keys_are_made_once(tmp_path):
    first = open_keys(tmp_path / "keys", NOW, "示例县政务服务中心")
    again = open_keys(tmp_path / "keys", NOW, "别的名字")
    assert (again.public_key, again.papers) == (first.public_key, first.papers)
    made = x509.load_pem_x509_certificate(first.papers.certificate)
    assert "示例县政务服务中心电子证照签章" in made.subject.rfc4514_string()
    assert made.not_valid_before_utc < NOW < made.not_valid_after_utc
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in (tmp_path / "keys").glob("*.key")} == {0o600}


def test_a_pair_that_was_half_written_is_made_again(tmp_path):
    open_keys(tmp_path, NOW)
    (tmp_path / PAPERS_CERTIFICATE).unlink()
    assert refusal(lambda: read_keys(tmp_path)) == "county_keys_folder"
    open_keys(tmp_path, NOW)
    assert read_keys(tmp_path)


@pytest.mark.parametrize("name", [WINDOWS_KEY, PAPERS_KEY, PAPERS_CERTIFICATE])
def test_a_damaged_file_is_named_and_not_replaced(tmp_path, name):
    open_keys(tmp_path, NOW)
    (tmp_path / name).write_bytes(b"damaged")
    with pytest.raises(CounterError) as caught:
        open_keys(tmp_path, NOW)
    assert (caught.value.code, caught.value.values) == ("key_file", {"file": name})
    assert (tmp_path / name).read_bytes() == b"damaged"


def test_keys_of_the_wrong_kind_are_refused(tmp_path):
    open_keys(tmp_path, NOW)
    papers = (tmp_path / PAPERS_KEY).read_bytes()
    windows = (tmp_path / WINDOWS_KEY).read_bytes()
    (tmp_path / WINDOWS_KEY).write_bytes(papers)
    assert refusal(lambda: read_keys(tmp_path)) == "key_file"
    (tmp_path / WINDOWS_KEY).write_bytes(windows)
    (tmp_path / PAPERS_KEY).write_bytes(windows)
    assert refusal(lambda: read_keys(tmp_path)) == "key_file"


def test_a_folder_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert refusal(lambda: open_keys(tmp_path / "file", NOW)) == "county_keys_folder"
    pair = open_keys(tmp_path / "keys", NOW).papers
    assert refusal(lambda: give_pair(tmp_path / "file", pair)) == "county_keys_folder"


@pytest.mark.parametrize(
    "key",
    [ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65_537, 2_048)],
    ids=["p256", "rsa2048"],
)
def test_the_offices_own_key_signs(tmp_path, key):
    open_keys(tmp_path / "keys", NOW)
    pair = read_pair(*written(tmp_path, key))
    give_pair(tmp_path / "keys", pair)
    assert read_keys(tmp_path / "keys").papers == pair
    pdf = CertificateTypes().render(a_certificate(ADVERT), "1.2.156")
    signed = sign_pdf(pdf, pair, "存档")
    assert signed.startswith(pdf)
    assert b"ETSI.CAdES.detached" in signed


GOOD, OTHER = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
WEAK = rsa.generate_private_key(65_537, 1_024)  # noqa: S505 - to be refused
CURVE = ec.generate_private_key(ec.SECP384R1())


@pytest.mark.parametrize(
    ("key", "certificate_of"),
    [(WEAK, None), (CURVE, None), (GOOD, OTHER)],
    ids=["weak", "curve", "unfitting"],
)
def test_weak_and_unfitting_pairs_are_refused(tmp_path, key, certificate_of):
    files = written(tmp_path, key, certificate_of)
    assert refusal(lambda: read_pair(*files)) == "key_pair"


def test_files_of_the_office_that_are_something_else_are_refused(tmp_path):
    assert refusal(lambda: read_pair(*written(tmp_path, GOOD)[::-1])) == "key_file"
    root = Ed25519PrivateKey.generate()
    (tmp_path / "root.key").write_bytes(
        root.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    assert refusal(lambda: read_pair(tmp_path / "root.key", tmp_path / "office.crt")) == "key_file"


def test_a_window_is_certified_for_a_quarter_at_a_time(tmp_path):
    keys = open_keys(tmp_path, NOW)
    certify = Certifier(keys, "https://zwfw.example.gov.cn")
    told = certify(DEVICE, START_MS)
    assert told.page == "https://zwfw.example.gov.cn"
    read = check_device(bytes.fromhex(told.certificate), keys.public_key, scheme_of)
    assert (read.window, read.gen, read.public_key) == ("三号窗口", 2, DEVICE.public_key)
    assert (read.county, read.device) == (county_tag(keys.public_key), device_tag("d-3"))
    assert (read.valid_from, read.valid_to) == (date(2026, 8, 31), date(2028, 10, 1))
    day_ms = 86_400_000
    assert certify(DEVICE, START_MS + 44 * day_ms) == told
    later = certify(DEVICE, START_MS + 46 * day_ms)
    moved = check_device(bytes.fromhex(later.certificate), keys.public_key, scheme_of)
    assert moved.valid_from == date(2026, 12, 1)


def test_another_root_is_never_taken_in_silence(tmp_path, county_url):
    keys = open_county(county_url, tmp_path / "keys", NOW)
    assert open_county(county_url, tmp_path / "keys", NOW).public_key == keys.public_key
    assert refusal(lambda: open_county(county_url, tmp_path / "empty", NOW)) == "county_key_missing"
    assert not (tmp_path / "empty").exists()
    open_keys(tmp_path / "other", NOW)
    assert refusal(lambda: open_county(county_url, tmp_path / "other", NOW)) == "county_key_other"
    renewed = begin_anew(county_url, tmp_path / "keys")
    assert renewed.public_key != keys.public_key
    assert open_county(county_url, tmp_path / "keys", NOW).public_key == renewed.public_key
    (tmp_path / "file").write_bytes(b"")
    assert refusal(lambda: begin_anew(county_url, tmp_path / "file")) == "county_keys_folder"


@pytest.fixture(scope="module")
def data():
    folder = new_folder()
    yield folder
    shutil.rmtree(folder)


def test_the_commands(data, tmp_path):
    """Made under a name, shown, exchanged for the office's, renewed; an unknown number is refused."""
    place = ("--data", data, "--keys", tmp_path / "keys")
    (made,) = json_lines(run_command("keys", "make", "--name", "示例县政务服务中心", *place))
    assert "示例县政务服务中心" in made["papers"]["subject"]
    assert json_lines(run_command("keys", "show", *place)) == [made]
    key, certificate = written(tmp_path, GOOD)
    use = ("keys", "use", "--key", key, "--certificate", certificate)
    (given,) = json_lines(run_command(*use, *place))
    assert given["papers"]["subject"] == "CN=示例局电子证照专用章"
    assert given["windows"] == made["windows"]
    (renewed,) = json_lines(run_command("keys", "renew", "--yes", *place))
    assert renewed["windows"] != made["windows"]
    assert renewed["papers"] == given["papers"]
    number = make_certificate_no("540402", 2026, "ZZZZ", 1)
    asked = ("certificate", "--no", number, "--out", tmp_path / "c.pdf")
    done = run_command(*asked, *place, check=False)
    assert done.returncode == 1
    assert number in done.stderr
    assert not (tmp_path / "c.pdf").exists()
