"""The window's keys: one QShortcut per key, never repeated while it is held."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_SEQUENCES = {"Enter": ("Return", "Enter"), "Esc": ("Esc",)}


class Shortcuts(QObject):
    """``struck(key)`` for each key that stands; a held key strikes once (screens.md 2)."""

    struck = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._known: dict[str, tuple[QShortcut, ...]] = {}
        self._standing: set[str] = set()

    def stand(self, keys: Iterable[str]) -> None:
        """Let exactly ``keys`` stand; all others reach the focused widget again."""
        wanted = set(keys)
        for key in wanted - self._known.keys():
            self._known[key] = tuple(self._made(key))
        for key in wanted ^ self._standing:
            for each in self._known[key]:
                each.setEnabled(key in wanted)
        self._standing = wanted

    def _made(self, key: str) -> Iterable[QShortcut]:
        for sequence in _SEQUENCES.get(key, (key,)):
            shortcut = QShortcut(QKeySequence(sequence), self._window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.setObjectName(key)
            shortcut.activated.connect(self._strike)
            shortcut.activatedAmbiguously.connect(self._strike)
            yield shortcut

    @Slot()
    def _strike(self) -> None:
        shortcut = self.sender()
        if shortcut is not None:
            self.struck.emit(shortcut.objectName())
