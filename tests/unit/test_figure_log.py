"""The definition of every count and duration, and a window's own figures from its ledger."""

from __future__ import annotations

from datetime import date

from counter_app.domain.calendar import Calendar
from counter_app.domain.figure_day import WindowName, count_day
from counter_app.domain.figure_ledger import OwnWindow, happenings, own_day
from counter_app.domain.figure_log import Happening, facts_of
from counter_app.domain.figures import Duration, Mark, Measure
from counter_app.domain.numbers import make_case_no, window_code
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.records import Recorded
from counter_app.domain.ticket_operation import CallingPaused, TicketCalled, TicketFinished
from counter_app.domain.window_operation import ConsultationServed, SignedIn
from tests.fakes.builders import accepted, received, withdrawn
from tests.fakes.calendars import YEAR_2026
from tests.fakes.county import window_info
from tests.fakes.county_window import START_MS

DAY = date(2026, 11, 16)
CALENDAR = Calendar.from_tables([YEAR_2026], "540402")


def log(*steps):
    """Each step is kind, second, subject and what else a happening has."""
    return [
        Happening(f"{n:032x}", n, START_MS + second * 1_000, "w-1", "ciren", kind, subject, **more)
        for n, (kind, second, subject, more) in enumerate(steps)
    ]


def told(*steps):
    return [(each.what, each.seconds) for each in facts_of(log(*((*step, {}) for step in steps)))]


def test_a_visit_counts_its_times():
    steps = [
        ("ticket.take", 0),
        ("ticket.call", 300),
        ("ticket.start", 320),
        ("ticket.finish", 900),
    ]
    facts = told(*((kind, at, "ticket:1") for kind, at in steps))
    assert (Duration.WAITING, 300) in facts
    assert (Duration.WALKING, 20) in facts
    assert (Duration.HANDLING, 600) in facts
    assert (Duration.SERVING, 580) in facts
    assert {what for what, seconds in facts if seconds is None} == {
        Measure.ARRIVALS,
        Measure.CALLS,
        Measure.STARTS,
        Measure.FINISHES,
    }


def test_a_ticket_called_again_is_handled_from_its_last_call():
    steps = [
        ("ticket.call", 0),
        ("ticket.start", 5),
        ("ticket.hold", 10),
        ("ticket.call", 100),
        ("ticket.finish", 160),
    ]
    facts = told(*((kind, at, "ticket:1") for kind, at in steps))
    assert (Duration.HANDLING, 60) in facts
    assert not [each for each in facts if each[0] in (Duration.SERVING, Duration.WAITING)]


def test_a_clock_that_was_set_back_gives_no_duration():
    facts = told(("ticket.take", 100, "ticket:1"), ("ticket.call", 50, "ticket:1"))
    assert [what for what, _ in facts] == [Measure.ARRIVALS, Measure.CALLS]


def test_idle_is_from_the_end_of_a_visit_to_the_next_call_pause_or_lock():
    steps = [
        ("ticket.call", 0, "ticket:1"),
        ("ticket.finish", 60, "ticket:1"),
        ("ticket.call", 90, "ticket:2"),
        ("ticket.finish", 200, "ticket:2"),
        ("window.pause", 205, "window:w-1"),
        ("window.resume", 300, "window:w-1"),
        ("session.lock", 310, "user:ciren"),
        ("ticket.call", 400, "ticket:3"),
    ]
    idle = [seconds for what, seconds in told(*steps) if what is Duration.IDLE]
    assert idle == [30, 5, 10]


def test_a_decision_taken_back_closes_nothing_and_the_newest_mark_holds():
    steps = [
        ("case.receive", 0, "c", {"opens": True}),
        ("case.accept", 1, "c", {"immediate": True}),
        ("case.decide", 2, "c", {"immediate": True}),
    ]
    facts = facts_of(log(*steps))
    assert [each.what for each in facts] == [
        Measure.RECEIVED,
        Measure.ACCEPTED,
        Measure.ACCEPTED_IMMEDIATE,
        Measure.CLOSED,
        Measure.CLOSED_IMMEDIATE,
    ]
    back = facts_of(log(*steps, ("case.undecide", 3, "c", {})))
    assert [each.what for each in back] == [each.what for each in facts[:3]]
    marked = facts_of(
        log(*steps, ("case.mark", 3, "c", {"mark": "test"}), ("case.mark", 4, "c", {"mark": ""}))
    )
    assert {each.mark for each in marked} == {Mark.NONE}
    assert {
        each.mark for each in facts_of(log(*steps, ("case.mark", 3, "c", {"mark": "batch"})))
    } == {Mark.BATCH}


def recorded(*acts):
    info = window_info()
    rows = []
    for n, (did, subject, no, outcome) in enumerate(acts):
        entry = Entry(did, Moment(START_MS + n * 1_000, 0, "b"), "ciren", info.id, subject, no)
        rows.append(Recorded(1, n + 1, bytes([n]) * 16, entry, acked=True, outcome=outcome))
    return rows


def number(seq, slot):
    return make_case_no(window_info().area, 2026, window_code(slot, 1), seq)


def test_a_window_counts_its_own_day_from_its_ledger():
    info = window_info()
    rows = recorded(
        (SignedIn("ciren"), "user:ciren", None, ""),
        (received(), "c-1", number(1, info.slot), ""),
        (accepted(), "c-1", number(1, info.slot), "applied"),
        (accepted(), "c-2", number(2, info.slot), "parked"),
        (accepted(), "c-3", number(1, info.slot + 1), ""),
        (withdrawn(), "c-3", number(1, info.slot + 1), ""),
        (withdrawn(), "c-4", None, ""),
        (ConsultationServed("社保"), "document:1", None, ""),
        (TicketCalled("h/2026-11-16/A001", "typed", 0), "ticket:h/2026-11-16/A001", None, ""),
        (TicketFinished("h/2026-11-16/A001"), "ticket:h/2026-11-16/A001", None, ""),
        (CallingPaused(), f"window:{info.id}", None, ""),
    )
    own = OwnWindow(info, None, CALENDAR)
    day = own_day(rows, DAY, own, START_MS)
    counts = day.minutes[0].counts
    assert (counts.received, counts.accepted, counts.closed) == (1, 2, 2)
    assert (counts.consultations, counts.calls, counts.finishes) == (1, 1, 1)
    assert {each.what for each in day.durations} == {Duration.HANDLING, Duration.IDLE}
    assert day.names == (WindowName(info.id, info.name),)
    assert day.opening.reason == "no_opening_hours"
    assert own_day(rows, date(2026, 11, 17), own, START_MS).minutes == ()


def test_its_cases_keep_their_item_where_an_operation_names_none():
    info = window_info()
    rows = recorded(
        (accepted(), "c-1", number(1, info.slot), ""),
        (withdrawn(), "c-1", number(1, info.slot), ""),
        (withdrawn(), "c-9", None, ""),
    )
    found = happenings(rows, info)
    assert found[0].item == found[1].item != ""
    assert found[2].item == ""
    assert count_day(found, DAY)[0][0].counts.closed == 2
