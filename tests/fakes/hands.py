"""A person's hands on the real window: each key is a real key event, and each is counted."""

from __future__ import annotations

from PySide6.QtTest import QTest

from counter_app.services.visit import User
from counter_app.ui.shell import Window
from tests.fakes.keys import KeyEvents, named_key
from tests.fakes.runner import ManualTimers


class Hands:
    """
    ``keys`` counts what was pressed; a card and a scan are no keys.

    ``place`` is what ``offer`` builds: one offer, or a tuple of them.
    """

    USER: User

    def __init__(self, qtbot, desk, runner, offer, size, citizen_screen=None):
        self.desk, self.runner, self.timers = desk, runner, ManualTimers()
        offers = offer if isinstance(offer, tuple) else (offer,)
        self.window = Window(desk, runner, self.timers, offers, citizen_screen)
        qtbot.addWidget(self.window, before_close_func=lambda window: window.dismiss())
        self.window.resize(*size)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.admit(self.USER)
        self.keys = 0
        self.events = KeyEvents(self.window)

    @property
    def state(self):
        return self.place.presenter.state

    @property
    def view(self):
        return self.place.view

    @property
    def said(self):
        return self.window.message.said

    @property
    def focused(self):
        """Name of the field that has the caret."""
        return self.view.fields.name_of(self.window.focusWidget())

    def press(self, *pressed):
        """Press keys: ``F9``, ``Alt+F9``, ``Enter``; typed text goes through ``type``."""
        for each in pressed:
            self.keys += 1
            QTest.keyClick(self.window.focusWidget() or self.window, *named_key(each))

    def type(self, text):
        """Type characters of the keyboard, each a key."""
        self.keys += len(text)
        for each in text:
            QTest.keyClick(self.window.focusWidget(), each)

    def lay(self, person):
        """Put a card on the plate."""
        self.desk.reader.lay(person)
