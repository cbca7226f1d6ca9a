"""
The sample catalogue: TOML files, one a department, in the columns of a workbook.

A file has ``[defaults]``, cells that all its items share, and ``[[item]]`` tables. Beside its cells
an item may hold the lists ``situations``, ``materials``, ``fees`` and ``questions``, rows of those
sheets. A list of texts is one cell (``aliases``, ``server_type``, ``situations`` of a material).

What many files share stands in one that they name as ``based_on`` (a path from the file): further
``[defaults]``, cells of items as ``[like.KEY]``, which an item takes by ``like`` (one key or
several, a later one wins), and materials as ``[materials.KEY]``, which a list takes by the text
``KEY`` or ``KEY:name``. An own cell wins over ``like``, and that over a default. An item without
``task_code`` is numbered as facts/domain.md 3.2 says: credit code, level, basic code. A key that is
not there becomes a cell of the column ``like``, which no sheet has.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from counter_app.spreadsheet import CellError, Row, Sheet
from county_server.catalogue.columns import COLUMNS
from county_server.catalogue.rows import check_sheets
from county_server.catalogue.sheets import ITEMS, MATERIALS, Catalogue

FULL, NO_DIFFERENCE, FIELD = ".", "no-difference", "field"

Cells = Mapping[str, Any]

_CODE_PARTS = ("dept_code", "use_level", "catalog_code")
_LIKE = "like"


def sample_folders(sample: Path) -> tuple[Path, ...]:
    """Return the folders of the whole sample: the items in full, no-difference and field items."""
    return tuple(sample / part for part in (FULL, NO_DIFFERENCE, FIELD))


def read_sample(*folders: Path) -> Catalogue | tuple[CellError, ...]:
    """Return the items of all ``*.toml`` of the folders; the checks are those of a workbook."""
    rows: dict[str, list[Cells]] = {name: [] for name in COLUMNS}
    for file in (file for folder in folders for file in sorted(folder.glob("*.toml"))):
        table = _load(file)
        shared = _load(file.parent / table["based_on"]) if "based_on" in table else {}
        for item in table["item"]:
            defaults = {**shared.get("defaults", {}), **table["defaults"]}
            for name, cells in _rows(_filled(item, shared, defaults), shared):
                rows[name].append(cells)
    return check_sheets({name: _sheet(name, cells) for name, cells in rows.items() if cells})


def _load(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _filled(item: Cells, shared: Cells, defaults: Cells) -> Cells:
    """Lay an item over what it is like and over the defaults, and number it."""
    keys = item.get(_LIKE, [])
    cells = dict(defaults)
    for key in [keys] if isinstance(keys, str) else keys:
        cells |= shared.get(_LIKE, {}).get(key, {_LIKE: key})
    cells |= {name: value for name, value in item.items() if name != _LIKE}
    number = "".join(str(cells.get(part, "")) for part in _CODE_PARTS)
    return {"task_code": number} | cells


def _rows(item: Cells, shared: Cells) -> Iterator[tuple[str, Cells]]:
    lists = {name: item.get(name, []) for name in COLUMNS if name != ITEMS}
    yield ITEMS, {name: _cell(value) for name, value in item.items() if name not in lists}
    for name, parts in lists.items():
        for part in parts:
            row = _named(part, shared.get(MATERIALS, {})) if isinstance(part, str) else part
            cells = {key: _cell(value) for key, value in row.items()}
            yield name, {"task_code": item["task_code"], **cells}


def _named(text: str, known: Cells) -> Cells:
    key, _, name = text.partition(":")
    cells: Cells = known.get(key, {_LIKE: key})
    return {**cells, "material_name": name} if name else cells


def _cell(value: object) -> object:
    return ";".join(map(str, value)) if isinstance(value, list) else value


def _sheet(name: str, rows: list[Cells]) -> Sheet:
    columns = {column: None for cells in rows for column in cells}
    return Sheet(name, tuple(columns), tuple(Row(at, cells) for at, cells in enumerate(rows, 2)))
