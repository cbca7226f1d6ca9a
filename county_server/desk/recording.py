"""One act of the county as the next operation of a hall's desk: judged, applied and logged."""

from __future__ import annotations

from counter_app.domain.chain import next_hash
from counter_app.domain.county import DeviceRow, Judged, Known, PushedOp, ReadOp
from counter_app.domain.errors import StoreError
from counter_app.domain.operation import Entry, encode
from county_server.sync.judge import judge, needs_of
from county_server.sync.reading import read_op
from county_server.sync.store import PushTurn, known_of


async def append(turn: PushTurn, op_id: bytes, entry: Entry) -> Judged:
    """
    Judge an act by the rules for a window's operations; one that would be parked is not stored.

    Raises:
        StoreError: ``county_store_busy``, the database refused it

    """
    read = next_op(turn.device, op_id, entry)
    judged = judge(turn.device, read, await known_of(turn, needs_of([read])))
    if judged.parked:
        return judged
    if not await turn.apply([judged]):
        raise StoreError("county_store_busy", detail="desk")
    await turn.log([judged])
    await turn.advance(read.op.seq, read.op.h, turn.device.hiwater)
    return judged


def judged_next(device: DeviceRow, op_id: bytes, entry: Entry, known: Known) -> Judged:
    """Judge an act as the desk's next operation on top of what is ``known``; nothing is stored."""
    return judge(device, next_op(device, op_id, entry), known)


def next_op(device: DeviceRow, op_id: bytes, entry: Entry) -> ReadOp:
    """Return an act as the desk's next operation."""
    body, seq = encode(entry), device.last_seq + 1
    h = next_hash(device.chain, device.gen, seq, op_id, body)
    return read_op(PushedOp(seq, op_id, body, h))
