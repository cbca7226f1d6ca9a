"""The signed code by which a visit is rated: what it says, and every way in which it is refused."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.octets import OctetsError
from counter_app.domain.rating_code import RatingCode, check_rating_code, write_rating_code
from counter_app.signatures import scheme_of
from tests.fakes.county_seal import PAGE, FakeCountySeal
from tests.fakes.released_rating import CASE_NO
from tests.fakes.signer import FakeSigner

COUNTY, WINDOW = FakeCountySeal(), FakeSigner()
CODE = RatingCode(CASE_NO, 2, date(2026, 11, 16), b"12345678")
DEVICE = COUNTY.certify(WINDOW.public_key())
TEXT = write_rating_code(CODE, DEVICE, WINDOW.sign, PAGE)
TOKEN = TEXT.rpartition("/")[2]


def written(**changes) -> str:
    return write_rating_code(replace(CODE, **changes), DEVICE, WINDOW.sign, PAGE)


def refused(text, county=COUNTY) -> str:
    with pytest.raises(RuleError) as caught:
        check_rating_code(text, county.public_key, scheme_of)
    return caught.value.code


def packed(content: bytes) -> str:
    return base64.b32encode(content).decode().rstrip("=")


def content() -> bytes:
    return base64.b32decode(TOKEN + "=" * (-len(TOKEN) % 8))


@pytest.mark.parametrize("text", [TEXT, TOKEN, f" {TOKEN.lower()} "])
def test_what_was_signed_is_what_is_read(text):
    read = check_rating_code(text, COUNTY.public_key, scheme_of)
    assert (read.code, read.device.window) == (CODE, "w-3")


def test_it_fits_a_slip_and_holds_no_more_than_the_paper():
    assert TEXT.startswith(f"{PAGE.upper()}/R/")
    assert len(TEXT) < 450


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_no_other_character_anywhere_is_believed(at, other):
    changed = TOKEN[:at] + other + TOKEN[at + 1 :]
    if changed != TOKEN:
        assert refused(changed)


def test_each_refusal():
    assert refused(TEXT, FakeCountySeal("other")) == "code_county"
    thief = write_rating_code(CODE, DEVICE, FakeSigner("thief").sign, PAGE)
    assert refused(thief) == "code_signature"
    assert refused(written(signed_on=date(2029, 1, 1))) == "code_device_expired"
    assert refused(written(sequence=9)) == "rating_sequence"
    assert refused(written(case_no="54040226ADAB0000169")) == "case_no_check"
    assert refused(packed(b"\x02" + content()[1:])) == "code_version"
    assert refused(packed(content()[:-1])) == "code_form"
    assert refused("") == refused("http://x/y") == "code_form"


def test_what_does_not_fit_is_not_written():
    with pytest.raises(OctetsError):
        written(sequence=256)
