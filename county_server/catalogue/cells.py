"""Cells of one row as values: each wrong cell is noted, and reading goes on to find the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from counter_app.spreadsheet import CellError, Row, shown
from county_server.catalogue.codes import YES_NO, CodeList
from county_server.catalogue.columns import COLUMNS

V = TypeVar("V")

EXACT_DIGITS = 15
_SEPARATORS = re.compile(r"[,;|^/\n，；、]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_WHOLE = re.compile(r"([0-9]{1,9})(?:\.0+)?")
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]00:00(?::00)?)?")


def text_of(value: object) -> str:
    """Return a cell as text: trimmed, whole numbers without a fraction, days as ISO dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO.code(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return str(value).replace("\r\n", "\n").replace("\xa0", " ").strip()


class RowReader:
    """
    Reads the cells of one row of a sheet by column name.

    A wrong cell adds a CellError to ``faults`` and gives the neutral value that the method names;
    whoever reads looks at ``faults`` before using what was read.
    """

    def __init__(self, sheet: str, row: Row, faults: list[CellError]) -> None:
        self.row = row.number
        self._sheet, self._cells, self._faults = sheet, row.cells, faults
        self._columns = COLUMNS[sheet]

    def refuse(self, column: str, code: str, **values: str | int) -> None:
        """Note that the cell of ``column`` breaks a rule."""
        self._faults.append(
            CellError(self._sheet, self.row, column, f"catalogue_{code}", tuple(values.items()))
        )

    def is_refused(self, *columns: str) -> bool:
        """Whether one of the cells was found wrong, so that a neutral value stands for it."""
        return any(
            each.column in columns and (each.sheet, each.row) == (self._sheet, self.row)
            for each in self._faults
        )

    def is_filled(self, column: str) -> bool:
        """Whether the cell holds anything."""
        return bool(text_of(self._cells.get(column)))

    def text(self, column: str) -> str:
        """Return the text, "" when empty."""
        value = self._cells.get(column)
        text, limits = text_of(value), self._columns[column]
        if not text and limits.must:
            self.refuse(column, "cell_missing")
        elif isinstance(value, int | float) and len(text.lstrip("-")) > EXACT_DIGITS:
            self.refuse(column, "cell_rounded")
        elif _CONTROLS.search(text):
            self.refuse(column, "cell_control_character")
        elif len(text) > limits.size:
            self.refuse(column, "cell_too_long", length=len(text), size=limits.size)
        return text

    def number(self, column: str, default: int = 0, *, least: int = 0) -> int:
        """Return a whole number not below ``least``, ``default`` when empty or wrong."""
        text = self.text(column)
        if not text:
            return default
        found = _WHOLE.fullmatch(text)
        if found is None:
            self.refuse(column, "cell_not_number", value=shown(text))
        elif int(found[1]) < least:
            self.refuse(column, "cell_too_small", value=int(found[1]), least=least)
        else:
            return int(found[1])
        return default

    def day(self, column: str) -> date | None:
        """Return a date from a date cell or from text such as 2026-01-31, 2026/1/31, 20260131."""
        text = self.text(column)
        if not text:
            return None
        found = _DATE.fullmatch(text)
        try:
            if found:
                return date(*map(int, found.groups()))
        except ValueError:
            pass
        self.refuse(column, "cell_not_date", value=shown(text))
        return None

    def choice(self, column: str, codes: CodeList[V], default: V) -> V:
        """Return the meaning of a code or word, ``default`` when empty or unknown."""
        text = self.text(column)
        if not text:
            return default
        meaning = codes.meaning(text)
        if meaning is None:
            self.refuse(column, "cell_unknown_word", value=shown(text), allowed=codes.words)
            return default
        return meaning

    def choices(self, column: str, codes: CodeList[V]) -> tuple[V, ...]:
        """Return the meanings of several codes or words, each once, in the order written."""
        text = self.text(column)
        if text and (whole := codes.meaning(text)) is not None:
            return (whole,)
        found: dict[V, None] = {}
        for part in self.split(text):
            meaning = codes.meaning(part)
            if meaning is None:
                self.refuse(column, "cell_unknown_word", value=shown(part), allowed=codes.words)
            else:
                found[meaning] = None
        return tuple(found)

    def words(self, column: str) -> tuple[str, ...]:
        """Return the parts of a list such as ``a;b``, each once."""
        return tuple(dict.fromkeys(self.split(self.text(column))))

    def flag(self, column: str, *, default: bool) -> bool:
        """Return yes or no, ``default`` when empty or unknown."""
        return self.choice(column, YES_NO, default)

    def texts(self, columns: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
        """Return the filled cells of ``columns`` as pairs of name and text."""
        pairs = ((name, self.text(name)) for name in columns)
        return tuple((name, text) for name, text in pairs if text)

    @staticmethod
    def split(text: str) -> tuple[str, ...]:
        """Return the parts between separators (comma, semicolon, bar, caret, slash, line end)."""
        return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())
