from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter_app.services.desk import Changes
from tests.fakes.places import NotingPlace
from tests.fakes.window_bench import WindowBench


@pytest.fixture
def bench(qtbot):
    return WindowBench(qtbot)


def test_changes_reach_every_place_the_cover_and_the_line(bench):
    bench.admit()
    cover = NotingPlace("session")
    bench.window.cover(cover)
    bench.window.line_watch.begin()
    before = bench.desk.background.lanes.count("reader")

    bench.window.announce(Changes(cases=("c",)))

    for place in (bench.intake, bench.hall, bench.devices, cover):
        assert place.changes[-1] == Changes(cases=("c",))
    assert bench.desk.background.lanes.count("reader") > before


def test_a_cover_hides_the_place_and_has_the_keys_alone(bench):
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.admit()
    bench.window.common_keys((bench.intake.key("F12", text="锁"),))
    cover = NotingPlace("session")
    cover.standing = (cover.key("F1"),)

    bench.window.cover(cover)
    for key in (Qt.Key.Key_F9, Qt.Key.Key_F12, Qt.Key.Key_F1):
        bench.strike(key)
    bench.strike(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert cover.happened == ["enter", "F1"]
    assert bench.intake.happened == ["enter", "leave"]
    assert bench.bar() == ["F1 做"]
    assert not bench.intake.widget().isVisible()
    assert not bench.window.go("devices")


def test_uncovered_the_place_is_as_it_was_and_is_entered_again(bench):
    bench.admit()
    bench.intake.field.setText("typed")
    first, second = NotingPlace("session"), NotingPlace("opening")
    bench.window.cover(first)
    bench.window.cover(second)
    assert not first.widget().isVisible()

    bench.window.uncover()

    assert bench.intake.happened == ["enter", "leave", "enter"]
    assert bench.intake.field.text() == "typed"
    assert bench.intake.widget().isVisible()
    assert not second.widget().isVisible()


def test_a_cover_can_come_again(bench):
    bench.admit()
    cover = NotingPlace("session")
    bench.window.cover(cover)
    bench.window.uncover()

    bench.window.cover(cover)

    assert cover.widget().isVisible()
    assert cover.happened == ["enter", "enter"]


def test_common_keys_stand_behind_those_of_the_place(bench):
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.admit()

    bench.window.common_keys((bench.intake.key("F12", text="锁"),))
    bench.strike(Qt.Key.Key_F12)

    assert bench.bar() == ["F2 下一位", "F9 做", "F12 锁"]
    assert bench.intake.happened[-1] == "F12"


def test_alt_f4_with_nobody_at_the_counter_closes(bench, qtbot):
    bench.admit()

    with qtbot.waitSignal(bench.window.closed, timeout=1000):
        bench.window.close()

    assert not bench.window.isVisible()


def test_alt_f4_in_mid_case_asks_and_enter_goes_back(bench):
    bench.admit()
    bench.intake.busy = "一件食品经营许可正在办。"

    bench.window.close()
    shown = [each.text() for each in bench.window.findChildren(QLabel) if each.isVisible()]
    assert bench.window.isVisible()
    assert "一件食品经营许可正在办。" in shown
    bench.strike(Qt.Key.Key_Return)

    assert bench.intake.widget().isVisible()
    assert bench.intake.happened == ["enter", "enter"]
    assert bench.window.isVisible()


def test_alt_f4_twice_still_only_asks(bench):
    bench.admit()
    bench.intake.busy = "正在办。"

    bench.window.close()
    bench.window.close()

    assert bench.window.isVisible()
    assert bench.bar() == ["Enter 回去接着办", "Alt+Q 关闭窗口"]


def test_the_question_of_closing_can_be_answered_with_yes(bench, qtbot):
    bench.admit()
    bench.intake.busy = "正在办。"
    bench.window.close()

    with qtbot.waitSignal(bench.window.closed, timeout=1000):
        bench.strike(Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)

    assert not bench.window.isVisible()


def test_the_question_of_closing_gives_a_locked_window_back_to_its_cover(bench):
    bench.admit()
    bench.intake.busy = "正在办。"
    cover = NotingPlace("session")
    bench.window.cover(cover)

    bench.window.close()
    bench.strike(Qt.Key.Key_Return)

    assert cover.widget().isVisible()
    assert not bench.intake.widget().isVisible()


def test_after_closing_no_turn_of_the_line_begins(bench):
    bench.window.line_watch.begin()
    assert bench.timers.waiting == 4  # a turn, and three devices

    bench.window.close()

    assert bench.timers.waiting == 0
