"""A field that searches while one types, also while an input method is still composing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_APART = str.maketrans("", "", "'’ ")


class SearchField(QLineEdit):
    """
    ``typed(text)`` comes once per change of what is committed or being composed.

    A Chinese input method composes initials as ``sp'jy``: the apostrophes and blanks it puts in are
    left out, so that initials work with it switched on (design/screens.md 2).
    """

    typed = Signal(str)
    moved = Signal(int)
    chosen = Signal()
    stepped_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.holds_escape = False
        """Whether Esc is this field's own now (hits are open), not the window's."""
        self._composed = ""
        self._last = ""
        self.textChanged.connect(self._look)

    @property
    def sought(self) -> str:
        """What is committed, with what is being composed put in at the caret."""
        at = self.cursorPosition()
        return self.text()[:at] + self._composed.translate(_APART) + self.text()[at:]

    def show_text(self, text: str) -> None:
        """Show a text without announcing it; the same text moves no caret."""
        if self.text() != text:
            self._last = text
            self.setText(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note what is being composed."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the hits, Enter takes one, Esc steps back."""
        if event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in _ENTER:
            self.chosen.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.stepped_back.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take Esc from the window's keys while hits are open."""
        if (
            self.holds_escape
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def _look(self, _text: str = "") -> None:
        now = self.sought
        if now != self._last:
            self._last = now
            self.typed.emit(now)
