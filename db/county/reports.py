"""``county_server.reports.store`` on PostgreSQL: a hall's day, its close, and annual facts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date

from counter_app.domain.county_desk import Account
from counter_app.domain.operation import Entry
from counter_app.domain.report import LinesPage
from counter_app.domain.report_operation import DayClosed
from db.county.desk import account_of
from db.county.engine import Pool, connection
from db.county.hall import PostgresHallVisit
from db.county.report_queries import (
    HallDay,
    area_of,
    close_of,
    count_fact,
    day_rows,
    fact_lines,
    halls_in,
    read_day,
)


class PostgresReportVisit(PostgresHallVisit):
    """A transaction of one device of some hall."""

    async def account(self, user: str) -> Account | None:
        """Return a user."""
        return await account_of(self._opened, user)

    async def day(self, hall: str, day: date) -> HallDay:
        """Return a hall's day as it stands in this moment."""
        rows = await day_rows(self._opened, hall, day)
        return await asyncio.to_thread(read_day, rows)

    async def close_of(self, hall: str, day: date) -> tuple[Entry, DayClosed] | None:
        """Return how a hall's day was closed."""
        return await close_of(self._opened, hall, day)

    async def area_of(self, hall: str) -> str:
        """Return the area of a hall."""
        return await area_of(self._opened, hall)

    async def halls_in(self, prefix: str) -> tuple[str, ...]:
        """Return the halls whose area begins so."""
        return await halls_in(self._opened, prefix)

    async def count_fact(
        self, what: str, halls: Sequence[str], span: tuple[int, int], today: date
    ) -> int:
        """Return an annual fact."""
        return await count_fact(self._opened, what, halls, span, today)

    async def fact_lines(
        self, what: str, halls: Sequence[str], span: tuple[int, int], page: tuple[date, int]
    ) -> LinesPage:
        """Return one page of what lies behind it."""
        return await fact_lines(self._opened, what, halls, span, page)


class PostgresReportStore:
    """Over a pool of connections that is open."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @asynccontextmanager
    async def visit(self) -> AsyncIterator[PostgresReportVisit]:
        """Begin a transaction; commits unless an error leaves it."""
        async with connection(self._pool) as opened:
            yield PostgresReportVisit(opened)
