"""The table of 办件 as a Qt model over frozen rows."""

from __future__ import annotations

from typing import Any

from counter_app.ui.intake.looks import MaterialRow
from counter_app.ui.widgets.table import Column, RowsModel
from counter_app.words import Words

COLUMNS = ("no", "name", "originals", "copies", "state", "remark")
"""The columns of the material table, in order."""


def material_model(words: Words) -> RowsModel:
    """Return the model of the material table."""

    def title(name: str) -> str:
        return words.say(f"ui.intake.column.{name}")

    def cell(name: str) -> Any:
        return lambda row: str(getattr(row, name))

    return RowsModel(
        (
            Column(title("no"), cell("no"), width=44, right=True),
            Column(title("name"), cell("name"), grow=True),
            Column(title("originals"), cell("originals"), width=64, right=True, spare=1),
            Column(title("copies"), cell("copies"), width=68, right=True, spare=2),
            Column(title("state"), cell("state"), width=168, kind=_kind),
            Column(title("remark"), cell("remark"), width=200, spare=3),
        )
    )


def _kind(row: MaterialRow) -> str:
    return row.kind
