"""
``python -m tests.fakes.two_monitors NUMBER [PLATFORM]``: the real window and its citizen screen.

On Qt's offscreen platform (unless another is named) there are two monitors, by its configuration
file. One JSON line is printed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.ui.shell import Window
from tests.fakes.desk import CLERK, a_desk
from tests.fakes.places import NotingPlace, offer_of
from tests.fakes.runner import InlineRunner, ManualTimers

SCREENS = {
    "screens": [
        {"name": "DP-1", "x": 0, "y": 0, "width": 1280, "height": 800, "logicalDpi": 96},
        {"name": "HDMI-1", "x": 1280, "y": 0, "width": 1024, "height": 600, "logicalDpi": 96},
    ]
}


def main():
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "screens.json"
        file.write_text(json.dumps(SCREENS), encoding="utf-8")
        own = f"offscreen:configfile={file}"
        os.environ["QT_QPA_PLATFORM"] = sys.argv[2] if len(sys.argv) > 2 else own
        show(int(sys.argv[1]))


def show(number):
    app = QApplication(sys.argv[:1])
    desk, place = a_desk(), NotingPlace()
    window = Window(desk, InlineRunner(desk), ManualTimers(), (offer_of(place),), number)
    window.show()
    window.admit(CLERK)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    before = place.field.hasFocus()
    window.citizen_screen.begin()
    QTest.qWait(50)
    citizen = window.citizen_screen.window
    box = citizen.geometry()
    told = {
        "monitor": citizen.screen().name(),
        "box": [box.x(), box.y(), box.width(), box.height()],
        "full": citizen.isFullScreen(),
        "clerk": window.screen().name(),
        "caret": [before, place.field.hasFocus()],
    }
    window.close()
    QTest.qWait(20)
    told["left"] = [each.isVisible() for each in app.topLevelWidgets() if each is citizen]
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
