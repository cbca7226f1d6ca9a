"""A number or address that is masked until somebody with the right asks, and soon again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from counter_app.ui import theme
from counter_app.ui.icons import icon
from counter_app.ui.widgets.text import label

SHOWN_MS = 30_000
"""How long a revealed value stands (F-K3)."""


class MaskedText(QWidget):
    """
    ``on_reveal`` is called at each reveal, before anything is shown: it writes the log.

    ``words``: what the button says to show and to hide. ``hidden_again`` when the value is masked again.
    """

    hidden_again = Signal()

    def __init__(self, words: tuple[str, str], on_reveal: Callable[[], None]) -> None:
        super().__init__()
        self._words, self._on_reveal = words, on_reveal
        self._masked, self._open = "", False
        self._full: str | None = None
        self._text = label()
        self._button = QPushButton()
        self._button.setProperty("role", "plain")
        self._button.clicked.connect(self._press)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide_again)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().metrics.space(1))
        line.addWidget(self._text)
        line.addWidget(self._button)
        line.addStretch(1)
        self._draw()

    @property
    def shown(self) -> str:
        """The text that stands there."""
        return self._text.text()

    def show_value(self, masked: str, full: str | None = None) -> None:
        """Show ``masked``; ``full`` is given only to those who may see it."""
        if (masked, full) != (self._masked, self._full):
            self._masked, self._full = masked, full
            self.hide_again()
        self._draw()

    def hide_again(self) -> None:
        """Mask it now."""
        self._timer.stop()
        was_open, self._open = self._open, False
        self._draw()
        if was_open:
            self.hidden_again.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is out of sight is masked."""
        super().hideEvent(event)
        self.hide_again()

    def _press(self) -> None:
        if self._open:
            self.hide_again()
            return
        self._on_reveal()
        self._open = True
        self._timer.start()
        self._draw()

    def _draw(self) -> None:
        shown = self._full if self._open and self._full is not None else self._masked
        word = self._words[1 if self._open else 0]
        self._text.setText(shown)
        self._button.setVisible(self._full is not None and self._full != self._masked)
        side = theme.current().metrics.px(16)
        self._button.setIconSize(QSize(side, side))
        self._button.setIcon(icon("ph.eye-slash" if self._open else "ph.eye", "accent.text"))
        self._button.setText(word)
        self._button.setAccessibleName(f"{word} {self._masked}")
