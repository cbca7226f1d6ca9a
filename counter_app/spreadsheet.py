"""
Sheets of an .xlsx file (ECMA-376): row 1 names the columns, every filled cell keeps its place.

What is wrong is told cell by cell (``CellError``), so that a person finds it in his spreadsheet
program. Codes are written as text, since Excel rounds a number above 15 digits.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA, TYPE_STRING
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from counter_app.words import Words

MAX_UNPACKED_BYTES = 400_000_000
_SHOWN = 40
# A damaged file makes zipfile, zlib and openpyxl raise each of these (found by fuzzing).
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


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
    What is wrong with one cell: an error code and the values that its sentences name.

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
class _Cell:
    """What a cell shows, and the openpyxl type of what stands behind it."""

    value: Any
    kind: str

    @property
    def is_filled(self) -> bool:
        return self.value is not None or self.kind == TYPE_FORMULA


_Rows = list[tuple[int, list[_Cell]]]


def shown(text: str) -> str:
    """Return a cell's text as an error names it: quoted, and cut when long."""
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"


def read_sheets(
    content: bytes, names: Collection[str], column_name: Callable[[object], str]
) -> dict[str, Sheet] | tuple[CellError, ...]:
    """
    Return the sheets of ``names`` that a file has, or every cell that cannot be read and no sheet.

    Sheets of other names are notes and are not read; ``column_name`` gives the column that a
    header cell means.
    """
    pages = _pages(content, names)
    if not isinstance(pages, dict):
        return pages
    faults: list[CellError] = []
    sheets = {name: _sheet(name, rows, column_name, faults) for name, rows in pages.items()}
    return tuple(faults) or sheets


def read_first(
    content: bytes, column_name: Callable[[object], str]
) -> Sheet | tuple[CellError, ...]:
    """Return the first sheet of a file, whatever its name, or every cell that cannot be read."""
    pages = _pages(content, None)
    if not isinstance(pages, dict):
        return pages
    faults: list[CellError] = []
    ((name, rows),) = pages.items()
    sheet = _sheet(name, rows, column_name, faults)
    return tuple(faults) or sheet


def _pages(content: bytes, names: Collection[str] | None) -> dict[str, _Rows] | tuple[CellError]:
    try:
        if _is_too_large(content):
            return (CellError("", 0, "", "catalogue_too_large"),)
        return _load(content, names)
    except _DAMAGE:
        return (CellError("", 0, "", "catalogue_unreadable"),)


def write_sheets(sheets: Sequence[Sheet]) -> bytes:
    """Return a file of sheets; ``read_sheets`` gives the same rows back."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "B2"
        for column, name in enumerate(sheet.columns, 1):
            page.cell(1, column, name).font = Font(bold=True)
        for row in sheet.rows:
            _write_row(page, row, sheet.columns)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_row(page: Worksheet, row: Row, columns: Sequence[str]) -> None:
    for column, name in enumerate(columns, 1):
        value = row.cells.get(name)
        if value is not None:
            cell = page.cell(row.number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = TYPE_STRING  # a text that begins with = is no formula


def _is_too_large(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED_BYTES


def _load(content: bytes, names: Collection[str] | None) -> dict[str, _Rows]:
    """Return row 1 and every filled row of the known sheets (None: the first), with row numbers."""
    # Formulas and their last computed values are two readings of one file.
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    pages: dict[str, _Rows] = {}
    for page in values.worksheets[: 1 if names is None else None]:
        name = page.title.strip().lower()
        if names is None or name in names:
            pages[name] = list(_filled_rows(page, formulas[page.title]))
    return pages


def _filled_rows(page: Any, formulas: Any) -> Iterator[tuple[int, list[_Cell]]]:
    page.reset_dimensions()
    formulas.reset_dimensions()
    pairs = zip(page.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (row, written) in enumerate(pairs, 1):
        cells = [_cell(cell, raw) for cell, raw in zip(row, written, strict=True)]
        if number == 1 or any(each.is_filled for each in cells):
            yield number, cells


def _cell(cell: Any, written: Any) -> _Cell:
    blank = cell.value is None or not str(cell.value).replace("\xa0", " ").strip()
    return _Cell(None if blank else cell.value, written.data_type)


def _sheet(
    name: str, rows: _Rows, column_name: Callable[[object], str], faults: list[CellError]
) -> Sheet:
    header = rows[0][1] if rows else []
    columns = ["" if each.value is None else column_name(each.value) for each in header]
    found = tuple(_row(name, number, columns, cells, faults) for number, cells in rows[1:])
    return Sheet(name, tuple(column for column in columns if column), found)


def _row(
    name: str, number: int, columns: list[str], cells: list[_Cell], faults: list[CellError]
) -> Row:
    found: dict[str, object] = {}
    for at, cell in enumerate(cells):
        column = columns[at] if at < len(columns) else ""
        if cell.is_filled and (fault := _fault(cell, column)):
            faults.append(CellError(name, number, column, *fault))
        elif cell.is_filled:
            found[column] = cell.value
    return Row(number, found)


def _fault(cell: _Cell, column: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    if cell.value is None:
        return "catalogue_formula_without_value", ()
    if cell.kind == TYPE_ERROR:
        return "catalogue_cell_error_value", (("value", shown(str(cell.value))),)
    return None if column else ("catalogue_cell_without_column", ())
