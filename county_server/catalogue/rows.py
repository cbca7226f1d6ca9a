"""Rows of the sheets to items, with every rule of facts/domain.md 2 and 3.1 that binds a guide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from counter_app.domain.item import Fee, Item, ItemCode, Question
from counter_app.spreadsheet import CellError, Sheet, shown
from county_server.catalogue.cells import RowReader, text_of
from county_server.catalogue.columns import COLUMNS
from county_server.catalogue.guide import Parts, read_item
from county_server.catalogue.materials import read_materials, read_situations
from county_server.catalogue.sheets import (
    FEES,
    ITEMS,
    MATERIALS,
    QUESTIONS,
    SITUATIONS,
    Catalogue,
)

_USUAL_CODE = re.compile(r"[0-9A-Z]{18}[1-7][0-9]{12}([0-9]{2})?")

Faults = list[CellError]
ByItem = Mapping[str, list[RowReader]]


def check_sheets(sheets: Mapping[str, Sheet]) -> Catalogue | tuple[CellError, ...]:
    """
    Return the catalogue, or every error found and no catalogue.

    Sheets ``items`` and ``materials`` must be there, ``situations``, ``fees`` and ``questions``
    may. Errors of the header row come alone, since every row would repeat them.
    """
    faults = list(_header_faults(sheets))
    if faults:
        return tuple(faults)
    parts = {name: _rows_by_item(sheets, name, faults) for name in COLUMNS if name != ITEMS}
    items = tuple(_read_items(sheets[ITEMS], parts, faults))
    if not items:
        faults.append(CellError(ITEMS, 1, "task_code", "catalogue_empty"))
    if faults:
        places = list(COLUMNS)
        faults.sort(key=lambda each: (places.index(each.sheet), each.row))
        return tuple(dict.fromkeys(faults))
    return Catalogue(items, tuple(_warnings(sheets[ITEMS])))


def _header_faults(sheets: Mapping[str, Sheet]) -> Iterator[CellError]:
    for name in COLUMNS:
        if name in sheets:
            yield from _column_faults(sheets[name])
        elif name in (ITEMS, MATERIALS):
            yield CellError(name, 1, "", "catalogue_sheet_missing", (("sheet", name),))


def _column_faults(sheet: Sheet) -> Iterator[CellError]:
    known = COLUMNS[sheet.name]
    for at, column in enumerate(sheet.columns):
        if column not in known:
            yield CellError(sheet.name, 1, column, "catalogue_column_unknown")
        elif column in sheet.columns[:at]:
            yield CellError(sheet.name, 1, column, "catalogue_column_doubled")
    for column, limits in known.items():
        if limits.must and column not in sheet.columns:
            yield CellError(sheet.name, 1, column, "catalogue_column_missing")


def _rows_by_item(sheets: Mapping[str, Sheet], name: str, faults: Faults) -> ByItem:
    """Group the rows of a sheet by item; a row whose item is not there is refused."""
    known = {text_of(row.cells.get("task_code")) for row in sheets[ITEMS].rows}
    grouped: dict[str, list[tuple[int, RowReader]]] = {}
    for row in sheets[name].rows if name in sheets else ():
        reader = RowReader(name, row, faults)
        code = reader.text("task_code")
        if code and code not in known:
            reader.refuse("task_code", "item_missing", value=shown(code))
        order = reader.number("order_num") if "order_num" in COLUMNS[name] else 0
        grouped.setdefault(code, []).append((order, reader))
    return {
        code: [reader for _, reader in sorted(rows, key=lambda each: each[0])]
        for code, rows in grouped.items()
    }


def _read_items(sheet: Sheet, parts: Mapping[str, ByItem], faults: Faults) -> Iterator[Item]:
    first_rows: dict[str, int] = {}
    for row in sheet.rows:
        reader = RowReader(ITEMS, row, faults)
        code = ItemCode(reader.text("task_code"))
        if code in first_rows:
            reader.refuse("task_code", "item_doubled", row=first_rows[code])
            continue
        first_rows[code] = row.number
        yield _read_item(code, reader, {name: rows.get(code, []) for name, rows in parts.items()})


def _read_item(code: ItemCode, reader: RowReader, rows: Mapping[str, list[RowReader]]) -> Item:
    situations = read_situations(rows[SITUATIONS])
    deferral_allowed = reader.flag("deferral_allowed", default=True)
    parts = Parts(
        situations=situations,
        materials=read_materials(
            rows[MATERIALS],
            situations,
            deferral_allowed=deferral_allowed,
            promise_allowed=reader.flag("promise_allowed", default=False),
        ),
        fees=tuple(map(_read_fee, rows[FEES])),
        questions=tuple(map(_read_question, rows[QUESTIONS])),
    )
    return read_item(code, reader, parts)


def _read_fee(reader: RowReader) -> Fee:
    return Fee(
        name=reader.text("fee_name"),
        standard=reader.text("fee_stand"),
        by_law=reader.text("by_law"),
        reducible=reader.flag("is_desc", default=False),
        reduction_explain=reader.text("desc_explain"),
    )


def _read_question(reader: RowReader) -> Question:
    return Question(reader.text("question"), reader.text("answer"))


def _warnings(sheet: Sheet) -> Iterator[CellError]:
    """Name codes of an unusual shape: allowed, since local codes differ (facts/domain.md 3.2)."""
    for row in sheet.rows:
        code = text_of(row.cells.get("task_code"))
        if not _USUAL_CODE.fullmatch(code):
            yield CellError(ITEMS, row.number, "task_code", "catalogue_code_unusual")
