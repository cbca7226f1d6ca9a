"""A layout that goes to the next line when the first is full."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from counter_app.ui import theme


class WrapLayout(QLayout):
    """Left to right, then down; the items of a line are as high as the highest of them."""

    def __init__(self, parent: QWidget | None = None, *, gap: int | None = None) -> None:
        super().__init__(parent)
        self._gap = theme.current().metrics.space(2) if gap is None else gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._sizes: list[tuple[QLayoutItem, QSize, QSize]] | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        """Something in it is of another size; until then every answer is remembered."""
        self._heights.clear()
        self._sizes = None
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item over."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at ``index``, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # as itemAt
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrow is high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at ``width``."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All of them in one line."""
        sizes = [wanted for _item, wanted, _least in self._shown()]
        width = sum(each.width() for each in sizes) + self._gap * max(0, len(sizes) - 1)
        height = max((each.height() for each in sizes), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:
        """Room for the widest."""
        size = QSize()
        for _item, _wanted, least in self._shown():
            size = size.expandedTo(least)
        return self._with_margins(size)

    def _shown(self) -> list[tuple[QLayoutItem, QSize, QSize]]:
        """Items that are there, each with the size it wants and the least it can do with."""
        if self._sizes is None:
            there = (each for each in self._items if not each.isEmpty())
            self._sizes = [(each, each.sizeHint(), each.minimumSize()) for each in there]
        return self._sizes

    def _with_margins(self, size: QSize) -> QSize:
        edge = self.contentsMargins()
        return size + QSize(edge.left() + edge.right(), edge.top() + edge.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        edge: QMargins = self.contentsMargins()
        inner = rect.marginsRemoved(edge)
        x, y = inner.x(), inner.y()
        line: list[tuple[QLayoutItem, QPoint, int]] = []
        line_height = 0
        for item, wanted, least in self._shown():
            width = min(wanted.width(), max(inner.width(), least.width()))
            if line and x + width > inner.x() + inner.width():
                _settle(line, line_height, move=move)
                line, x, y, line_height = [], inner.x(), y + line_height + self._gap, 0
            line.append((item, QPoint(x, y), width))
            x += width + self._gap
            line_height = max(line_height, wanted.height())
        _settle(line, line_height, move=move)
        return y + line_height - inner.y() + edge.top() + edge.bottom()


def _settle(line: list[tuple[QLayoutItem, QPoint, int]], height: int, *, move: bool) -> None:
    if move:
        for item, at, width in line:
            item.setGeometry(QRect(at, QSize(width, height)))
