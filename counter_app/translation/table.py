"""
The sheet that goes to a translator and comes back: one row for each sentence of screen and paper.

Columns: ``id``, ``zh`` and ``en`` as the program says it (papers are Chinese: their ``en`` is
empty), ``bo`` empty unless it is approved,
``approved_by`` and ``approved_at``. The file comes back whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from counter_app.spreadsheet import CellError, Row, Sheet, read_sheets, shown, write_sheets
from counter_app.translation.approved import Approved, in_force, sources
from counter_app.translation.check import day_of, text_faults
from counter_app.words import texts

SHEET = "texts"
COLUMNS = ("id", "zh", "en", "bo", "approved_by", "approved_at")
_MUST = ("id", "zh", "bo", "approved_by", "approved_at")


def write_table(approved: Mapping[str, Approved]) -> bytes:
    """Return the .xlsx of every sentence, with the Tibetan that is approved and still in force."""
    zh, en, valid = sources(), texts("en"), in_force(approved)
    rows = []
    for number, name in enumerate(sorted(zh), 2):
        cells: dict[str, object] = {"id": name, "zh": zh[name], "en": en.get(name, "")}
        if name in valid:
            known = valid[name]
            cells |= {"bo": known.bo, "approved_by": known.approved_by}
            cells["approved_at"] = known.approved_at.isoformat()
        rows.append(Row(number, cells))
    return write_sheets([Sheet(SHEET, COLUMNS, tuple(rows))])


def read_table(
    content: bytes, before: Mapping[str, Approved], today: date
) -> dict[str, Approved] | tuple[CellError, ...]:
    """
    Return the approved texts after an import, or every error found and nothing.

    A row takes the place of what stood for its id before, an empty ``bo`` takes it away; ids that
    the file does not have stay as they are. ``today``: no approval is of a later day.
    """
    sheets = read_sheets(content, (SHEET,), lambda header: str(header).strip().lower())
    if isinstance(sheets, tuple):
        return sheets
    if faults := tuple(_header_faults(sheets.get(SHEET))):
        return faults
    rows = sheets[SHEET].rows
    doubled = {name for name, count in Counter(map(_id, rows)).items() if count > 1}
    after, wrong = dict(before), list[CellError]()
    for row in rows:
        found = tuple(_row_faults(row, doubled, today))
        wrong += found
        if not found:
            after.pop(_id(row), None)
            if bo := _text(row, "bo"):
                day = day_of(row.cells["approved_at"]) or today
                after[_id(row)] = Approved(sources()[_id(row)], bo, _text(row, "approved_by"), day)
    return tuple(wrong) or after


def _header_faults(sheet: Sheet | None) -> Iterator[CellError]:
    if sheet is None:
        yield CellError(SHEET, 1, "", "catalogue_sheet_missing", (("sheet", SHEET),))
        return
    for at, column in enumerate(sheet.columns):
        if column not in COLUMNS:
            yield CellError(SHEET, 1, column, "catalogue_column_unknown")
        elif column in sheet.columns[:at]:
            yield CellError(SHEET, 1, column, "catalogue_column_doubled")
    for column in _MUST:
        if column not in sheet.columns:
            yield CellError(SHEET, 1, column, "catalogue_column_missing")


def _row_faults(row: Row, doubled: set[str], today: date) -> Iterator[CellError]:
    name = _id(row)
    source = sources().get(name)
    if source is None:
        yield _fault(row, "id", "texts_unknown", value=shown(name))
        return
    if name in doubled:
        yield _fault(row, "id", "texts_doubled", value=shown(name))
    if not _text(row, "bo"):
        yield from _without_text(row)
        return
    if _text(row, "zh") != source.strip():
        yield _fault(row, "zh", "texts_source_changed", value=shown(source))
    for code, value in text_faults(source, _text(row, "bo")):
        yield _fault(row, "bo", code, value=value)
    yield from _approval_faults(row, today)


def _without_text(row: Row) -> Iterator[CellError]:
    if _text(row, "approved_by") or _text(row, "approved_at"):
        yield _fault(row, "bo", "texts_empty")


def _approval_faults(row: Row, today: date) -> Iterator[CellError]:
    if not _text(row, "approved_by"):
        yield _fault(row, "approved_by", "texts_approver")
    day = day_of(row.cells.get("approved_at"))
    if day is None:
        yield _fault(row, "approved_at", "texts_day")
    elif day > today:
        yield _fault(row, "approved_at", "texts_day_ahead", value=day.isoformat())


def _fault(row: Row, column: str, code: str, **values: str) -> CellError:
    return CellError(SHEET, row.number, column, code, tuple(values.items()))


def _id(row: Row) -> str:
    return _text(row, "id")


def _text(row: Row, column: str) -> str:
    return str(row.cells.get(column) or "").replace("\r\n", "\n").replace("\xa0", " ").strip()
