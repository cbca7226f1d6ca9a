"""Hits under a search field: shown while typing, walked through by keys, without taking the focus."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from counter_app.ui import theme
from counter_app.ui.looks import PopupRow
from counter_app.ui.widgets.search import SearchField

VISIBLE_ROWS = 8
_EDGE = 2
_Index = QModelIndex | QPersistentModelIndex
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize)
_GOES = (QEvent.Type.FocusOut, QEvent.Type.Hide)


class PopupList(QFrame):
    """``picked(row)`` when one is taken by Enter or a click, ``starred(row)`` by a click on its star."""

    picked = Signal(int)
    starred = Signal(int)

    def __init__(self, field: SearchField) -> None:
        super().__init__(field)
        self.setObjectName("popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field, self._model = field, _Rows()
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Painter(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pressed_at = QPoint()
        self._list.viewport().installEventFilter(self)
        self._list.clicked.connect(self._clicked)
        box = QVBoxLayout(self)
        box.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        box.addWidget(self._list)
        field.moved.connect(self.move_by)
        field.chosen.connect(self.pick)
        field.stepped_back.connect(self.close_up)
        field.installEventFilter(self)
        self.hide()

    @property
    def current(self) -> int:
        """The row that Enter takes, -1 while it is closed."""
        return self._list.currentIndex().row() if self.isVisible() else -1

    def show_rows(self, rows: tuple[PopupRow, ...]) -> None:
        """Show hits with the first one chosen, or the one that was if only stars have changed."""
        row = self._kept_row(rows)
        if rows != self._model.rows:
            self._model.set_rows(rows)
        if not rows:
            self.close_up()
            return
        self._list.setCurrentIndex(self._model.index(row))
        self._open()

    def close_up(self) -> None:
        """Close it; the field has Esc no longer."""
        self._field.holds_escape = False
        self.hide()

    def follow(self) -> None:
        """Stay under the field when what holds it was moved or scrolled."""
        if self.isVisible():
            self._put()

    def move_by(self, step: int) -> None:
        """Walk up or down, stopping at the ends."""
        if self.isVisible():
            row = min(max(0, self.current + step), len(self._model.rows) - 1)
            self._list.setCurrentIndex(self._model.index(row))

    def pick(self) -> None:
        """Take the chosen row, if the list is open."""
        if self.isVisible() and (row := self.current) >= 0:
            self.close_up()
            self.picked.emit(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay under the field, and go when the field is left; note where a row is clicked."""
        if watched is not self._field:
            if isinstance(event, QMouseEvent):
                self._pressed_at = event.position().toPoint()
        elif event.type() in _GOES:
            self.close_up()
        elif event.type() in _MOVES and self.isVisible():
            self._put()
        return super().eventFilter(watched, event)

    def _clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        if _star(self._list.visualRect(index)).contains(self._pressed_at):
            self.starred.emit(index.row())
        else:
            self.pick()

    def _kept_row(self, rows: tuple[PopupRow, ...]) -> int:
        before = self._model.rows
        starred = rows != before and [e.title for e in rows] == [e.title for e in before]
        return max(0, self.current) if starred else 0

    def _open(self) -> None:
        window = self._field.window()
        if self.parent() is not window:
            self.setParent(window)
        self._field.holds_escape = True
        self._put()
        self.show()
        self.raise_()

    def _put(self) -> None:
        """Below the field, as wide as it and wider where there is room; above it if need be."""
        metrics, window = theme.current().metrics, self._field.window()
        rows = min(len(self._model.rows), VISIBLE_ROWS)
        at = self._field.mapTo(window, QPoint(0, self._field.height() + metrics.space(1)))
        width = min(
            max(self._field.width(), metrics.px(520)), window.width() - 2 * metrics.space(2)
        )
        edges = 2 * (_EDGE + metrics.px(1)) + 2
        height = min(rows * metrics.tall_row + edges, window.height() - at.y() - metrics.space(2))
        left = max(metrics.space(2), min(at.x(), window.width() - width - metrics.space(2)))
        self.setGeometry(QRect(left, at.y(), width, max(height, metrics.tall_row + edges)))


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[PopupRow, ...] = ()

    def set_rows(self, rows: tuple[PopupRow, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title} {row.detail} {row.mark}"
        return row if role == Qt.ItemDataRole.UserRole else None


class _Painter(QStyledItemDelegate):
    """Title, then its detail in the quiet colour, then the mark at the end of the row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        worn, row = theme.current(), index.data(Qt.ItemDataRole.UserRole)
        chosen = index == self._list().currentIndex()
        box: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        painter.save()
        if chosen:
            painter.fillRect(box, worn.colour("accent.fill"))
        ink, quiet = ("ink.on_accent",) * 2 if chosen else ("ink.text", "ink.dim")
        gap = worn.metrics.space(3)
        painter.setPen(worn.colour(ink if row.pinned else quiet))
        painter.drawText(_star(box), Qt.AlignmentFlag.AlignCenter, "★" if row.pinned else "☆")
        box = box.adjusted(_star(box).width() - gap, 0, 0, 0)
        room = box.adjusted(gap, 0, -gap, 0)
        room.setRight(_write_right(painter, room, row.mark, quiet) - (gap if row.mark else 0))
        room.setLeft(_write(painter, room, row.title, ink) + gap)
        _write(painter, room, row.detail, quiet)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, theme.current().metrics.tall_row)

    def _list(self) -> QListView:
        parent = self.parent()
        assert isinstance(parent, QListView)  # noqa: S101  made with it just above
        return parent


def _star(row: QRect) -> QRect:
    """Where the star of a row is drawn and clicked."""
    return QRect(row.topLeft(), QSize(theme.current().metrics.px(36), row.height()))


def _write(painter: QPainter, room: QRect, text: str, colour: str) -> int:
    """Write ``text`` from the left as far as there is room; where it ends."""
    shown = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, max(0, room.width())
    )
    painter.setPen(theme.current().colour(colour))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return room.left() + painter.fontMetrics().horizontalAdvance(shown)


def _write_right(painter: QPainter, room: QRect, text: str, colour: str) -> int:
    """Write ``text`` at the right end; where it begins."""
    painter.setPen(theme.current().colour(colour))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
    return room.right() - painter.fontMetrics().horizontalAdvance(text)
