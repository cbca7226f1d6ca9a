"""The door in a real window, driven by real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.ui import places
from counter_app.ui.shell import Window
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk, a_user
from tests.fakes.door import PIN
from tests.fakes.keys import CLERK_MS, KeyEvents
from tests.fakes.places import NotingPlace, offer_of
from tests.fakes.runner import InlineRunner, ManualTimers


class DoorWindow:
    """The real window with its door closed, and hands for it."""

    def __init__(self, qtbot, desk=None):
        self.desk = desk or a_desk(calendars=(YEAR_2026,))
        if desk is None:
            zhuoma = a_user(name="zhuoma", display_name="卓玛", verifier="hers")
            self.desk.ledger.replace_users([a_user(), zhuoma])
        self.intake = NotingPlace()
        self.runner = InlineRunner(self.desk)
        self.window = Window(self.desk, self.runner, ManualTimers(), (offer_of(self.intake),))
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.events = KeyEvents(self.window)
        self.door = places.begin(self.window.surroundings)
        self.card = self.door.widget()
        self.screen = self.door.opening.widget()

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def write(self, text):
        """Type into whatever has the focus, at a clerk's pace."""
        self.events.type(text, CLERK_MS)

    def enter(self):
        self.key(Qt.Key.Key_Return)

    def focused(self):
        return QApplication.focusWidget().objectName()

    def sign_in(self):
        self.write("ciren")
        self.key(Qt.Key.Key_Tab)
        self.write("right")
        self.enter()

    def come_in(self):
        self.sign_in()
        self.write(PIN + PIN)
        self.enter()
        return self

    def chips(self):
        return [(each.text(), each.isChecked()) for each in self.card.chips()]

    def field(self, name):
        return self.card.fields[name].line

    def idle(self, ms):
        self.desk.clock.advance(ms)
        self.window._idle.tell()
