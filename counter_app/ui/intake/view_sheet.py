"""A list or a short form in the place of the materials."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from counter_app.ui import theme
from counter_app.ui.icons import sign
from counter_app.ui.intake.looks import SheetLook, SheetRow
from counter_app.ui.intake.model import SheetModel
from counter_app.ui.intake.view_fields import Fields
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

_Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_FIELDS = ("reason", "competent_body", "amend_value", "reprint_reason")


class SheetPane(Panel):
    """``moved(row)`` when another line is chosen, ``taken()`` on Enter in the list."""

    moved = Signal(int)
    taken = Signal()

    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        self._title, self._hint = label(role="heading", wrap=True), label(role="dim", wrap=True)
        self.list = _Lines()
        self.list.setAccessibleName(words.say("ui.intake.field.sheet"))
        self._model = SheetModel()
        self.list.setModel(self._model)
        self.list.selectionModel().currentChanged.connect(self._changed)
        self.list.entered_row.connect(self.taken)
        self.list.doubleClicked.connect(lambda _index: self.taken.emit())
        self.box.addWidget(self._title)
        self.box.addWidget(self.list, 1)
        for name in _FIELDS:
            self.box.addWidget(fields.line(name))
        self.box.addWidget(self._hint)
        self.box.addStretch(0)

    def show_sheet(self, look: SheetLook) -> None:
        """Show a list, a form, or both."""
        self._title.setText(look.title)
        self._hint.setText(look.hint)
        self._model.set_rows(look.rows)
        self.list.setVisible(bool(look.rows))
        if look.rows and self.list.currentIndex().row() != look.row:
            self.list.setCurrentIndex(self._model.index(look.row))

    def _changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(index.row())


class _Lines(QListView):
    entered_row = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_LinePainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.current().metrics.px(160))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


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
        painter.setPen(worn.colour("ink.text" if row.kind == "good" else "ink.dim"))
        painter.drawText(text, _WRAP, row.title)
        painter.setPen(worn.colour("accent.text"))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, row.key)
        painter.setFont(font)
        painter.setPen(worn.colour("ink.text"))
        below = text.adjusted(0, painter.fontMetrics().lineSpacing(), 0, 0)
        painter.drawText(below, _WRAP, _under(row))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        metrics, row = theme.current().metrics, index.data(Qt.ItemDataRole.UserRole)
        gap = metrics.space(2)
        width = self._list().viewport().width() - 3 * gap - metrics.px(24)
        text = self._list().fontMetrics()
        under = text.boundingRect(QRect(0, 0, max(80, width), 10_000), _WRAP, _under(row))
        height = text.lineSpacing() + (under.height() if _under(row) else 0) + 2 * gap
        return QSize(0, max(metrics.row, height))

    def _list(self) -> QListView:
        parent = self.parent()
        assert isinstance(parent, QListView)  # noqa: S101  made with it just above
        return parent


def _under(row: SheetRow) -> str:
    return "\n".join(part for part in (row.detail, row.who) if part)
