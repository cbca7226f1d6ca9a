"""
A courier's list of parcels as a file: rows of waybill, state and day, or what is wrong cell by cell.

.xlsx (first sheet) or .csv in UTF-8 or GB18030. Columns and states are known by the words of
``resources/delivery/tracking.toml``.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from counter_app.domain.delivery import DeliveryState
from counter_app.paths import resources
from counter_app.spreadsheet import CellError, Row, Sheet, read_first, shown

NEEDED = ("waybill", "state", "day")
_XLSX = b"PK"
_ENCODINGS = ("utf-8-sig", "gb18030")
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """One row: ``row`` as a spreadsheet program numbers it; ``state`` is in transit, lost or signed."""

    row: int
    waybill: str
    state: DeliveryState
    day: date
    signed_by: str = ""
    news: str = ""


def read_told(name: str, content: bytes) -> tuple[Told, ...] | tuple[CellError, ...]:
    """Return the rows of a file, or every fault of it and no row."""
    sheet = read_first(content, _column) if content[:2] == _XLSX else _read_csv(name, content)
    if not isinstance(sheet, Sheet):
        return sheet
    missing = [each for each in NEEDED if each not in sheet.columns]
    if missing:
        return tuple(
            CellError(sheet.name, 1, each, "tracking_column", (("column", _words()[each][-1]),))
            for each in missing
        )
    faults: list[CellError] = []
    told = [each for row in sheet.rows for each in _told(sheet.name, row, faults)]
    return tuple(faults) or tuple(told)


def _read_csv(name: str, content: bytes) -> Sheet | tuple[CellError, ...]:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
            lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except (UnicodeDecodeError, csv.Error):
            continue
        return _sheet(name, lines)
    return (CellError(name, 0, "", "tracking_unreadable"),)


def _sheet(name: str, lines: list[list[str]]) -> Sheet:
    columns = [_column(each) for each in lines[0]] if lines else []
    rows = (
        Row(number, {c: v.strip() for c, v in zip(columns, line, strict=False) if c and v.strip()})
        for number, line in enumerate(lines[1:], start=2)
    )
    return Sheet(name, tuple(each for each in columns if each), tuple(r for r in rows if r.cells))


def _told(sheet: str, row: Row, faults: list[CellError]) -> Iterator[Told]:
    """Yield the row, or note what is wrong with each of its cells."""
    before = len(faults)

    def wrong(column: str, code: str, **values: str) -> None:
        faults.append(CellError(sheet, row.number, column, code, tuple(values.items())))

    waybill, word = re.sub(r"[\s-]", "", _text(row, "waybill")).upper(), _text(row, "state")
    state, day = _state(word), _day(row.cells.get("day"))
    signer = _text(row, "signed_by")
    if not waybill:
        wrong("waybill", "tracking_waybill")
    if state is None:
        wrong("state", "tracking_state", value=shown(word))
    if day is None:
        wrong("day", "tracking_day", value=shown(_text(row, "day")))
    if state is DeliveryState.SIGNED and not signer:
        wrong("signed_by", "delivery_signer")
    if len(faults) == before and state is not None and day is not None:
        yield Told(row.number, waybill, state, day, signer, _text(row, "news"))


def _text(row: Row, column: str) -> str:
    value = row.cells.get(column, "")
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    return str(whole).strip()


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    found = _DAY.search(str(value))
    try:
        return date(*(int(each) for each in found.groups())) if found else None
    except ValueError:
        return None


def _column(title: object) -> str:
    """Return the name of a column; one that is not known here keeps its title and is not read."""
    text = str(title).strip().lower()
    return next((name for name, words in _words().items() if text in words), text)


def _state(word: str) -> DeliveryState | None:
    states: Mapping[str, list[str]] = _book()["states"]
    found = next((name for name, words in states.items() if word.lower() in words), None)
    return None if found is None else DeliveryState(found)


def _words() -> Mapping[str, list[str]]:
    return _book()["columns"]


@cache
def _book() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((resources() / "delivery" / "tracking.toml").read_text("utf-8"))
