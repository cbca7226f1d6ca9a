"""The names of a catalogue's sheets, and what came out of them when every check was passed."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.item import Item
from counter_app.spreadsheet import CellError

ITEMS, MATERIALS = "items", "materials"
SITUATIONS, FEES, QUESTIONS = "situations", "fees", "questions"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Items that passed every check; ``warnings`` name cells that are unusual but allowed."""

    items: tuple[Item, ...]
    warnings: tuple[CellError, ...] = ()
