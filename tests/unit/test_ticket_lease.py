"""INV-21: a window stops before the hall gives its ticket to others, whatever their clocks do."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.records import Instant
from counter_app.domain.ticket_lease import (
    LEASE_MS,
    HallTick,
    Lending,
    LentTicket,
    TicketLease,
    lease_of,
)
from tests.unit.test_queue_rule import a_ticket

TICKET = a_ticket(1)
wrong = st.floats(0.9, 1.1)
DAY_MS = 86_400_000


@dataclass
class Machine:
    """A clock that runs ``rate`` times as fast as the time; it goes on while the machine sleeps."""

    rate: float
    since_ms: float = 0.0
    boot: str = "b-1"

    def mono_ms(self, at_ms):
        return int((at_ms - self.since_ms) * self.rate)


def window_may_call(lease, machine, at_ms):
    return lease.holds(Instant(0, machine.mono_ms(at_ms), machine.boot))


@given(
    hall=wrong,
    window=wrong,
    ttl=st.integers(5_001, 600_000),
    way=st.integers(0, 20_000),
    later=st.floats(0, 2),
    begun=st.integers(0, 100_000),
)
def test_no_moment_at_which_both_may_call(hall, window, ttl, way, later, begun):
    """The request is ``way`` ms under way; a sleep is only time that passes between two looks."""
    hall_clock, pc = Machine(hall), Machine(window)
    asked = Instant(0, pc.mono_ms(begun), pc.boot)
    granted_at = begun + way
    lending = Lending("w", hall_clock.mono_ms(granted_at) + ttl, hall_clock.boot, ttl)
    lease = lease_of(LentTicket(TICKET, ttl), asked)
    at_ms = begun + way + later * ttl
    over = lending.over(HallTick(hall_clock.mono_ms(at_ms), hall_clock.boot, 0))
    assert not (window_may_call(lease, pc, at_ms) and over)


@given(hall=wrong, window=wrong, down=st.integers(0, 60_000), later=st.floats(0, 3))
def test_nor_when_the_halls_machine_restarts_in_between(hall, window, down, later):
    pc = Machine(window)
    lease = lease_of(LentTicket(TICKET, LEASE_MS), Instant(0, 0, pc.boot))
    lending = Lending("w", LEASE_MS, "b-1", LEASE_MS)
    restarted = Machine(hall, since_ms=-DAY_MS, boot="b-2")
    begun = restarted.mono_ms(down)
    at_ms = down + later * LEASE_MS
    over = lending.over(HallTick(restarted.mono_ms(at_ms), "b-2", begun))
    assert not (window_may_call(lease, pc, at_ms) and over)


@given(rate=wrong, at=st.integers(0, 200_000))
def test_a_window_that_restarts_calls_none_of_them(rate, at):
    lease = lease_of(LentTicket(TICKET, LEASE_MS), Instant(0, 1_000, "b-1"))
    assert not window_may_call(lease, Machine(rate, boot="b-2"), at)


def test_a_lease_ends_in_the_end():
    lending = Lending("w", 1_000 + LEASE_MS, "b", LEASE_MS)
    assert not lending.over(HallTick(999 + LEASE_MS, "b", 0))
    assert lending.over(HallTick(1_000 + LEASE_MS, "b", 0))
    assert lending.over(HallTick(5_000 + LEASE_MS, "c", 5_000))


@pytest.mark.parametrize(("ttl", "usable"), [(60_000, 45_000), (10_000, 5_000), (4_000, 0)])
def test_the_margin_is_five_seconds_and_at_least_a_quarter(ttl, usable):
    assert lease_of(LentTicket(TICKET, ttl), Instant(0, 7, "b")) == TicketLease(
        TICKET, 7 + usable, "b"
    )
