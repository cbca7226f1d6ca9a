"""
A report as it is read: worded tables whose numbers stay numbers and open their lists (F-H3, F-H4).

One value for the screen, the spreadsheet and the page, so that the three cannot differ. Under each
figure stands its ``note``: definition, numerator and denominator (facts/domain.md 1.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from counter_app.domain.figure_drill import DrillWish

Align = Literal["left", "centre", "right"]
Tone = Literal["", "good", "warning", "danger", "quiet"]
LINES_PAGE = 200


@dataclass(frozen=True, slots=True)
class LinesWish:
    """
    Asks for what lies behind a count of a report that no ``DrillWish`` opens.

    ``scope`` is ``hall`` or ``area``, ``key`` its id. ``what`` is an annual fact
    (``report_annual.Fact``) or a line of the close of day (``report_close``). The days ``first_ms``
    up to and without ``end_ms`` (UTC). ``after``: the ``more`` of the page before; ``by``: who asks.
    """

    level: Literal["hall", "area"]
    key: str
    what: str
    first_ms: int
    end_ms: int
    after: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """
    One thing behind a count, never a person's name.

    ``no`` is a number of a case, a paper, a sheet, a ticket or an item; ``what`` says more of it;
    ``at_ms`` 0 where no moment belongs to it.
    """

    no: str
    what: str = ""
    window: str = ""
    by: str = ""
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class LinesPage:
    """Up to ``LINES_PAGE`` lines; ``more`` asks for the next ones, empty at the end."""

    lines: tuple[ReportLine, ...]
    more: str = ""


Opens = DrillWish | LinesWish | None


@dataclass(frozen=True, slots=True)
class Cell:
    """
    What a cell says; ``number`` is the same exactly, for a spreadsheet, with so many ``places``.

    ``opens`` is the list behind it.
    """

    text: str
    number: Fraction | None = None
    places: int = 0
    opens: Opens = None


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` of the width among the table's columns."""

    title: str
    share: int
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """``note`` stands under the row's figures; ``heading``: the row only names what follows."""

    cells: tuple[Cell, ...]
    note: str = ""
    tone: Tone = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """
    ``id`` is the same in every language; ``note`` is the definition of what the whole table tells.

    ``empty`` stands where there are no rows.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """
    ``facts``: of what, from when to when, as counted when. ``notes`` stand at the end.

    ``span`` (days) and ``scope`` (``hall:HALL``) are what the log names when it leaves the house.
    """

    id: str
    title: str
    facts: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    span: str = ""
    scope: str = ""

    def rows(self) -> int:
        """How many rows with figures it has."""
        return sum(not row.heading for table in self.tables for row in table.rows)
