"""A report as an .xlsx file: numbers as numbers, every text a text, one sheet for each table (F-H4)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from counter_app.domain.report import Cell, Report, Table
from counter_app.domain.report import Row as ReportRow
from counter_app.spreadsheet import Row, Sheet, write_sheets
from counter_app.words import Words

_NAME_MOST = 31
"""Characters of a sheet's name (ECMA-376 through Excel)."""
_NOT_IN_NAMES = "[]:*?/\\"


def report_book(words: Words, report: Report, who: str) -> bytes:
    """Return a file: a first sheet that says of what and by whom, then the tables."""
    about = words.say("report.sheet.about")
    lines = (report.title, *report.facts, who, *report.notes)
    head = Sheet(about, (about,), tuple(Row(at, {about: each}) for at, each in enumerate(lines, 2)))
    taken = {about}
    return write_sheets((head, *(_sheet(words, each, taken) for each in report.tables)))


def _sheet(words: Words, table: Table, taken: set[str]) -> Sheet:
    name = _name(table.title, taken)
    note = words.say("report.column.note")
    columns = _apart([each.title for each in table.columns] + [note])
    rows = tuple(Row(at, _cells(columns, row, note)) for at, row in enumerate(table.rows, 2))
    if table.note:
        rows = (*rows, Row(len(rows) + 3, {columns[0]: table.note}))
    return Sheet(name, columns, rows)


def _cells(columns: tuple[str, ...], row: ReportRow, note: str) -> dict[str, object]:
    cells = {name: _value(cell) for name, cell in zip(columns, row.cells, strict=False)}
    return {**cells, note: row.note or None}


def _value(cell: Cell) -> object:
    if cell.number is None:
        return cell.text or None
    return _decimal(cell.number, cell.places) if cell.places else int(cell.number)


def _decimal(number: Fraction, places: int) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _apart(names: list[str]) -> tuple[str, ...]:
    """Return names of columns that differ."""
    return tuple(
        name if names.index(name) == at else f"{name} {at + 1}" for at, name in enumerate(names)
    )


def _name(title: str, taken: set[str]) -> str:
    plain = "".join(" " if each in _NOT_IN_NAMES else each for each in title)[:_NAME_MOST]
    name, number = plain, 2
    while name in taken:
        tail = f" {number}"
        name, number = plain[: _NAME_MOST - len(tail)] + tail, number + 1
    taken.add(name)
    return name
