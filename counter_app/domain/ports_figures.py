"""What the rules need for figures: the county's roll-ups over the line."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from counter_app.domain.figure_alert import HallNow
from counter_app.domain.figure_day import DayFigures
from counter_app.domain.figure_drill import DrillPage, DrillWish
from counter_app.domain.figure_period import PeriodView, PeriodWish
from counter_app.domain.figures import Scope


class FiguresCaller(Protocol):
    """
    The county's figures; part of the County. Failures of the line are CountyErrors.

    What the device or who asks may not see is the county's RuleError ``figures_scope``; too long a
    period ``figures_range``.
    """

    def day_figures(
        self, scope: Scope, day: date, *, by: str = "", cursor: str = "", wait_s: float = 0.0
    ) -> DayFigures:
        """
        One day of a hall, an area or a window, or what changed of it since ``cursor``.

        ``by`` is who asks: areas and other halls are for supervisors only. Waits up to ``wait_s`` (25 at most) for a change; then what is told may be empty.
        """

    def period_figures(self, wish: PeriodWish) -> PeriodView:
        """A period, grouped."""

    def drill_figures(self, wish: DrillWish) -> DrillPage:
        """One page of what lies behind a figure."""

    def hall_now(self) -> HallNow:
        """What the alerts of the device's hall are made of."""
