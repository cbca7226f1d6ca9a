"""What the queue needs of a store: PostgreSQL (``db.county.hall``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Protocol

from counter_app.domain.appointment import Appointment
from counter_app.domain.county import Judged
from counter_app.domain.hall import ClassCount, HallState, QueueInfo
from counter_app.domain.hall_desk import Place, TicketAt
from counter_app.domain.operation import Entry
from counter_app.domain.queue_rule import Candidate
from counter_app.domain.ticket import Ticket
from counter_app.domain.ticket_lease import LentTicket
from county_server.auth import Devices
from county_server.sync.store import PushTurn


class HallTurn(PushTurn, Protocol):
    """One transaction that holds the lock of a hall's desk: acts on its queue come one by one."""

    kind: str
    info: QueueInfo

    async def done(self, op_id: bytes) -> Entry | None:
        """Return the act that was logged under this id."""

    async def next_place(self, day: date, letter: str) -> tuple[int, int]:
        """Return the next number of a letter, and the next place in line."""

    async def candidates(self, place: Place, lines: Sequence[str]) -> tuple[Candidate, ...]:
        """Return what ``queue_rule.choose`` needs, those rows locked; busy rows are left out."""

    async def runs(self, day: date, lines: Sequence[str]) -> Mapping[str, int]:
        """Return how many of the newest calls in a row were of a priority class."""

    async def ticket(self, ticket: str) -> TicketAt | None:
        """Return a ticket, its row locked."""

    async def at_window(self, place: Place) -> Ticket | None:
        """Return the ticket that a window has called or serves."""

    async def ahead(self, ticket: Ticket) -> int:
        """Return how many wait in its line before it."""

    async def waiting(self, place: Place, lines: Sequence[str]) -> int:
        """Return how many the window may still call, those lent to others included."""

    async def classes(self, day: date) -> tuple[ClassCount, ...]:
        """Return how many of each class wait in each line."""

    async def state(self, day: date) -> HallState:
        """Return the hall as its displays show it."""

    async def record(self, judged: Judged) -> None:
        """Write an act, log it as the desk's next operation and move the desk's mark."""

    async def appointment(
        self, day: date, now_ms: int, code: str, person: str
    ) -> Appointment | None:
        """Return the appointment of a code or of a keyed hash, its row locked."""

    async def check_in(self, appointment: Appointment, ticket: str) -> None:
        """Write down which ticket an appointment became."""

    async def is_open(self, window: str, day: date) -> bool:
        """Whether a window of this hall calls on that day."""

    async def lend(self, place: Place, lines: Sequence[str], want: int) -> tuple[LentTicket, ...]:
        """
        Lend the window new tickets until it has ``want`` that it may still call.

        None of those whom an open window will call next, and each ticket only once: nobody waits
        longer than one lease for a window that does not call.
        """


class HallVisit(Devices, Protocol):
    """One transaction of a device of some hall."""

    async def turn(self) -> HallTurn:
        """Lock the desk of the hall whose device was read."""


class HallStore(Protocol):
    """Everything that the queue asks of the county's data."""

    def visit(self) -> AbstractAsyncContextManager[HallVisit]:
        """Begin a transaction; commits unless an error leaves it."""

    async def person_key(self) -> bytes:
        """Return the key for hashes of persons, always the same."""

    async def state(self, hall: str, day: date) -> HallState:
        """Return the hall as its displays show it."""
