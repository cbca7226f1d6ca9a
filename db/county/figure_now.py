"""A hall at this moment, as alerts need it: lines, windows, blanks, devices."""

from __future__ import annotations

from typing import Any

import psycopg

from counter_app.domain import localtime
from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.figure_alert import (
    AlertLimits,
    BlanksNow,
    DeviceNow,
    HallNow,
    LineNow,
    ServingNow,
)
from counter_app.domain.operation import decode
from counter_app.domain.window_operation import WindowOpened
from db.county.queue_lines import info_of

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

RED = "red"
_WAITING = """
    SELECT line, count(*)::int, min(nullif(taken_ms, 0)) FROM ticket
    WHERE hall = %(hall)s AND day = %(day)s AND state IN ('waiting', 'transferred') GROUP BY line
"""
_SERVING = """
    SELECT t.window_id, w.info ->> 'name', t.no, t.called_ms
    FROM ticket t JOIN window_ w ON w.id = t.window_id
    WHERE t.hall = %(hall)s AND t.day = %(day)s AND t.state IN ('called', 'serving')
        AND t.called_ms IS NOT NULL ORDER BY w.slot, w.id
"""
_BLANKS = """
    SELECT w.id, w.info ->> 'name', s.title, count(*) FILTER (WHERE b.state = 'held')::int
    FROM lease l JOIN window_ w ON w.id = l.holder JOIN series s ON s.id = l.series_id
        JOIN blank b ON b.lease = l.id
    WHERE w.hall = %(hall)s AND l.state IN ('live', 'spent') AND NOT starts_with(w.id, %(desk)s)
    GROUP BY w.slot, w.id, 2, s.title ORDER BY w.slot, w.id, s.title
"""
_OPENED = """
    SELECT DISTINCT ON (e.window_id) e.window_id, w.info ->> 'name', l.raw
    FROM event e JOIN op_log l ON l.op_id = e.op_id JOIN window_ w ON w.id = e.window_id
    WHERE e.hall = %(hall)s AND e.kind = 'window.open' AND e.at >= %(begun)s
    ORDER BY e.window_id, e.at DESC, e.n DESC
"""


async def read_now(opened: Connection, hall: str, limits: AlertLimits, now_ms: int) -> HallNow:
    """Return what is so now; a device is as its window's last opening of the day saw it."""
    day = localtime.day(now_ms)
    begun = localtime.at(localtime.start_ms(day))
    values = {"hall": hall, "day": day, "desk": DESK_PREFIX, "begun": begun}
    waiting = {row[0]: row[1:] for row in await _all(opened, _WAITING, values)}
    lines = (await info_of(opened, hall)).lines
    opened_windows = await _all(opened, _OPENED, values)
    return HallNow(
        now_ms,
        limits,
        tuple(LineNow(e.letter, e.name, *waiting.get(e.letter, (0, None))) for e in lines),
        tuple(ServingNow(*row) for row in await _all(opened, _SERVING, values)),
        tuple(BlanksNow(*row) for row in await _all(opened, _BLANKS, values)),
        tuple(each for row in opened_windows for each in _red(*row)),
    )


def _red(window: str, name: str, raw: bytes) -> list[DeviceNow]:
    entry = decode(raw)
    checks = entry.operation.checks if isinstance(entry.operation, WindowOpened) else ()
    return [
        DeviceNow(window, name, check, entry.at.wall) for check, light in checks if light == RED
    ]


async def _all(opened: Connection, statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    return await (await opened.execute(statement, values)).fetchall()
