"""``load-catalogue`` and ``export-catalogue``: the service guide as a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from counter_app.domain.errors import StoreError
from counter_app.domain.item import Item
from counter_app.domain.search import IndexedItem
from counter_app.paths import resources
from counter_app.spreadsheet import CellError
from counter_app.words import Words
from county_server.catalogue.calendars import load_calendars
from county_server.catalogue.pinyin import load_pinyin
from county_server.catalogue.sample import read_sample, sample_folders
from county_server.catalogue.sheets import Catalogue
from county_server.catalogue.workbook import read_workbook, write_workbook
from county_server.config import read_place
from county_server.database import open_database
from county_server.output import say_json
from county_server.versions import Versioned, set_versions
from db.county.guide import Published, read_items, revise_guide

SAMPLE = "sample"


def load(options: argparse.Namespace, words: Words) -> int:
    """Import a guide and the holiday tables; print a summary, or an error per cell and return 1."""
    read = _read(options.path)
    if not isinstance(read, Catalogue):
        for error in read:
            say_json(error.described(words))
        return 1
    calendars = load_calendars(resources() / "calendars")
    pinyin = load_pinyin(resources() / "catalogue" / "readings.toml")
    made: list[Versioned] = []

    def revise(stored: Mapping[str, Item]) -> tuple[IndexedItem, ...]:
        made.append(set_versions(read.items, stored))
        return pinyin.index(made[-1].items)

    with open_database(read_place(options)) as url:
        published = revise_guide(url, revise, calendars)
    say_json(_summary(made[-1], published, len(calendars), read, words))
    return 0


def _read(path: str) -> Catalogue | tuple[CellError, ...]:
    if path == SAMPLE:
        return read_sample(*sample_folders(resources() / "catalogue" / "sample"))
    try:
        return read_workbook(Path(path).read_bytes())
    except OSError as wrong:
        raise StoreError("county_file_unreadable", file=path) from wrong


def _summary(
    versioned: Versioned, published: Published, calendars: int, read: Catalogue, words: Words
) -> dict[str, object]:
    counts = {"items": len(versioned.items), "new": versioned.new, "changed": versioned.changed}
    return counts | {
        "unchanged": versioned.unchanged,
        "calendars": calendars,
        "published": published.items + published.calendars,
        "warnings": [each.described(words) for each in read.warnings],
    }


def export(options: argparse.Namespace, _words: Words) -> int:
    """Write all items in their newest version as a workbook."""
    with open_database(read_place(options)) as url:
        items = tuple(read_items(url).values())
    try:
        options.path.write_bytes(write_workbook(Catalogue(items)))
    except OSError as wrong:
        raise StoreError("county_file_unwritable", file=str(options.path)) from wrong
    say_json({"items": len(items), "path": str(options.path)})
    return 0
