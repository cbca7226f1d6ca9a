"""Large figures beside one another; each opens the list behind it with Enter or a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.hall.looks import CardLook
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import label, set_kind

LEAST = 150
"""Width of a figure at 100 %, in which its definition still reads well."""
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FigureCard(QFrame):
    """``opened(id)`` on Enter, Space or a click, where there is a list behind the figure."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        metrics = theme.current().metrics
        self._shown, self._look = Shown(), CardLook("", "", "", "", "")
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._note = label(role="strong", wrap=True), label(role="dim", wrap=True)
        self._value, self._unit = label(role="title"), label(role="small")
        line = QHBoxLayout()
        line.setSpacing(metrics.space(1))
        line.addWidget(self._value, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(metrics.space(step) for step in (3, 2, 2, 2)))
        box.setSpacing(0)
        box.addWidget(self._title)
        box.addLayout(line)
        box.addWidget(self._note)
        box.addStretch(1)

    def show_card(self, look: CardLook) -> None:
        """Show a figure."""
        if not self._shown.differs("card", look):
            return
        self._look = look
        for made, text in (
            (self._title, look.title),
            (self._value, look.value),
            (self._unit, look.unit),
            (self._note, look.note),
        ):
            made.setText(text)
        set_kind(self._value, "kind", "" if look.known else "quiet")
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if look.drill else Qt.CursorShape.ArrowCursor
        )
        self.setAccessibleName(f"{look.title} {look.value} {look.unit}".strip())
        self.setAccessibleDescription(look.note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in _OPENS:
            self._open()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self._open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus is seen."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Where it went is seen there."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge of what has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            worn = theme.current()
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = worn.metrics.px(1)
            painter.setPen(QPen(worn.colour("line.focus"), worn.metrics.px(2)))
            corner = worn.metrics.corner
            painter.drawRoundedRect(self.rect().adjusted(edge, edge, -edge, -edge), corner, corner)
            painter.end()  # not left to whoever still holds this frame

    def _open(self) -> None:
        if self._look.drill is not None:
            self.opened.emit(self._look.id)


class FigureRow(QWidget):
    """As many figures abreast as have room; ``opened(id)``."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[FigureCard] = []
        self._abreast = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().metrics.space(2))

    def show_cards(self, looks: tuple[CardLook, ...]) -> None:
        """Show figures; without any it is not there."""
        while len(self.cards) < len(looks):
            card = FigureCard(self)
            card.opened.connect(self.opened)
            self.cards.append(card)
            self._abreast = 0
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(looks))
            if at < len(looks):
                card.show_card(looks[at])
        self.setVisible(bool(looks))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for others."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """So has another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._arrange()

    def _arrange(self) -> None:
        count = len(self.cards)
        room = max(1, self.width() // theme.current().metrics.px(LEAST))
        lines = -(-count // room) if count else 1
        abreast = max(1, -(-count // lines))
        if abreast == self._abreast or not count:
            return
        self._abreast = abreast
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // abreast, at % abreast)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < abreast))
