"""What the figures need of a store: PostgreSQL (``db.county.figures``)."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from counter_app.domain.figure_alert import HallNow
from counter_app.domain.figure_day import DayFigures
from counter_app.domain.figure_drill import DrillPage, DrillWish
from counter_app.domain.figure_period import PeriodView, PeriodWish
from counter_app.domain.figures import Scope
from county_server.auth import Devices


class FigureStore(Devices, Protocol):
    """Every answer is of one moment; what may not be seen is RuleError ``figures_scope``."""

    async def halls(self, scope: Scope, hall: str, by: str) -> tuple[str, ...]:
        """Return the halls that answer for a scope that user ``by`` asks for at ``hall``."""

    async def day(
        self, scope: Scope, halls: tuple[str, ...], day: date, cursor: str, now_ms: int
    ) -> DayFigures:
        """Return a day of halls that are allowed, or what changed since ``cursor``."""

    async def period(self, wish: PeriodWish, hall: str, now_ms: int) -> PeriodView:
        """Return a period as asked at ``hall``."""

    async def drill(self, wish: DrillWish, hall: str) -> DrillPage:
        """Return a page of what lies behind a figure."""

    async def now(self, hall: str, now_ms: int) -> HallNow:
        """Return what the alerts of a hall are made of."""

    async def roles(self, by: str) -> tuple[str, ...]:
        """Return the roles of a user, none of one who is unknown."""
