"""What every hall does: the one in memory, and the real application on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counter_app.domain.errors import CountyError, RuleError
from counter_app.domain.ticket import TicketState
from tests.fakes.clock import START
from tests.fakes.county_bench import KINDS
from tests.fakes.hall_server import Hand, MemoryHall, served_hall


@pytest.fixture(params=["memory", *KINDS])
def hall(request, county_databases):
    if request.param == "memory":
        yield MemoryHall()
        return
    with served_hall(county_databases(request.param)) as hall:
        yield hall


@pytest.fixture
def kiosk(hall):
    return Hand(hall.window("k-1", "kiosk"))


@pytest.fixture
def window(hall):
    return Hand(hall.window("w-1"))


@pytest.fixture
def other(hall):
    return Hand(hall.window("w-2"))


def take(kiosk, *classes):
    return [kiosk("take", line="A", ticket_class=each).ticket for each in classes or ("ordinary",)]


def refused(act, name, **wanted):
    with pytest.raises(RuleError) as caught:
        act(name, **wanted)
    return caught.value.code


def test_tickets_are_numbered_and_called_in_turn_with_reasons(kiosk, window, hall):
    take(kiosk, "ordinary", "elderly", "appointment", "disabled")
    hall.clock.advance(24 * 60_000)
    told = []
    for _ in range(4):
        answer = window("call")
        told.append((answer.ticket.no, answer.reason.code, answer.reason.minutes, answer.waiting))
        window("finish", ticket=answer.ticket.id)
    assert told == [
        ("A002", "priority", 24, 3),
        ("A003", "priority", 24, 2),
        ("A001", "turn", 24, 1),
        ("A004", "longest", 24, 0),
    ]
    assert window("call").ticket is None


def test_a_taker_is_told_how_many_wait_before(kiosk):
    take(kiosk, "ordinary", "ordinary")
    answer = kiosk("take", line="A", people=4)
    assert (answer.ticket.no, answer.ahead, answer.ticket.people) == ("A003", 2, 4)


def test_nobody_is_passed_by_six(kiosk, window, other):
    """Windows that skip the run of two by calling single tickets: still five at most."""
    take(kiosk, "ordinary")
    for _ in range(5):
        (late,) = take(kiosk, "ordinary")
        answer = other("call_one", ticket=late.id)
        assert answer.ticket.passed == ("A",)
        other("finish", ticket=late.id)
    take(kiosk, "elderly")
    answer = window("call")
    assert (answer.ticket.no, answer.reason.code) == ("A001", "passed")


def test_the_same_act_twice_is_done_once(kiosk, window):
    wish = kiosk.wish(line="A")
    first, second = (kiosk.county.hall_act("take", wish) for _ in range(2))
    assert first.ticket == second.ticket
    wish = window.wish()
    first, second = (window.county.hall_act("call", wish) for _ in range(2))
    assert (first.ticket, first.reason) == (second.ticket, second.reason)
    assert window("recall", ticket=first.ticket.id).ticket.recalls == 1


def test_a_call_while_the_called_one_has_not_come_tells_him_again(kiosk, window):
    take(kiosk, "ordinary", "ordinary")
    assert window("call").ticket == window("call").ticket
    window("start", ticket=window("call").ticket.id)
    assert refused(window, "call") == "queue_serving"


def test_two_windows_call_two(kiosk, window, other):
    take(kiosk, "ordinary", "ordinary")
    assert {window("call").ticket.no, other("call").ticket.no} == {"A001", "A002"}


def test_who_is_called_belongs_to_that_window(kiosk, window, other):
    (ticket,) = take(kiosk)
    window("call")
    assert refused(other, "call_one", ticket=ticket.id) == "ticket_taken"
    assert refused(other, "start", ticket=ticket.id) == "ticket_taken"


def test_a_transfer_goes_to_an_open_window_only(kiosk, window, other):
    (ticket,) = take(kiosk)
    window("call")
    assert refused(window, "transfer", ticket=ticket.id, window="w-2") == "transfer_closed"
    assert refused(window, "transfer", ticket=ticket.id) == "transfer_where"
    assert refused(window, "transfer", ticket=ticket.id, window="w-1") == "transfer_where"
    other("resume")
    window("transfer", ticket=ticket.id, window="w-2")
    assert window("call").ticket is None
    answer = other("call")
    assert (answer.ticket.no, answer.reason.code) == ("A001", "transferred")
    other("pause", reason="午休")
    other("transfer", ticket=ticket.id, line="A")
    (late,) = take(kiosk)
    window("call")
    assert refused(window, "transfer", ticket=late.id, window="w-2") in (
        "transfer_closed",
        "ticket_taken",
    )


def test_a_held_one_lies_aside_until_it_is_called_by_its_number(kiosk, window, hall):
    (ticket,) = take(kiosk)
    window("call")
    window("hold", ticket=ticket.id, reason="复印")
    assert window("call").ticket is None
    state = window.county.hall_state()
    assert [each.no for each in state.aside] == ["A001"]
    assert window("call_one", ticket=ticket.id).reason.code == "one"
    assert refused(window, "call_one", ticket=ticket.id) == "queue_open"


def test_a_ticket_of_yesterday_is_refused(kiosk, window, hall):
    (ticket,) = take(kiosk)
    hall.clock.set_wall(START + timedelta(days=1))
    assert window("call").ticket is None
    assert refused(window, "call_one", ticket=ticket.id) == "ticket_yesterday"
    assert take(kiosk)[0].no == ticket.no


def test_a_kiosk_calls_nobody(kiosk):
    take(kiosk)
    assert refused(kiosk, "call") == "queue_kiosk"


def test_what_the_hall_has_not_is_refused(kiosk, window):
    assert refused(kiosk, "take", line="X") == "queue_line_unknown"
    assert refused(kiosk, "take", line="A", people=99) == "ticket_people"
    assert refused(window, "call_one", ticket="hall-1/2026-11-16/A009") == "ticket_unknown"


def test_the_next_ones_are_lent_to_one_window_once(kiosk, window, other, hall):
    take(kiosk, *["ordinary"] * 6)
    window("call")
    lent = [each.ticket.no for each in window.county.lease_tickets(2).lent]
    assert lent == ["A003", "A004"], "the first is left to the window that calls now"
    assert window.county.lease_tickets(2).lent == ()
    assert refused(other, "call_one", ticket="hall-1/2026-11-16/A003") == "ticket_lent"
    called = []
    for _ in range(3):
        answer = other("call")
        called.append(answer.ticket.no)
        other("finish", ticket=answer.ticket.id)
    assert called == ["A002", "A005", "A006"]
    assert other("call").ticket is None, "two are lent"
    hall.clock.advance(59_999)
    assert other("call").ticket is None
    hall.clock.advance(1)
    assert other("call").ticket.no == "A003"
    assert other.county.lease_tickets(2).lent == (), "lent once, not twice"


def test_the_hall_shows_calls_waiting_and_windows(kiosk, window, other):
    take(kiosk, "ordinary", "ordinary", "ordinary")
    window("call")
    other("call")
    state = window.county.hall_state()
    assert [(each.no, each.window) for each in state.calls] == [("A002", "w-2"), ("A001", "w-1")]
    assert [(each.letter, each.waiting) for each in state.waiting] == [("A", 1)]
    assert [each.window for each in state.windows if each.open] == ["w-1", "w-2"]


def test_a_window_sees_whom_it_would_call_and_calls_nobody(kiosk, window, other, hall):
    before = window.county.hall_ahead()
    assert (before.next, before.reason, before.waiting, before.classes) == (None, None, 0, ())
    take(kiosk, "ordinary", "elderly", "ordinary")
    hall.clock.advance(24 * 60_000)
    ahead = window.county.hall_ahead()
    assert (ahead.next.no, ahead.reason.code, ahead.reason.minutes) == ("A002", "priority", 24)
    assert ahead.waiting == 3
    counts = [(each.line, each.ticket_class, each.waiting) for each in ahead.classes]
    assert counts == [("A", "elderly", 1), ("A", "ordinary", 2)]
    assert ahead.state == window.county.hall_state()
    answer = window("call")
    assert (answer.ticket.no, answer.reason) == (ahead.next.no, ahead.reason)
    assert other.county.hall_ahead().next.no == "A001"


def test_a_kiosk_sees_the_hall_but_nobody_it_would_call(kiosk):
    take(kiosk, "ordinary")
    ahead = kiosk.county.hall_ahead()
    assert (ahead.next, ahead.waiting) == (None, 0)
    assert [each.waiting for each in ahead.state.waiting] == [1]


def test_a_hall_that_is_away_is_the_lines_failure(hall, window):
    county = window.county
    county.aim("http://127.0.0.1:9", "device")
    if not isinstance(hall, MemoryHall):
        with pytest.raises(CountyError, match="county_unreachable"):
            window("call")


def test_a_done_ticket_counts_its_cases(kiosk, window):
    (ticket,) = take(kiosk)
    window("call")
    window("start", ticket=ticket.id)
    done = window("finish", ticket=ticket.id, cases=("c-1", "c-2"), consultations=1).ticket
    assert done.state is TicketState.DONE
