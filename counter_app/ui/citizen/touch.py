"""Pieces for fingers: large buttons, texts in two languages, a surface that is pushed with a finger."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QScroller, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.citizen.state import Both
from counter_app.ui.widgets.text import label

FINGER_MM = 18
"""What a finger hits without aiming (design/screens.md 1)."""
_INCH_MM = 25.4
_BELIEVED_DPI = 220
"""Some monitors tell a size that no hall has; a button need not fill the screen for them."""


def finger_px(widget: QWidget) -> int:
    """Return 18 mm of the monitor that ``widget`` is on, never less than 18 mm at 96 dots an inch."""
    least = theme.current().metrics.px(ceil(FINGER_MM / _INCH_MM * 96))
    # never widget.screen(): asked for inside a sizeHint, PySide6 6.8.3 crashes once the widget is gone
    dots = min(widget.physicalDpiY(), _BELIEVED_DPI)
    return max(least, ceil(FINGER_MM / _INCH_MM * dots))


class TouchButton(QPushButton):
    """A button for a finger; without a text it is not there."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setProperty("touch", "true")
        self.hide()

    def show_text(self, both: Both) -> None:
        """Show what it does."""
        self.setText("\n".join(each for each in (both.first, both.second) if each))
        self.setAccessibleName(both.first)
        self.setVisible(bool(both.first))

    def sizeHint(self) -> QSize:
        """Room for a finger, and for its words."""
        side, hint = finger_px(self), super().sizeHint()
        return QSize(max(hint.width(), side * 2), max(hint.height(), side))


class BothText(QWidget):
    """A text in Chinese and, smaller under it, in another language."""

    def __init__(self, role: str = "large", *, centred: bool = False) -> None:
        super().__init__()
        self._first, self._second = label(role=role, wrap=True), label(role="dim", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self._first, self._second):
            if centred:
                each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(each)

    def show_text(self, both: Both) -> None:
        """Show a text; without one there is no room for it either."""
        self._first.setText(both.first)
        self._second.setText(both.second)
        self._second.setVisible(bool(both.second))
        self.setVisible(bool(both.first))


class Surface(QScrollArea):
    """What does not fit is pushed with a finger, or scrolled as usual."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        inner.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
