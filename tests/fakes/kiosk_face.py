"""
``python -m tests.fakes.kiosk_face FOLDER PLAN``: the kiosk's face on fakes with real lanes.

It prints one JSON object per thing that happens. PLAN: staff, refuse, window, bug, stay.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from counter_app.config import Settings
from counter_app.domain.errors import StoreError
from counter_app.lanes import Lanes
from counter_app.ui.kiosk import face
from counter_app.ui.kiosk.view import KioskWindow
from tests.fakes.kiosk import a_kiosk_desk
from tests.fakes.paper_cases import a_window

NUMBER = "540402199001010014"


def tell(**what):
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Stage:
    def __init__(self, folder: Path, plan: str):
        self.plan, self.told = plan, set()
        self.again = (folder / "was-here").exists()
        (folder / "was-here").write_text("yes", encoding="utf-8")
        self.timer = QTimer(interval=20)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    @contextmanager
    def open_desk(self):
        if self.plan == "refuse":
            raise StoreError("store_in_use", file="ledger.db")
        lanes = Lanes()
        made = a_kiosk_desk(None, a_window()) if self.plan == "window" else a_kiosk_desk()
        try:
            yield replace(made, background=lanes)
        finally:
            tell(lanes_closed=lanes.close(10))

    def look(self):
        for window in QApplication.topLevelWidgets():
            if isinstance(window, KioskWindow):
                self.act(window, [e.text() for e in window.findChildren(QLabel) if e.isVisible()])

    def act(self, window, texts):
        for text in ("请选择要办的业务", "取号机还没有准备好", "取号机出了故障，正在重新启动。"):
            if text in texts and text not in self.told:
                self.told.add(text)
                tell(shown=text, again=self.again, full=window.isFullScreen())
                if text.startswith("请选择"):
                    self.begin(window)

    def begin(self, window):
        if self.plan == "staff" or self.again:
            QTimer.singleShot(0, window.leave)
        elif self.plan == "bug":
            QTimer.singleShot(0, self.bug)

    def bug(self):
        raise ValueError(NUMBER)


def main():
    folder, plan = Path(sys.argv[1]), sys.argv[2]
    app = QApplication(sys.argv[:1])
    stage = Stage(folder, plan)
    opening = face.KioskOpening(stage.open_desk, Settings(), folder, refused_ms=50, restart_ms=50)
    code, error = face.show(app, opening)
    tell(code=code, error="" if error is None else error.code)


if __name__ == "__main__":
    main()
