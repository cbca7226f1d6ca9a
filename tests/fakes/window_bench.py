"""The real window on a desk of fakes, with three places, and hands to work it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from counter_app.ui.shell import Window
from tests.fakes.desk import CLERK, a_desk
from tests.fakes.places import NotingPlace, offer_of
from tests.fakes.runner import InlineRunner, ManualTimers


class WindowBench:
    """A window with an intake for clerks, a hall for supervisors, and a device room for all."""

    def __init__(self, qtbot, intake=None):
        self.desk = a_desk()
        self.timers = ManualTimers()
        self.intake = intake or NotingPlace("intake", "办件")
        self.hall = NotingPlace("hall", "大厅")
        self.devices = NotingPlace("devices", "设备")
        self.window = Window(
            self.desk,
            InlineRunner(self.desk),
            self.timers,
            (
                offer_of(self.intake, "clerk"),
                offer_of(self.hall, "supervisor"),
                offer_of(self.devices),
            ),
        )
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def admit(self, user=CLERK):
        self.window.admit(user)
        QApplication.sendPostedEvents()
        return self

    def strike(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def bar(self):
        return [
            each.accessibleName()
            for each in self.window.key_bar.findChildren(QPushButton)
            if each.isVisible()
        ]

    def rail(self):
        buttons = self.window.rail.findChildren(QToolButton)
        return [each.accessibleName() for each in buttons if each.isVisible()]

    def message(self):
        return self.window.message.said if self.window.message.isVisible() else ("", "")
