"""A look at the hall's queue from a window: live, and with the line cut from what it has itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.hall import KioskLetter, QueueInfo
from counter_app.domain.ticket import TicketClass
from counter_app.services import calling
from counter_app.services.hall_look import look_at_hall
from counter_app.services.ticketing import renew_leases
from tests.fakes.desk import a_desk, play, signed_visit
from tests.fakes.ledger import FakeLedger
from tests.fakes.queue_bench import Hall


@pytest.fixture
def hall():
    return Hall(a_desk())


def look(hall):
    return play(hall.desk, look_at_hall(hall.desk))


def test_it_tells_who_would_be_next_and_why_and_calls_nobody(hall):
    hall.take(TicketClass.ORDINARY, TicketClass.ELDERLY)
    hall.wait(600)
    seen = look(hall)
    assert (seen.ahead.next.no, seen.ahead.reason.code) == ("A002", "priority")
    assert seen.ahead.reason.minutes == 10
    assert (seen.ahead.waiting, seen.ticket) == (2, None)
    assert "ticket.call" not in hall.kinds()
    called = play(hall.desk, calling.call_next(hall.desk, signed_visit()))
    assert called.ticket.no == "A002", "the call keeps what the look said"
    assert look(hall).ticket == called.ticket


def test_who_waits_is_counted_by_line_and_class(hall):
    hall.take(TicketClass.ORDINARY, TicketClass.ORDINARY, TicketClass.MILITARY)
    hall.take(line="B")
    counts = [(each.line, each.ticket_class, each.waiting) for each in look(hall).ahead.classes]
    assert counts == [("A", "military", 1), ("A", "ordinary", 2), ("B", "ordinary", 1)]


def test_what_is_laid_aside_anywhere_is_seen_while_the_line_lives(hall):
    (ticket,) = hall.take()
    hall.other("call_one", ticket=ticket.id)
    hall.other("skip", ticket=ticket.id)
    assert [each.no for each in look(hall).aside] == ["A001"]


def test_with_the_line_cut_it_has_what_was_lent_and_what_it_laid_aside_itself(hall):
    visit = signed_visit()
    hall.take(*[TicketClass.ORDINARY] * 4)
    play(hall.desk, calling.call_next(hall.desk, visit))
    play(hall.desk, renew_leases(hall.desk))
    play(hall.desk, calling.hold(hall.desk, visit, "复印"))
    hall.cut()
    seen = look(hall)
    assert seen.ahead is None
    assert [each.no for each in seen.lent] == ["A003", "A004"]
    assert [each.no for each in seen.aside] == ["A001"]
    hall.wait(60)
    assert look(hall).lent == (), "a lease ends"


def test_a_hall_has_a_queue_by_its_lines_its_kiosks_or_the_numbers_about():
    bare = Hall(a_desk(), lines=())
    assert not look(bare).queued
    bare.cut()
    assert not look(bare).queued
    bare.mend()
    bare.take()
    assert look(bare).queued
    assert look(Hall(a_desk())).queued
    kiosk = Hall(a_desk(), lines=())
    info = QueueInfo(kiosk.hall.info.lines, (KioskLetter("k-1", "Z"),))
    assert not look(kiosk).queued
    with_kiosk = look(kiosk)
    assert type(with_kiosk)("w", "nd", info).queued


def test_numbers_called_or_laid_aside_are_about_too():
    bare = Hall(a_desk(), lines=())
    (ticket,) = bare.take()
    bare.other("call_one", ticket=ticket.id)
    assert look(bare).queued
    bare.other("hold", ticket=ticket.id)
    assert look(bare).queued


def test_with_the_line_cut_what_was_lent_shows_a_queue():
    bare = Hall(a_desk(), lines=())
    bare.take(*[TicketClass.ORDINARY] * 2)
    play(bare.desk, renew_leases(bare.desk))
    bare.cut()
    assert look(bare).queued


def test_a_window_that_is_none_says_so():
    desk = replace(a_desk(), ledger=FakeLedger())
    with pytest.raises(RuleError, match="not_enrolled"):
        play(desk, look_at_hall(desk))
