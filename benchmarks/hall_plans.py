"""Where a view's time goes in PostgreSQL: its slowest statement and that one's plan."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import psycopg

from benchmarks.hall_city import halls
from benchmarks.hall_views import DayView, View
from counter_app.domain.figure_period import PeriodWish
from counter_app.domain.figures import Level
from db.county.engine import plain_url
from db.county.figure_days import DayWish, read_day
from db.county.figure_drills import DrillAsk, read_drill
from db.county.figure_opening import OpeningShelf
from db.county.figure_periods import PeriodAsk, read_period
from db.county.figure_settings import read_settings


class _Listening(psycopg.AsyncConnection[tuple[Any, ...]]):
    """A connection that notes what it was asked and how many ms each answer took."""

    heard: list[tuple[float, Any, Any]]

    async def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """Answer as ever."""
        begun = time.perf_counter()
        cursor = await super().execute(query, params, **more)
        self.heard.append(((time.perf_counter() - begun) * 1_000, query, params))
        return cursor


def slowest_statement(url: str, view: View) -> tuple[float, list[str]]:
    """Return the ms of a view's slowest statement, and its plan as run once more."""
    return asyncio.run(_slowest(url, view))


async def _slowest(url: str, view: View) -> tuple[float, list[str]]:
    async with await _Listening.connect(plain_url(url)) as opened:
        opened.heard = []
        await _read(opened, view)
        ms, query, params = max(opened.heard, key=lambda each: each[0])
        rows = await opened.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query}", params)
        return round(ms, 1), [row[0] for row in await rows.fetchall()]


async def _read(opened: _Listening, view: View) -> None:
    settings = await read_settings(opened)
    openings = await OpeningShelf().openings(opened, settings)
    opened.heard.clear()
    scope, now_ms = view.scope, time.time_ns() // 1_000_000
    wanted = (scope.key,) if scope.level is Level.HALL else halls()
    if scope.level not in (Level.HALL, Level.AREA):
        wanted = halls()[:1]
    if isinstance(view, DayView):
        window = scope.key if scope.level is Level.WINDOW else ""
        wish = DayWish(scope, wanted, window, view.day, "", now_ms)
        await read_day(opened, wish, settings, openings)
    elif isinstance(view, PeriodWish):
        await read_period(opened, PeriodAsk(view, wanted, now_ms), settings, openings)
    else:
        await read_drill(opened, DrillAsk(view, wanted))
