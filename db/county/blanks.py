"""
The county's numbered blanks: series, leases and sheets (design/sync.md 1.7, 3.3, INV-17 to INV-20).

A sheet is moved only in the transaction of the operation that moves it. The exclusion constraint of
``lease`` is the second net: no two live leases overlap, whatever a program does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from counter_app.domain.blank import Blank, BlankKey, BlankLease, BlankState
from counter_app.domain.blank_operation import BlankAllotted, BlankReceived
from counter_app.domain.county import Judged
from counter_app.domain.issue_operation import CertificateBound
from counter_app.domain.serial_range import SerialRange

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_SHEETS = """
    SELECT s.name, b.serial, b.state, coalesce(l.holder, ''), coalesce(l.id, ''),
           coalesce(l.fence, 0), b.keeper, b.certificate
    FROM blank b JOIN series s ON s.id = b.series_id LEFT JOIN lease l ON l.id = b.lease
    WHERE s.name = %s AND b.serial BETWEEN %s AND %s
    ORDER BY b.series_id, b.serial FOR UPDATE OF b
"""
_SERIES = """
    INSERT INTO series (type, name, title) VALUES ('blank', %s, %s)
    ON CONFLICT (type, name) DO UPDATE
    SET title = CASE WHEN EXCLUDED.title = '' THEN series.title ELSE EXCLUDED.title END
    RETURNING id
"""
_RECEIVE = """
    INSERT INTO blank (series_id, serial, state, keeper, certificate)
    SELECT %s, serial, 'stock', '', '' FROM generate_series(%s::bigint, %s::bigint) serial
"""
_LEASE = """
    INSERT INTO lease (id, series_id, lo, hi, holder, fence, state)
    SELECT %s, id, %s, %s, %s, %s, 'live' FROM series WHERE type = 'blank' AND name = %s
"""
_MOVED_AWAY = "UPDATE lease SET state = 'moved' WHERE id = %s"
_MOVE = """
    UPDATE blank SET state = new.state, lease = nullif(new.lease, ''), keeper = new.keeper,
        certificate = new.certificate, op_id = CASE new.state WHEN 'bound' THEN %s::uuid
            WHEN 'used' THEN op_id WHEN 'void' THEN op_id END
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS new(serial, state, lease, keeper, certificate), series
    WHERE series.type = 'blank' AND series.name = %s
        AND blank.series_id = series.id AND blank.serial = new.serial
"""
_SPENT = """
    UPDATE lease SET state = 'spent' WHERE id = ANY(%s) AND state = 'live' AND NOT EXISTS (
        SELECT 1 FROM blank b WHERE b.lease = lease.id AND b.state IN ('held', 'bound'))
"""
_LIVE = """
    SELECT l.id, s.name, l.lo, l.hi, l.fence, l.holder FROM lease l JOIN series s ON s.id = l.series_id
    WHERE l.state = 'live' AND s.type = 'blank' AND (l.holder = %s OR l.id = %s)
    ORDER BY l.fence, s.name
"""
_HELD = """
    SELECT lease, min(serial), max(serial) FROM (
        SELECT lease, serial, serial - row_number() OVER (PARTITION BY lease ORDER BY serial) AS run
        FROM blank WHERE lease = ANY(%s) AND state = 'held') runs
    GROUP BY lease, run ORDER BY lease, min(serial)
"""
_FREE = """
    SELECT min(serial), max(serial) FROM (
        SELECT b.serial, b.serial - row_number() OVER (ORDER BY b.serial) AS run
        FROM blank b JOIN series s ON s.id = b.series_id
        WHERE s.type = 'blank' AND s.name = %s AND b.state IN ('stock', 'returned')
            AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.series_id = s.id AND l.state = 'live'
                AND b.serial BETWEEN l.lo AND l.hi)) runs
    GROUP BY run ORDER BY min(serial)
"""
_LOCK = "SELECT 1 FROM series WHERE type = 'blank' AND name = %s FOR UPDATE"
_FENCE = """
    SELECT coalesce(max(l.fence), 0) FROM lease l JOIN series s ON s.id = l.series_id
    WHERE s.type = 'blank' AND s.name = %s
"""


async def read_blanks(
    opened: Connection, spans: Sequence[tuple[str, SerialRange]]
) -> dict[BlankKey, Blank]:
    """Return the sheets of some ranges (by series) that were ever received, with their rows locked."""
    found: dict[BlankKey, Blank] = {}
    for series, span in spans:
        rows = await opened.execute(_SHEETS, [series, span.first, span.last])
        for name, serial, state, *rest in await rows.fetchall():
            found[name, serial] = Blank(name, serial, BlankState(state), *rest)
    return found


async def write_moves(opened: Connection, judged: Judged) -> None:
    """Write the sheets that an operation moves, and what follows for their leases."""
    entry, moves = judged.read.entry, judged.moves
    if entry is None or not moves:
        return
    did = entry.operation
    if isinstance(did, BlankReceived):
        row = await (await opened.execute(_SERIES, [did.series, did.name])).fetchone()
        assert row is not None  # noqa: S101 - an upsert returns its row
        await opened.execute(_RECEIVE, [row[0], did.sheets.first, did.sheets.last])
        return
    if isinstance(did, BlankAllotted):
        await _give(opened, did)
    binding = judged.read.op.op_id if isinstance(did, CertificateBound) else None
    columns = zip(
        *((m.serial, m.state.value, m.lease, m.keeper, m.certificate) for m in moves), strict=True
    )
    op_id = None if binding is None else UUID(bytes=binding)
    await opened.execute(_MOVE, [op_id, *map(list, columns), moves[0].series])
    await opened.execute(_SPENT, [sorted({each.lease for each in moves})])


async def _give(opened: Connection, did: BlankAllotted) -> None:
    if did.moved_from:
        await opened.execute(_MOVED_AWAY, [did.moved_from])
    sheets = did.sheets
    values = [did.lease, sheets.first, sheets.last, did.drawer, did.fence, did.series]
    await opened.execute(_LEASE, values)


class BlankStore:
    """What a turn asks of the blanks beside their moves."""

    _opened: Connection

    async def leases(self, drawer: str) -> tuple[BlankLease, ...]:
        """Return the live leases of a drawer, oldest fence first."""
        return tuple(each for each, _ in await self._live(drawer, ""))

    async def lease_of(self, lease: str) -> tuple[BlankLease, str] | None:
        """Return a live lease and its drawer."""
        found = await self._live("", lease)
        return found[0] if found else None

    async def free_blanks(self, series: str) -> tuple[SerialRange, ...]:
        """Return what can be allotted of a series, rising; nobody else allots of it till the end."""
        await self._opened.execute(_LOCK, [series])
        rows = await self._opened.execute(_FREE, [series])
        return tuple(SerialRange(first, last) for first, last in await rows.fetchall())

    async def last_fence(self, series: str) -> int:
        """Return the newest fence of a series, 0 before its first lease."""
        row = await (await self._opened.execute(_FENCE, [series])).fetchone()
        return int(row[0]) if row else 0

    async def _live(self, drawer: str, lease: str) -> list[tuple[BlankLease, str]]:
        rows = await (await self._opened.execute(_LIVE, [drawer, lease])).fetchall()
        held: dict[str, list[SerialRange]] = {row[0]: [] for row in rows}
        runs = await self._opened.execute(_HELD, [list(held)])
        for of, first, last in await runs.fetchall():
            held[of].append(SerialRange(first, last))
        return [
            (BlankLease(of, name, lo, hi, fence, tuple(held[of])), holder)
            for of, name, lo, hi, fence, holder in rows
        ]
