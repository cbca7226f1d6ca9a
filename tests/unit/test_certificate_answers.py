"""What a person says of the sheet in hand: each answer, each wrong one, each place to be cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.blank import BlankState
from counter_app.domain.certificate import CertificateState
from counter_app.domain.issue_operation import (
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
)
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.print_answers import PrintFate
from tests.fakes.certificate_window import (
    FIRST,
    SERIES,
    a_grant,
    a_window_desk,
    answer,
    blank_state,
    decide,
    decided,
    groups,
    issue,
    kinds,
    lines,
    operations,
    refused,
    withdraw,
)
from tests.fakes.certificates import ADVERT
from tests.fakes.ledger import FakeLedger

C, F = CertificateState, PrintFate
TAIL = "017"


def issued(**told):
    desk = a_window_desk(**told)
    case = decided(desk)
    return desk, case, issue(desk, case).job


# ---- it came out
def test_the_last_three_digits_confirm_the_sheet():
    desk, case, job = issued()
    told = answer(desk, job, last3=" ０１７ ")
    assert (told.state, told.certificate.state, told.declare_lost) == ("confirmed", C.PRINTED, None)
    assert operations(desk, case)[-1] == CertificateConfirmed(
        case.id, a_grant().id, job, SERIES, FIRST, TAIL
    )
    assert (blank_state(desk, FIRST), groups(desk)) == (BlankState.USED, ["to_fetch"])


@pytest.mark.parametrize("typed", ["", "  ", "17", "0017", "abc"])
def test_enter_alone_never_confirms(typed):
    desk, case, job = issued()
    assert refused(lambda: answer(desk, job, last3=typed)).code == "blank_tail_form"
    assert (kinds(desk, case)[-1], groups(desk)) == ("print.finish", ["to_answer"])


def test_a_wrong_number_stops_and_names_the_sheets_it_may_be():
    desk, _, job = issued()
    other = refused(lambda: answer(desk, job, last3="019"))
    assert (other.code, other.values["found"]) == ("blank_tail_other", str(FIRST + 2))
    assert refused(lambda: answer(desk, job, last3="999")).code == "blank_tail_unknown"
    assert groups(desk) == ["to_answer"]


def test_plain_paper_is_confirmed_by_the_end_of_the_certificate_number():
    desk = a_window_desk()
    case = decided(desk, a_grant(type_code=ADVERT))
    done = issue(desk, case)
    for typed in ("", "999"):
        assert refused(lambda typed=typed: answer(desk, done.job, last3=typed)).code == (
            "certificate_tail_wrong"
        )
    told = answer(desk, done.job, last3=done.certificate.number[-3:])
    assert (told.state, told.certificate.state) == ("confirmed", C.PRINTED)


def test_a_confirmation_told_twice_is_one():
    desk, case, job = issued()
    answer(desk, job, last3=TAIL)
    before = kinds(desk, case)
    assert answer(desk, job, last3=TAIL).state == "confirmed"
    assert kinds(desk, case) == before


# ---- another sheet came out
def test_the_sheet_that_came_out_is_bound_and_the_other_goes_back():
    desk, case, job = issued()
    number = desk.ledger.job(job).document.id
    told = answer(desk, job, last3="019", serial=FIRST + 2)
    assert told.certificate.sheet.serial == FIRST + 2
    assert (told.certificate.number, told.certificate.job) == (number, job)
    assert kinds(desk, case)[-3:] == [
        "certificate.spoil",
        "certificate.bind",
        "certificate.confirm",
    ]
    assert [each.reason for each in operations(desk, case)[-3:-1]] == ["other_sheet"] * 2
    assert blank_state(desk, FIRST) is BlankState.HELD
    assert blank_state(desk, FIRST + 2) is BlankState.USED


def test_the_sheet_that_came_out_is_read_too():
    desk, case, job = issued()
    wrong = refused(lambda: answer(desk, job, last3=TAIL, serial=FIRST + 2))
    assert wrong.code == "blank_tail_other"
    assert refused(lambda: answer(desk, job, last3="999", serial=88_999)).code == "blank_unknown"
    assert groups(desk) == ["to_answer"]
    assert kinds(desk, case)[-1] == "print.finish"


class CutLedger(FakeLedger):
    """The power goes right after so many operations more."""

    left = 1_000

    def record(self, *args, **told):
        made = super().record(*args, **told)
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt
        return made


@pytest.mark.parametrize("after", [1, 2, 3])
def test_the_exchange_of_sheets_goes_on_wherever_it_was_cut_off(after):
    desk, case, job = issued(ledger=CutLedger())
    desk.ledger.left = after
    with pytest.raises(KeyboardInterrupt):
        answer(desk, job, last3="019", serial=FIRST + 2)
    if after < 3:
        (line,) = lines(desk)
        assert (line.group.value, line.job) == ("to_answer", job)
        assert refused(lambda: issue(desk, case, reason="再打")).code == "print_unanswered"
    told = answer(desk, job, last3="019", serial=FIRST + 2)
    assert (told.certificate.state, told.certificate.sheet.serial) == (C.PRINTED, FIRST + 2)
    assert kinds(desk, case).count("certificate.confirm") == 1
    assert desk.ledger.job(job).state == "confirmed"


def test_a_certificate_that_lost_its_sheet_asks_for_the_sheet():
    desk, _, job = issued(ledger=CutLedger())
    desk.ledger.left = 1
    with pytest.raises(KeyboardInterrupt):
        answer(desk, job, last3="019", serial=FIRST + 2)
    assert refused(lambda: answer(desk, job, last3="019")).code == "print_sheet_missing"


# ---- it did not
def test_a_spoiled_sheet_is_void_with_a_reason():
    desk, case, job = issued()
    assert refused(lambda: answer(desk, job, F.SPOILED)).code == "sheet_reason_missing"
    told = answer(desk, job, F.SPOILED, reason=" 卡纸 ")
    assert (told.state, told.certificate.state, told.certificate.sheet) == (
        "failed",
        C.TO_PRINT,
        None,
    )
    did = operations(desk, case)[-1]
    assert (did.fate, did.reason, did.serial) == ("void", "卡纸", FIRST)
    assert (blank_state(desk, FIRST), groups(desk)) == (BlankState.VOID, ["to_print"])


def test_an_empty_sheet_goes_back_and_is_offered_again():
    desk, case, job = issued()
    assert answer(desk, job, F.BLANK).state == "failed"
    assert operations(desk, case)[-1].fate == "empty"
    assert blank_state(desk, FIRST) is BlankState.HELD
    assert issue(desk, case, reason="出纸空白").certificate.sheet.serial == FIRST


def test_a_lost_sheet_is_void_here_and_two_persons_declare_it():
    desk, _, job = issued()
    told = answer(desk, job, F.LOST, reason="打印机里找不到")
    assert told.declare_lost == (SERIES, FIRST)
    assert blank_state(desk, FIRST) is BlankState.VOID


def test_a_lost_sheet_of_plain_paper_is_nobodys_loss():
    desk = a_window_desk()
    done = issue(desk, decided(desk, a_grant(type_code=ADVERT)))
    assert answer(desk, done.job, F.LOST, reason="找不到").declare_lost is None


def test_who_does_not_know_leaves_the_question_open():
    desk, case, job = issued()
    before = kinds(desk, case)
    assert answer(desk, job, F.UNKNOWN).state == "unknown"
    assert (groups(desk), kinds(desk, case)) == (["to_answer"], before)


def test_a_jam_reported_as_printed_is_what_the_clerk_says_it_is():
    desk, _, job = issued()
    assert desk.ledger.job(job).state == "device_done"
    assert answer(desk, job, F.SPOILED, reason="卡纸").certificate.state is C.TO_PRINT


def test_a_printer_that_denies_what_came_out_is_not_believed():
    desk = a_window_desk()
    case = decided(desk)
    desk.certificates.outcomes = [PrintOutcome.nothing(Trouble("printer_jam"))]
    assert answer(desk, issue(desk, case).job, last3=TAIL).certificate.state is C.PRINTED


def test_nothing_can_have_come_out_of_a_job_that_was_never_sent():
    desk, _, job = issued()
    desk.ledger.save_job(replace(desk.ledger.job(job), state="queued"))
    for fate in (F.GOOD, F.UNKNOWN):
        assert refused(lambda fate=fate: answer(desk, job, fate, TAIL)).code == "print_not_sent"
    assert answer(desk, job, F.BLANK).certificate.state is C.TO_PRINT


@pytest.mark.parametrize("fate", [F.SPOILED, F.BLANK])
def test_an_answer_cut_off_before_the_job_was_noted_is_told_again(fate):
    desk, case, job = issued(ledger=CutLedger())
    desk.ledger.left = 1
    with pytest.raises(KeyboardInterrupt):
        answer(desk, job, fate, reason="卡纸")
    assert groups(desk) == ["to_answer"]
    assert answer(desk, job, fate, reason="卡纸").state == "failed"
    assert kinds(desk, case).count("certificate.spoil") == 1
    assert groups(desk) == ["to_print"]


# ---- after the confirmation
def test_a_reprint_after_the_confirmation_voids_the_sheet_with_a_reason():
    desk, case, job = issued()
    answer(desk, job, last3=TAIL)
    assert refused(lambda: answer(desk, job, F.SPOILED)).code == "sheet_reason_missing"
    assert refused(lambda: answer(desk, job, F.BLANK)).code == "print_answered"
    told = answer(desk, job, F.SPOILED, reason="盖章盖错")
    assert (told.certificate.state, blank_state(desk, FIRST)) == (C.TO_PRINT, BlankState.VOID)
    again = issue(desk, case, reason="盖章盖错重打")
    assert again.certificate.prints == 2


def test_the_answer_to_an_older_sheet_changes_nothing():
    desk, case, job = issued()
    answer(desk, job, F.SPOILED, reason="卡纸")
    new = issue(desk, case, reason="重打")
    for fate in (F.GOOD, F.SPOILED):
        told = refused(lambda fate=fate: answer(desk, job, fate, TAIL, reason="卡纸"))
        assert told.code == "print_answered"
    assert desk.ledger.job(new.job).state == "device_done"


def test_a_job_that_nobody_knows():
    desk = a_window_desk()
    assert refused(lambda: answer(desk, "no-such")).code == "print_job_unknown"


# ---- the decision is withdrawn meanwhile
def test_a_decision_withdrawn_while_its_certificate_prints_refuses_the_confirmation():
    desk, case, job = issued()
    case = withdraw(desk, case)
    assert groups(desk) == ["to_void"]
    error = refused(lambda: answer(desk, job, last3=TAIL))
    assert (error.code, error.values) == ("decision_withdrawn", {"name": a_grant().name})
    told = answer(desk, job, F.SPOILED, reason="决定已撤回")
    assert (told.certificate.state, told.certificate.job) == (C.VOID, "")
    assert (blank_state(desk, FIRST), groups(desk)) == (BlankState.VOID, [])


def test_a_decision_withdrawn_after_the_confirmation_voids_the_sheet():
    desk, case, job = issued()
    answer(desk, job, last3=TAIL)
    withdraw(desk, case)
    assert groups(desk) == ["to_void"]
    answer(desk, job, F.SPOILED, reason="决定已撤回")
    assert (blank_state(desk, FIRST), groups(desk)) == (BlankState.VOID, [])


def test_a_new_decision_after_a_withdrawn_one_has_new_certificates():
    desk, case, job = issued()
    case = withdraw(desk, case)
    answer(desk, job, F.SPOILED, reason="决定已撤回")
    case = decide(desk, case, a_grant(2))
    assert issue(desk, case).certificate.grant.id == a_grant(2).id
    bound = [each for each in operations(desk, case) if isinstance(each, CertificateBound)]
    spoiled = [each for each in operations(desk, case) if isinstance(each, CertificateSpoiled)]
    assert (len({each.number for each in bound}), len(spoiled)) == (2, 1)
