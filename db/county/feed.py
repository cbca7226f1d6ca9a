"""
The feed read below the watermark (design/sync.md 1.3).

A cursor is ``epoch.xid.seq``. Rows are read in the order of (xid, seq) and only where every
transaction up to them has ended: a plain sequence cursor steps over rows that commit later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg

from counter_app.domain.county import FeedPage, StoredRow
from db.county.sql import EPOCH

Connection = psycopg.AsyncConnection[tuple[Any, ...]]
Position = tuple[int, int]

_LAST_SEQ = 2**63 - 1
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_WATERMARK = f"SELECT ({EPOCH}), pg_snapshot_xmin(pg_current_snapshot())::text"
_FLOOR = "SELECT xid::text, seq FROM feed_floor WHERE scope = %s"
_ROWS = """
    SELECT k, id, rev, op, v, body, xid::text, seq FROM feed
    WHERE scope = %s AND (xid, seq) > (%s::text::xid8, %s) AND xid < %s::text::xid8
    ORDER BY xid, seq LIMIT %s
"""
_MARKS = """
    SELECT coalesce((SELECT seq FROM op_log l WHERE l.device = d.id AND l.gen = d.gen
                     AND l.xid < %s::text::xid8 ORDER BY seq DESC LIMIT 1), 0), d.secured
    FROM device d WHERE d.id = %s
"""
_CHANGED = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text, ARRAY(
        SELECT scope FROM unnest(%s::text[]) scope WHERE EXISTS (
            SELECT 1 FROM feed f WHERE f.scope = scope.scope AND f.xid >= %s::text::xid8
            AND f.xid < pg_snapshot_xmin(pg_current_snapshot())))
"""


async def read_page(
    opened: Connection, device: str, scope: str, cursor: str, limit: int
) -> FeedPage:
    """Return the rows after ``cursor`` with the device's marks, all from one snapshot."""
    async with opened.transaction():
        await opened.execute(_SNAPSHOT)
        epoch, xmin = await _one(opened, _WATERMARK, [])
        after = _position(cursor, epoch)
        if after is None:
            return _reset(epoch, "epoch")
        floor = await (await opened.execute(_FLOOR, [scope])).fetchone()
        if cursor and floor is not None and after < (int(floor[0]), floor[1]):
            return _reset(epoch, "floor")
        found = await opened.execute(_ROWS, [scope, str(after[0]), after[1], xmin, limit + 1])
        rows = await found.fetchall()
        more = len(rows) > limit
        # With more to come, or behind the watermark, what was pushed later must not count yet.
        mark = rows[limit - 1][6] if more else xmin
        acked, secured = await _one(opened, _MARKS, [mark, device])
    last = (int(rows[limit - 1][6]), rows[limit - 1][7]) if more else (int(xmin) - 1, _LAST_SEQ)
    position = f"{epoch}.{last[0]}.{last[1]}"
    kept = tuple(StoredRow(*row[:6]) for row in rows[:limit])
    return FeedPage(epoch, position, more, acked, min(secured, acked), kept)


async def scopes_changed(
    opened: Connection, scopes: Sequence[str], since: int
) -> tuple[int, frozenset[str]]:
    """Return the watermark and which scopes have rows from ``since`` up to it."""
    xmin, changed = await _one(opened, _CHANGED, [list(scopes), str(since)])
    return int(xmin), frozenset(changed)


async def _one(opened: Connection, statement: str, values: list[Any]) -> tuple[Any, ...]:
    row = await (await opened.execute(statement, values)).fetchone()
    assert row is not None  # noqa: S101 - each of these statements gives exactly one row
    return row


def _position(cursor: str, epoch: str) -> Position | None:
    """Return where a cursor stands; None when it is not one of this epoch."""
    if not cursor:
        return (0, 0)
    parts = cursor.split(".")
    if len(parts) != 3 or parts[0] != epoch:  # noqa: PLR2004 - epoch, xid, seq
        return None
    if not all(part.isascii() and part.isdigit() for part in parts[1:]):
        return None
    xid, seq = int(parts[1]), int(parts[2])
    return (xid, seq) if xid < 2**63 and seq <= _LAST_SEQ else None


def _reset(epoch: str, why: str) -> FeedPage:
    return FeedPage(epoch, "", more=False, acked=0, secured=0, rows=(), reset=why)
