"""Operations on tickets, judged (pure): the hall's own acts and those that windows made while cut off."""

from __future__ import annotations

from collections.abc import Iterable

from counter_app.domain.county import DeviceRow, Judged, Known, ReadOp
from counter_app.domain.errors import RuleError
from counter_app.domain.fold_ticket import fold_ticket
from counter_app.domain.operation import Entry
from counter_app.domain.ticket import read_ticket_id
from counter_app.domain.ticket_operation import TicketOperation
from counter_app.domain.wire import OpResult


def tickets_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the ids of tickets to look up; sorted, so that rows are locked in one order."""
    named = (each.operation for each in entries)
    return tuple(sorted({each.ticket for each in named if isinstance(each, TicketOperation)}))


def judge_ticket(device: DeviceRow, read: ReadOp, entry: Entry, known: Known) -> Judged:
    """Return the outcome; a ticket that another window has called is parked with an alarm."""
    did = entry.operation
    assert isinstance(did, TicketOperation)  # noqa: S101 - who calls this has looked
    seq = read.op.seq
    try:
        if read_ticket_id(did.ticket)[0] != device.hall:
            return Judged(read, OpResult(seq, "parked", "foreign_hall"))
        after = fold_ticket(known.tickets.get(did.ticket), entry)
    except RuleError as wrong:
        return Judged(read, OpResult(seq, "parked", wrong.code))
    return Judged(read, OpResult(seq, "applied", id=after.id, rev=after.rev), ticket=after)
