"""One day's figures from the roll-up by minute: whole, or what changed since a cursor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import psycopg

from counter_app.domain import localtime
from counter_app.domain.county_desk import DESK_PREFIX, is_desk
from counter_app.domain.figure_day import (
    DayFigures,
    DurationRow,
    MinuteRow,
    MissingWindow,
    WindowName,
    minute_of,
)
from counter_app.domain.figure_opening import MINUTES_PER_DAY
from counter_app.domain.figures import COUNTED, Counts, Duration, Mark, Scope
from counter_app.domain.hall import KIOSK
from db.county.figure_opening import Openings
from db.county.figure_settings import FigureSettings
from db.county.sql import EPOCH

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_NOW = f"SELECT ({EPOCH}), pg_snapshot_xmin(pg_current_snapshot())::text"
_COUNTS = ", ".join(COUNTED)
_MINUTES = f"""
    SELECT window_id, minute, mark, {_COUNTS} FROM figure_minute
    WHERE hall = ANY(%(halls)s) AND day = %(day)s AND (%(window)s = '' OR window_id = %(window)s)
        AND xid >= %(since)s::text::xid8 ORDER BY window_id, minute, mark
"""  # noqa: S608
_DURATIONS = """
    SELECT key, what, step, n, total_s FROM figure_duration
    WHERE dim = 'window' AND grain = 'day' AND hall = ANY(%(halls)s) AND first = %(day)s
        AND (%(window)s = '' OR key = %(window)s) AND xid >= %(since)s::text::xid8
    ORDER BY key, what, step
"""
_NAMES = """
    SELECT w.id, w.info ->> 'name' FROM window_ w
    WHERE w.hall = ANY(%(halls)s) AND w.info ->> 'kind' <> %(kiosk)s
        AND (%(window)s = '' OR w.id = %(window)s) ORDER BY w.hall, w.slot = 0, w.slot, w.id
"""
# What a forked device has from then on cannot be taken. Ages are by the database's own clock.
_QUIET = """
    SELECT w.id, w.info ->> 'name', (extract(epoch FROM now() - coalesce(
        (SELECT min(f.at) FROM fork_copy f WHERE f.device = d.id AND f.gen = d.gen
            AND d.status = 'forked'), h.at)) * 1000)::bigint
    FROM device d JOIN window_ w ON w.id = d.window_id
        LEFT JOIN window_heard h ON h.window_id = w.id
    WHERE w.hall = ANY(%(halls)s) AND d.status <> 'retired' AND NOT starts_with(w.id, %(desk)s)
        AND (%(window)s = '' OR w.id = %(window)s) ORDER BY w.hall, w.slot, w.id
"""


@dataclass(frozen=True, slots=True)
class DayWish:
    """A day of halls, or of one window in them (empty: of all), changed since ``cursor``."""

    scope: Scope
    halls: tuple[str, ...]
    window: str
    day: date
    cursor: str
    now_ms: int

    def values(self) -> dict[str, Any]:
        """Return it as a statement asks for it."""
        names = {"kiosk": KIOSK, "desk": DESK_PREFIX}
        return names | {"halls": list(self.halls), "window": self.window, "day": self.day}


async def read_day(
    opened: Connection, wish: DayWish, settings: FigureSettings, openings: Openings
) -> DayFigures:
    """Return a day, all of it from one snapshot."""
    epoch, xmin = await _one(opened, _NOW)
    known, _, since = wish.cursor.partition(".")
    delta = known == epoch and since.isdigit() and since.isascii()
    values = wish.values() | {"since": since if delta else "0"}
    minutes = [_minute(row) for row in await _all(opened, _MINUTES, values)]
    durations = [
        DurationRow(row[0], Duration(row[1]), *row[2:])
        for row in await _all(opened, _DURATIONS, values)
    ]
    if not delta:
        minutes = [each for each in minutes if each.counts != Counts()]
        durations = [each for each in durations if each.n]
    names = await _all(opened, _NAMES, values)
    return DayFigures(
        wish.scope,
        wish.day,
        wish.now_ms,
        f"{epoch}.{xmin}",
        not delta,
        tuple(minutes),
        tuple(durations),
        tuple(WindowName(row[0], row[1], is_desk(row[0])) for row in names),
        await read_missing(opened, wish, settings),
        openings.on(wish.halls, wish.day),
        settings.baselines,
    )


async def read_missing(
    opened: Connection, wish: DayWish, settings: FigureSettings
) -> tuple[MissingWindow, ...]:
    """Return which windows have not reported, and of the day since when."""
    today = localtime.day(wish.now_ms)
    end = minute_of(wish.now_ms) + 1 if wish.day == today else MINUTES_PER_DAY
    if wish.day > today:
        return ()
    quiet_ms = min(settings.limits_of(each).quiet_ms for each in wish.halls) if wish.halls else 0
    found = []
    for window, name, age_ms in await _all(opened, _QUIET, wish.values()):
        since_ms = None if age_ms is None else wish.now_ms - int(age_ms)
        if since_ms is None or int(age_ms) >= quiet_ms:
            gap = MissingWindow(window, name, since_ms, 0, end)
            found.append(_from_silence(gap, wish.day))
    return tuple(each for each in found if each.first < each.end)


def _from_silence(gap: MissingWindow, day: date) -> MissingWindow:
    if gap.since_ms is None or localtime.day(gap.since_ms) < day:
        return gap
    same = localtime.day(gap.since_ms) == day
    return replace(gap, first=minute_of(gap.since_ms) + 1 if same else gap.end)


def _minute(row: tuple[Any, ...]) -> MinuteRow:
    return MinuteRow(row[0], row[1], Counts(*row[3:]), Mark(row[2]))


async def _all(opened: Connection, statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    return await (await opened.execute(statement, values)).fetchall()


async def _one(opened: Connection, statement: str) -> tuple[Any, ...]:
    row = await (await opened.execute(statement)).fetchone()
    assert row is not None  # noqa: S101 - it gives exactly one row
    return row
