"""Where a screen's state wants the caret, and that it goes there once, and only on the screen that is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

_NEVER = -1


class Caret:
    """
    The caret of one screen. A state carries a turn, which its presenter counts up.

    A state may be drawn while another place is shown: its caret would go where nobody looks.
    """

    def __init__(self, screen: QWidget) -> None:
        self._screen, self._turn = screen, _NEVER

    def forget(self) -> None:
        """Let the next state put it, whatever its turn: the screen is entered again."""
        self._turn = _NEVER

    def due(self, turn: int) -> bool:
        """Whether this turn is to move it; asked once, the turn is over."""
        if turn == self._turn or not self._screen.isVisible():
            return False
        self._turn = turn
        return True

    @staticmethod
    def give(target: QWidget | None, *, select: bool = True) -> None:
        """Put it there; what stands in a line is chosen, so that typing replaces it."""
        if target is None:
            return
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if select and isinstance(target, QLineEdit):
            target.selectAll()
