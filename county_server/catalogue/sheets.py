"""
A catalogue between its file and its items: sheets of rows, and what is wrong with their cells.

The sheet names and columns are those of ``county_server.catalogue.columns`` (facts/domain.md 3.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counter_app.domain.item import Item
from counter_app.words import Words

ITEMS, MATERIALS = "items", "materials"
SITUATIONS, FEES, QUESTIONS = "situations", "fees", "questions"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as Excel shows it, and its filled cells by column name."""

    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with at least its header row; empty rows are left out."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CellError:
    """
    What is wrong with one cell: a code of ``error_catalogue.toml`` and the values it names.

    ``row`` 1 is the header row. ``column`` is a field name, empty when the whole sheet is meant.
    """

    sheet: str
    row: int
    column: str
    code: str
    values: tuple[tuple[str, str | int], ...] = ()

    def described(self, words: Words) -> dict[str, str | int]:
        """Return ``{"sheet", "row", "column", "what"}``, ``what`` being a sentence."""
        what, _ = words.error_of(self.code, dict(self.values))
        return {"sheet": self.sheet, "row": self.row, "column": self.column, "what": what}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Items that passed every check; ``warnings`` name cells that are unusual but allowed."""

    items: tuple[Item, ...]
    warnings: tuple[CellError, ...] = ()
