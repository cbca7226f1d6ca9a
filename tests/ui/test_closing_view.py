"""Closing and hand-over in the real window, by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout

from counter_app.services import calling
from tests.fakes.day import VISIT, day_desk, kinds, serve
from tests.fakes.desk import play
from tests.fakes.door_window import DoorWindow

ALT = Qt.KeyboardModifier.AltModifier


class ClosingWindow(DoorWindow):
    """The window of 次仁, who has signed in and opened it."""

    def __init__(self, qtbot):
        super().__init__(qtbot, day_desk())
        self.sign_in()
        self.key(Qt.Key.Key_Escape)  # no PIN
        self.enter()
        self.place = self.door.closing
        self.screen = self.place.widget()

    def close_key(self):
        self.key(Qt.Key.Key_F12, ALT)

    def over(self):
        self.close_key()
        self.key(Qt.Key.Key_J, ALT)


@pytest.fixture
def bench(qtbot):
    return ClosingWindow(qtbot)


def test_the_key_shows_the_list_from_any_place_and_esc_goes_back(bench):
    assert bench.intake.widget().isVisible()
    bench.close_key()
    assert bench.screen.isVisible()
    assert QApplication.focusWidget() is bench.screen.close_button
    assert bench.screen.checks["serving"].said == ("好了", "窗口没有人。", "")
    bench.key(Qt.Key.Key_Escape)
    assert (bench.screen.isVisible(), bench.intake.widget().isVisible()) == (False, True)
    assert kinds(bench.desk)[0] == "window.open"


def test_one_enter_closes_the_window_and_the_next_clerk_opens_it_again(bench):
    bench.close_key()
    bench.enter()
    assert kinds(bench.desk)[:2] == ["session.lock", "window.close"]
    assert bench.card.isVisible()
    assert "窗口已收" in bench.card.message.said[0]
    assert bench.window.user is None
    assert bench.field("password").hasFocus()
    bench.close_key()
    assert not bench.screen.isVisible()
    bench.field("user").setText("")
    bench.field("user").setFocus()
    bench.sign_in()
    bench.key(Qt.Key.Key_Escape)
    assert bench.door.opening.widget().isVisible()
    bench.enter()
    assert kinds(bench.desk)[0] == "window.open"


def test_the_receiver_types_signs_and_sits_there(bench):
    bench.over()
    assert bench.focused() == "second"
    assert bench.screen.second.isVisible()
    bench.write("zhuoma")
    bench.enter()
    assert bench.focused() == "password"
    bench.write("right too")
    bench.enter()
    assert bench.window.user.name == "zhuoma"
    assert bench.window.strip._user.text() == "卓玛"
    assert bench.intake.widget().isVisible()
    assert kinds(bench.desk)[:2] == ["session.change", "shift.hand_over"]
    assert not bench.screen.fields.editor("password").text()


def test_a_wrong_password_stands_under_its_field(bench):
    bench.over()
    bench.write("zhuoma")
    bench.key(Qt.Key.Key_Tab)
    bench.write("wrong")
    bench.enter()
    assert bench.focused() == "password"
    assert bench.screen.fields.editor("password").text() == ""
    assert bench.window.user.name == "ciren"
    bench.key(Qt.Key.Key_Escape)
    assert bench.screen.isVisible()
    assert not bench.screen.second.isVisible()


def test_the_button_beside_a_line_does_what_its_key_does(bench):
    serve(bench.desk)
    bench.close_key()
    line = bench.screen.checks["serving"]
    assert (line.button.isVisible(), line.button.text()) == (True, "去叫号  Alt+1")
    assert "A001" in line.spoken
    play(bench.desk, calling.finish(bench.desk, VISIT))
    bench.key(Qt.Key.Key_F5)
    assert [each.isVisible() for each in (line.button, line._title)] == [True, True]
    assert list(bench.screen.left.lines) == ["unsent"]
    assert not bench.screen.left._rows[1]._title.isVisible()
    QTest.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert not bench.screen.isVisible()


def test_f12_locks_over_the_list_and_the_list_is_gone(bench):
    bench.close_key()
    bench.key(Qt.Key.Key_F12)
    assert bench.card.isVisible()
    assert not bench.screen.isVisible()


def test_narrow_windows_stack_the_two_halves(qtbot, bench):
    bench.close_key()
    bench.window.resize(900, 800)
    stacked = QBoxLayout.Direction.TopToBottom
    qtbot.waitUntil(lambda: bench.screen._halves.direction() == stacked)
