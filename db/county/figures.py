"""``county_server.rollup.store.FigureStore`` on PostgreSQL: each answer from one snapshot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg

from counter_app.domain.county import DeviceRow
from counter_app.domain.figure_alert import HallNow
from counter_app.domain.figure_day import DayFigures
from counter_app.domain.figure_drill import DrillPage, DrillWish
from counter_app.domain.figure_period import PeriodView, PeriodWish
from counter_app.domain.figure_scope import Asker, halls_allowed
from counter_app.domain.figures import Level, Scope
from db.county.engine import Pool, connection
from db.county.figure_days import DayWish, read_day
from db.county.figure_drills import DrillAsk, read_drill
from db.county.figure_now import read_now
from db.county.figure_opening import Openings, OpeningShelf
from db.county.figure_periods import PeriodAsk, read_period
from db.county.figure_settings import FigureSettings, read_settings
from db.county.sql import DEVICE, device_row

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_ROLES = "SELECT roles FROM user_ WHERE name = %s"
_HALL = "SELECT hall FROM window_ WHERE id = %s"


@dataclass(frozen=True, slots=True)
class Looking:
    """An open snapshot with what is set."""

    opened: Connection
    settings: FigureSettings
    openings: Openings


class PostgresFigures:
    """The county's figures over a pool of connections that is open."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._shelf = OpeningShelf()

    async def device(self, device: str) -> DeviceRow | None:
        """Return a device's row."""
        async with connection(self._pool) as opened:
            row = await (await opened.execute(DEVICE, [device])).fetchone()
        return None if row is None else device_row(row)

    async def halls(self, scope: Scope, hall: str, by: str) -> tuple[str, ...]:
        """Return the halls that answer; RuleError ``figures_scope``."""
        async with self._look() as look:
            return await _halls(look, scope, hall, by)

    async def day(
        self, scope: Scope, halls: tuple[str, ...], day: date, cursor: str, now_ms: int
    ) -> DayFigures:
        """Return a day of halls that are allowed, or what changed since ``cursor``."""
        window = scope.key if scope.level is Level.WINDOW else ""
        wish = DayWish(scope, halls, window, day, cursor, now_ms)
        async with self._look() as look:
            return await read_day(look.opened, wish, look.settings, look.openings)

    async def period(self, wish: PeriodWish, hall: str, now_ms: int) -> PeriodView:
        """Return a period; RuleError ``figures_scope``."""
        async with self._look() as look:
            halls = await _halls(look, wish.scope, hall, wish.by)
            ask = PeriodAsk(wish, halls, now_ms)
            return await read_period(look.opened, ask, look.settings, look.openings)

    async def drill(self, wish: DrillWish, hall: str) -> DrillPage:
        """Return a page of what lies behind a figure; RuleError ``figures_scope``."""
        async with self._look() as look:
            halls = await _halls(look, wish.scope, hall, wish.by)
            return await read_drill(look.opened, DrillAsk(wish, halls))

    async def now(self, hall: str, now_ms: int) -> HallNow:
        """Return what alerts are made of."""
        async with self._look() as look:
            return await read_now(look.opened, hall, look.settings.limits_of(hall), now_ms)

    async def roles(self, by: str) -> tuple[str, ...]:
        """Return the roles of a user, none of one who is unknown."""
        async with connection(self._pool) as opened:
            return await _roles(opened, by)

    @asynccontextmanager
    async def _look(self) -> AsyncIterator[Looking]:
        async with connection(self._pool) as opened:
            await opened.execute(_SNAPSHOT)
            settings = await read_settings(opened)
            yield Looking(opened, settings, await self._shelf.openings(opened, settings))


async def _halls(look: Looking, scope: Scope, hall: str, by: str) -> tuple[str, ...]:
    asker = Asker(hall, await _roles(look.opened, by))
    window_hall = ""
    if scope.level is Level.WINDOW:
        row = await (await look.opened.execute(_HALL, [scope.key])).fetchone()
        window_hall = "" if row is None else str(row[0])
    return halls_allowed(scope, asker, look.settings.halls, window_hall)


async def _roles(opened: Connection, by: str) -> tuple[str, ...]:
    row = await (await opened.execute(_ROLES, [by])).fetchone() if by else None
    return () if row is None else tuple(row[0])
