"""This window's own figures: from its outbox, and from what it remembers of tickets served live."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from counter_app.domain import localtime
from counter_app.domain.calendar import YearTable
from counter_app.domain.codec import to_plain
from counter_app.domain.figure_day import BASELINES_KIND, Baseline, Baselines
from counter_app.domain.figure_drill import DRILL_PAGE, DrillWish
from counter_app.domain.figure_opening import OPENING_KIND, OpeningHours, OpeningSpan
from counter_app.domain.figure_view import view_of
from counter_app.domain.figures import Duration, Level, Measure, Scope
from counter_app.domain.operation import CaseWithdrawn, Entry, Moment
from counter_app.domain.ticket import Ticket, TicketClass, TicketState, make_no, ticket_id
from counter_app.domain.window_operation import Locked
from counter_app.domain.wire import FeedRow, PullAnswer
from counter_app.services import calling
from counter_app.services.slips import serve_consultation
from counter_app.services.throughput_ledger import own_figures, own_list
from counter_app.services.ticketing import Wish, take_ticket
from tests.fakes.builders import accepted
from tests.fakes.county import LineFault
from tests.fakes.desk import a_desk, play, signed_visit

DAY = date(2026, 11, 16)
START = localtime.start_ms(DAY)
MINUTE = 60_000
OWN = Scope(Level.WINDOW, "w-3")


def at(minute):
    return Moment(START + minute * MINUTE, 0, "boot-1")


def accept(desk, minute, case="case-1"):
    did = accepted()
    did = replace(did, application=replace(did.application, case_id=case))
    desk.ledger.record(
        case.encode().ljust(16, b"."),
        lambda no: Entry(did, at(minute), "ciren", "w-3", case, no),
        number_year=2026,
    )


def record(desk, did, minute, subject, op=b"x"):
    entry = Entry(did, at(minute), "ciren", "w-3", subject)
    desk.ledger.record(op.ljust(16, b"."), lambda _no: entry)


def served(number=1, minute=600, **changes):
    no = make_no("A", number)
    start = START + minute * MINUTE
    ticket = Ticket(
        ticket_id("h-1", DAY, no),
        "h-1",
        DAY,
        no,
        "A",
        TicketClass.ORDINARY,
        1,
        number,
        TicketState.DONE,
        4,
        fence=1,
        window="w-3",
        taken_ms=start - 8 * MINUTE,
        called_ms=start,
        started_ms=start + MINUTE // 2,
        ended_ms=start + 5 * MINUTE,
    )
    return replace(ticket, **changes)


def publish(desk, kind, body, entity="h-1", scope="hall:h-1"):
    row = FeedRow(kind, entity, 1, "put", 1, to_plain(body))
    answer = PullAnswer("epoch-1", "c9", more=False, acked=0, secured=0, rows=(row,))
    desk.cache.apply(scope, answer)


def wish(what, **changes):
    asked = DrillWish(OWN, what.value, START, START + 1_440 * MINUTE)
    return replace(asked, **changes)


def durations(desk):
    found = {}
    for each in own_figures(desk, DAY).durations:
        found.setdefault(each.what, []).append(each.total_s)
    return found


def test_a_day_without_anything_has_no_rate_and_says_why():
    figures = own_figures(a_desk(), DAY)
    assert (figures.scope, figures.minutes, figures.opening.reason) == (OWN, (), "no_opening_hours")
    assert [each.name for each in figures.names] == ["3号窗口"]


def test_hours_holidays_and_baselines_come_with_the_feed():
    desk = a_desk()
    publish(desk, OPENING_KIND, OpeningHours("h-1", "540402", (OpeningSpan((1,), 570, 780),)))
    assert own_figures(desk, DAY).opening.reason == "no_calendar"
    publish(desk, "calendar", YearTable("", 2026, (), (), "s", "A"), "national-2026", "reference")
    publish(desk, BASELINES_KIND, Baselines((Baseline(117, OWN),)))
    accept(desk, 575)
    view = view_of(own_figures(desk, DAY))
    assert view.opening.count() == 210
    assert [each.baseline.hundredths for each in view.baselines] == [117]
    assert view.whole.rate_60.numerator == 1


def test_a_newer_countys_row_is_as_good_as_none():
    desk = a_desk()
    row = FeedRow(OPENING_KIND, "h-1", 1, "put", 1, {"other": 1})
    answer = PullAnswer("epoch-1", "c9", more=False, acked=0, secured=0, rows=(row,))
    desk.cache.apply("hall:h-1", answer)
    assert own_figures(desk, DAY).opening.reason == "no_opening_hours"


def test_a_case_of_yesterday_that_is_withdrawn_today_is_closed_and_not_received_today():
    desk = a_desk()
    accept(desk, -300)
    record(desk, CaseWithdrawn("case-1", DAY, "不办了", ()), 600, "case-1")
    accept(desk, 610, "case-2")
    counts = view_of(own_figures(desk, DAY)).whole.counts
    assert (counts.received, counts.accepted, counts.closed) == (1, 1, 1)
    before = view_of(own_figures(desk, DAY - timedelta(days=1))).whole.counts
    assert (before.received, before.accepted, before.closed) == (1, 1, 0)


def test_a_ticket_served_over_the_living_line_is_told_by_its_times():
    desk = a_desk()
    desk.ledger.keep_ticket(served())
    assert durations(desk) == {
        Duration.WAITING: [480],
        Duration.WALKING: [30],
        Duration.HANDLING: [300],
        Duration.SERVING: [270],
    }
    counts = view_of(own_figures(desk, DAY)).whole.counts
    assert (counts.arrivals, counts.calls, counts.starts, counts.finishes) == (0, 1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({"fence": 2}, {Duration.WALKING, Duration.HANDLING, Duration.SERVING}),
        ({"started_ms": START + 600 * MINUTE}, {Duration.WAITING, Duration.HANDLING}),
        ({"state": TicketState.NO_SHOW, "started_ms": None}, {Duration.WAITING}),
        ({"state": TicketState.SERVING, "ended_ms": None}, {Duration.WAITING, Duration.WALKING}),
        ({"window": "w-4"}, set()),
        ({"day": DAY - timedelta(days=1)}, set()),
        ({"called_ms": None, "started_ms": None, "state": TicketState.WAITING}, set()),
    ],
)
def test_what_is_not_known_of_a_ticket_is_left_out(changes, known):
    desk = a_desk()
    desk.ledger.keep_ticket(served(**changes))
    assert set(durations(desk)) == known


def test_a_ticket_of_the_outbox_is_not_counted_twice():
    desk = a_desk()
    desk.clock.set_wall(START + 600 * MINUTE)
    visit = signed_visit()
    play(desk, take_ticket(desk, Wish("A")))
    desk.county.standing = LineFault.CUT
    play(desk, calling.call_one(desk, visit, "A1"))
    desk.clock.advance(MINUTE)
    play(desk, calling.start(desk, visit))
    desk.clock.advance(4 * MINUTE)
    play(desk, calling.finish(desk, visit))
    counts = view_of(own_figures(desk, DAY)).whole.counts
    assert (counts.calls, counts.starts, counts.finishes) == (1, 1, 1)
    assert durations(desk)[Duration.HANDLING] == [300]


def test_lists_name_cases_masked_and_tickets_with_their_times():
    desk = a_desk()
    accept(desk, 601)
    desk.ledger.keep_ticket(served())
    [line] = own_list(desk, wish(Measure.ACCEPTED)).cases
    assert (line.window, line.clerk, line.state) == ("w-3", "ciren", "S20")
    assert line.applicant_masked.endswith("*")
    assert line.no.startswith("540402")
    assert line.item_name
    assert own_list(desk, wish(Measure.ACCEPTED, end_ms=START + 601 * MINUTE)).cases == ()
    [ticket] = own_list(desk, wish(Duration.WAITING)).tickets
    assert (ticket.no, ticket.seconds) == ("A001", 480)


def test_idle_times_and_consultations_have_no_ticket_number():
    desk = a_desk()
    desk.ledger.keep_ticket(served())
    record(desk, Locked("idle"), 620, "user:ciren", b"lock")
    desk.clock.set_wall(START + 630 * MINUTE)
    play(desk, serve_consultation(desk, signed_visit(), "社保卡"))
    [idle] = own_list(desk, wish(Duration.IDLE)).tickets
    assert (idle.no, idle.seconds) == ("", 900)
    [asked] = own_list(desk, wish(Measure.CONSULTATIONS)).tickets
    assert asked.no == ""


def test_a_case_that_only_its_own_number_names_is_listed_as_such():
    desk = a_desk()
    record(desk, CaseWithdrawn("case-9", DAY, "不办了", ()), 600, "case-9")
    [line] = own_list(desk, wish(Measure.CLOSED)).cases
    assert (line.no, line.state, line.item_name, line.applicant_masked) == ("", "", "", "")


def test_long_lists_come_in_pages():
    desk = a_desk()
    for number in range(1, DRILL_PAGE + 3):
        desk.ledger.keep_ticket(served(number, 500 + number))
    first = own_list(desk, wish(Measure.CALLS))
    second = own_list(desk, wish(Measure.CALLS, after=first.more))
    assert (len(first.tickets), first.more, len(second.tickets), second.more) == (
        DRILL_PAGE,
        str(DRILL_PAGE),
        2,
        "",
    )
    assert second.tickets[-1].no == make_no("A", DRILL_PAGE + 2)
