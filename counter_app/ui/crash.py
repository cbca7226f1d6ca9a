"""
A bug: note it with ids only, keep what is stored, offer to open the program again.

Nothing is swallowed: after an exception that no presenter expected the window is not trusted any
more. What was accepted is in the ledger, what was typed is in the journal.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

_log = logging.getLogger(__name__)


class CrashHook(QObject):
    """
    Catches what nobody expected, on any thread; ``offer(number)`` is called once, on the GUI thread.

    ``number`` stands in the log beside the places of the program, without the exception's own text, since
    that may hold a name.
    """

    _happened = Signal(str)

    def __init__(self, make_number: Callable[[], str], offer: Callable[[str], None]) -> None:
        super().__init__()
        self._make_number, self._offer = make_number, offer
        self._offered = False
        self._before = (sys.excepthook, threading.excepthook)
        self._happened.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hang it in."""
        sys.excepthook = self.caught
        threading.excepthook = self._on_thread

    def remove(self) -> None:
        """Put back what was there."""
        sys.excepthook, threading.excepthook = self._before

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Note an exception and have the offer made; Ctrl+C in a terminal is none."""
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        number = self._make_number()
        _log.critical("crash number=%s kind=%s at=%s", number, kind.__name__, places(trace))
        self._happened.emit(number)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.caught(told.exc_type, told.exc_value, told.exc_traceback)

    @Slot(str)
    def _deliver(self, number: str) -> None:
        if not self._offered:
            self._offered = True
            self._offer(number)


def places(trace: TracebackType | None) -> str:
    """Return the places of a traceback, outermost first: file, line, function; never a value."""
    frames = traceback.extract_tb(trace)
    return " < ".join(f"{Path(each.filename).name}:{each.lineno}:{each.name}" for each in frames)


def relaunch_command() -> list[str]:
    """Return the command that opens this program again, with the arguments it was given."""
    given = sys.argv if getattr(sys, "frozen", False) else sys.orig_argv
    return [sys.executable, *given[1:]]
