"""A cell with its note under it, smaller: every figure stands over its own definition."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from counter_app.ui import theme
from counter_app.ui.hall.look_reports import RowLook
from counter_app.ui.widgets.table import RowsModel

_SMALL = 0.85
"""The note's size in parts of the cell's."""
_NAME = 0.54
"""The name's part of the height."""


class NotedCell(QStyledItemDelegate):
    """Draws the first column of a table of ``RowLook``."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row's name, and its note below."""
        model = index.model()
        assert isinstance(model, RowsModel)  # noqa: S101 - the tables of this screen have one
        drawn: Any = QStyleOptionViewItem(option)  # its fields are missing in the stubs
        self.initStyleOption(drawn, index)
        drawn.text = ""
        style = drawn.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)
        edge = theme.current().metrics.space(2)
        painter.save()
        _write(painter, drawn.font, drawn.rect.adjusted(edge, 0, -edge, 0), model.row_at(index))
        painter.restore()


def _write(painter: QPainter, font: QFont, room: QRect, row: RowLook) -> None:
    worn, left = theme.current(), Qt.AlignmentFlag.AlignLeft
    font.setBold(row.heading)
    painter.setFont(font)
    painter.setPen(worn.colour("ink.text"))
    if not row.note:
        painter.drawText(room, left | Qt.AlignmentFlag.AlignVCenter, row.texts[0])
        return
    upper = QRect(room.left(), room.top(), room.width(), round(room.height() * _NAME))
    painter.drawText(upper, left | Qt.AlignmentFlag.AlignBottom, row.texts[0])
    font.setPointSizeF(font.pointSizeF() * _SMALL)
    painter.setFont(font)
    painter.setPen(worn.colour("ink.dim"))
    lower = QRect(room.left(), upper.bottom(), room.width(), room.bottom() - upper.bottom())
    whole = " ".join(row.note.splitlines())
    note = painter.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, lower.width())
    painter.drawText(lower, left | Qt.AlignmentFlag.AlignTop, note)
