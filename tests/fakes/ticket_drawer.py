"""The tickets of a window in memory."""

from __future__ import annotations

from counter_app.domain.fold_ticket import fold_ticket
from counter_app.domain.ticket_operation import TicketCalled, TicketOperation


class FakeTickets:
    def __init__(self):
        self._tickets = {}
        self._lent = ()

    def move_ticket(self, entry):
        did = entry.operation
        if not isinstance(did, TicketOperation):
            return
        lent = {each.ticket.id: each.ticket for each in self._lent}
        there = self._kept(did.ticket) or lent.get(did.ticket)
        self._put_ticket(fold_ticket(there, entry), entry.at.wall)
        if isinstance(did, TicketCalled):
            self._lent = tuple(each for each in self._lent if each.ticket.id != did.ticket)

    def own_tickets(self, since_ms):
        return tuple(each for wall, each in self._tickets.values() if wall >= since_ms)

    def own_ticket(self, ticket):
        return self._kept(ticket)

    def keep_ticket(self, ticket):
        there = self._kept(ticket.id)
        if there is None or there.rev < ticket.rev:
            self._put_ticket(ticket, ticket.taken_ms or ticket.called_ms or 0)

    def ticket_leases(self):
        return self._lent

    def take_ticket_leases(self, leases):
        self._lent = tuple(leases)

    def _kept(self, ticket):
        return self._tickets[ticket][1] if ticket in self._tickets else None

    def _put_ticket(self, ticket, wall):
        first = self._tickets.pop(ticket.id, (wall, None))[0]
        self._tickets[ticket.id] = (first, ticket)
