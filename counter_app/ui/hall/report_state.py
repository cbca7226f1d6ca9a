"""What stands on a page of reports in 大厅: one frozen value, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_app.domain.report import LinesWish, Report, ReportLine, Table
from counter_app.services.reports import DayBook
from counter_app.services.visit import Visit
from counter_app.ui.board import Focus


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at the county gave; ``book`` on the page of a day only."""

    report: Report
    book: DayBook | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """The list over the report: what it is of, what was read, and where the next page begins."""

    title: str
    wish: LinesWish
    lines: tuple[ReportLine, ...]
    more: str
    report: Report


@dataclass(frozen=True, slots=True)
class ReportState:
    """
    A page of reports.

    ``table`` is the one shown of the report's, ``row`` the chosen one in it. ``fields`` are those that
    the page has, ``signing``: the remark of a close is asked for. ``trouble``: why there is no report.
    """

    visit: Visit = field(default_factory=Visit)
    fields: tuple[str, ...] = ()
    report: Report | None = None
    book: DayBook | None = None
    behind: Behind | None = None
    table: int = 0
    row: int = 0
    signing: bool = False
    acting: str = ""
    trouble: tuple[str, str] = ("", "")
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    focus: Focus = field(default_factory=lambda: Focus("table"))

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return self.texts.get(name, "")

    def shown(self) -> Report | None:
        """The report, or the list over it."""
        return self.report if self.behind is None else self.behind.report

    def shown_table(self) -> Table | None:
        """The table that is seen."""
        if self.behind is not None:
            return self.behind.report.tables[0]
        if self.report is None:
            return None
        return self.report.tables[min(self.table, len(self.report.tables) - 1)]


def first_row(table: Table) -> int:
    """Return the first row that is no heading."""
    return next((at for at, each in enumerate(table.rows) if not each.heading), 0)
