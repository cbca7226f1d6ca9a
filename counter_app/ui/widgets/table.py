"""Tables: frozen rows, columns that say what they show, one look and the same keys everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from counter_app.ui import theme
from counter_app.ui.icons import sign

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
ROOM = 220
"""Pixels at 100 % that a column which grows keeps where it names none: twelve characters of a name."""
LEAST = 120
"""Pixels at 100 % that a wide column may shrink to before it is hidden."""


@dataclass(frozen=True, slots=True)
class Column:
    """
    What a column shows of a row.

    ``text``: the cell; ``width`` in pixels at 100 % (0: as its content asks); ``grow`` takes what is
    left, and keeps its ``width``, or ``ROOM`` where it has none; ``right`` aligns numbers; ``sort_key`` where the text does not sort; ``copy``: what Ctrl+C takes
    (the shown text unless given: a masked cell copies masked); ``kind`` colours the cell as a state and
    puts its sign before the text. ``spare``: where the column that grows would have less than it keeps,
    these shrink as far as ``LEAST``, the highest first; where that is not enough, the highest goes.
    """

    title: str
    text: Callable[[Any], str]
    width: int = 0
    grow: bool = False
    right: bool = False
    sort_key: Callable[[Any], Any] | None = None
    copy: Callable[[Any], str] | None = None
    kind: Callable[[Any], str] | None = None
    spare: int = 0


class RowsModel(QAbstractTableModel):
    """A model over a tuple of frozen rows; replaced as a whole, only when something differs."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show ``rows`` in the order chosen by the clerk, in their own while none was."""
        ordered = self._order(tuple(rows))
        if ordered == self.rows:
            return
        if len(ordered) == len(self.rows):  # keeps selection and scroll place
            self.rows = ordered
            last = self.index(len(ordered) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = ordered
        self.endResetModel()

    def row_at(self, index: _Index) -> Any:
        """Return the row of an index."""
        return self.rows[index.row()]

    def copied(self, index: _Index) -> str:
        """Return what a copy of this cell is."""
        column = self.columns[index.column()]
        return (column.copy or column.text)(self.row_at(index))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives the rows' own order from the next ``set_rows``."""
        self._sorted = None if column < 0 else (column, order)
        self.layoutAboutToBeChanged.emit()
        self.rows = self._order(self.rows)
        self.layoutChanged.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Title and alignment of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == _Role.DisplayRole:
            return column.title
        return _alignment(column) if role == _Role.TextAlignmentRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Text, tip, alignment, sign and colour of a cell."""
        row, column = self.row_at(index), self.columns[index.column()]
        match role:
            case _Role.DisplayRole | _Role.ToolTipRole | _Role.AccessibleTextRole:
                return column.text(row)
            case _Role.TextAlignmentRole:
                return _alignment(column)
            case _Role.ForegroundRole | _Role.DecorationRole if column.kind and column.kind(row):
                return _dressed(column.kind(row), role)
            case _:
                return None

    def _order(self, rows: tuple[Any, ...]) -> tuple[Any, ...]:
        if self._sorted is None:
            return rows
        at, order = self._sorted
        key = self.columns[at].sort_key or self.columns[at].text
        return tuple(sorted(rows, key=key, reverse=order == Qt.SortOrder.DescendingOrder))


class DataTable(QTableView):
    """``activated_row(row)`` on Enter or double click, ``copied(text)`` after Ctrl+C."""

    activated_row = Signal(object)
    copied = Signal(str)

    def __init__(self, model: RowsModel, empty: str, *, tall: bool = False) -> None:
        super().__init__()
        self._rows_model, self._empty, self._tall = model, empty, tall
        self._hidden: frozenset[int] = frozenset()
        self.setModel(model)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._activate)
        self._dress()

    def show_empty(self, text: str) -> None:
        """Say something else while there are no rows."""
        if text != self._empty:
            self._empty = text
            self.viewport().update()

    def hide_columns(self, columns: Iterable[int]) -> None:
        """Hide exactly these, and what has no room."""
        self._hidden = frozenset(columns)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With another width other columns have room."""
        super().resizeEvent(event)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, Ctrl+C copies the cell as it is shown."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            text = self._rows_model.copied(index)
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._activate(index)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say what will appear here while nothing has."""
        super().paintEvent(event)
        if not self._rows_model.rows:
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().colour("ink.dim"))
            gap = theme.current().metrics.space(4)
            room = self.viewport().rect().adjusted(gap, gap, -gap, -gap)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty
            )
            painter.end()  # not left to whoever still holds this frame

    def changeEvent(self, event: QEvent) -> None:
        """Another scale has other row heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_tall"):
            self._dress()
            self._make_room()

    def _activate(self, index: QModelIndex) -> None:
        self.activated_row.emit(self._rows_model.row_at(index))

    def _make_room(self) -> None:
        columns = self._rows_model.columns
        hidden = set(self._hidden)
        while True:
            there = [at for at in range(len(columns)) if at not in hidden]
            spare = sorted((at for at in there if columns[at].spare), key=self._going_order)
            lack = sum(self._wanted(at) for at in there) - self.viewport().width()
            if not spare or lack <= sum(self._give(at) for at in spare):
                break
            hidden.add(spare[0])
        for at in spare:
            less = min(max(0, lack), self._give(at))
            self.horizontalHeader().resizeSection(at, self._wanted(at) - less)
            lack -= less
        for at in range(len(columns)):
            self.setColumnHidden(at, at in hidden)

    def _going_order(self, at: int) -> int:
        return -self._rows_model.columns[at].spare

    def _wanted(self, at: int) -> int:
        """Pixels that a column asks for."""
        column = self._rows_model.columns[at]
        return theme.current().metrics.px(column.width or (ROOM if column.grow else 0))

    def _give(self, at: int) -> int:
        """Pixels by which a spare column can shrink."""
        return max(0, self._wanted(at) - theme.current().metrics.px(LEAST))

    def _dress(self) -> None:
        metrics, header = theme.current().metrics, self.horizontalHeader()
        self.setIconSize(QSize(metrics.px(16), metrics.px(16)))
        header.setMinimumSectionSize(metrics.px(48))
        height = metrics.tall_row if self._tall else metrics.row
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setMinimumSectionSize(height)
        for at, column in enumerate(self._rows_model.columns):
            if column.grow:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            elif column.width:
                header.resizeSection(at, metrics.px(column.width))
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _dressed(kind: str, role: int) -> Any:
    return sign(kind) if role == _Role.DecorationRole else theme.current().colour(f"state.{kind}")
