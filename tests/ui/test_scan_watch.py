"""A scanner that types into the wrong field, on any screen, by events that say when each key was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from counter_app.domain.numbers import make_case_no
from counter_app.ui.notice import NoticePlace, NoticeText
from counter_app.ui.place import KeyAction
from tests.fakes.door import PIN
from tests.fakes.door_window import DoorWindow
from tests.fakes.intake import CREDIT_CODE
from tests.fakes.keys import KeyEvents
from tests.fakes.places import NotingPlace
from tests.fakes.window_bench import WindowBench

CASE = make_case_no("540402", 2026, "ADAB", 7)
EAN = "6901234567892"


class ScanPlace(NotingPlace):
    """A place that takes scans, and has a button and a second field."""

    def __init__(self):
        super().__init__()
        self.scans = []
        self.other, self.button = QLineEdit(), QPushButton("x")
        for each in (self.other, self.button):
            self._widget.layout().addWidget(each)

    def scanned(self, text):
        self.scans.append(text)


@pytest.fixture
def bench(qtbot):
    bench = WindowBench(qtbot, ScanPlace())
    bench.events = KeyEvents(bench.window)
    return bench.admit()


def test_a_case_number_is_taken_out_of_the_field_it_landed_in(bench):
    edits = []
    bench.events.type("林芝")
    bench.intake.field.textEdited.connect(edits.append)
    bench.events.scan(CASE)
    assert bench.intake.scans == [CASE]
    assert (bench.intake.field.text(), edits[-1]) == ("林芝", "林芝")
    bench.events.type("a")
    assert bench.intake.field.text() == "林芝a"


@pytest.mark.parametrize("code", [CASE, CREDIT_CODE])
def test_from_another_place_the_scan_leads_to_the_one_that_takes_it(bench, code):
    bench.window.go("devices")
    bench.events.scan(code)
    assert bench.intake.scans == [code]
    assert bench.intake.widget().isVisible()
    assert bench.devices.field.text() == ""


def test_a_place_that_cannot_be_left_stays_and_nothing_is_changed(bench):
    bench.window.go("devices")
    bench.devices.stays = True
    bench.events.scan(CASE)
    assert bench.intake.scans == []
    assert bench.message()[0] == "扫到了办件编号，这里不能收件，没有改动任何内容。"


def test_over_a_button_the_scan_is_heard_and_its_enter_presses_nothing(bench):
    pressed = []
    bench.intake.button.clicked.connect(pressed.append)
    bench.intake.button.setFocus()
    bench.events.scan(EAN)
    assert pressed == []
    assert "没有改动任何内容" in bench.message()[0]


def test_a_scan_that_moved_the_caret_is_taken_out_of_every_field(bench):
    bench.intake.field.setMaxLength(7)
    bench.intake.field.textEdited.connect(
        lambda text: bench.intake.other.setFocus() if len(text) == 7 else None
    )
    bench.events.scan(EAN)
    assert (bench.intake.field.text(), bench.intake.other.text()) == ("", "")


def test_a_caret_moved_by_hand_begins_anew(bench):
    bench.events.scan(CASE[:10], end="")
    bench.intake.other.setFocus()
    bench.events.type(CASE[10:])
    assert bench.intake.scans == []
    assert bench.intake.other.text() == CASE[10:]


def test_a_field_that_is_meant_for_a_scanner_keeps_what_it_got(bench):
    entered = []
    bench.intake.field.setProperty("takes_scans", "yes")
    bench.intake.field.returnPressed.connect(lambda: entered.append(bench.intake.field.text()))
    bench.events.scan(EAN)
    assert entered == [EAN]
    assert not bench.events.overridden


def test_what_a_hand_types_reaches_field_and_enter(bench):
    entered = []
    bench.intake.field.returnPressed.connect(lambda: entered.append(bench.intake.field.text()))
    bench.events.type(EAN)
    bench.events.press("Enter")
    assert entered == [EAN]


def test_backspace_and_shift_are_the_clerks(bench):
    bench.events.press("Backspace")
    bench.events.type("ab")
    bench.events.press("Shift")
    bench.events.press("Backspace")
    assert bench.intake.field.text() == "a"
    assert bench.message() == ("", "")


def test_a_held_key_is_no_scanner(bench):
    handle = bench.window.windowHandle()
    for at_ms in range(1000, 1300, 30):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", at_ms > 1000
        )
        event.setTimestamp(at_ms)
        QApplication.sendEvent(handle, event)
    assert bench.intake.field.text() == "1" * 10
    bench.events.press("Enter")
    assert bench.message() == ("", "")


def test_the_enter_of_a_scanner_answers_no_question(bench):
    answered = []
    key = KeyAction("Enter", "好", lambda: answered.append(True))
    bench.window.cover(NoticePlace(NoticeText("t", ("x",), "warning"), (key,)))
    bench.events.scan(CASE)
    assert bench.events.overridden
    assert answered == []
    assert bench.intake.scans == []
    assert bench.message() == (
        "扫到了办件编号，现在用不上，没有改动任何内容。",
        "请先把眼前这一步办完，再扫一次。",
    )
    bench.events.press("Enter")
    assert not bench.events.overridden


# ---- at the door
@pytest.fixture
def door(qtbot):
    return DoorWindow(qtbot)


def test_at_the_door_a_scan_is_no_try(door):
    door.come_in()
    door.key(Qt.Key.Key_F12)
    assert door.focused() == "pin"
    for _ in range(3):
        door.events.scan(EAN)
    assert door.field("pin").text() == ""
    assert door.window.message.said[0].startswith("扫到的不是办件编号")
    door.write(PIN)
    assert door.window.user is not None


@pytest.mark.parametrize("code", [CASE, CREDIT_CODE])
def test_a_known_code_in_the_password_is_taken_out_and_not_checked(door, code):
    door.write("ciren")
    door.key(Qt.Key.Key_Tab)
    door.events.scan(code)
    assert door.focused() == "password"
    assert door.field("password").text() == ""
    assert door.card.message.said == ("", "")
    assert "没有改动任何内容" in door.window.message.said[0]


def test_a_password_that_a_tool_types_is_a_password(door):
    door.write("ciren")
    door.key(Qt.Key.Key_Tab)
    door.events.scan("Wrong-2026", end="")
    assert door.field("password").text() == "Wrong-2026"
    door.events.press("Enter", 6)
    assert not door.events.overridden
    assert door.window.message.said == ("", "")
