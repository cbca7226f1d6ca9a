"""Tickets in the ledger: those that this window has, and those lent to it (design/sync.md 3.3, 3.5)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.fold_ticket import fold_ticket
from counter_app.domain.operation import Entry
from counter_app.domain.ticket import Ticket
from counter_app.domain.ticket_lease import TicketLease
from counter_app.domain.ticket_operation import TicketCalled, TicketOperation
from db.window.engine import Database
from db.window.tables import ticket, ticket_lease


def move_ticket(connection: Connection, entry: Entry) -> None:
    """Change the ticket that an operation names, in its transaction; RuleError as ``fold_ticket``."""
    did = entry.operation
    if not isinstance(did, TicketOperation):
        return
    there = _own(connection, did.ticket) or _lent(connection, did.ticket)
    _put(connection, fold_ticket(there, entry), entry.at.wall)
    if isinstance(did, TicketCalled):
        connection.execute(delete(ticket_lease).where(ticket_lease.c.ticket == did.ticket))


class SqlTickets:
    """The TicketDrawer port over an open ledger."""

    _database: Database

    def own_tickets(self, since_ms: int) -> tuple[Ticket, ...]:
        """Return tickets of this window since then, the newest change last."""
        query = select(ticket.c.body).where(ticket.c.wall >= since_ms).order_by(ticket.c.turn)
        with self._database.transaction() as connection:
            return tuple(_read(body) for body in connection.execute(query).scalars())

    def own_ticket(self, ticket: str) -> Ticket | None:
        """Return one of them."""
        with self._database.transaction() as connection:
            return _own(connection, ticket)

    def keep_ticket(self, ticket: Ticket) -> None:
        """Note a ticket as the hall tells it; an older revision changes nothing."""
        with self._database.transaction() as connection:
            there = _own(connection, ticket.id)
            if there is None or there.rev < ticket.rev:
                wall = ticket.taken_ms or ticket.called_ms or 0
                _put(connection, ticket, wall)

    def ticket_leases(self) -> tuple[TicketLease, ...]:
        """Return the tickets lent, by their place."""
        query = select(ticket_lease).order_by(ticket_lease.c.place)
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        return tuple(TicketLease(_read(row.body), row.stop_mono, row.boot) for row in rows)

    def take_ticket_leases(self, leases: Sequence[TicketLease]) -> None:
        """Replace all leases."""
        rows = [
            {
                "ticket": each.ticket.id,
                "place": place,
                "stop_mono": each.stop_mono_ms,
                "boot": each.boot,
                "body": to_bytes(each.ticket),
            }
            for place, each in enumerate(leases)
        ]
        with self._database.transaction() as connection:
            connection.execute(delete(ticket_lease))
            if rows:
                connection.execute(insert(ticket_lease), rows)


def _own(connection: Connection, name: str) -> Ticket | None:
    body = connection.execute(select(ticket.c.body).where(ticket.c.id == name)).scalar()
    return None if body is None else _read(body)


def _lent(connection: Connection, name: str) -> Ticket | None:
    query = select(ticket_lease.c.body).where(ticket_lease.c.ticket == name)
    body = connection.execute(query).scalar()
    return None if body is None else _read(body)


def _put(connection: Connection, now: Ticket, wall: int) -> None:
    turn = select(func.coalesce(func.max(ticket.c.turn), 0) + 1).scalar_subquery()
    body = to_bytes(now)
    added = insert(ticket).values(id=now.id, turn=turn, wall=wall, body=body)
    changed = {"turn": turn, "body": body}
    connection.execute(added.on_conflict_do_update(index_elements=[ticket.c.id], set_=changed))


def _read(body: bytes) -> Ticket:
    return from_plain(Ticket, json.loads(body))
