"""Item versions: a case keeps the version it was opened under, so every change makes a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from counter_app.domain.item import Item


@dataclass(frozen=True, slots=True)
class Versioned:
    """Items with their versions, and how many are new, changed and unchanged."""

    items: tuple[Item, ...]
    new: int
    changed: int
    unchanged: int


def set_versions(items: Sequence[Item], stored: Mapping[str, Item]) -> Versioned:
    """
    Number ``items`` on top of those ``stored`` by code.

    A new item keeps the version it came with, an unchanged one that which is stored, a changed one
    the next.
    """
    numbered, counts = [], Counter[str]()
    for item in items:
        there = stored.get(item.code)
        if there is None:
            kind, settled = "new", item
        elif replace(item, version=there.version) == there:
            kind, settled = "unchanged", there
        else:
            kind, settled = "changed", replace(item, version=there.version + 1)
        counts[kind] += 1
        numbered.append(settled)
    return Versioned(tuple(numbered), counts["new"], counts["changed"], counts["unchanged"])
