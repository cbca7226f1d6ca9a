"""What the hall's acts and their store tell each other: who asks, and to whom a ticket is lent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.ticket import Ticket
from counter_app.domain.ticket_lease import HallTick, Lending


@dataclass(frozen=True, slots=True)
class Place:
    """Who asks and when: a window of a hall, the hall's day and its clock."""

    window: str
    kind: str
    day: date
    tick: HallTick


@dataclass(frozen=True, slots=True)
class TicketAt:
    """A ticket and to whom it is lent."""

    ticket: Ticket
    lending: Lending
