"""
A ticket after an operation: the same at the window, at the hall and when both are merged.

Whoever called a ticket acts on it; a ticket is called by one window only (INV-21).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Entry
from counter_app.domain.ticket import (
    ASIDE,
    AT_WINDOW,
    IN_LINE,
    PEOPLE_MOST,
    Ticket,
    TicketClass,
    TicketState,
    read_ticket_id,
)
from counter_app.domain.ticket_operation import (
    TicketCalled,
    TicketFinished,
    TicketHeld,
    TicketMissed,
    TicketOperation,
    TicketRecalled,
    TicketSkipped,
    TicketStarted,
    TicketTaken,
    TicketTransferred,
)

UNKNOWN_LINE = ""
"""The line of a ticket whose taking has not come yet."""


def fold_ticket(ticket: Ticket | None, entry: Entry) -> Ticket:
    """
    Return the ticket after ``entry``, whose operation is a TicketOperation.

    Raises:
        RuleError: ``ticket_unknown``, ``ticket_twice``, ``ticket_people``, ``ticket_taken`` (another
            window has it), ``ticket_yesterday``, ``ticket_state`` or ``ticket_form``

    """
    did = entry.operation
    assert isinstance(did, TicketOperation)  # noqa: S101 - who calls this has looked
    if isinstance(did, TicketTaken):
        return _taken(ticket, did, entry)
    if isinstance(did, TicketCalled):
        return _called(ticket, did, entry)
    if ticket is None:
        raise RuleError("ticket_unknown", no=read_ticket_id(did.ticket)[2])
    changed = _STEPS[type(did)](_own(ticket, did, entry), did, entry.at.wall)
    return replace(changed, rev=ticket.rev + 1)


def check_day(ticket: Ticket, wall_ms: int) -> None:
    """Refuse a ticket of another day: RuleError ``ticket_yesterday``."""
    if ticket.day != localtime.day(wall_ms):
        raise RuleError("ticket_yesterday", no=ticket.no, day=ticket.day.isoformat())


def _blank(ticket: str) -> Ticket:
    hall, day, no = read_ticket_id(ticket)
    ordinary, waiting = TicketClass.ORDINARY, TicketState.WAITING
    return Ticket(ticket, hall, day, no, UNKNOWN_LINE, ordinary, 1, 0, waiting, 0)


def _taken(ticket: Ticket | None, did: TicketTaken, entry: Entry) -> Ticket:
    there = ticket or _blank(did.ticket)
    if there.line != UNKNOWN_LINE:
        raise RuleError("ticket_twice", no=there.no)
    if not 0 < did.people <= PEOPLE_MOST:
        raise RuleError("ticket_people", most=PEOPLE_MOST)
    if not did.line:
        raise RuleError("queue_line_unknown", line=did.line)
    return replace(
        there,
        line=did.line,
        ticket_class=did.ticket_class,
        people=did.people,
        order=did.order,
        taken_ms=entry.at.wall,
        rev=there.rev + 1,
    )


def _called(ticket: Ticket | None, did: TicketCalled, entry: Entry) -> Ticket:
    if ticket is None and did.fence is not None:
        raise RuleError("ticket_unknown", no=read_ticket_id(did.ticket)[2])
    there = ticket or _blank(did.ticket)
    check_day(there, entry.at.wall)
    _check_callable(there, did, entry.window)
    return replace(
        there,
        state=TicketState.CALLED,
        window=entry.window,
        target="",
        passed=did.passed,
        fence=there.fence + 1,
        recalls=0,
        called_ms=entry.at.wall,
        rev=there.rev + 1,
    )


def _check_callable(there: Ticket, did: TicketCalled, window: str) -> None:
    if there.state in AT_WINDOW or did.fence not in (None, there.fence):
        raise RuleError("ticket_taken", no=there.no, window=there.window)
    if there.state not in IN_LINE | ASIDE:
        raise RuleError("ticket_state", no=there.no, state=f"@ticket_state.{there.state.value}")
    if there.target not in ("", window):
        raise RuleError("ticket_elsewhere", no=there.no, window=there.target)


def _own(ticket: Ticket, did: TicketOperation, entry: Entry) -> Ticket:
    """Return the ticket if this window may do this to it now."""
    if ticket.window != entry.window:
        raise RuleError("ticket_taken", no=ticket.no, window=ticket.window)
    if ticket.state not in _FROM[type(did)]:
        raise RuleError("ticket_state", no=ticket.no, state=f"@ticket_state.{ticket.state.value}")
    return ticket


def _transferred(ticket: Ticket, did: TicketTransferred) -> Ticket:
    line = did.line or ticket.line
    return replace(ticket, state=TicketState.TRANSFERRED, target=did.window, line=line, window="")


_CALLED = frozenset({TicketState.CALLED})
_FROM: dict[type, frozenset[TicketState]] = {
    TicketRecalled: _CALLED,
    TicketSkipped: _CALLED,
    TicketMissed: _CALLED | {TicketState.SKIPPED},
    TicketHeld: AT_WINDOW,
    TicketTransferred: AT_WINDOW | {TicketState.HELD},
    TicketStarted: _CALLED,
    TicketFinished: AT_WINDOW,
}
_Step = Callable[[Ticket, "TicketOperation", int], Ticket]
_STEPS: dict[type, _Step] = {
    TicketRecalled: lambda ticket, _did, _at: replace(ticket, recalls=ticket.recalls + 1),
    TicketSkipped: lambda ticket, _did, _at: replace(ticket, state=TicketState.SKIPPED),
    TicketMissed: lambda ticket, _did, at: replace(ticket, state=TicketState.NO_SHOW, ended_ms=at),
    TicketHeld: lambda ticket, _did, _at: replace(ticket, state=TicketState.HELD),
    TicketTransferred: lambda ticket, did, _at: _transferred(ticket, did),  # type: ignore[arg-type]
    TicketStarted: lambda ticket, _did, at: replace(
        ticket, state=TicketState.SERVING, started_ms=at
    ),
    TicketFinished: lambda ticket, _did, at: replace(
        ticket,
        state=TicketState.DONE,
        started_ms=ticket.started_ms or ticket.called_ms,
        ended_ms=at,
    ),
}
