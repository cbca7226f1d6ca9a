"""
Tickets lent to a window for the case that its line is cut (design/sync.md 3.5, INV-21).

Window and hall each measure on a clock that nobody can set, the window from the sending of its
request. The margin holds for clocks that run up to 10 % wrong, each way.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.records import Instant
from counter_app.domain.ticket import Ticket

LEASE_MS = 60_000
LEASE_MOST = 2
_MARGIN_MS = 5_000
_MARGIN_PART = 4


@dataclass(frozen=True, slots=True)
class LentTicket:
    """A ticket as the hall lends it for ``ttl_ms``."""

    ticket: Ticket
    ttl_ms: int


@dataclass(frozen=True, slots=True)
class TicketLease:
    """A lent ticket at the window: it may be called before ``stop_mono_ms`` of boot ``boot``."""

    ticket: Ticket
    stop_mono_ms: int
    boot: str

    def holds(self, now: Instant) -> bool:
        """Whether the ticket may be called now; a restart of the PC ends it."""
        return self.boot == now.boot and now.mono_ms < self.stop_mono_ms


@dataclass(frozen=True, slots=True)
class HallTick:
    """The hall's clock: ms since boot ``boot``, and when this server program began to count."""

    mono_ms: int
    boot: str
    begun_mono_ms: int


@dataclass(frozen=True, slots=True)
class Lending:
    """What the hall remembers of a lease."""

    window: str
    until_mono_ms: int
    boot: str
    ttl_ms: int

    def over(self, now: HallTick) -> bool:
        """
        Whether the hall may give the ticket to others.

        After a restart of the machine its old clock is gone: the whole time runs again from when
        the program began, so that a lease may last longer but never shorter.
        """
        if self.boot == now.boot:
            return now.mono_ms >= self.until_mono_ms
        return now.mono_ms - now.begun_mono_ms >= self.ttl_ms


def lease_of(lent: LentTicket, asked: Instant) -> TicketLease:
    """Return what the window may do with a ticket for which it asked at ``asked``."""
    usable_ms = max(0, lent.ttl_ms - lease_margin_ms(lent.ttl_ms))
    return TicketLease(lent.ticket, asked.mono_ms + usable_ms, asked.boot)


def lease_margin_ms(ttl_ms: int) -> int:
    """Return how much earlier the window stops than the hall takes back."""
    return max(_MARGIN_MS, ttl_ms // _MARGIN_PART)
