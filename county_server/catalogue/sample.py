"""
The sample catalogue: TOML files, one a department, in the columns of a workbook.

A file has ``[defaults]``, cells that all its items share, and ``[[item]]`` tables. Beside its cells
an item may hold the lists ``situations``, ``materials``, ``fees`` and ``questions``, rows of those
sheets. A list of texts is one cell (``aliases``, ``server_type``, ``situations`` of a material).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from county_server.catalogue.columns import COLUMNS
from county_server.catalogue.rows import check_sheets
from county_server.catalogue.sheets import ITEMS, Catalogue, CellError, Row, Sheet


def read_sample(folder: Path) -> Catalogue | tuple[CellError, ...]:
    """Return the items of all ``*.toml`` of ``folder``; the checks are those of a workbook."""
    tables = [tomllib.loads(each.read_text("utf-8")) for each in sorted(folder.glob("*.toml"))]
    rows: dict[str, list[Mapping[str, object]]] = {name: [] for name in COLUMNS}
    for table in tables:
        for item in table["item"]:
            for name, cells in _rows({**table["defaults"], **item}):
                rows[name].append(cells)
    return check_sheets({name: _sheet(name, cells) for name, cells in rows.items()})


def _rows(item: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, object]]]:
    lists = {name: item.get(name, []) for name in COLUMNS if name != ITEMS}
    yield ITEMS, {name: _cell(value) for name, value in item.items() if name not in lists}
    for name, parts in lists.items():
        for part in parts:
            cells = {key: _cell(value) for key, value in part.items()}
            yield name, {"task_code": item["task_code"], **cells}


def _cell(value: object) -> object:
    return ";".join(map(str, value)) if isinstance(value, list) else value


def _sheet(name: str, rows: list[Mapping[str, object]]) -> Sheet:
    columns = {column: None for cells in rows for column in cells}
    return Sheet(name, tuple(columns), tuple(Row(at, cells) for at, cells in enumerate(rows, 2)))
