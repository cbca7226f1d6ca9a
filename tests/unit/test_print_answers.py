"""What a clerk says of a document's paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.domain.window_operation import PrintFinished
from counter_app.services.certificate_answers import confirm_print
from counter_app.services.print_answers import Answer, PrintFate
from counter_app.services.slips import hand_slip
from counter_app.services.visit import User, Visit
from tests.fakes.desk import a_desk, play, signed_visit
from tests.fakes.printed import ITEM, accepted, code_of, printed

F = PrintFate


def said(desk, job, fate, reason="", visit=None):
    visit = visit or signed_visit()
    return play(desk, confirm_print(desk, visit, Answer(job, fate, reason=reason)))


@pytest.fixture
def sent():
    """A notice of which the printer does not know what became."""
    desk = a_desk(ITEM)
    visit, _, notice = accepted(desk)
    desk.documents.outcomes = [PrintOutcome("unknown", "unknown", Trouble("printer_silent"))]
    return desk, visit, notice, printed(desk, visit, notice).job


def test_what_came_out_is_confirmed_and_recorded_with_its_case(sent):
    desk, visit, notice, job = sent
    told = said(desk, job, F.GOOD)
    assert (told.state, told.document, told.certificate) == ("confirmed", notice.id, None)
    did = desk.ledger.recent(1)[0].entry
    assert did.operation == PrintFinished(
        job, notice.id, "documents", "confirmed", "", visit.case.id
    )
    assert did.subject == visit.case.id
    assert code_of(lambda: said(desk, job, F.GOOD)) == "print_answered"
    assert code_of(lambda: printed(desk, visit, notice)) == "reprint_reason"


@pytest.mark.parametrize("fate", [F.BLANK, F.SPOILED, F.LOST])
def test_what_did_not_come_out_is_printed_again_under_its_job_and_unmarked(sent, fate):
    desk, visit, notice, job = sent
    assert said(desk, job, fate, " 卡纸 ").state == "failed"
    assert desk.ledger.job(job).reason == "卡纸"
    again = printed(desk, visit, notice)
    assert (again.job, again.state, again.document.reprint) == (job, "device_done", 0)


def test_who_does_not_know_leaves_it_unknown_and_a_reprint_asks_why(sent):
    desk, visit, notice, job = sent
    assert said(desk, job, F.UNKNOWN).state == "unknown"
    assert desk.ledger.recent(1)[0].entry.operation.state == "unknown"
    assert code_of(lambda: printed(desk, visit, notice)) == "reprint_reason"
    assert said(desk, job, F.GOOD).state == "confirmed"


@pytest.mark.parametrize("fate", [F.GOOD, F.UNKNOWN])
def test_of_a_job_that_was_never_sent_nothing_can_have_come_out(sent, fate):
    desk, _, _, job = sent
    desk.ledger.save_job(replace(desk.ledger.job(job), state="queued"))
    assert code_of(lambda: said(desk, job, fate)) == "print_not_sent"
    assert said(desk, job, F.BLANK).state == "failed"


def test_a_slip_without_a_case_is_answered_too():
    desk = a_desk(ITEM)
    slip = play(desk, hand_slip(desk, signed_visit(), ITEM.code, None)).documents[-1]
    job = printed(desk, signed_visit(), slip).job
    assert said(desk, job, F.GOOD).state == "confirmed"
    assert desk.ledger.recent(1)[0].entry.subject == f"document:{slip.id}"


def test_whoever_is_signed_in_may_say_what_came_out(sent):
    desk, _, _, job = sent
    assert code_of(lambda: said(desk, job, F.GOOD, visit=Visit())) == "not_signed_in"
    other = Visit(user=User("li", "李", ("back_office",)))
    assert said(desk, job, F.GOOD, visit=other).state == "confirmed"


def test_an_unknown_job_is_refused():
    assert code_of(lambda: said(a_desk(), "no-such", F.GOOD)) == "print_job_unknown"
