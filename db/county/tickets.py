"""Tickets as rows: read and locked before operations are judged, written with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import psycopg

from counter_app.domain import localtime
from counter_app.domain.county import Judged
from counter_app.domain.hall import QUEUE_KIND, queue_scope
from counter_app.domain.ticket import Ticket, TicketClass, TicketState
from counter_app.domain.ticket_operation import CallingPaused, CallingResumed, TicketCalled
from counter_app.domain.window_operation import Locked

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_OPENS = TicketCalled | CallingResumed
_CLOSES = CallingPaused | Locked

NAMES = (
    "id, hall, day, no, line, ticket_class, people, order_, state, rev, fence, window_id, target,"
    " passed, recalls, taken_ms, called_ms, started_ms, ended_ms"
)
"""The columns of a Ticket, in the order of its fields."""
_FIELDS = tuple(each.name for each in fields(Ticket))
_THERE = f"SELECT {NAMES} FROM ticket WHERE id = ANY(%s) ORDER BY id FOR UPDATE"  # noqa: S608 - names of ours
# A ticket of a kiosk that was cut off has no place yet (order 0) and is put behind all others.
_PUT = f"""
    INSERT INTO ticket ({NAMES}, called_n)
    VALUES (%(id)s, %(hall)s, %(day)s, %(no)s, %(line)s, %(ticket_class)s, %(people)s,
        CASE WHEN %(order)s = 0 THEN nextval('ticket_order') ELSE %(order)s END, %(state)s, %(rev)s,
        %(fence)s, %(window)s, %(target)s, %(passed)s, %(recalls)s, %(taken_ms)s, %(called_ms)s,
        %(started_ms)s, %(ended_ms)s, CASE WHEN %(called)s THEN nextval('ticket_call') END)
    ON CONFLICT (id) DO UPDATE SET line = EXCLUDED.line, ticket_class = EXCLUDED.ticket_class,
        people = EXCLUDED.people, state = EXCLUDED.state, rev = EXCLUDED.rev,
        fence = EXCLUDED.fence, window_id = EXCLUDED.window_id, target = EXCLUDED.target,
        passed = EXCLUDED.passed, recalls = EXCLUDED.recalls, taken_ms = EXCLUDED.taken_ms,
        called_ms = EXCLUDED.called_ms, started_ms = EXCLUDED.started_ms,
        ended_ms = EXCLUDED.ended_ms, called_n = coalesce(EXCLUDED.called_n, ticket.called_n),
        lent_to = CASE WHEN %(called)s THEN '' ELSE ticket.lent_to END
"""  # noqa: S608 - names of ours
_CALLING = """
    INSERT INTO queue_window (window_id, day, open, reason) VALUES (%s, %s, %s, %s)
    ON CONFLICT (window_id) DO UPDATE
    SET day = EXCLUDED.day, open = EXCLUDED.open, reason = EXCLUDED.reason
    WHERE (queue_window.day, queue_window.open, queue_window.reason)
        IS DISTINCT FROM (EXCLUDED.day, EXCLUDED.open, EXCLUDED.reason)
"""
MOVED = """
    INSERT INTO feed (scope, k, id, rev, op, v, body, xid)
    VALUES (%s, %s, %s, 1, 'put', 1, '{}', pg_current_xact_id())
    ON CONFLICT (scope, k, id) DO UPDATE
    SET rev = feed.rev + 1, xid = EXCLUDED.xid, seq = EXCLUDED.seq, at = EXCLUDED.at
"""


def ticket_of(row: Sequence[Any]) -> Ticket:
    """Return a row of ``NAMES`` as a value."""
    values = dict(zip(_FIELDS, row, strict=True))
    kind, state = TicketClass(values["ticket_class"]), TicketState(values["state"])
    passed = tuple(values["passed"])
    return Ticket(**values | {"ticket_class": kind, "state": state, "passed": passed})


async def read_tickets(opened: Connection, ids: Sequence[str]) -> dict[str, Ticket]:
    """Return the tickets that exist of some, with their rows locked."""
    rows = await opened.execute(_THERE, [[each for each in ids if "\0" not in each]])
    return {row[0]: ticket_of(row) for row in await rows.fetchall()}


async def write_queue(opened: Connection, hall: str, judged: Sequence[Judged]) -> None:
    """Write the tickets and windows that operations change, and move the hall's news."""
    moved = [await write_rows(opened, each) for each in judged]
    if any(moved):
        await opened.execute(MOVED, [queue_scope(hall), QUEUE_KIND, hall])


async def write_rows(opened: Connection, judged: Judged) -> bool:
    """Write what one operation changes of the queue; return whether it does."""
    if judged.ticket is not None:
        await opened.execute(_PUT, _values(judged, judged.ticket))
    return await _write_calling(opened, judged) or judged.ticket is not None


async def _write_calling(opened: Connection, judged: Judged) -> bool:
    entry = judged.read.entry
    did = None if entry is None else entry.operation
    if entry is None or not isinstance(did, _OPENS | _CLOSES):
        return False
    reason = did.reason if isinstance(did, CallingPaused) else ""
    day = localtime.day(entry.at.wall)
    await opened.execute(_CALLING, [entry.window, day, isinstance(did, _OPENS), reason])
    return True


def _values(judged: Judged, ticket: Ticket) -> dict[str, Any]:
    entry = judged.read.entry
    called = entry is not None and isinstance(entry.operation, TicketCalled)
    values = {name: getattr(ticket, name) for name in _FIELDS}
    named = {"state": ticket.state.value, "ticket_class": ticket.ticket_class.value}
    return values | named | {"passed": list(ticket.passed), "called": called}
