"""What the rules need for the queue: the hall over its line, and what the ledger keeps of tickets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from counter_app.domain.hall import HallAct, HallAhead, HallAnswer, HallState, LeaseAnswer
from counter_app.domain.ticket import Ticket
from counter_app.domain.ticket_lease import TicketLease


class HallCaller(Protocol):
    """The hall's live side; part of the County. Failures of the line are CountyErrors."""

    def hall_act(self, act: str, wanted: HallAct) -> HallAnswer:
        """
        Do one act: take, check_in, call, call_one, recall, skip, no_show, hold, transfer, start, finish.

        Also pause and resume. A rule that forbids it is the hall's RuleError.
        """

    def person_key(self) -> bytes:
        """Tell with which key a card's number is hashed before it is asked after."""

    def lease_tickets(self, want: int) -> LeaseAnswer:
        """Ask to have up to ``want`` tickets lent; told are the new ones."""

    def hall_state(self) -> HallState:
        """The hall as its displays show it."""

    def hall_ahead(self) -> HallAhead:
        """The hall as this window sees it: also whom it would call next, and why."""


class TicketDrawer(Protocol):
    """
    The tickets of this window; part of the Ledger.

    ``Ledger.record`` moves them too, in the transaction of a ticket operation, by
    ``counter_app.domain.fold_ticket`` and with its RuleErrors; a call ends the ticket's lease.
    """

    def own_tickets(self, since_ms: int) -> tuple[Ticket, ...]:
        """Tickets that this window called or took since then (UTC ms), the newest change last."""

    def own_ticket(self, ticket: str) -> Ticket | None:
        """One of them."""

    def keep_ticket(self, ticket: Ticket) -> None:
        """Note a ticket as the hall tells it; an older revision changes nothing."""

    def ticket_leases(self) -> tuple[TicketLease, ...]:
        """The tickets lent, by their place."""

    def take_ticket_leases(self, leases: Sequence[TicketLease]) -> None:
        """Replace all leases."""
