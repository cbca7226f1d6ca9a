"""When halls are open on a day, from their opening hours and the holiday tables in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import psycopg

from counter_app.domain.calendar import Calendar, YearTable
from counter_app.domain.codec import from_plain
from counter_app.domain.figure_opening import DayOpening, OpeningHours, opening_on, together
from counter_app.domain.wire import REFERENCE_SCOPE
from db.county.figure_settings import FigureSettings
from db.county.guide import CALENDAR_KIND

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_REVISIONS = "SELECT id, rev FROM feed WHERE scope = %s AND k = %s AND op = 'put' ORDER BY id"
_TABLES = (
    "SELECT convert_from(body, 'UTF8')::jsonb FROM feed WHERE scope = %s AND k = %s AND op = 'put'"
)
_DAY = timedelta(days=1)


class Openings:
    """Open minutes by hall and day; equal hours are worked out once."""

    def __init__(self, settings: FigureSettings, tables: Sequence[YearTable]) -> None:
        self._tables = tuple(tables)
        self._calendars: dict[str, Calendar] = {}
        self._known: dict[tuple[tuple[int, ...], date], DayOpening] = {}
        # an hours' place stands for it: halls with the same ones have the same place
        bare = {each.id: replace(settings.hours(each), hall="") for each in settings.halls}
        self._hours = tuple(dict.fromkeys(bare.values()))
        self._places = {hall: self._hours.index(hours) for hall, hours in bare.items()}

    def alike(self, hall: str) -> int:
        """Return a number that all halls with the same opening hours and holidays have."""
        return self._places[hall]

    def on(self, halls: Sequence[str], day: date) -> DayOpening:
        """Return when any of ``halls`` is open on ``day``."""
        key = tuple(sorted({self._places[each] for each in halls})), day
        if key not in self._known:
            self._known[key] = together([self._of(self._hours[each], day) for each in key[0]])
        return self._known[key]

    def _of(self, hours: OpeningHours, day: date) -> DayOpening:
        if hours.area not in self._calendars:
            self._calendars[hours.area] = Calendar.from_tables(self._tables, hours.area)
        return opening_on(hours, self._calendars[hours.area], day)


class OpeningShelf:
    """Keeps Openings for as long as neither settings nor tables change."""

    def __init__(self) -> None:
        self._revisions: object = None
        self._settings: FigureSettings | None = None
        self._openings: Openings | None = None

    async def openings(self, opened: Connection, settings: FigureSettings) -> Openings:
        """Return the openings that hold now."""
        where = [REFERENCE_SCOPE, CALENDAR_KIND]
        revisions = tuple(await (await opened.execute(_REVISIONS, where)).fetchall())
        if self._openings is None or (revisions, settings) != (self._revisions, self._settings):
            rows = await (await opened.execute(_TABLES, where)).fetchall()
            tables = [from_plain(YearTable, row[0]) for row in rows]
            self._openings = Openings(settings, tables)
            self._revisions, self._settings = revisions, settings
        return self._openings


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from ``first`` to ``last``, both included."""
    day = first
    while day <= last:
        yield day
        day += _DAY
