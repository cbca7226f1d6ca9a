"""A list to choose from: each line has a sign, a title, its key, and under it why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from counter_app.ui import theme
from counter_app.ui.icons import sign
from counter_app.ui.looks import SheetRow

_Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class LineList(QListView):
    """``moved(row)`` when another line is chosen, ``taken()`` on Enter or a double click."""

    moved = Signal(int)
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = _LinesModel()
        self.setModel(self._lines)
        self.setItemDelegate(_LinePainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.current().metrics.px(160))
        self.selectionModel().currentChanged.connect(self._changed)
        self.doubleClicked.connect(lambda _index: self.taken.emit())

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """What it shows."""
        return self._lines.rows

    def show_rows(self, rows: tuple[SheetRow, ...], row: int) -> None:
        """Show lines with one chosen; without lines it is not there."""
        self._lines.set_rows(rows)
        self.setVisible(bool(rows))
        if rows and self.currentIndex().row() != row:
            self.setCurrentIndex(self._lines.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(index.row())


class _LinesModel(QAbstractListModel):
    """Replaced as a whole, only when something differs."""

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


class _LinePainter(QStyledItemDelegate):
    """Sign and title in the strong type, its key at the end; under it why, and who can open it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        worn, row = theme.current(), index.data(Qt.ItemDataRole.UserRole)
        room: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        painter.save()
        if index == self._list().currentIndex():
            painter.fillRect(room, worn.colour("accent.ground"))
            painter.fillRect(
                room.adjusted(0, 0, worn.metrics.px(4) - room.width(), 0),
                worn.colour("accent.fill"),
            )
        gap, side = worn.metrics.space(2), worn.metrics.px(20)
        inner = room.adjusted(gap + worn.metrics.px(4), gap, -gap, -gap)
        sign(row.kind).paint(painter, QRect(inner.left(), inner.top(), side, side))
        text = inner.adjusted(side + gap, 0, 0, 0)
        font = self._list().font()
        bold = self._list().font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(worn.colour("ink.dim" if row.kind == "quiet" else "ink.text"))
        painter.drawText(text, _WRAP, row.title)
        painter.setPen(worn.colour("accent.text"))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, row.key)
        painter.setFont(font)
        painter.setPen(worn.colour("ink.text"))
        below = text.adjusted(0, _title_height(QFontMetrics(bold), row, text.width()), 0, 0)
        painter.drawText(below, _WRAP, _under(row))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        metrics, row = theme.current().metrics, index.data(Qt.ItemDataRole.UserRole)
        gap = metrics.space(2)
        width = self._list().viewport().width() - 3 * gap - metrics.px(24)
        text, bold = self._list().fontMetrics(), self._list().font()
        bold.setBold(True)
        under = text.boundingRect(QRect(0, 0, max(80, width), 10_000), _WRAP, _under(row))
        title = _title_height(QFontMetrics(bold), row, width)
        height = title + (under.height() if _under(row) else 0) + 2 * gap
        return QSize(0, max(metrics.row, height))

    def _list(self) -> QListView:
        parent = self.parent()
        assert isinstance(parent, QListView)  # noqa: S101  made with it just above
        return parent


def _title_height(text: QFontMetrics, row: SheetRow, width: int) -> int:
    """A title that is wider than the list takes more than one line."""
    room = QRect(0, 0, max(80, width), 10_000)
    return max(text.lineSpacing(), text.boundingRect(room, _WRAP, row.title).height())


def _under(row: SheetRow) -> str:
    return "\n".join(part for part in (row.detail, row.who) if part)
