"""The citizen's screen in a real window on monitors of a test."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from counter_app.ui.citizen.screen import CitizenScreen
from tests.fakes.citizen import CitizenBench, FakeMonitors


class CitizenWindowBench(CitizenBench):
    """The same with the real window on monitors of a test."""

    def __init__(self, qtbot, *monitors, number=1, **changes):
        super().__init__(**changes)
        self.monitors = FakeMonitors(*monitors)
        self.screen = CitizenScreen(
            self.desk, self.runner, self.timers, self.shell, number, self.monitors
        )
        self.window, self.presenter = self.screen.window, self.screen.presenter
        qtbot.addWidget(self.window, before_close_func=lambda _window: self.screen.end())
        self.screen.begin()

    def press(self, name):
        buttons = [each for each in self.window.findChildren(QPushButton, name) if each.isVisible()]
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def buttons(self):
        return [each for each in self.window.findChildren(QPushButton) if each.isVisible()]

    def texts(self):
        return [each.text() for each in self.window.findChildren(QLabel) if each.isVisible()]

    def write(self):
        """With a mouse, stroke by stroke."""
        pad = self.window.sign.pad
        for row in (0.3, 0.6):
            y = round(pad.height() * row)
            drag(pad, [(40, y), (200, y + 20), (pad.width() - 60, y)])


def drag(pad, points):
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
    for each in points[1:]:
        QTest.mouseMove(pad, QPoint(*each))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))
