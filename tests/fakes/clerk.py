"""A clerk's hands on the real window: each key is a real key event, and each is counted."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.ui import theme
from counter_app.ui.intake.place import IntakePlace
from counter_app.ui.place import PlaceOffer
from counter_app.ui.shell import Window
from tests.fakes.desk import CLERK
from tests.fakes.intake import PHONE, ZHAXI, a_searchable_desk
from tests.fakes.keys import KeyEvents, named_key
from tests.fakes.runner import InlineRunner, ManualTimers


class Clerk:
    """``keys`` counts what was pressed; a card and a scan are no keys."""

    def __init__(self, qtbot, desk=None, size=(1280, 800), runner=None, look=("light", 100)):
        theme.apply(QApplication.instance(), theme.make(*look))
        self.qtbot = qtbot
        self.desk = desk or a_searchable_desk()
        self.runner = runner or InlineRunner(self.desk)
        self.timers = ManualTimers()
        self.notes = []
        offer = PlaceOffer("intake", "ph.clipboard-text", ("clerk",), self._build)
        self.window = Window(self.desk, self.runner, self.timers, [offer])
        qtbot.addWidget(self.window, before_close_func=lambda window: window.dismiss())
        self.window.resize(*size)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.admit(CLERK)
        self.keys = 0
        self.events = KeyEvents(self.window)

    def _build(self, around):
        self.place = IntakePlace(around, lambda *what: self.notes.append(what))
        return self.place

    @property
    def state(self):
        return self.place.presenter.state

    @property
    def visit(self):
        return self.state.visit

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
        self._send(text)

    def scan(self, text, end="Enter"):
        """A scanner types and ends with Enter, Tab or nothing; no key of the clerk."""
        self.events.scan(text, end)

    def lay(self, person=ZHAXI):
        """Put a card on the plate."""
        self.desk.reader.lay(person)

    def compose(self, text, commit=""):
        """An input method composes, and perhaps commits."""
        event = QInputMethodEvent(text, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(self.window.focusWidget(), event)

    def _send(self, text):
        for each in text:
            QTest.keyClick(self.window.focusWidget(), each)


def ready(clerk):
    """Read the card and open an item with all its materials received."""
    clerk.press("F3")
    clerk.type(PHONE)
    clerk.press("Enter")
    clerk.type("spjy")
    clerk.press("Enter", "F6")


def field_of(clerk, name):
    """The editor of a field."""
    return clerk.view.fields.editor(name)
