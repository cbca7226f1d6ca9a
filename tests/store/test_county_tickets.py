"""Tickets that windows and kiosks called or gave while they were cut off, merged at the county (F24)."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.hall import QueueLine
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.ticket import TicketClass, subject_of_ticket, ticket_id
from counter_app.domain.ticket_operation import (
    CallingPaused,
    CallingResumed,
    TicketCalled,
    TicketFinished,
    TicketTaken,
)
from counter_app.domain.window_operation import Locked
from db.county.queue_lines import set_line
from tests.fakes.county_bench import PostgresBench, enrolled, outcomes, pushed
from tests.fakes.county_window import START_MS
from tests.unit.test_ticket import DAY

ONE = ticket_id("h-1", DAY, "Z001")


def push(bench, *acts):
    """Each act is a window's name and an operation; returns what became of them."""

    async def scenario(store):
        windows, told = {}, []
        for name, did in acts:
            if name not in windows:
                windows[name] = await enrolled(store, bench, name)
            subject = subject_of_ticket(did.ticket) if hasattr(did, "ticket") else f"window:{name}"
            entry = Entry(did, Moment(START_MS, 0, "b"), "ciren", name, subject)
            ops = windows[name].record(entry)
            answer = await pushed(store, windows[name], windows[name].push(*ops))
            told.append(outcomes(answer)[-1][1:])
        return told

    return bench.run(scenario)


TAKE = TicketTaken(ONE, "A", TicketClass.ELDERLY, 1)
TYPED = TicketCalled(ONE, "typed", 0)


def test_a_kiosks_own_number_and_its_call_are_merged_in_either_order(bench):
    for acts in (
        [("k-1", TAKE), ("w-1", TYPED), ("w-1", TicketFinished(ONE))],
        [
            ("w-2", TicketCalled(ticket_id("h-1", DAY, "Z002"), "typed", 0)),
            ("k-2", TicketTaken(ticket_id("h-1", DAY, "Z002"), "A", TicketClass.ORDINARY, 1)),
        ],
    ):
        assert set(push(bench, *acts)) == {("applied", "")}


def test_the_second_window_that_calls_one_is_parked_with_an_alarm(bench):
    told = push(bench, ("k-1", TAKE), ("w-1", TYPED), ("w-2", TYPED))
    assert told == [("applied", ""), ("applied", ""), ("parked", "ticket_taken")]


@pytest.mark.parametrize(
    ("did", "code"),
    [
        (TicketFinished(ONE), "ticket_unknown"),
        (TicketCalled(ticket_id("h-9", DAY, "A001"), "typed", 0), "foreign_hall"),
        (TicketCalled("nonsense", "typed", 0), "ticket_form"),
        (TicketCalled(ONE, "lease", 0, 0), "ticket_unknown"),
    ],
)
def test_what_cannot_be_is_parked(bench, did, code):
    assert push(bench, ("w-1", did)) == [("parked", code)]


def test_two_kiosks_cannot_have_given_one_number(bench):
    assert push(bench, ("k-1", TAKE), ("k-2", TAKE))[-1] == ("parked", "ticket_twice")


def test_several_acts_on_one_ticket_in_one_push(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        acts = [TYPED, TicketFinished(ONE)]
        at = Moment(START_MS, 0, "b")
        window.record(*(Entry(d, at, "ciren", "w-1", subject_of_ticket(ONE)) for d in acts))
        return outcomes(await pushed(store, window))

    assert [each[1] for each in bench.run(scenario)] == ["applied", "applied"]


def test_a_window_is_open_by_its_call_and_closed_by_its_pause_or_lock(county_url):
    bench = PostgresBench(county_url)

    def state():
        return bench.rows("SELECT window_id, open, reason FROM queue_window ORDER BY 1")

    push(bench, ("w-1", TYPED), ("w-2", CallingResumed()), ("w-3", CallingPaused("午休")))
    assert state() == [("w-1", True, ""), ("w-2", True, ""), ("w-3", False, "午休")]
    push(bench, ("w-4", CallingResumed()), ("w-4", Locked("ciren")))
    assert state()[-1] == ("w-4", False, "")


def test_every_change_moves_the_halls_news(county_url):
    bench = PostgresBench(county_url)
    push(bench, ("k-1", TAKE), ("w-1", TYPED))
    assert bench.rows("SELECT id, rev FROM feed WHERE scope = 'queue:h-1'") == [("h-1", 2)]


def test_a_place_in_line_comes_at_merging_and_stays(county_url):
    bench = PostgresBench(county_url)
    second = ticket_id("h-1", DAY, "Z002")
    push(
        bench,
        ("k-1", TAKE),
        ("k-1", TicketTaken(second, "A", TicketClass.ORDINARY, 1)),
        ("w-1", TYPED),
    )
    rows = bench.rows("SELECT no, order_, line FROM ticket ORDER BY order_")
    assert [row[0] for row in rows] == ["Z001", "Z002"]
    assert all(row[1] > 0 for row in rows)


def test_lines_and_the_kiosks_letters_are_told_to_the_halls_windows(county_url):
    bench = PostgresBench(county_url)
    push(bench, ("w-1", CallingResumed()))
    set_line(county_url, "h-1", QueueLine("B", "税务", "ཁྲལ", ("nd",)))
    body = bench.rows(
        "SELECT convert_from(body, 'UTF8') FROM feed WHERE k = 'queue' AND scope = 'hall:h-1'"
    )
    assert '"letter":"B"' in body[0][0]
    with pytest.raises(RuleError, match="county_hall_unknown"):
        set_line(county_url, "h-9", QueueLine("B", "税务"))
