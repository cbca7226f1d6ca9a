"""The door on real lanes with the real slow hash: ends come later, and in any order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.lanes import Lanes
from counter_app.security import Argon2Verifier
from counter_app.ui import places
from counter_app.ui.relay import Relay
from counter_app.ui.shell import Window
from counter_app.ui.timers import QtTimers
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk, a_user
from tests.fakes.door import PIN
from tests.fakes.keys import KeyEvents
from tests.fakes.places import NotingPlace, offer_of


class Bench:
    def __init__(self, qtbot, lanes):
        desk = a_desk(calendars=(YEAR_2026,))
        desk.ledger.replace_users([a_user(verifier=PasswordHasher().hash("right"))])
        self.desk = replace(desk, background=lanes, verifier=Argon2Verifier())
        self.relay, self.intake = Relay(lanes), NotingPlace()
        self.window = Window(self.desk, self.relay, QtTimers(), (offer_of(self.intake),))
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.events = KeyEvents(self.window)
        self.door = places.begin(self.window.surroundings)
        self.card, self.screen = self.door.widget(), self.door.opening.widget()

    def write(self, text):
        self.events.type(text)

    def key(self, key):
        QTest.keyClick(self.window.windowHandle(), key)

    def focus(self, name):
        return self.card.fields[name].line.hasFocus() if name in self.card.fields else False


@pytest.fixture
def bench(qtbot):
    lanes = Lanes()
    bench = Bench(qtbot, lanes)
    yield bench
    bench.relay.close()
    assert lanes.close(10)


def test_from_the_sign_in_to_the_work_and_back_after_a_lock(bench, qtbot):
    qtbot.waitUntil(lambda: bench.focus("user"))
    bench.write("ciren")
    bench.key(Qt.Key.Key_Return)
    bench.write("right")
    bench.key(Qt.Key.Key_Return)
    bench.key(Qt.Key.Key_Return)  # while it is being checked
    qtbot.waitUntil(lambda: bench.focus("pin"))
    bench.write(PIN + PIN)
    qtbot.waitUntil(bench.screen.isVisible)
    qtbot.waitUntil(lambda: bench.door.opening.presenter.state.checks[2].kind == "good")
    bench.key(Qt.Key.Key_Return)
    qtbot.waitUntil(bench.intake.field.hasFocus)
    bench.key(Qt.Key.Key_F12)
    assert not bench.intake.widget().isVisible()
    bench.write("111111")
    qtbot.waitUntil(lambda: bench.card.message.said[0].startswith("解锁码不对"))
    bench.write(PIN)
    qtbot.waitUntil(bench.intake.field.hasFocus)
    kinds = [each.entry.operation.kind for each in bench.desk.ledger.recent(9)]
    assert kinds == ["session.change", "session.lock", "window.open", "session.sign_in"]
