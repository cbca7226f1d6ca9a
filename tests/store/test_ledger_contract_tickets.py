"""What every Ledger does with tickets: moved with their operations, lent ones kept until they end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.ticket import TicketClass, TicketState, subject_of_ticket, ticket_id
from counter_app.domain.ticket_lease import TicketLease
from counter_app.domain.ticket_operation import TicketCalled, TicketStarted, TicketTaken
from tests.store.samples import op_id
from tests.unit.test_ticket import DAY, NOW, WAITING

ONE, TWO = (ticket_id("h/1", DAY, no) for no in ("A017", "A018"))


def record(ledger, number, did, wall=NOW):
    at = Moment(wall, 0, "b")
    entry = Entry(did, at, "ciren", "w-1", subject_of_ticket(did.ticket))
    return ledger.record(op_id(number), lambda _no: entry)


def test_a_ticket_moves_with_its_operation_and_survives_a_restart(ledger_holder, ledger):
    record(ledger, 1, TicketTaken(ONE, "A", TicketClass.MILITARY, 2))
    record(ledger, 2, TicketCalled(ONE, "typed", 0))
    record(ledger, 2, TicketCalled(ONE, "typed", 0))
    ticket = ledger_holder.reopen().own_ticket(ONE)
    assert (ticket.state, ticket.ticket_class, ticket.rev) == (
        TicketState.CALLED,
        TicketClass.MILITARY,
        2,
    )


def test_what_a_ticket_forbids_leaves_nothing_behind(ledger):
    record(ledger, 1, TicketCalled(ONE, "typed", 0))
    before = ledger.chain_state()
    with pytest.raises(RuleError, match="ticket_taken"):
        record(ledger, 2, TicketCalled(ONE, "typed", 0))
    assert ledger.chain_state() == before
    assert ledger.find(op_id(2)) is None


def test_lent_tickets_are_kept_in_order_until_they_are_called(ledger_holder, ledger):
    leases = [TicketLease(replace(WAITING, id=each), 45_000, "b") for each in (TWO, ONE)]
    ledger.take_ticket_leases(leases)
    ledger = ledger_holder.reopen()
    assert list(ledger.ticket_leases()) == leases
    record(ledger, 1, TicketCalled(TWO, "lease", 5, 0))
    assert [each.ticket.id for each in ledger.ticket_leases()] == [ONE]
    assert ledger.own_ticket(TWO).state is TicketState.CALLED
    ledger.take_ticket_leases([])
    assert ledger.ticket_leases() == ()


def test_a_failed_record_gives_no_lease_away(ledger):
    ledger.take_ticket_leases([TicketLease(WAITING, 45_000, "b")])
    with pytest.raises(RuleError, match="ticket_taken"):
        record(ledger, 1, TicketCalled(ONE, "lease", 5, 9))
    assert len(ledger.ticket_leases()) == 1


def test_what_the_hall_tells_is_kept_unless_it_is_older(ledger):
    ledger.keep_ticket(replace(WAITING, rev=3))
    ledger.keep_ticket(replace(WAITING, rev=2, people=9))
    assert ledger.own_ticket(ONE).people == WAITING.people
    assert ledger.own_ticket(TWO) is None


def test_tickets_of_a_day_come_with_the_newest_change_last(ledger):
    for at, each in enumerate((ONE, TWO), 1):
        record(ledger, at, TicketCalled(each, "typed", 0), wall=NOW + at)
    record(ledger, 3, TicketStarted(ONE), wall=NOW + 9)
    assert [each.id for each in ledger.own_tickets(NOW)] == [TWO, ONE]
    assert [each.id for each in ledger.own_tickets(NOW + 2)] == [TWO]
