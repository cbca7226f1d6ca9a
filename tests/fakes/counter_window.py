"""A certificate clerk's hands on the real window: each key is a real key event, and each is counted."""

from __future__ import annotations

from PySide6.QtTest import QTest

from counter_app.ui.certificates.place import CertificatesPlace
from counter_app.ui.place import PlaceOffer
from counter_app.ui.shell import Window
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import a_window_desk
from tests.fakes.counter import ISSUER
from tests.fakes.keys import KeyEvents, named_key
from tests.fakes.runner import InlineRunner, ManualTimers


class CounterClerk:
    """``keys`` counts what was pressed; a card and a scan are no keys."""

    def __init__(self, qtbot, desk=None, size=(1280, 800), citizen_screen=None):
        self.desk = desk or a_window_desk(reader=FakeCardReader())
        self.runner, self.timers = InlineRunner(self.desk), ManualTimers()
        offer = PlaceOffer("certificates", "ph.medal", ("certificate_clerk",), self._build)
        self.window = Window(self.desk, self.runner, self.timers, [offer], citizen_screen)
        qtbot.addWidget(self.window, before_close_func=lambda window: window.dismiss())
        self.window.resize(*size)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.admit(ISSUER)
        self.keys = 0
        self.events = KeyEvents(self.window)

    def _build(self, around):
        self.place = CertificatesPlace(around)
        return self.place

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
        return self.view.fields.name_of(self.window.focusWidget())

    @property
    def sentence(self):
        return self.place.now().now

    def press(self, *pressed):
        for each in pressed:
            self.keys += 1
            QTest.keyClick(self.window.focusWidget() or self.window, *named_key(each))

    def type(self, text):
        self.keys += len(text)
        for each in text:
            QTest.keyClick(self.window.focusWidget(), each)

    def lay(self, person):
        self.desk.reader.lay(person)
