"""The 办件 screen's presenter: what is pressed while an act is under way is done after it, or said."""

from __future__ import annotations

import pytest

from counter_app.domain.case import CaseState
from counter_app.domain.errors import DeviceError, StoreError
from counter_app.services.sketch import draft_ids
from tests.fakes.intake import CIREN, CREDIT_CODE, FOOD, PHONE, IntakeBench


@pytest.fixture
def bench():
    return IntakeBench()


@pytest.fixture
def acting(bench):
    """Everything is there, F9 is pressed and the store has not answered yet."""
    bench.ready()
    bench.runner.hold = True
    bench.press("F9")
    return bench


def end(bench):
    bench.runner.hold = False
    while bench.runner.held:
        bench.runner.release(1)


def test_f2_waits_for_the_act_and_its_papers(acting):
    acting.press("F2")
    assert acting.said == (acting.words("still_acting"), acting.words("still_acting_remedy"))
    assert acting.state.visit.person is not None
    end(acting)
    assert acting.state.visit.person is None
    assert acting.state.visit.draft is None
    assert acting.state.acting == ""
    assert len(acting.desk.documents.printed) == len(acting.desk.tickets.printed) == 1
    assert draft_ids(acting.desk) == ()


def test_the_newest_wish_counts(acting):
    acting.press("F2", "Alt+N")
    end(acting)
    assert acting.state.visit.person is None
    assert [each.item for each in acting.state.matters] == [FOOD.name]


def test_f2_is_dropped_and_the_reason_said_when_the_act_is_refused(bench):
    bench.ready()
    record = bench.desk.ledger.record
    bench.desk.ledger.record = _full
    bench.runner.hold = True
    bench.press("F9", "F2")
    end(bench)
    bench.desk.ledger.record = record
    assert bench.shell.told[-1][0] == "error"
    assert bench.state.visit.draft is not None
    bench.press("F9")
    assert bench.state.visit.case.state is CaseState.ACCEPTED
    assert bench.state.visit.person is not None


def _full(*_what, **_how):
    raise StoreError("disk_full")


def test_a_mark_refused_before_the_act_does_not_say_that_the_act_is_over(bench):
    bench.ready()
    bench.runner.hold = True
    save = bench.desk.journal.save
    bench.desk.journal.save = _full
    bench.press("Alt+S", "F9")
    bench.desk.journal.save = save
    bench.runner.release(1)
    assert bench.state.acting == "accept"
    bench.press("F2")
    end(bench)
    assert bench.state.visit.draft is None
    assert len(bench.desk.documents.printed) == len(bench.desk.tickets.printed) == 1


def test_a_case_number_waits_for_the_act(bench):
    first = bench.accepted(person=CIREN).no
    bench.press("F2")
    bench.ready()
    bench.runner.hold = True
    bench.press("F9")
    bench.presenter.scanned(first)
    end(bench)
    assert bench.state.visit.case.no == first
    assert bench.state.visit.person == CIREN


def test_a_credit_code_waits_for_the_act(acting):
    acting.presenter.scanned(CREDIT_CODE)
    assert acting.state.text("body_code") == ""
    end(acting)
    assert acting.state.visit.case is not None
    assert acting.state.text("body_code") == CREDIT_CODE


def left_while_printing(bench):
    bench.ready()
    bench.runner.hold = True
    bench.press("F9")
    bench.runner.release(1)
    assert {each.state for each in bench.state.papers} == {"printing"}
    bench.press("F2")
    end(bench)


def test_a_print_that_fails_after_its_visit_is_said(bench):
    no_paper = DeviceError("printer_gone")
    bench.desk.documents.outcomes.append(no_paper)
    left_while_printing(bench)
    assert bench.said == bench.desk.words.error(no_paper)
    assert bench.state.papers == ()


def test_a_print_that_ends_well_after_its_visit_is_not_said(bench):
    left_while_printing(bench)
    assert bench.shell.told == []
    assert bench.state.papers == ()


def test_f2_leaves_a_restored_case_and_it_stays_away(bench):
    bench.lay()
    bench.fill("phone", PHONE)
    bench.open_item()
    bench.timers.advance(100)
    again = IntakeBench(bench.desk)
    assert again.state.restored
    again.press("F2")
    assert again.state.visit.person is None
    assert again.said[0] == again.words("draft_kept")
    third = IntakeBench(bench.desk)
    assert third.state.visit.draft is None
    assert third.state.restored == ""
    assert len(draft_ids(bench.desk)) == 1


def test_f2_pressed_before_the_restoration_came_leaves_it_away(bench):
    bench.open_item()
    bench.timers.advance(100)
    bench.runner.hold = True
    bench.presenter.user_changed(bench.shell.user)
    bench.press("F2")
    end(bench)
    assert bench.state.visit.draft is None
    assert bench.state.restored == ""


def test_an_empty_table_is_not_restored(bench):
    bench.accepted()
    bench.press("F2")
    bench.timers.advance(200)
    again = IntakeBench(bench.desk)
    assert again.state.restored == ""
    assert again.state.visit.person is None


def test_a_case_opened_after_the_table_was_cleared_is_restored(bench):
    bench.press("F2")
    bench.desk.clock.advance(1_000)
    bench.open_item()
    again = IntakeBench(bench.desk)
    assert again.state.visit.draft.item == FOOD


def test_a_damaged_draft_is_no_reason_to_restore(bench):
    bench.press("F2")
    bench.desk.journal.save("00", b"{")
    assert IntakeBench(bench.desk).state.visit.draft is None
