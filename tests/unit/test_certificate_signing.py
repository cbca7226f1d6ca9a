"""A window signs the code on each sheet that it binds, from what the county gave it; no line needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp

from counter_app.domain.certificate import CertificateState
from counter_app.domain.certificate_code import check_code, token_of
from counter_app.domain.errors import CountyError
from counter_app.services.print_answers import PrintFate
from counter_app.signatures import scheme_of
from tests.fakes.certificate_window import (
    FIRST,
    a_grant,
    a_window_desk,
    answer,
    blank_state,
    decided,
    issue,
    operations,
)
from tests.fakes.certificates import ADVERT
from tests.fakes.county import LineFault
from tests.fakes.county_seal import FakeCountySeal

COUNTY = FakeCountySeal()
DAY = date(2026, 11, 16)


def a_trusted_desk(**changes):
    """A desk whose key the county vouches for, cut off since."""
    desk = a_window_desk()
    credential = COUNTY.credential(desk.signer.public_key(), **changes)
    desk.ledger.set_credential(credential)
    desk.county.standing = LineFault.CUT
    return desk


def read(text):
    return check_code(text, COUNTY.public_key, scheme_of)


def test_the_code_of_a_sheet_is_signed_and_kept_in_the_operation():
    desk = a_trusted_desk()
    case = decided(desk)
    bound = issue(desk, case).certificate
    code = read(bound.qr).code
    assert (code.identifier, code.issued_on, code.signed_on) == (bound.identifier, DAY, DAY)
    assert (code.print_no, code.is_of(bound.grant.holder)) == (1, True)
    assert operations(desk, case)[-2].qr == bound.qr == bound.code
    with pytest.raises(CountyError):
        desk.county.hello(None)


def test_what_is_on_the_paper_is_what_was_signed():
    desk = a_trusted_desk()
    bound = issue(desk, decided(desk, a_grant(type_code=ADVERT))).certificate
    ((pdf, _copies),) = desk.documents.printed
    page = pypdfium2.PdfDocument(BytesIO(pdf))[0].render(scale=3).to_pil()
    (found,) = zxingcpp.read_barcodes(page)
    assert found.text == bound.qr


def test_each_further_sheet_has_a_code_of_its_own():
    desk = a_trusted_desk()
    case = decided(desk)
    first = issue(desk, case)
    answer(desk, first.job, PrintFate.SPOILED, reason="卡纸")
    second = issue(desk, case, reason="卡纸").certificate
    assert second.number == first.certificate.number
    assert read(second.qr).code.print_no == 2
    assert token_of(second.qr) != token_of(first.certificate.qr)


def test_a_print_that_came_out_on_another_sheet_keeps_the_code_on_it():
    desk = a_trusted_desk()
    case = decided(desk)
    first = issue(desk, case)
    told = answer(desk, first.job, last3=f"{FIRST + 1:03d}"[-3:], serial=FIRST + 1)
    assert told.certificate.state is CertificateState.PRINTED
    assert told.certificate.sheet.serial == FIRST + 1
    assert told.certificate.qr == first.certificate.qr
    assert blank_state(desk, FIRST).value == "held"


def test_a_certificate_written_by_hand_has_no_code():
    desk = a_trusted_desk()
    bound = issue(desk, decided(desk), by_hand=True, reason="打印机坏").certificate
    assert (bound.qr, bound.code) == ("", bound.identifier)


@pytest.mark.parametrize(
    "changes",
    [{"valid_from": date(2026, 11, 17)}, {"valid_to": date(2026, 11, 15)}],
)
def test_where_the_countys_word_does_not_cover_the_day_the_code_is_the_bare_identifier(changes):
    desk = a_trusted_desk(**changes)
    bound = issue(desk, decided(desk)).certificate
    assert (bound.qr, bound.code) == ("", bound.identifier)


def test_a_window_that_was_never_certified_prints_all_the_same():
    desk = a_window_desk()
    assert issue(desk, decided(desk)).certificate.qr == ""


def test_a_restarted_print_has_the_same_code():
    desk = a_trusted_desk()
    case = decided(desk)
    done = issue(desk, case)
    job = desk.ledger.job(done.job)
    desk.ledger.save_job(replace(job, state="queued"))
    again = issue(desk, case)
    assert again.certificate.qr == done.certificate.qr
