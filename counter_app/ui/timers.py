"""Things that happen after a while, on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class QtTimers(QObject):
    """``Timers`` of a running window; all of them end with it."""

    def after(self, delay_ms: int, act: Callable[[], None]) -> Callable[[], None]:
        """Call ``act`` once after ``delay_ms``; the answer revokes it."""
        timer = QTimer(self, singleShot=True, interval=delay_ms)
        live = [timer]

        def end() -> None:
            if live:
                live.pop().deleteLater()

        def fire() -> None:
            end()
            act()

        def revoke() -> None:
            for each in live:
                each.stop()
            end()

        timer.timeout.connect(fire)
        timer.start()
        return revoke
