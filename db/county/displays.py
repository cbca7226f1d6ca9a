"""What a hall's displays show, from the rows of the day; a crowd of them never takes the pool."""

from __future__ import annotations

import asyncio
from datetime import date

from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.hall import KIOSK, LineCount
from counter_app.domain.hall_display import SHOWN_CALLS, HallDisplay, ShownCall
from counter_app.domain.ticket import SUBJECT_PREFIX
from counter_app.domain.ticket_operation import TicketRecalled
from db.county.engine import Pool, connection, session
from db.county.queue_lines import Connection, info_of

_NAME = "SELECT name FROM hall WHERE id = %s"
# Who was called again may have been called long ago; who is aside or in line again is not called.
_CALLS = """
    WITH newest AS (
        SELECT id FROM ticket
        WHERE hall = %(hall)s AND day = %(day)s AND called_n IS NOT NULL AND state = ANY(%(shown)s)
        ORDER BY called_n DESC LIMIT %(most)s
    ), open_ AS (
        SELECT t.id FROM window_ w JOIN ticket t ON t.window_id = w.id
        WHERE w.hall = %(hall)s AND t.day = %(day)s AND t.state = 'called' AND t.recalls > 0
    ), said AS (
        SELECT t.no, t.window_id, w.info ->> 'name' AS name, t.recalls, t.called_n,
            greatest(t.called_ms, CASE WHEN t.recalls > 0 THEN (
                SELECT extract(epoch FROM max(at)) * 1000 FROM event
                WHERE subject = %(prefix)s || t.id AND kind = %(recall)s) END)::bigint AS said_ms
        FROM ticket t JOIN window_ w ON w.id = t.window_id
        WHERE t.id IN (SELECT id FROM newest UNION SELECT id FROM open_)
    )
    SELECT no, window_id, name, said_ms, recalls FROM said
    ORDER BY said_ms DESC, called_n DESC LIMIT %(most)s
"""
_SHOWN = ["called", "serving", "done", "no_show"]
_WAITING = """
    SELECT line, count(*) FROM ticket
    WHERE hall = %s AND day = %s AND state IN ('waiting', 'transferred') GROUP BY line
"""
_WINDOWS = f"""
    SELECT id, info ->> 'name' FROM window_
    WHERE info ->> 'kind' <> '{KIOSK}' AND NOT starts_with(id, '{DESK_PREFIX}') ORDER BY hall, slot, id
"""  # noqa: S608 - names of ours
_AT_ONCE = 2
"""Reads that hold a connection of the pool: the others wait without one."""


class PostgresDisplayStore:
    """The displays of the county's halls over a pool of connections that is open."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._reads = asyncio.Semaphore(_AT_ONCE)

    async def name(self, hall: str) -> str | None:
        """Return a hall's name, None when there is no such hall; StoreError ``county_store_busy``."""
        async with self._reads, connection(self._pool) as opened:
            return await _name(opened, hall)

    async def read(self, hall: str, day: date) -> HallDisplay | None:
        """Return what is shown, None when there is no such hall; StoreError as ``name``."""
        values = {"hall": hall, "day": day, "most": SHOWN_CALLS, "shown": _SHOWN}
        recall = {"prefix": SUBJECT_PREFIX, "recall": TicketRecalled.kind}
        async with self._reads, connection(self._pool) as opened:
            name = await _name(opened, hall)
            if name is None:
                return None
            calls = await (await opened.execute(_CALLS, values | recall)).fetchall()
            found = await (await opened.execute(_WAITING, [hall, day])).fetchall()
            lines = (await info_of(opened, hall)).lines
        waiting = {str(line): int(count) for line, count in found}
        return HallDisplay(
            name,
            day,
            tuple(ShownCall(*row) for row in calls),
            tuple(LineCount(e.letter, e.name, e.name_bo, waiting.get(e.letter, 0)) for e in lines),
        )


async def _name(opened: Connection, hall: str) -> str | None:
    if "\0" in hall:
        return None
    row = await (await opened.execute(_NAME, [hall])).fetchone()
    return None if row is None else str(row[0])


def list_windows(url: str) -> tuple[tuple[str, str], ...]:
    """Return id and name of every window that calls, for who records them; StoreError as ``session``."""
    with session(url) as opened:
        return tuple((str(row[0]), str(row[1])) for row in opened.execute(_WINDOWS).fetchall())
