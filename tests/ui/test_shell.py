from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from counter_app.services.visit import User
from counter_app.ui.shell import Window
from tests.fakes.desk import CLERK, a_desk
from tests.fakes.places import NotingPlace, offer_of
from tests.fakes.runner import InlineRunner, ManualTimers
from tests.fakes.window_bench import WindowBench

SUPERVISOR = User("danzeng", "旦增", ("supervisor",))


@pytest.fixture
def bench(qtbot):
    return WindowBench(qtbot)


def test_before_anybody_is_admitted_there_is_nothing_to_do(bench):
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.window.refresh()

    assert (bench.rail(), bench.bar(), bench.window.user) == ([], [], None)
    assert bench.intake.happened == []


def test_a_person_sees_the_places_of_his_roles_and_lands_in_the_first(bench):
    bench.admit()

    assert bench.rail() == ["办件 Alt+1", "设备 Alt+2"]
    assert bench.intake.happened == ["enter"]
    assert bench.intake.users == bench.hall.users == [CLERK]


def test_a_single_place_needs_no_rail(qtbot):
    place, desk = NotingPlace(), a_desk()
    window = Window(desk, InlineRunner(desk), ManualTimers(), (offer_of(place),))
    qtbot.addWidget(window)
    window.show()

    window.admit(CLERK)

    assert not window.rail.isVisible()


def test_another_person_keeps_the_place_if_it_is_hers_too(bench):
    bench.admit()
    bench.window.go("devices")
    bench.window.dismiss()

    bench.admit(SUPERVISOR)

    assert bench.rail() == ["大厅 Alt+1", "设备 Alt+2"]
    assert bench.devices.happened[-1] == "enter"
    assert bench.devices.users == [CLERK, None, SUPERVISOR]


def test_another_person_without_that_place_lands_in_her_first(bench):
    bench.admit()
    bench.window.dismiss()

    bench.admit(SUPERVISOR)

    assert bench.hall.happened == ["enter"]


def test_dismissed_no_key_stands_and_no_place_is_offered(bench):
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.admit()

    bench.window.dismiss()
    bench.strike(Qt.Key.Key_F9)

    assert (bench.bar(), bench.rail()) == ([], [])
    assert "F9" not in bench.intake.happened


def test_keys_stand_in_their_order_and_act(bench):
    bench.intake.standing = tuple(bench.intake.key(each) for each in ("F3", "F9", "Alt+F9"))
    bench.admit()

    bench.strike(Qt.Key.Key_F9)
    bench.strike(Qt.Key.Key_F9, Qt.KeyboardModifier.AltModifier)

    assert bench.bar() == ["F2 下一位", "F3 做", "F9 做", "Alt+F9 做"]
    assert bench.intake.happened == ["enter", "F9", "Alt+F9"]


def test_a_key_that_stands_beside_its_thing_works_without_the_bar(bench):
    bench.intake.standing = (bench.intake.key("Alt+M", bar=False),)
    bench.admit()

    bench.strike(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)

    assert bench.bar() == ["F2 下一位"]
    assert bench.intake.happened[-1] == "Alt+M"


def test_a_closed_key_says_why_and_does_nothing(bench):
    bench.intake.standing = (bench.intake.key("F9", enabled=False, why="材料 3 缺。"),)
    bench.admit()

    bench.strike(Qt.Key.Key_F9)

    assert bench.message() == ("材料 3 缺。", "")
    assert "F9" not in bench.intake.happened


def test_a_key_no_longer_listed_no_longer_acts(bench):
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.admit()
    bench.intake.standing = ()
    bench.window.refresh()

    bench.strike(Qt.Key.Key_F9)

    assert "F9" not in bench.intake.happened


def test_a_key_held_down_strikes_once(bench, qapp):
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.admit()
    bench.strike(Qt.Key.Key_F9)
    none = Qt.KeyboardModifier.NoModifier

    for _ in range(20):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F9, none, "", autorep=True)
        QApplication.sendEvent(bench.window.windowHandle(), press)

    assert bench.intake.happened.count("F9") == 1


def test_a_click_on_the_bar_is_the_key(bench):
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.admit()
    button = bench.window.key_bar.findChildren(QPushButton)[1]

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert bench.intake.happened[-1] == "F9"


def test_enter_as_a_key_of_the_screen_works_from_a_field(bench):
    bench.intake.standing = (bench.intake.key("Enter"),)
    bench.admit()

    QTest.keyClick(bench.intake.field, Qt.Key.Key_Return)
    QTest.keyClick(bench.intake.field, Qt.Key.Key_Enter)

    assert bench.intake.happened[1:] == ["Enter", "Enter"]


def test_places_are_changed_by_their_keys(bench):
    bench.admit()

    bench.strike(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert bench.intake.happened == ["enter", "leave"]
    assert bench.devices.happened == ["enter"]
    assert bench.devices.widget().isVisible()
    assert not bench.intake.widget().isVisible()


def test_places_are_changed_by_the_rail(bench):
    bench.admit()

    QTest.mouseClick(bench.window.rail.findChildren(QToolButton)[1], Qt.MouseButton.LeftButton)

    assert bench.devices.happened == ["enter"]


def test_a_place_may_refuse_to_be_left_and_the_rail_shows_it(bench):
    bench.admit()
    bench.intake.stays = True

    QTest.mouseClick(bench.window.rail.findChildren(QToolButton)[1], Qt.MouseButton.LeftButton)

    assert bench.intake.widget().isVisible()
    assert bench.devices.happened == []
    assert [each.isChecked() for each in bench.window.rail.findChildren(QToolButton)] == [
        True,
        False,
    ]


def test_a_place_of_others_cannot_be_gone_to(bench):
    bench.admit()

    assert not bench.window.go("hall")
    assert bench.window.go("devices")
