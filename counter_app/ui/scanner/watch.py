"""Listens on the native window, where each key arrives once, before the field with the caret."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from counter_app.ui.scanner.burst import REACH, Burst, Scan

TAKES_SCANS = "takes_scans"
"""Property of a field that a scanner is meant to type into."""
HELD_FROM = 4
"""From so many digits at a scanner's pace on, a secret field gets none: six would be a try."""
_STEPS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_SILENT = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock)
_MODIFIERS = (
    Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ScanWatch(QObject):
    """
    ``heard`` gets each scan; the fields that it was typed into have their text back by then.

    What lands where it belongs is left there. So is what may be a password that a tool types.
    """

    def __init__(self, window: QWidget, heard: Callable[[Scan], None]) -> None:
        super().__init__(window)
        self._window, self._heard = window, heard
        self._burst = Burst()
        self._before: deque[tuple[QWidget | None, str]] = deque(maxlen=REACH)
        window.winId()  # makes the native window
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a key; True where no field and no shortcut is to have it."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._kept_from_shortcuts(event)
        return super().eventFilter(watched, event)

    def _kept_from_shortcuts(self, event: QKeyEvent) -> bool:
        """The Enter of a scanner is not the Enter that opens the window or answers a question."""
        if event.key() not in _STEPS:
            return False
        scan, its_key = self._burst.peek(event.timestamp())
        if its_key and not (scan is not None and self._belongs(scan)):
            event.accept()
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if key in _STEPS:
            return self._stepped(event.timestamp())
        if key == Qt.Key.Key_Backspace:
            self._burst.erase()
            if self._before:
                self._before.pop()
        elif event.modifiers() & _MODIFIERS or event.isAutoRepeat():
            self._forget()
        elif len(text) == 1 and text.isprintable():
            return self._typed(text, event.timestamp())
        elif key not in _SILENT:
            self._forget()
        return False

    def _typed(self, character: str, at_ms: int) -> bool:
        field = self._window.focusWidget()
        moved = bool(self._before) and self._before[-1][0] is not field
        if moved and not self._burst.in_pace(at_ms):
            self._forget()
        self._before.append((field, field.text() if isinstance(field, QLineEdit) else ""))
        scan = self._burst.feed(character, at_ms)
        if scan is not None:
            self._take(scan)
            return True
        fast = self._burst.fast
        return _is_secret(field) and len(fast) >= HELD_FROM and fast.isdecimal()

    def _stepped(self, at_ms: int) -> bool:
        scan, its_key = self._burst.enter(at_ms)
        if scan is None:
            self._before.clear()
            return its_key
        if self._belongs(scan):
            self._before.clear()
            return False
        self._take(scan)
        return True

    def _belongs(self, scan: Scan) -> bool:
        field = self._window.focusWidget()
        if field is not None and field.property(TAKES_SCANS):
            return True
        return scan.kind == "unknown" and _is_secret(field) and not scan.text.isdecimal()

    def _take(self, scan: Scan) -> None:
        """Give each field back what stood in it before the scanner typed, then tell."""
        typed = list(self._before)[-len(scan.text) :]
        self._before.clear()
        stood = {id(field): (field, text) for field, text in reversed(typed)}
        for field, text in stood.values():
            if isinstance(field, QLineEdit) and field.text() != text:
                field.setText(text)
                field.textEdited.emit(text)
        self._heard(scan)

    def _forget(self) -> None:
        self._burst.clear()
        self._before.clear()


def _is_secret(field: QWidget | None) -> bool:
    return isinstance(field, QLineEdit) and field.echoMode() == QLineEdit.EchoMode.Password
