"""The lists and tables of 办件 as Qt models over frozen rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from counter_app.ui.intake.looks import MaterialRow, SheetRow
from counter_app.ui.widgets.table import Column, RowsModel
from counter_app.words import Words

COLUMNS = ("no", "name", "originals", "copies", "state", "remark")
"""The columns of the material table, in order."""
_Index = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractListModel):
    """Lines of a sheet; replaced as a whole, only when something differs."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[SheetRow, ...] = ()

    def set_rows(self, rows: tuple[SheetRow, ...]) -> bool:
        """Show ``rows``; whether they are other ones."""
        if rows == self.rows:
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line itself, and its texts for a screen reader."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (row.key, row.title, row.detail, row.who) if part)
        return None


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
            Column(title("originals"), cell("originals"), width=64, right=True),
            Column(title("copies"), cell("copies"), width=68, right=True),
            Column(title("state"), cell("state"), width=168, kind=_kind),
            Column(title("remark"), cell("remark"), width=200),
        )
    )


def _kind(row: MaterialRow) -> str:
    return row.kind
