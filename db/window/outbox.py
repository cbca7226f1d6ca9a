"""The rows of the outbox: appended once, read in order, settled by the county's answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, insert, or_, select, update

from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.errors import StoreError
from counter_app.domain.operation import Entry, UnknownOperation, decode
from counter_app.domain.records import ChainState, OutboxCount, OutboxRow, Recorded
from counter_app.domain.wire import OpResult
from db.window.tables import outbox

_IN_ORDER = (outbox.c.gen, outbox.c.seq)
_RECORDED = select(
    outbox.c.gen,
    outbox.c.seq,
    outbox.c.op_id,
    outbox.c.body,
    outbox.c.acked,
    outbox.c.outcome,
    outbox.c.result,
).where(outbox.c.body.is_not(None))
_FIND = _RECORDED.where(outbox.c.op_id == bindparam("id"))
_SUBJECT = _RECORDED.where(outbox.c.subject == bindparam("of")).order_by(*_IN_ORDER)
_ADD = insert(outbox)
_FRESH = {"acked": 0, "secured": 0, "outcome": "", "result": "", "echoed_rev": None}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row of a generation that does not follow the chain."""

    gen: int
    seq: int


def append(
    connection: Connection, state: ChainState, op_id: bytes, entry: Entry, body: bytes
) -> ChainState:
    """Add one operation behind the chain's head and return where the outbox then stands."""
    h = next_hash(state.chain, state.gen, state.next_seq, op_id, body)
    values = {
        "gen": state.gen,
        "seq": state.next_seq,
        "op_id": op_id,
        "kind": entry.operation.kind,
        "v": entry.operation.v,
        "subject": entry.subject,
        "no": entry.no,
        "body": body,
        "h": h,
        "wall": entry.at.wall,
        "mono": entry.at.mono,
        "boot": entry.at.boot,
    }
    connection.execute(_ADD, values)
    return replace(state, next_seq=state.next_seq + 1, chain=h)


def find(connection: Connection, op_id: bytes) -> Recorded | None:
    """Return the operation with that id."""
    row = connection.execute(_FIND, {"id": op_id}).one_or_none()
    return _recorded(row) if row is not None else None


def entries(connection: Connection, subject: str) -> tuple[Recorded, ...]:
    """Return the operations of a subject, oldest first."""
    return tuple(_recorded(row) for row in connection.execute(_SUBJECT, {"of": subject}))


def recent(connection: Connection, count: int) -> tuple[Recorded, ...]:
    """Return the newest operations, newest first."""
    query = _RECORDED.order_by(outbox.c.gen.desc(), outbox.c.seq.desc()).limit(count)
    return tuple(_recorded(row) for row in connection.execute(query))


def of_kinds(connection: Connection, kinds: Sequence[str], since_ms: int) -> tuple[Recorded, ...]:
    """Return the operations of some kinds from ``since_ms`` on, oldest first."""
    wanted = and_(outbox.c.kind.in_(kinds), outbox.c.wall >= since_ms)
    query = _RECORDED.where(wanted).order_by(*_IN_ORDER)
    return tuple(_recorded(row) for row in connection.execute(query))


def subjects_of(connection: Connection, kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the subjects of operations of some kinds, each once, oldest first."""
    return _subjects(connection, outbox.c.kind.in_(kinds))


def unsettled(connection: Connection, kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the subjects of operations that are not acknowledged or are parked, oldest first."""
    left = or_(outbox.c.acked == 0, outbox.c.outcome.in_(("parked", "conflict")))
    return _subjects(connection, and_(outbox.c.kind.in_(kinds), left))


def _subjects(connection: Connection, which: Any) -> tuple[str, ...]:
    query = select(outbox.c.subject).where(which).group_by(outbox.c.subject)
    in_order = query.order_by(func.min(outbox.c.gen), func.min(outbox.c.seq))
    return tuple(connection.execute(in_order).scalars())


def subject_of(connection: Connection, no: str) -> str | None:
    """Return the subject of the oldest operation with case number ``no``."""
    query = select(outbox.c.subject).where(outbox.c.no == no).order_by(*_IN_ORDER).limit(1)
    return connection.execute(query).scalar()


def batch(
    connection: Connection, gen: int, after_seq: int, max_ops: int, max_bytes: int
) -> tuple[OutboxRow, ...]:
    """Return what to send next: at least one operation if there is any, else within the limits."""
    query = (
        select(outbox.c.gen, outbox.c.seq, outbox.c.op_id, outbox.c.body, outbox.c.h)
        .where(outbox.c.gen == gen, outbox.c.seq > after_seq, outbox.c.body.is_not(None))
        .order_by(outbox.c.seq)
        .limit(max(1, max_ops))
    )
    taken: list[OutboxRow] = []
    size = 0
    for row in connection.execute(query):
        size += len(row.body)
        if taken and size > max_bytes:
            break
        taken.append(OutboxRow(row.gen, row.seq, row.op_id, row.body, row.h))
    return tuple(taken)


def count(connection: Connection, state: ChainState) -> OutboxCount:
    """Return how much is pending, acked, secured and parked, over all generations."""
    total = _number(connection, select(func.count()).select_from(outbox))
    pending = state.next_seq - 1 - state.acked
    wall = select(outbox.c.wall)
    oldest = wall.where(outbox.c.gen == state.gen, outbox.c.seq == state.acked + 1)
    newest = wall.order_by(outbox.c.gen.desc(), outbox.c.seq.desc()).limit(1)
    return OutboxCount(
        pending=pending,
        acked=total - pending,
        secured=_number(connection, _counting(outbox.c.secured == 1)),
        parked=_number(connection, _counting(outbox.c.outcome == "parked")),
        oldest_wall_ms=connection.execute(oldest).scalar(),
        newest_wall_ms=connection.execute(newest).scalar(),
    )


def settle(
    connection: Connection, before: ChainState, after: ChainState, results: Sequence[OpResult]
) -> None:
    """
    Note what the county has, from one state to the next, and what became of each operation.

    A repeated push is answered ``duplicate``; that never hides an outcome told before.
    """
    own = outbox.c.gen == after.gen
    marks = (
        (outbox.c.acked, before.acked, after.acked),
        (outbox.c.secured, before.secured, after.secured),
    )
    for column, low, high in marks:
        due = and_(own, outbox.c.seq > low, outbox.c.seq <= high)
        connection.execute(update(outbox).where(due).values({column: 1}))
    for each in results:
        row = update(outbox).where(own, outbox.c.seq == each.seq)
        if each.s == "duplicate":
            row = row.where(outbox.c.outcome == "")
        connection.execute(row.values(outcome=each.s, result=each.code))


def unsettle(connection: Connection, gen: int, above_seq: int) -> None:
    """Forget what the county said of operations that it has lost."""
    lost = and_(outbox.c.gen == gen, outbox.c.seq > above_seq)
    connection.execute(update(outbox).where(lost).values(_FRESH))


def move(connection: Connection, state: ChainState, gen: int, above_seq: int) -> ChainState:
    """
    Put the operations above ``above_seq`` under a newer generation: same op_id, same body bytes.

    The county has what stays. The first that moves follows its head; when the county has more of
    the old generation than this ledger, that head is not known here and a chain begins anew.
    """
    chain = _head(connection, state.gen, above_seq) if above_seq < state.next_seq else GENESIS
    query = (
        select(outbox.c.seq, outbox.c.op_id, outbox.c.body)
        .where(outbox.c.gen == state.gen, outbox.c.seq > above_seq)
        .order_by(outbox.c.seq)
    )
    stays = and_(outbox.c.gen == state.gen, outbox.c.seq <= above_seq, outbox.c.acked == 0)
    connection.execute(update(outbox).where(stays).values(acked=1))
    seq = 0
    for seq, row in enumerate(connection.execute(query).all(), 1):
        chain = next_hash(chain, gen, seq, row.op_id, row.body)
        old = and_(outbox.c.gen == state.gen, outbox.c.seq == row.seq)
        connection.execute(update(outbox).where(old).values(gen=gen, seq=seq, h=chain, **_FRESH))
    return ChainState(gen, state.epoch, seq + 1, 0, 0, chain)


def broken_link(connection: Connection) -> Fault | None:
    """Return the first operation whose hash does not follow from the one before it."""
    query = select(outbox.c.gen, outbox.c.seq, outbox.c.op_id, outbox.c.body, outbox.c.h)
    previous = GENESIS
    for row in connection.execute(query.order_by(*_IN_ORDER)):
        if row.body is not None:
            starts = [previous] if row.seq > 1 else [previous, GENESIS]
            hashes = [next_hash(each, row.gen, row.seq, row.op_id, row.body) for each in starts]
            if row.h not in hashes:
                return Fault(row.gen, row.seq)
        previous = row.h
    return None


def _head(connection: Connection, gen: int, seq: int) -> bytes:
    before = or_(outbox.c.gen < gen, and_(outbox.c.gen == gen, outbox.c.seq <= seq))
    query = select(outbox.c.h).where(before).order_by(outbox.c.gen.desc(), outbox.c.seq.desc())
    return connection.execute(query.limit(1)).scalar() or GENESIS


def _counting(condition: Any) -> Select[int]:
    return select(func.count()).select_from(outbox).where(condition)


def _number(connection: Connection, query: Select[int]) -> int:
    return connection.execute(query).scalar_one()


def _recorded(row: Any) -> Recorded:
    try:
        entry = decode(row.body)
    except UnknownOperation as newer:
        raise StoreError("store_newer", file="ledger.db") from newer
    return Recorded(row.gen, row.seq, row.op_id, entry, bool(row.acked), row.outcome, row.result)
