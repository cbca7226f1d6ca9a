"""Half-typed text outlives a lock: the real window, door and 办件 together (F-A2, F-A3)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.domain.window_operation import PersonalDataShown
from counter_app.services.sketch import sketch_on_table
from counter_app.ui import places, theme
from counter_app.ui.intake.place import IntakePlace
from counter_app.ui.place import PlaceOffer
from counter_app.ui.shell import Window
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk
from tests.fakes.paper_cases import an_item
from tests.fakes.runner import InlineRunner, ManualTimers

PIN = "270418"


class Counter:
    """A clerk who has signed in and opened the window."""

    def __init__(self, qtbot, qapp):
        theme.apply(qapp, theme.make("light"))
        self.desk = a_desk(an_item(), calendars=(YEAR_2026,))
        self.timers = ManualTimers()
        offer = PlaceOffer("intake", "ph.clipboard-text", ("clerk",), self._build)
        self.window = Window(self.desk, InlineRunner(self.desk), self.timers, (offer,))
        qtbot.addWidget(self.window, before_close_func=lambda window: window.dismiss())
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        door = places.begin(self.window.surroundings)
        self.door = door.presenter
        for field, text in (("user", "ciren"), ("password", "right")):
            self.door.type_text(field, text)
        self.door.press("Enter")
        for field in ("pin", "pin_again"):
            self.door.type_text(field, PIN)
        door.opening.presenter.press_enter()

    def _build(self, around):
        self.place = IntakePlace(around)
        return self.place

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def texts(self):
        return self.place.presenter.state.texts


@pytest.fixture
def counter(qtbot, qapp):
    return Counter(qtbot, qapp)


def test_keys_struck_just_before_the_lock_are_there_after_it(counter):
    for digit in "5404":
        counter.press(digit)
    counter.timers.advance(100)
    for digit in "02":
        counter.press(digit)
    counter.press(Qt.Key.Key_F12)
    counter.timers.advance(100)
    assert dict(sketch_on_table(counter.desk).texts) == {"number": "540402"}
    assert counter.texts() == {}, "nothing personal stays behind the lock"
    counter.door.type_text("pin", PIN)
    counter.timers.advance(100)
    assert counter.texts() == {"number": "540402"}


def test_a_number_shown_in_full_is_an_operation(counter):
    counter.press(Qt.Key.Key_F3)
    counter.press(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert counter.place.presenter.state.revealed
    recorded = [each.entry.operation for each in counter.desk.ledger.recent(9)]
    assert [each for each in recorded if isinstance(each, PersonalDataShown)]
