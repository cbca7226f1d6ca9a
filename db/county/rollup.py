"""
The roll-ups kept up with the log, in the transaction of each operation (F-H1; ADR on figures).

What operations change is the difference of two counts of all their cases and tickets, with and
without them: a late, a merged or a withdrawn one moves exactly the rows that it must. The caller
holds the rows of those cases and tickets, so that nobody else counts them meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from counter_app.domain.county import Judged
from counter_app.domain.figure_log import CASE_KINDS, CONSULT_KIND, LOG_KINDS
from counter_app.domain.hall import FIGURES_KIND, figures_scope
from db.county.rollup_facts import DAY, EVENT, facts_of
from db.county.rollup_rows import ROLLUPS, added, net_of
from db.county.tables_figures import CALLING_KINDS, kinds_in

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_CALLING = f"kind IN ({kinds_in(CALLING_KINDS)})"
# Of a window's day: from the last operation before the new ones to the first one after them.
_NEIGHBOURS = f"""
    touched AS (
        SELECT window_id, min(at) AS lo, max(at) AS hi FROM event
        WHERE op_id = ANY(%(new)s) AND {_CALLING} GROUP BY window_id, {DAY}
    ), span AS (
        SELECT window_id,
            coalesce((SELECT max(e.at) FROM event e WHERE e.window_id = t.window_id
                AND e.{_CALLING} AND e.at < t.lo), t.lo) AS lo,
            coalesce((SELECT min(e.at) FROM event e WHERE e.window_id = t.window_id
                AND e.{_CALLING} AND e.at > t.hi), t.hi) AS hi
        FROM touched t
    ), calling AS (
        SELECT DISTINCT {", ".join(f"e.{each.strip()}" for each in EVENT.split(","))} FROM span s
        JOIN event e ON e.window_id = s.window_id AND e.{_CALLING} AND e.at BETWEEN s.lo AND s.hi
    )
"""  # noqa: S608
_NEWS = f"""
    INSERT INTO feed (scope, k, id, rev, op, v, body, xid)
    SELECT '{figures_scope("")}' || hall, '{FIGURES_KIND}', window_id, 1, 'put', 1, '{{}}',
        pg_current_xact_id()
    FROM net GROUP BY hall, window_id ORDER BY hall, window_id
    ON CONFLICT (scope, k, id) DO UPDATE
    SET rev = feed.rev + 1, xid = EXCLUDED.xid, seq = EXCLUDED.seq, at = EXCLUDED.at
"""  # noqa: S608
_ADDED = ", ".join(
    f"{table}_added AS ({added(table, key, rows('net'), names)})"
    for table, key, rows, names in ROLLUPS
)


def _roll(*, cases: bool) -> str:
    """Return the statement; of tickets alone it is much shorter, as somebody stands and waits."""
    return f"""
    WITH source AS (
        SELECT {EVENT} FROM event WHERE subject = ANY(%(subjects)s)
            AND kind <> '{CONSULT_KIND}'
        UNION ALL
        SELECT {EVENT} FROM event WHERE op_id = ANY(%(new)s) AND kind = '{CONSULT_KIND}'
    ), source_before AS (SELECT * FROM source WHERE op_id <> ALL(%(new)s)),
    {_NEIGHBOURS}, calling_before AS (SELECT * FROM calling WHERE op_id <> ALL(%(new)s)),
    {facts_of("later", "source", "calling", cases=cases)},
    {facts_of("before", "source_before", "calling_before", cases=cases)},
    signed AS (
        SELECT 1 AS sign, * FROM later_fact UNION ALL SELECT -1, * FROM before_fact
    ), net AS MATERIALIZED ({net_of("signed")}), {_ADDED}
    {_NEWS}
    """  # noqa: S608


_ROLL = _roll(cases=True)
_ROLL_TICKETS = _roll(cases=False)


async def roll_up(opened: Connection, judged: Sequence[Judged]) -> None:
    """Bring the roll-ups to what the log says, whose newest events are those of ``judged``."""
    counted = [each for each in judged if each.read.kind in LOG_KINDS]
    if not counted:
        return
    entries = [each.read.entry for each in counted if each.read.entry is not None]
    windows = {entry.window for entry in entries if entry.operation.kind in CALLING_KINDS}
    for window in sorted(windows):  # a hall and its window may log for it at once
        await opened.execute(_LOCK, [f"calling:{window}"])
    new = [UUID(bytes=each.read.op.op_id) for each in counted]
    subjects = sorted({entry.subject for entry in entries})
    of_cases = any(each.read.kind in CASE_KINDS for each in counted)
    await opened.execute(
        _ROLL if of_cases else _ROLL_TICKETS, {"new": new, "subjects": subjects}, prepare=True
    )
