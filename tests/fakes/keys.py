"""Keys by the names that the screen gives them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

CLERK_MS, SCANNER_MS = 150, 6
"""Between two keys of a clerk and of a scanner."""
_NAMED = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Backspace": Qt.Key.Key_Backspace,
    **{f"F{n}": getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)},
}


def named_key(name):
    """Return the key and its modifiers of ``F9``, ``Alt+Q``, ``Enter``."""
    *modifiers, key = name.split("+")
    alt = Qt.KeyboardModifier.AltModifier if "Alt" in modifiers else Qt.KeyboardModifier.NoModifier
    return _NAMED.get(key) or getattr(Qt.Key, f"Key_{key}"), alt


class KeyEvents:
    """
    Keys at a pace of the test's own: events to the native window that say when each was pressed.

    ``overridden`` tells whether somebody kept the last key from the window's shortcuts.
    """

    def __init__(self, window):
        self._window = window
        self._now_ms = 1_000_000_000
        self.overridden = False

    def scan(self, text, end="Enter"):
        """As a scanner types, with the key that it puts behind."""
        self.type(text, SCANNER_MS)
        if end:
            self.press(end, SCANNER_MS)

    def type(self, text, every_ms=CLERK_MS):
        for each in text:
            self._send(Qt.Key(ord(each.upper())), each, every_ms)

    def press(self, name, every_ms=CLERK_MS):
        code, _ = named_key(name)
        self._send(code, {"Enter": "\r", "Tab": "\t"}.get(name, ""), every_ms)

    def _send(self, code, text, every_ms):
        self._now_ms += every_ms
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self._now_ms)
            event.ignore()
            QApplication.sendEvent(self._window.windowHandle(), event)
            if kind == QEvent.Type.ShortcutOverride:
                self.overridden = event.isAccepted()
