"""Taking tickets: at the hall, and at a kiosk that is cut off."""

from __future__ import annotations

import pytest

from counter_app.domain.codec import to_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.hall import DEFAULT_INFO, KioskLetter, QueueInfo, QueueLine
from counter_app.domain.ticket import TicketClass, TicketState
from counter_app.services.calling import call_next
from counter_app.services.sync.flow import sync_turn
from counter_app.services.ticketing import (
    Wish,
    hall_state,
    has_queue,
    queue_info,
    renew_leases,
    take_ticket,
)
from tests.fakes.county import LineFault
from tests.fakes.desk import a_desk, play, signed_visit
from tests.fakes.paper_cases import a_window

INFO = QueueInfo(
    (QueueLine("A", "综合业务"), QueueLine("B", "税务", "ཁྲལ", ("nd",))),
    (KioskLetter(a_window().id, "Z"),),
)


@pytest.fixture
def desk():
    return a_desk()


def told(desk, info=INFO):
    """The hall tells its lines and letters with the feed."""
    desk.county.publish(desk.county.scopes[1], "queue", a_window().hall, to_plain(info))
    play(desk, sync_turn(desk, 60))


def take_and_call(desk):
    play(desk, take_ticket(desk, Wish("A")))
    play(desk, call_next(desk, signed_visit()))


def refused(desk, flow):
    with pytest.raises(RuleError) as caught:
        play(desk, flow)
    return caught.value.code


def test_a_ticket_says_how_many_wait_before_it(desk):
    first = play(desk, take_ticket(desk, Wish("A")))
    second = play(desk, take_ticket(desk, Wish("A", TicketClass.ELDERLY, 3), "ciren"))
    assert [(each.ticket.no, each.ahead, each.live) for each in (first, second)] == [
        ("A001", 0, True),
        ("A002", 1, True),
    ]
    assert (second.ticket.people, second.ticket.ticket_class) == (3, TicketClass.ELDERLY)


def test_a_hall_has_a_queue_once_its_lines_were_heard(desk):
    assert not has_queue(desk)
    told(desk)
    assert has_queue(desk)


def test_without_lines_the_first_call_shows_that_there_is_a_queue(desk):
    take_and_call(desk)
    assert has_queue(desk)


def test_a_line_that_the_hall_has_not_is_refused(desk):
    assert refused(desk, take_ticket(desk, Wish("X"))) == "queue_line_unknown"


def test_cut_off_a_kiosk_goes_on_under_its_own_letter(desk):
    told(desk)
    desk.county.standing = LineFault.CUT
    taken = [play(desk, take_ticket(desk, Wish("B"))) for _ in range(3)]
    assert [each.ticket.no for each in taken] == ["Z001", "Z002", "Z003"]
    assert {(each.live, each.ahead, each.ticket.line) for each in taken} == {(False, None, "B")}
    assert taken[0].ticket.state is TicketState.WAITING
    assert refused(desk, take_ticket(desk, Wish("X"))) == "queue_line_unknown"


def test_the_next_day_begins_anew(desk):
    told(desk)
    desk.county.standing = LineFault.CUT
    play(desk, take_ticket(desk, Wish("A")))
    desk.clock.advance(86_400_000)
    assert play(desk, take_ticket(desk, Wish("A"))).ticket.no == "Z001"


def test_a_place_without_a_letter_gives_none(desk):
    desk.county.standing = LineFault.CUT
    assert refused(desk, take_ticket(desk, Wish("A"))) == "queue_no_letter"
    assert queue_info(desk) == DEFAULT_INFO


def test_a_lost_answer_takes_no_second_number(desk):
    desk.county.plan(LineFault.DROP_ANSWER)
    assert play(desk, take_ticket(desk, Wish("A"))).ticket.no == "A001"
    assert play(desk, take_ticket(desk, Wish("A"))).ticket.no == "A002"


def test_leases_are_kept_beside_those_that_still_hold(desk):
    for _ in range(9):
        play(desk, take_ticket(desk, Wish("A")))
    assert play(desk, renew_leases(desk)) == 2
    assert play(desk, renew_leases(desk)) == 2, "no more than two ahead"
    desk.clock.advance(46_000)
    assert play(desk, renew_leases(desk)) == 2
    assert [each.ticket.no for each in desk.ledger.ticket_leases()] == ["A003", "A004"]
    desk.county.standing = LineFault.CUT
    assert play(desk, renew_leases(desk)) == 2, "a cut line takes none away"


def test_the_hall_is_seen_only_over_a_living_line(desk):
    play(desk, take_ticket(desk, Wish("A")))
    assert play(desk, hall_state(desk)).waiting[0].waiting == 1
    desk.county.standing = LineFault.CUT
    assert refused(desk, hall_state(desk)) == "queue_live_only"
