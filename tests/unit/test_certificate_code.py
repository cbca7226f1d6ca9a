"""The signed code on a certificate: transcript, tampering, other counties, other days."""

from __future__ import annotations

import base64
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.certificate_code import (
    CertificateCode,
    check_code,
    code_of,
    token_of,
    write_code,
)
from counter_app.domain.device_certificate import check_device, device_tag, read_device
from counter_app.domain.errors import RuleError
from counter_app.domain.octets import OctetsError
from counter_app.domain.ports_signing import ED25519, SM2
from counter_app.signatures import scheme_of
from tests.fakes.certificates import a_certificate
from tests.fakes.county_seal import FROM, PAGE, TO, FakeCountySeal
from tests.fakes.signer import FakeSigner

DAY = date(2026, 11, 16)
COUNTY = FakeCountySeal()
WINDOW = FakeSigner()
DEVICE = COUNTY.certify(WINDOW.public_key())
CERTIFICATE = a_certificate()
CODE = code_of(CERTIFICATE, DAY, 1)
TEXT = write_code(CODE, DEVICE, WINDOW.sign, PAGE)
TOKEN = token_of(TEXT)


def checked(text=TEXT, county=COUNTY):
    return check_code(text, county.public_key, scheme_of)


def refused(text=TEXT, county=COUNTY) -> str:
    with pytest.raises(RuleError) as caught:
        checked(text, county)
    return caught.value.code


def packed(content: bytes) -> str:
    return base64.b32encode(content).decode().rstrip("=")


def content_of(token: str = TOKEN) -> bytes:
    return base64.b32decode(token + "=" * (-len(token) % 8))


def test_what_was_signed_is_what_is_read():
    read = checked()
    assert read.code == CODE
    assert (read.code.number, read.code.type_code) == (
        CERTIFICATE.number,
        CERTIFICATE.grant.type_code,
    )
    assert (read.device.window, read.device.gen) == ("w-3", 1)
    assert read.device.device == device_tag("d-3")
    assert checked(TOKEN) == read


def test_the_holder_is_checked_by_name_and_not_told():
    assert CODE.holder_masked == "扎*"
    assert CODE.is_of(" 扎西顿珠 ")
    assert not CODE.is_of("扎西")
    other = replace(CERTIFICATE, number="Z54040226A1B20000297")
    assert code_of(other, DAY, 1).holder_digest != CODE.holder_digest
    assert "扎西顿珠".encode() not in content_of()
    assert CERTIFICATE.grant.holder_code.encode() not in content_of()


def test_the_bytes_of_a_code_with_fixed_keys_are_these():
    assert content_of()[:2] == bytes([1, ED25519])
    assert content_of().hex() == TRANSCRIPT


def test_a_code_is_small_enough_for_a_certificate():
    assert len(content_of()) <= 300
    symbol = segno.make(TEXT, error="m", micro=False)
    assert symbol.mode == "alphanumeric"
    assert symbol.version <= 13


def test_an_end_may_be_missing():
    endless = replace(CODE, valid_to=None)
    assert checked(write_code(endless, DEVICE, WINDOW.sign)).code.valid_to is None


@given(st.integers(0, len(content_of()) * 8 - 1))
def test_any_flipped_bit_of_the_content_is_found(bit):
    content = bytearray(content_of())
    content[bit // 8] ^= 1 << bit % 8
    with pytest.raises(RuleError):
        checked(packed(bytes(content)))


@given(st.integers(0, len(TOKEN) * 8 - 1))
def test_any_flipped_bit_of_the_text_is_found(bit):
    text = bytearray(TOKEN.encode())
    text[bit // 8] ^= 1 << bit % 8
    with pytest.raises(RuleError):
        checked(text.decode("latin-1"))


@given(st.integers(0, len(TOKEN) - 1))
def test_a_code_that_is_cut_is_found(length):
    with pytest.raises(RuleError):
        checked(TOKEN[:length])


@pytest.mark.parametrize("last", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
def test_bits_that_the_last_character_has_too_many_are_not_ignored(last):
    assert len(TOKEN) * 5 > len(content_of()) * 8
    if last != TOKEN[-1]:
        with pytest.raises(RuleError):
            checked(TOKEN[:-1] + last)


@pytest.mark.parametrize("field", [each.name for each in fields(CertificateCode)])
def test_each_field_is_covered_by_the_signature(field):
    other = code_of(a_certificate(holder="格桑", number="Z54040226A1B20000294"), DAY, 2)
    other = replace(
        other,
        issued_on=DAY - timedelta(1),
        signed_on=DAY + timedelta(1),
        valid_from=DAY + timedelta(2),
        valid_to=None,
    )
    changed = replace(CODE, **{field: getattr(other, field)})
    assert changed != CODE
    forged = write_code(changed, DEVICE, lambda _message: content_of()[-64:])
    assert refused(forged) == "code_signature"


def test_a_window_of_another_county_is_not_one_of_this():
    other = FakeCountySeal("other")
    text = write_code(CODE, other.certify(WINDOW.public_key()), WINDOW.sign)
    assert refused(text) == "code_county"
    assert checked(text, other).code == CODE


def test_who_names_this_county_without_its_key_is_found():
    other = FakeCountySeal("other")
    sealed = other.certify(WINDOW.public_key(), county=DEVICE[2:6])
    assert refused(write_code(CODE, sealed, WINDOW.sign)) == "code_county"


def test_a_key_that_the_county_did_not_certify_is_found():
    stranger = FakeSigner("stranger")
    assert refused(write_code(CODE, DEVICE, stranger.sign)) == "code_signature"


@pytest.mark.parametrize(
    ("day", "holds"),
    [(FROM - timedelta(1), False), (FROM, True), (TO, True), (TO + timedelta(1), False)],
)
def test_a_device_certificate_holds_for_its_days(day, holds):
    text = write_code(replace(CODE, signed_on=day), DEVICE, WINDOW.sign)
    if holds:
        assert checked(text).code.signed_on == day
    else:
        assert refused(text) == "code_device_expired"


def test_a_wrong_check_character_is_found_even_when_it_was_signed():
    wrong = CODE.identifier[:-1] + ("A" if CODE.identifier[-1] != "A" else "B")
    text = write_code(replace(CODE, identifier=wrong), DEVICE, WINDOW.sign)
    assert refused(text) == "code_identifier"


def test_newer_versions_and_other_schemes_are_named():
    content = content_of()
    assert refused(packed(b"\2" + content[1:])) == "code_version"
    assert refused(packed(content[:1] + bytes([SM2]) + content[2:])) == "signature_scheme"
    for sealed, code in ((b"\2" + DEVICE[1:], "code_version"), (DEVICE[:40], "code_form")):
        assert refused(write_code(CODE, sealed, WINDOW.sign)) == code


def test_sm2_is_refused_by_its_name():
    with pytest.raises(RuleError) as caught:
        scheme_of(SM2)
    assert caught.value.values == {"scheme": "SM2"}
    with pytest.raises(RuleError) as caught:
        scheme_of(9)
    assert caught.value.values == {"scheme": "9"}


def test_ed25519_verifies_nothing_malformed():
    scheme = scheme_of(ED25519)
    assert (scheme.number, scheme.name) == (1, "Ed25519")
    assert not scheme.verify(b"short", b"x" * 64, b"message")
    assert not scheme.verify(COUNTY.public_key, b"x", b"message")


@pytest.mark.parametrize(
    "text",
    ["", "1.2.156.3005.2", "https://zwfw.example.gov.cn/verify/AAAA", "AAAA=", "a", "A", "AA"],
)
def test_what_is_no_code_is_said_to_be_none(text):
    assert refused(text) == "code_form"


@pytest.mark.parametrize(
    "changes",
    [
        {"identifier": "1.2.x"},
        {"identifier": CODE.identifier.lower()},
        {"signed_on": date(1999, 12, 31)},
        {"print_no": 256},
        {"holder_masked": "字" * 86},
        {"holder_masked": "\ud800"},
    ],
)
def test_what_does_not_fit_is_not_written(changes):
    with pytest.raises(OctetsError):
        write_code(replace(CODE, **changes), DEVICE, WINDOW.sign)


def test_a_device_certificate_by_itself():
    assert read_device(DEVICE).valid_to == TO
    assert check_device(DEVICE, COUNTY.public_key, scheme_of).window == "w-3"
    with pytest.raises(RuleError, match="code_form"):
        read_device(DEVICE + b"\0")
    no_end = COUNTY.certify(WINDOW.public_key(), valid_to=None)
    with pytest.raises(RuleError, match="code_form"):
        read_device(no_end)
    no_text = DEVICE.replace(b"w-3", b"w\xff3")
    with pytest.raises(RuleError, match="code_form"):
        read_device(no_text)


def test_a_number_that_no_identifier_has_is_no_code():
    content = content_of()
    assert refused(packed(content[:3] + b"\xff" * 41 + content[44:])) == "code_form"


TRANSCRIPT = (
    "010114017ec9dd97b9d9d4227bc06de07397617839f4f7ce7278b0f1f703a25d3aee48de35a44f4c"
    "1e623b3d2658265826582d790104e6898e2a630dfa2481b207960078010173a06d887b72ef5baa68"
    "934703772d330001260b290485d0893bfcffc7bae5afb386374fd893a1c962c4181166db348b3ba0"
    "ba18432b2020731b0a7abbc540d53a0bea80640bc28532c53c370e44d3d104d20ea43dc50fda429d"
    "f851434a4e1992f576a64bb391ef09be68f1126ddea28b3621317a0f83e371dc647f4c6f5218123d"
    "67e278ab10f90d81db9f31799933218bf3fe71199ca1ef75b9dfbfc2d845dfbe42d69c6054031b66"
    "61ffe71ade80859ba1ecf402"
)
