"""``python -m counter_app verify``: a code on paper against the county's public key, with no line."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from PIL import Image

from counter_app.__main__ import main
from counter_app.domain.certificate_code import code_of, write_code
from counter_app.domain.county_certificate import Revocation
from counter_app.domain.device_certificate import device_tag
from counter_app.domain.revocation import write_list
from tests.fakes.certificates import FOOD, a_certificate
from tests.fakes.county_process import ROOT
from tests.fakes.county_seal import PAGE, FakeCountySeal
from tests.fakes.signer import FakeSigner

DAY = date(2026, 11, 16)
COUNTY, WINDOW = FakeCountySeal(), FakeSigner()
CODE = code_of(a_certificate(), DAY, 1)
TEXT = write_code(CODE, COUNTY.certify(WINDOW.public_key()), WINDOW.sign, PAGE)


def pem(public_key) -> bytes:
    return public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def key(tmp_path):
    file = tmp_path / "county.pem"
    file.write_bytes(pem(Ed25519PublicKey.from_public_bytes(COUNTY.public_key)))
    return file


@pytest.fixture
def verify(key, tmp_path, capsys):
    def verified(*arguments, county_key=key):
        options = ["--profile", str(tmp_path / "none"), "verify", "--county-key", str(county_key)]
        code = main([*options, "--json", *map(str, arguments)])
        return code, json.loads(capsys.readouterr().out)

    return verified


def why(answer) -> str:
    code, told = answer
    assert (code, told["ok"]) == (1, False)
    return told["error"]["code"]


def test_a_good_code_says_what_it_certifies(verify):
    code, told = verify(TEXT, "--holder", "扎西顿珠")
    assert code == 0
    assert told == {
        "ok": True,
        "name": "食品经营许可证（正本）",
        "number": CODE.number,
        "holder": "扎*",
        "issued": "2026-11-16",
        "valid_from": "2026-11-16",
        "valid_to": "2031-11-15",
        "sheet": "1",
        "window": "w-3",
        "signed": "2026-11-16",
        "identifier": CODE.identifier,
    }


def test_people_read_sentences(key, tmp_path):
    command = [sys.executable, "-m", "counter_app", "--profile", tmp_path / "none", "verify"]
    asked = [*command, "--county-key", key]
    done = subprocess.run([*asked, TEXT], cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"证照编号：{CODE.number}\n" in done.stdout
    wrong = subprocess.run([*asked, "A"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "不是本系统证照" in wrong.stderr


def test_a_picture_of_a_code(verify, tmp_path):
    segno.make(TEXT, error="m").save(str(tmp_path / "qr.png"), scale=4)
    code, told = verify("--image", tmp_path / "qr.png")
    assert (code, told["number"]) == (0, CODE.number)
    Image.new("L", (200, 200), 255).save(tmp_path / "white.png")
    (tmp_path / "no.png").write_bytes(b"no picture")
    for name in ("white.png", "no.png", "missing.png"):
        assert why(verify("--image", tmp_path / name)) == "code_image"


def test_an_unknown_type_is_told_by_its_code(verify):
    identifier = "1.2.156.3005.2.11100000000013338W011.11110000000021135M.20230329701.003.Y"
    code = replace(CODE, identifier=identifier, valid_to=None)
    text = write_code(code, COUNTY.certify(WINDOW.public_key()), WINDOW.sign)
    _, told = verify(text)
    assert (told["name"], told["valid_to"]) == ("11100000000013338W011", "")
    assert FOOD not in identifier


def test_another_name_on_the_paper_is_found(verify):
    assert why(verify(TEXT, "--holder", "扎西")) == "code_holder"


@pytest.mark.parametrize(
    ("device", "gen", "since", "revoked"),
    [
        ("d-3", 1, DAY, True),
        ("d-3", 2, DAY, True),
        ("d-3", 1, date(2026, 11, 17), False),
        ("d-3", 0, DAY, False),
        ("d-4", 1, DAY, False),
    ],
)
def test_a_revoked_window(verify, tmp_path, device, gen, since, revoked):
    entry = Revocation(device_tag(device).hex(), gen, since)
    (tmp_path / "list.json").write_bytes(write_list((entry,), DAY, COUNTY.sign))
    answer = verify(TEXT, "--revoked", tmp_path / "list.json")
    if revoked:
        assert why(answer) == "code_device_revoked"
    else:
        assert answer[0] == 0


def test_a_list_that_is_not_the_countys_is_refused(verify, tmp_path):
    entry = Revocation(device_tag("d-3").hex(), 1, DAY)
    good = write_list((entry,), DAY, COUNTY.sign)
    for content in (b"", b"{}", good.replace(b"2026-11-16", b"2026-11-17"), b"\xff"):
        (tmp_path / "list.json").write_bytes(content)
        assert why(verify(TEXT, "--revoked", tmp_path / "list.json")) == "revocation_list"


def test_files_that_are_no_keys(verify, tmp_path):
    other = tmp_path / "other.pem"
    other.write_bytes(pem(generate_private_key(SECP256R1()).public_key()))
    (tmp_path / "no.pem").write_bytes(b"no key")
    for name, code in (
        ("other.pem", "key_file"),
        ("no.pem", "key_file"),
        ("missing.pem", "file_unread"),
    ):
        assert why(verify(TEXT, county_key=tmp_path / name)) == code
