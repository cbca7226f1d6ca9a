"""What reports need of a store: PostgreSQL (``db.county.reports``)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Protocol

from counter_app.domain.county_desk import Account
from counter_app.domain.operation import Entry
from counter_app.domain.report import LinesPage
from counter_app.domain.report_close import DayOp
from counter_app.domain.report_operation import DayClosed, DeviceMark
from county_server.hall.store import HallVisit


class CountedDay(Protocol):
    """A hall's day: how far each device's log was read, and the operations that count."""

    @property
    def seen(self) -> tuple[DeviceMark, ...]: ...  # noqa: D102 - as the class says
    @property
    def ops(self) -> tuple[DayOp, ...]: ...  # noqa: D102


class ReportVisit(HallVisit, Protocol):
    """One transaction of a device of some hall; spans are UTC ms, the end not included."""

    async def account(self, user: str) -> Account | None:
        """Return a user."""

    async def day(self, hall: str, day: date) -> CountedDay:
        """Return a hall's day as it stands in this moment."""

    async def close_of(self, hall: str, day: date) -> tuple[Entry, DayClosed] | None:
        """Return how a hall's day was closed."""

    async def area_of(self, hall: str) -> str:
        """Return the area of a hall."""

    async def halls_in(self, prefix: str) -> tuple[str, ...]:
        """Return the halls whose area begins so."""

    async def count_fact(
        self, what: str, halls: Sequence[str], span: tuple[int, int], today: date
    ) -> int:
        """Return an annual fact."""

    async def fact_lines(
        self, what: str, halls: Sequence[str], span: tuple[int, int], page: tuple[date, int]
    ) -> LinesPage:
        """Return one page of what lies behind it; ``page``: today, and how many to skip."""


class ReportStore(Protocol):
    """Everything that reports ask of the county's data."""

    def visit(self) -> AbstractAsyncContextManager[ReportVisit]:
        """Begin a transaction; commits unless an error leaves it."""
