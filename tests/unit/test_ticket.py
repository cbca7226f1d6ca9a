"""Tickets: how they are named, and what becomes of one act by act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.fold_ticket import fold_ticket
from counter_app.domain.hall import HallAct, QueueInfo, QueueLine, reason_of
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.ticket import (
    TicketClass,
    TicketState,
    make_no,
    parse_no,
    read_ticket_id,
    subject_of_ticket,
    ticket_id,
)
from counter_app.domain.ticket_operation import (
    TicketCalled,
    TicketFinished,
    TicketHeld,
    TicketMissed,
    TicketRecalled,
    TicketSkipped,
    TicketStarted,
    TicketTaken,
    TicketTransferred,
)
from counter_app.words import Words
from tests.fakes.clock import START

NOW = int(START.timestamp() * 1000)
DAY = date(2026, 11, 16)
ID = ticket_id("h/1", DAY, "A017")


def entry(did, window="w-1", wall=NOW):
    return Entry(did, Moment(wall, 0, "b"), "ciren", window, subject_of_ticket(did.ticket))


def after(*acts, ticket=None, window="w-1"):
    for did in acts:
        ticket = fold_ticket(ticket, entry(did, window))
    return ticket


def refused(did, ticket, window="w-1", wall=NOW):
    with pytest.raises(RuleError) as caught:
        fold_ticket(ticket, entry(did, window, wall))
    return caught.value


TAKEN = TicketTaken(ID, "A", TicketClass.ORDINARY, 2, 17)
WAITING = after(TAKEN, window="k-1")
CALL = TicketCalled(ID, "longest", 60, 0)
CALLED = after(CALL, ticket=WAITING)


@pytest.mark.parametrize("typed", ["a17", " A017 ", "A17", "a00017"])
def test_a_number_is_read_as_people_type_it(typed):
    assert parse_no(typed) == "A017"


@pytest.mark.parametrize("typed", ["", "17", "AA17", "A", "A000", "A1234567", "Ａ17", "A017x"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(RuleError, match="ticket_form"):
        parse_no(typed)


def test_numbers_have_three_digits_and_then_as_many_as_they_need():
    assert [make_no("B", each) for each in (1, 999, 1000)] == ["B001", "B999", "B1000"]


def test_an_id_gives_its_parts_back_whatever_the_hall_is_called():
    assert read_ticket_id(ID) == ("h/1", DAY, "A017")


@pytest.mark.parametrize("wrong", ["A017", "h/2026-11-16", "h/2026-13-16/A017", "h/2026-11-16/A17"])
def test_what_is_no_id_is_refused(wrong):
    with pytest.raises(RuleError, match="ticket_form"):
        read_ticket_id(wrong)


def test_a_ticket_waits_is_called_served_and_done():
    assert (WAITING.state, WAITING.people, WAITING.taken_ms) == (TicketState.WAITING, 2, NOW)
    assert (CALLED.state, CALLED.window, CALLED.fence) == (TicketState.CALLED, "w-1", 1)
    done = after(
        TicketRecalled(ID), TicketRecalled(ID), TicketStarted(ID), TicketFinished(ID), ticket=CALLED
    )
    assert (done.state, done.recalls, done.started_ms, done.ended_ms) == (
        TicketState.DONE,
        2,
        NOW,
        NOW,
    )
    assert done.rev == 6


def test_one_that_ends_without_a_start_began_with_its_call():
    assert after(TicketFinished(ID), ticket=CALLED).started_ms == NOW


def test_skipped_and_held_ones_lie_aside_and_are_called_one_by_one():
    skipped = after(TicketSkipped(ID), ticket=CALLED)
    held = after(TicketStarted(ID), TicketHeld(ID, "复印"), ticket=CALLED)
    assert (skipped.state, held.state) == (TicketState.SKIPPED, TicketState.HELD)
    for each in (skipped, held):
        again = after(TicketCalled(ID, "one", 0, each.fence), ticket=each, window="w-2")
        assert (again.state, again.window, again.fence) == (TicketState.CALLED, "w-2", 2)


def test_a_no_show_is_closed_and_never_called_again():
    gone = after(TicketMissed(ID), ticket=CALLED)
    assert (gone.state, gone.ended_ms) == (TicketState.NO_SHOW, NOW)
    assert refused(TicketCalled(ID, "typed", 0), gone).code == "ticket_state"


def test_a_transfer_waits_for_that_window_alone_and_keeps_its_place():
    sent = after(TicketTransferred(ID, window="w-2"), ticket=CALLED)
    assert (sent.state, sent.target, sent.order) == (TicketState.TRANSFERRED, "w-2", 17)
    wrong = refused(TicketCalled(ID, "one", 0, 1), sent, window="w-3")
    assert (wrong.code, wrong.values["window"]) == ("ticket_elsewhere", "w-2")
    assert after(TicketCalled(ID, "transferred", 0, 1), ticket=sent, window="w-2").target == ""


def test_a_transfer_to_another_line_is_for_all_its_windows():
    sent = after(TicketTransferred(ID, line="B"), ticket=CALLED)
    assert (sent.line, sent.target) == ("B", "")


@pytest.mark.parametrize("did", [CALL, TicketCalled(ID, "typed", 0)])
def test_who_is_called_is_called_by_nobody_else(did):
    wrong = refused(did, CALLED, window="w-2")
    assert (wrong.code, wrong.values) == ("ticket_taken", {"no": "A017", "window": "w-1"})


def test_an_older_fence_is_refused_though_the_ticket_waits_again():
    skipped = after(TicketSkipped(ID), ticket=CALLED)
    assert refused(TicketCalled(ID, "lease", 0, 0), skipped).code == "ticket_taken"


def test_nobody_but_its_window_acts_on_a_ticket():
    assert refused(TicketStarted(ID), CALLED, window="w-2").code == "ticket_taken"


@pytest.mark.parametrize(
    "did", [TicketRecalled(ID), TicketSkipped(ID), TicketStarted(ID), TicketMissed(ID)]
)
def test_what_is_over_is_over(did):
    assert refused(did, after(TicketFinished(ID), ticket=CALLED)).code == "ticket_state"


def test_a_ticket_of_yesterday_is_not_called():
    assert refused(CALL, WAITING, wall=NOW + 86_400_000).code == "ticket_yesterday"


def test_a_ticket_that_nobody_took_can_only_be_called_from_its_paper():
    assert refused(CALL, None).code == "ticket_unknown"
    assert refused(TicketStarted(ID), None).code == "ticket_unknown"
    typed = after(TicketCalled(ID, "typed", 0))
    assert (typed.state, typed.line, typed.taken_ms) == (TicketState.CALLED, "", 0)


def test_its_taking_may_come_after_its_call():
    late = after(TAKEN, ticket=after(TicketCalled(ID, "typed", 0)), window="k-1")
    assert (late.state, late.line, late.window, late.rev) == (TicketState.CALLED, "A", "w-1", 2)


def test_a_number_is_given_once():
    assert refused(TAKEN, WAITING).code == "ticket_twice"


@pytest.mark.parametrize("people", [0, 51])
def test_a_ticket_is_for_some_people(people):
    assert refused(replace(TAKEN, people=people), None).code == "ticket_people"


def test_a_ticket_without_a_line_is_refused():
    assert refused(replace(TAKEN, line=""), None).code == "queue_line_unknown"


def test_the_reason_is_said_in_words():
    reason = reason_of(CALLED, replace(CALL, waited_s=24 * 60 + 59))
    said = Words("zh").say(f"queue.reason.{reason.code}", **reason.values)
    assert said == "A017 等了 24 分钟"


def test_lines_say_which_windows_serve_them():
    line = QueueLine("A", "综合", kinds=("nd",))
    assert line.served_by("nd")
    assert not line.served_by("cert")
    assert QueueInfo((line,)).letter_of("k-1") == ""
    assert HallAct("00", "x").people == 1
