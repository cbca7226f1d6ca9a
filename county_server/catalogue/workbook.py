"""
A catalogue as an .xlsx file (ECMA-376): sheets ``items`` and ``materials``, row 1 = field names.

Sheets ``situations``, ``fees`` and ``questions`` may be there; sheets of other names are notes and
are not read. Codes are written as text, since Excel rounds a number above 15 digits.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA, TYPE_STRING
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from county_server.catalogue.cells import shown, text_of
from county_server.catalogue.columns import COLUMNS, column_name
from county_server.catalogue.export import to_sheets
from county_server.catalogue.rows import check_sheets
from county_server.catalogue.sheets import Catalogue, CellError, Row, Sheet

MAX_UNPACKED_BYTES = 400_000_000
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
class _Cell:
    """What a cell shows, and the openpyxl type of what stands behind it."""

    value: Any
    kind: str

    @property
    def is_filled(self) -> bool:
        return self.value is not None or self.kind == TYPE_FORMULA


_Rows = list[tuple[int, list[_Cell]]]


def read_workbook(content: bytes) -> Catalogue | tuple[CellError, ...]:
    """Return the catalogue of a file, or every error found and no catalogue."""
    try:
        if _is_too_large(content):
            return (CellError("", 0, "", "catalogue_too_large"),)
        pages = _load(content)
    except _DAMAGE:
        return (CellError("", 0, "", "catalogue_unreadable"),)
    faults: list[CellError] = []
    sheets = {name: _sheet(name, rows, faults) for name, rows in pages.items()}
    return tuple(faults) or check_sheets(sheets)


def write_workbook(catalogue: Catalogue) -> bytes:
    """Return a file of all five sheets; ``read_workbook`` gives the same items back."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in to_sheets(catalogue):
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


def _load(content: bytes) -> dict[str, _Rows]:
    """Return row 1 and every filled row of the known sheets, with their row numbers."""
    # Formulas and their last computed values are two readings of one file.
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    pages: dict[str, _Rows] = {}
    for page in values.worksheets:
        name = page.title.strip().lower()
        if name in COLUMNS:
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
    return _Cell(cell.value if text_of(cell.value) else None, written.data_type)


def _sheet(name: str, rows: _Rows, faults: list[CellError]) -> Sheet:
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
