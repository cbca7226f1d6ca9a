"""Pieces for fingers: what is pressed, texts in two scripts, the hidden place of the staff."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from counter_app.ui.kiosk.state import Both, Tile
from counter_app.ui.looks import Kind
from counter_app.ui.widgets.text import label, set_kind

HOLD_MS = 3_000
"""How long the hidden place is held before the staff is asked who it is."""


class TwoLabels(QWidget):
    """A text in Chinese and, under it, in another script; without a text it is not there."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__()
        self._first, self._second = label(role=first, wrap=True), label(role=second, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self._first, self._second):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(each)

    def show_text(self, both: Both) -> None:
        """Show a text."""
        self._first.setText(both.first)
        self._second.setText(both.second)
        self._second.setVisible(bool(both.second))
        self.setVisible(bool(both.first))
        self.setAccessibleName(both.first)


class Notice(QFrame):
    """A sentence in a frame whose colour, and words, tell its kind."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "kiosknotice")
        self._text = TwoLabels("", "second")
        QVBoxLayout(self).addWidget(self._text)

    def show_notice(self, both: Both, kind: Kind) -> None:
        """Show it; without a sentence there is no frame."""
        set_kind(self, "kind", kind)
        self._text.show_text(both)
        self.setVisible(bool(both.first))


class TouchTile(QPushButton):
    """One tile, never smaller than a finger unless it is ``small``; it takes no keyboard."""

    def __init__(self, *, small: bool = False) -> None:
        super().__init__()
        self.setProperty("small", "true" if small else "false")
        self.setProperty("role", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoRepeat(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._labels = tuple(label(role=each, wrap=True) for each in ("", "second", "note"))
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(1)
        for each in self._labels:
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(each)
        column.addStretch(1)

    def show_tile(self, tile: Tile) -> None:
        """Show what it does."""
        self.setObjectName(tile.id)
        self.setAccessibleName(tile.text.first)
        for each, text in zip(
            self._labels, (tile.text.first, tile.text.second, tile.note.first), strict=True
        ):
            each.setText(text)
            each.setVisible(bool(text))
        self._dress(tile.weight, "true" if tile.open else "false")
        self.setEnabled(tile.open)

    def _dress(self, weight: str, lit: str) -> None:
        if (self.property("weight"), self.property("lit")) == (weight, lit):
            return
        set_kind(self, "weight", weight)
        set_kind(self, "lit", lit)
        for each in self._labels:  # the sheet looks at the tile for the colour of its labels
            each.style().unpolish(each)
            each.style().polish(each)

    def sizeHint(self) -> QSize:
        """Room for its words."""
        inner = self.layout()
        return super().sizeHint() if inner is None else inner.sizeHint()


class HiddenPlace(QLabel):
    """The hall's name: held for three seconds it tells ``held``; nothing shows that."""

    held = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._timer = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._timer.timeout.connect(self.held)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to count."""
        super().mousePressEvent(event)
        event.accept()  # else the release would not come here
        self._timer.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go too early."""
        super().mouseReleaseEvent(event)
        self._timer.stop()
