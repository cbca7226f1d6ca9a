"""
``python -m tests.fakes.face FOLDER PLAN``: the real window on a desk of fakes with real lanes.

It prints one JSON object per thing that happens. PLAN: close, refuse, slow, bug, stay.
"""

from __future__ import annotations

import json
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from counter_app.config import Settings
from counter_app.domain.errors import StoreError
from counter_app.lanes import Lanes
from counter_app.ui.app import Opening, show
from counter_app.ui.notice import NoticePanel
from tests.fakes.desk import CLERK, a_desk
from tests.fakes.places import NotingPlace, offer_of

NUMBER = "540402199001010014"


def tell(**what):
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Stage:
    """What happens in the window, by its plan."""

    def __init__(self, folder: Path, plan: str):
        self.folder, self.plan = folder, plan
        self.again = (folder / "was-here").exists()
        (folder / "was-here").write_text("yes", encoding="utf-8")
        self.told = False
        self.timer = QTimer(interval=20)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    @contextmanager
    def open_desk(self):
        if self.plan == "refuse":
            raise StoreError("store_in_use", file="ledger.db")
        if self.plan == "slow":
            threading.Event().wait(1.5)
        lanes = Lanes()
        try:
            yield replace(a_desk(), background=lanes)
        finally:
            shown = sum(each.isVisible() for each in QApplication.topLevelWidgets())
            tell(lanes_closed=lanes.close(10), windows=shown)

    def begin(self, surroundings):
        surroundings.shell.admit(CLERK)
        tell(opened=True, again=True) if self.again else tell(opened=True)
        if self.plan in ("close", "slow") or self.again:
            QTimer.singleShot(50, surroundings.shell.close)
        elif self.plan == "bug":
            QTimer.singleShot(50, self.bug)

    def bug(self):
        raise ValueError(NUMBER)

    def look(self):
        """Tell what a notice says, once, and answer it."""
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and not self.told:
                if isinstance(widget, NoticePanel):
                    self.told = True
                    tell(
                        notice=[each.text() for each in widget.findChildren(QLabel) if each.text()]
                    )
                    widget.buttons[0].click()
                elif isinstance(widget, QLabel):
                    self.told = True
                    tell(notice=[widget.text()])


def main():
    folder, plan = Path(sys.argv[1]), sys.argv[2]
    app = QApplication(sys.argv[:1])
    stage = Stage(folder, plan)
    offers = (offer_of(NotingPlace()),)
    opening = Opening(stage.open_desk, Settings(), folder, None, offers, stage.begin)
    tell(code=show(app, opening))


if __name__ == "__main__":
    main()
