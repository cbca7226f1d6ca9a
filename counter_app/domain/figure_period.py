"""
Figures over days, months and years, and side by side by window, item or clerk (F-H4, F-H6).

The county answers from its roll-ups; ten years of a city cost as much as there are rows to show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter_app.domain.figure_measures import Measures, OpenTime, Spent, measures
from counter_app.domain.figures import Basis, Counts, Mark, Scope

DAYS_MOST = 400


class Grouping(Enum):
    """What makes a row: a day, a month, a year, a window, an item, a clerk, or all in one."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    WINDOW = "window"
    ITEM = "item"
    CLERK = "clerk"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class PeriodWish:
    """
    Asks for the days ``first`` to ``last`` (both included) of a scope, grouped.

    A scope of window, item or clerk is grouped by day, month, year or all; days are at most
    ``DAYS_MOST``. ``by`` is who asks: clerks, areas and other halls are for supervisors only.
    """

    scope: Scope
    first: date
    last: date
    grouping: Grouping
    by: str = ""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """
    One row as counted: ``key`` is the first day (ISO) of a day, month or year, else an id.

    ``opened`` are the scope's open minutes in the row's time; ``worked`` those of each window (of a
    clerk: each day) at work, together. Items have no durations: a visit may serve several.
    """

    key: str
    name: str
    counts: Counts
    spent: tuple[Spent, ...]
    opened: OpenTime
    worked: OpenTime

    def measures(self, basis: Basis = Basis.ACCEPTED) -> Measures:
        """Return its figures."""
        return measures(self.counts, self.spent, self.opened, basis, worked=self.worked)


@dataclass(frozen=True, slots=True)
class MarkedCounts:
    """Cases that no figure counts, in the whole period."""

    mark: Mark
    counts: Counts


@dataclass(frozen=True, slots=True)
class PeriodView:
    """
    A period as counted at ``at_ms`` (UTC); ``whole`` is all of it in one row.

    ``missing``: windows in scope that have not reported up to its end: their work may be lacking.
    """

    wish: PeriodWish
    at_ms: int
    rows: tuple[PeriodRow, ...]
    whole: PeriodRow
    apart: tuple[MarkedCounts, ...]
    missing: tuple[str, ...]
