"""Who is next: fair in any order of arrivals, for halls of one kind of window and of several."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.queue_rule import (
    HALL,
    PASSED_MOST,
    PRIORITY_MOST,
    Candidate,
    choose,
    run_of,
)
from counter_app.domain.ticket import Ticket, TicketClass, TicketState, make_no

FIRST = TicketClass.ELDERLY
PLAIN = TicketClass.ORDINARY


def a_ticket(order, kind=PLAIN, line="A", state=TicketState.WAITING):
    no = make_no(line, order)
    return Ticket(no, "h", date(2026, 11, 16), no, line, kind, 1, order, state, 1)


def chosen(*tickets, runs=None, passed=0):
    return choose([Candidate(each, passed) for each in tickets], runs or {})


def test_nobody_waits():
    assert choose([], {}) is None


def test_the_longest_waiting_is_next():
    choice = chosen(a_ticket(3), a_ticket(2), a_ticket(9))
    assert (choice.ticket.order, choice.manner, choice.passed) == (2, "longest", ())


def test_a_priority_ticket_comes_before_older_ones_and_says_over_whom():
    choice = chosen(a_ticket(1), a_ticket(2, line="B"), a_ticket(3, FIRST), a_ticket(4, line="C"))
    assert (choice.ticket.order, choice.manner, choice.passed) == (3, "priority", ("A", "B"))


def test_a_priority_ticket_that_waited_longest_passes_nobody():
    choice = chosen(a_ticket(1, FIRST), a_ticket(2))
    assert (choice.ticket.order, choice.manner, choice.passed) == (1, "longest", ())


def test_after_two_priority_calls_it_is_the_turn_of_the_longest_waiting():
    for run in (HALL, "A"):
        choice = chosen(a_ticket(1), a_ticket(2, FIRST), runs={run: PRIORITY_MOST})
        assert (choice.ticket.order, choice.manner) == (1, "turn")


def test_a_run_in_another_line_does_not_hold_this_one():
    choice = chosen(a_ticket(1), a_ticket(2, FIRST), runs={"B": PRIORITY_MOST})
    assert choice.ticket.order == 2


def test_the_longest_waiting_needs_no_reason_when_nobody_comes_first():
    assert chosen(a_ticket(1), runs={HALL: PRIORITY_MOST}).manner == "longest"
    assert chosen(a_ticket(1), a_ticket(2, FIRST), runs={}).manner == "priority"


def test_who_was_passed_by_five_is_next():
    choice = chosen(a_ticket(1), a_ticket(9, FIRST), passed=PASSED_MOST)
    assert (choice.ticket.order, choice.manner) == (1, "passed")


def test_who_was_sent_on_says_so():
    assert chosen(a_ticket(1, state=TicketState.TRANSFERRED)).manner == "transferred"


def test_a_run_ends_with_the_first_ordinary_call():
    assert [run_of(each) for each in ([], [False], [True, False, True], [True, True])] == [
        0,
        0,
        1,
        2,
    ]


arrivals = st.tuples(st.sampled_from(list(TicketClass)), st.sampled_from("AB"))
calls = st.sampled_from(["AB", "A", "B"])
days = st.lists(st.one_of(arrivals, calls), max_size=120)


@given(days)
def test_it_is_fair_whatever_the_order_of_arrivals(day):
    """Each call is by a window that serves some lines: recounted for those who could have been called."""
    waiting, called, passed_by = {}, [], Counter()
    over = []
    for order, what in enumerate(day, 1):
        if isinstance(what, tuple):
            waiting[order] = a_ticket(order, *what)
            continue
        before = [each for each in waiting.values() if each.line in what]
        choice = choose([Candidate(each, _passed(over, each)) for each in before], _runs(called))
        if choice is None:
            assert not before
            continue
        older = [each for each in before if each.order < choice.ticket.order]
        passed_by.update(each.order for each in older)
        assert set(choice.passed) == {each.line for each in older}
        lately = [each.ticket_class.comes_first for each in called[-PRIORITY_MOST:]]
        in_a_row = choice.ticket.ticket_class.comes_first and lately == [True] * PRIORITY_MOST
        assert not (in_a_row and older)
        called.append(waiting.pop(choice.ticket.order))
        over.append((choice.ticket.order, choice.passed))
    assert max(passed_by.values(), default=0) <= PASSED_MOST


@given(days)
def test_the_heads_of_the_lines_are_enough_to_know(day):
    """What the server reads: the oldest of each line and its oldest of a priority class."""
    waiting, called, over = {}, [], []
    for order, what in enumerate(day, 1):
        if isinstance(what, tuple):
            waiting[order] = a_ticket(order, *what)
            continue
        all_of = [
            Candidate(each, _passed(over, each)) for each in waiting.values() if each.line in what
        ]
        heads = {}
        for each in sorted(all_of, key=lambda one: one.ticket.order):
            heads.setdefault(each.ticket.line, each)
            if each.ticket.ticket_class.comes_first:
                heads.setdefault((each.ticket.line,), each)
        runs = _runs(called)
        choice = choose(all_of, runs)
        assert choose(list(heads.values()), runs) == choice
        if choice is not None:
            called.append(waiting.pop(choice.ticket.order))
            over.append((choice.ticket.order, choice.passed))


def _passed(over, ticket):
    return min(PASSED_MOST, sum(at > ticket.order and ticket.line in lines for at, lines in over))


def _runs(called):
    newest = list(reversed(called))
    of = {
        line: run_of([e.ticket_class.comes_first for e in newest if e.line == line])
        for line in "AB"
    }
    return of | {HALL: run_of([each.ticket_class.comes_first for each in newest])}
