"""A period's figures from the roll-ups by day, month and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg

from counter_app.domain import localtime
from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.figure_day import minute_of
from counter_app.domain.figure_measures import OpenTime, Spent
from counter_app.domain.figure_period import (
    Grouping,
    MarkedCounts,
    PeriodRow,
    PeriodView,
    PeriodWish,
)
from counter_app.domain.figure_span import Cover, cover, group_start
from counter_app.domain.figures import COUNTED, Counts, Duration, Level, Mark
from db.county.figure_days import DayWish, read_missing
from db.county.figure_opening import Openings, days_between
from db.county.figure_settings import FigureSettings

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_DIMS = {Level.CLERK: "clerk", Level.ITEM: "item"}
_GROUP_DIMS = {Grouping.CLERK: "clerk", Grouping.ITEM: "item"}
_TIMES = frozenset({Grouping.DAY, Grouping.MONTH, Grouping.YEAR})
_SUMS = ", ".join(f"sum({each})::int" for each in COUNTED)
_AT_WORK = "received + accepted + closed + finishes + consultations > 0"
# One part for each grain, so that the planner knows how little each of them is.
_PART = """
    SELECT s.* FROM {table} s WHERE s.dim = %(dim)s AND s.grain = '{grain}'
        AND s.hall = ANY(%(halls)s) AND s.first BETWEEN %(first{place})s AND %(last{place})s
        {key}
"""
_KEY = "AND s.key = %(key)s"
_COUNTS = f"""
    SELECT {{group}} AS grouped, mark, {_SUMS} FROM ({{parts}}) s GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608
# Of all durations of a group in order, those whose place is in the middle.
_SPENT = """
    WITH steps AS MATERIALIZED (
        SELECT {group} AS grouped, what, step, sum(n)::bigint AS n, sum(total_s)::bigint AS total_s
        FROM ({parts}) s WHERE n <> 0 GROUP BY 1, 2, 3
    ), placed AS (
        SELECT *, (sum(n) OVER (PARTITION BY grouped, what ORDER BY step))::bigint AS upto,
            (sum(n) OVER (PARTITION BY grouped, what))::bigint AS number FROM steps
    )
    SELECT grouped, what, number::int, sum(total_s)::bigint,
        min(step) FILTER (WHERE upto > (number - 1) / 2),
        min(step) FILTER (WHERE upto > number / 2)
    FROM placed GROUP BY grouped, what, number ORDER BY grouped, what
"""
_WORKED = f"""
    WITH opened AS MATERIALIZED (
        SELECT * FROM unnest(%(alike_of)s::int[], %(days)s::date[], %(minutes)s::int[])
            AS opened(alike, day, minutes)
    ), hall_hours AS (
        SELECT * FROM unnest(%(halls)s::text[], %(alike)s::int[]) AS hall_hours(hall, alike)
    ), s AS MATERIALIZED (
        SELECT s.hall, s.first, s.key FROM figure_sum s
        WHERE s.dim = %(dim)s AND s.grain = 'day' AND s.hall = ANY(%(halls)s)
            AND s.first BETWEEN %(first)s AND %(last)s AND s.mark = '' AND {_AT_WORK}
            AND NOT starts_with(s.key, '{DESK_PREFIX}') {{key}}
    )
    SELECT {{group}} AS grouped, sum(minutes)::bigint
    FROM s JOIN hall_hours h ON h.hall = s.hall
        JOIN opened o ON o.alike = h.alike AND o.day = s.first GROUP BY 1
"""  # noqa: S608
_NAMES = {
    "window": "SELECT id, info ->> 'name', hall FROM window_ WHERE id = ANY(%s)",
    "item": "SELECT code, body ->> 'name', '' FROM item WHERE code = ANY(%s)",
    "clerk": "SELECT name, display_name, '' FROM user_ WHERE name = ANY(%s)",
}


@dataclass(frozen=True, slots=True)
class PeriodAsk:
    """A period of halls as allowed; ``now_ms`` is the county's time (UTC ms)."""

    wish: PeriodWish
    halls: tuple[str, ...]
    now_ms: int

    @property
    def last(self) -> date:
        """The last day that has begun."""
        return min(self.wish.last, localtime.day(self.now_ms))

    def dim(self, grouping: Grouping) -> str:
        """Return whose sums are read."""
        return _GROUP_DIMS.get(grouping) or _DIMS.get(self.wish.scope.level, "window")

    @property
    def key(self) -> str:
        """The one window, item or clerk; empty: all."""
        of_halls = self.wish.scope.level in (Level.HALL, Level.AREA)
        return "" if of_halls else self.wish.scope.key

    def group(self, grouping: Grouping) -> str:
        """Return what names a row, in SQL."""
        if grouping in _TIMES:
            return f"date_trunc('{grouping.value}', s.first)::date::text"
        return "''" if grouping is Grouping.ALL else "s.key"

    def values(self, grouping: Grouping) -> dict[str, Any]:
        """Return it as a statement asks for it."""
        columns: dict[str, Any] = {"first": self.wish.first, "last": self.last}
        for place, each in enumerate(cover(self.wish.first, self.last, grouping)):
            columns |= {f"first{place}": each.first, f"last{place}": each.last}
        return columns | {"halls": list(self.halls), "dim": self.dim(grouping), "key": self.key}

    def statement(self, text: str, table: str, grouping: Grouping) -> str:
        """Return a statement over the rows of a roll-up that make up the period."""
        parts: Sequence[Cover] = cover(self.wish.first, self.last, grouping)
        narrowed = _KEY if self.key else ""
        rows = [
            _PART.format(table=table, grain=each.grain, place=place, key=narrowed)
            for place, each in enumerate(parts)
        ] or [f"SELECT * FROM {table} s WHERE false"]  # noqa: S608 - a table of ours
        return text.format(group=self.group(grouping), parts=" UNION ALL ".join(rows), key=narrowed)


async def read_period(
    opened: Connection, ask: PeriodAsk, settings: FigureSettings, openings: Openings
) -> PeriodView:
    """Return a period, all of it from one snapshot."""
    grouping = ask.wish.grouping
    times = _OpenTimes(ask, openings)
    minutes = await _worked(opened, ask, grouping, times)
    alike = ask.dim(grouping) == ask.dim(Grouping.ALL)
    in_all = {"": sum(minutes.values())} if alike else None
    if in_all is None:
        in_all = await _worked(opened, ask, Grouping.ALL, times)
    rows, _ = await _rows(opened, ask, grouping, times, minutes)
    whole, apart = await _rows(opened, ask, Grouping.ALL, times, in_all)
    blank = PeriodRow("", "", Counts(), (), times.of(ask.halls, ""), OpenTime(0, "nothing"))
    day = DayWish(ask.wish.scope, ask.halls, "", ask.last, "", ask.now_ms)
    missing = await read_missing(opened, day, settings)
    return PeriodView(
        ask.wish,
        ask.now_ms,
        rows,
        whole[0] if whole else blank,
        apart,
        tuple(each.window for each in missing),
    )


async def _worked(
    opened: Connection, ask: PeriodAsk, grouping: Grouping, times: _OpenTimes
) -> dict[str, int]:
    """Return the open minutes of each window (clerk) on each day it was at work, by row."""
    if ask.dim(grouping) == "item":
        return {}
    statement = ask.statement(_WORKED, "figure_sum", grouping)
    rows = await _all(opened, statement, ask.values(grouping) | times.columns)
    return {key: int(minutes) for key, minutes in rows}


async def _rows(
    opened: Connection,
    ask: PeriodAsk,
    grouping: Grouping,
    times: _OpenTimes,
    minutes: dict[str, int],
) -> tuple[tuple[PeriodRow, ...], tuple[MarkedCounts, ...]]:
    values = ask.values(grouping)
    found = await _all(opened, ask.statement(_COUNTS, "figure_sum", grouping), values)
    counts = {row[0]: Counts(*row[2:]) for row in found if not row[1]}
    apart = [MarkedCounts(Mark(row[1]), Counts(*row[2:])) for row in found if row[1]]
    spent = await _spent(opened, ask, grouping, values)
    keys = [key for key, each in counts.items() if each != Counts()]
    names = await _names(opened, ask.dim(grouping), keys) if grouping not in _TIMES else {}
    rows = []
    for key in sorted(keys):
        name, hall = names.get(key, (key, ""))
        time = times.of((hall,) if hall else ask.halls, key if grouping in _TIMES else "")
        worked = times.worked(minutes.get(key, 0), time)
        rows.append(PeriodRow(key, name, counts[key], spent.get(key, ()), time, worked))
    return tuple(rows), tuple(each for each in apart if each.counts != Counts())


async def _spent(
    opened: Connection, ask: PeriodAsk, grouping: Grouping, values: dict[str, Any]
) -> dict[str, tuple[Spent, ...]]:
    """Return the durations of each row; items have none."""
    own = ask.dim(grouping)
    if own == "item":
        return {}
    whole = grouping in _TIMES or grouping is Grouping.ALL
    dim = "hall" if whole and not ask.key and own == "window" else own
    found: dict[str, list[Spent]] = defaultdict(list)
    statement = ask.statement(_SPENT, "figure_duration", grouping)
    for row in await _all(opened, statement, values | {"dim": dim}):
        found[row[0]].append(Spent(Duration(row[1]), *row[2:]))
    return {key: tuple(each) for key, each in found.items()}


async def _names(opened: Connection, dim: str, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    rows = await (await opened.execute(_NAMES[dim], [list(keys)])).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


class _OpenTimes:
    """Open minutes of the asked days: of each hall for window-hours, of a scope for its rows."""

    def __init__(self, ask: PeriodAsk, openings: Openings) -> None:
        self._ask, self._openings = ask, openings
        self._days = tuple(days_between(ask.wish.first, ask.last))
        self._sums: dict[tuple[str, ...], dict[str, OpenTime]] = {}
        alike = [openings.alike(hall) for hall in ask.halls]
        halls = dict(zip(alike, ask.halls, strict=True))
        opened = [
            (number, day, time.minutes)
            for number, hall in halls.items()
            for day in self._days
            if (time := self._on((hall,), day)).minutes
        ]
        self.columns: dict[str, Any] = {
            "alike": alike,
            "alike_of": [each[0] for each in opened],
            "days": [each[1] for each in opened],
            "minutes": [each[2] for each in opened],
        }

    def of(self, halls: tuple[str, ...], group: str) -> OpenTime:
        """Return the open minutes of halls in a row's time; of all the time for group ''."""
        if halls not in self._sums:
            self._sums[halls] = self._summed(halls)
        return self._sums[halls].get(group, OpenTime(0, "closed"))

    def worked(self, minutes: int, time: OpenTime) -> OpenTime:
        """Return a row's window-minutes; those of an item are not known."""
        if time.reason or not minutes:
            return OpenTime(0, time.reason or "nothing")
        return OpenTime(minutes)

    def _summed(self, halls: tuple[str, ...]) -> dict[str, OpenTime]:
        parts: dict[str, list[OpenTime]] = defaultdict(list)
        for day in self._days:
            time = self._on(halls, day)
            parts[""].append(time)
            if self._ask.wish.grouping in _TIMES:
                parts[group_start(day, self._ask.wish.grouping).isoformat()].append(time)
        return {group: _sum(times) for group, times in parts.items()}

    def _on(self, halls: tuple[str, ...], day: date) -> OpenTime:
        opening = self._openings.on(halls, day)
        if day == localtime.day(self._ask.now_ms):
            opening = opening.until(minute_of(self._ask.now_ms) + 1)
        return OpenTime.of(opening)


def _sum(times: Iterable[OpenTime]) -> OpenTime:
    minutes = 0
    for each in times:
        if each.reason not in ("", "closed"):
            return OpenTime(0, each.reason)
        minutes += each.minutes
    return OpenTime(minutes, "" if minutes else "closed")


async def _all(opened: Connection, statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    return await (await opened.execute(statement, values)).fetchall()
