"""
``python -m benchmarks.desk_start [--bare] OPTIONS``: one start, as ``python -m counter_app`` does it.

It prints the wall time at which the sign-in screen's event loop had put the caret into the password,
and what the process holds then; a real key is pressed to see that it takes keys. ``--bare`` shows a
line edit and nothing else: what Python and Qt cost.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from benchmarks.desk_process import rss_mb

if TYPE_CHECKING:
    from counter_app.services.desk import Desk


MARKS: list[tuple[str, float]] = []
"""What was reached when, by wall time."""


def mark(name: str) -> None:
    """Note that something is reached."""
    MARKS.append((name, time.time()))  # noqa: TID251  two processes compare it


class Usable(QObject):
    """Ends the application once a line edit of ``root`` has the caret and has taken a key."""

    def __init__(self, root: QWidget) -> None:
        super().__init__()
        self._root = root
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        field = self._root.focusWidget()
        if not isinstance(field, QLineEdit) or not field.isVisible():
            return
        self._timer.stop()
        said = {
            "usable_at": time.time(),  # noqa: TID251  two processes compare it
            "cpu_s": time.process_time(),
            "rss_mb": rss_mb(),
            "marks": MARKS,
        }
        from PySide6.QtTest import QTest  # noqa: PLC0415  the start does not pay for it

        QTest.keyClick(field, Qt.Key.Key_C)
        print(json.dumps(said | {"takes_keys": field.text().lower().endswith("c")}), flush=True)
        QApplication.quit()


def bare() -> None:
    """Show a line edit."""
    app = QApplication(sys.argv[:1])
    root = QWidget()
    field = QLineEdit(root)
    root.showMaximized()
    field.setFocus()
    probe = Usable(root)
    app.exec()
    del probe


def window(arguments: list[str]) -> None:
    """Open the window of a profile."""
    from counter_app.__main__ import main as _  # noqa: PLC0415,F401  what the command imports, too
    from counter_app.commands.profile import (  # noqa: PLC0415
        add_options,
        profile_of,
        settings_of,
    )
    from counter_app.commands.screen import desk_behind  # noqa: PLC0415
    from counter_app.ui import places  # noqa: PLC0415
    from counter_app.ui.app import Opening, show  # noqa: PLC0415

    mark("imported")
    parser = argparse.ArgumentParser()
    add_options(parser, default=True)
    options = parser.parse_args(arguments)
    profile, settings = profile_of(options), settings_of(options)

    def begin(around: Any) -> object:
        mark("window_built_and_shown")
        return places.begin(around), Usable(around.shell)

    @contextmanager
    def desk() -> Iterator[Desk]:
        mark("application_dressed")
        with desk_behind(profile, settings) as opened:
            mark("stores_open")
            yield opened

    opening = Opening(desk, settings, profile, None, places.offers(), begin)
    show(QApplication(sys.argv[:1]), opening)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--bare"]:
        bare()
    else:
        window(sys.argv[1:])
