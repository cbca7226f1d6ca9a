from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QToolButton

from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.place import NowLine
from counter_app.ui.shell import Window
from counter_app.words import Words
from tests.fakes.desk import CLERK, a_desk
from tests.fakes.places import NotingPlace, offer_of
from tests.fakes.runner import InlineRunner, ManualTimers

SUPERVISOR = User("danzeng", "旦增", ("supervisor",))


class Bench:
    """A window with an intake for clerks, a hall for supervisors, and a device room for all."""

    def __init__(self, qtbot):
        self.desk = a_desk()
        self.timers = ManualTimers()
        self.intake = NotingPlace("intake", "办件")
        self.hall = NotingPlace("hall", "大厅")
        self.devices = NotingPlace("devices", "设备")
        self.window = Window(
            self.desk,
            InlineRunner(self.desk),
            self.timers,
            (
                offer_of(self.intake, "clerk"),
                offer_of(self.hall, "supervisor"),
                offer_of(self.devices),
            ),
        )
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def admit(self, user=CLERK):
        self.window.admit(user)
        QApplication.sendPostedEvents()
        return self

    def strike(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def bar(self):
        return [
            each.accessibleName()
            for each in self.window.key_bar.findChildren(QPushButton)
            if each.isVisible()
        ]

    def rail(self):
        buttons = self.window.rail.findChildren(QToolButton)
        return [each.accessibleName() for each in buttons if each.isVisible()]

    def message(self):
        return self.window.message.said if self.window.message.isVisible() else ("", "")


@pytest.fixture
def bench(qtbot):
    return Bench(qtbot)


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

    assert bench.bar() == ["F3 做", "F9 做", "Alt+F9 做"]
    assert bench.intake.happened == ["enter", "F9", "Alt+F9"]


def test_a_key_that_stands_beside_its_thing_works_without_the_bar(bench):
    bench.intake.standing = (bench.intake.key("Alt+M", bar=False),)
    bench.admit()

    bench.strike(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)

    assert bench.bar() == []
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
    button = bench.window.key_bar.findChildren(QPushButton)[0]

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


def test_a_light_of_the_strip_opens_the_device_room(bench):
    bench.admit()
    bench.window.line_watch.begin()
    pill = bench.window.strip.findChildren(QPushButton)[0]

    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)

    assert bench.devices.widget().isVisible()


def test_the_sentence_line_says_what_is_open_and_goes_when_nothing_is(bench):
    bench.admit()
    assert not bench.window.sentence.isVisible()
    bench.intake.sentence = NowLine("F9 受理，印通知书 2 份。", "F8 未开：没有缺的材料")

    bench.window.refresh()

    said = [each.text() for each in bench.window.sentence.findChildren(QLabel)]
    assert said == ["现在 →", "F9 受理，印通知书 2 份。", "F8 未开：没有缺的材料"]
    assert bench.window.sentence.isVisible()


def test_a_message_goes_by_esc_and_only_then_the_place_gets_esc(bench):
    bench.intake.standing = (bench.intake.key("Esc"),)
    bench.admit()
    bench.window.tell("读卡器没有应答。", "请检查连线后按 F3 重读。", "error")
    assert bench.message() == ("读卡器没有应答。", "请检查连线后按 F3 重读。")

    bench.strike(Qt.Key.Key_Escape)
    assert bench.message() == ("", "")
    assert "Esc" not in bench.intake.happened
    bench.strike(Qt.Key.Key_Escape)

    assert bench.intake.happened[-1] == "Esc"


def test_a_message_takes_no_focus(bench, qtbot):
    bench.admit()
    assert bench.intake.field.hasFocus()

    bench.window.tell("什么", "怎么办", "warning")

    assert bench.intake.field.hasFocus()


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

    assert bench.bar() == ["F9 做", "F12 锁"]
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
    assert bench.timers.waiting == 1

    bench.window.close()

    assert bench.timers.waiting == 0


def test_the_listener_hears_how_long_nobody_touched_anything(bench):
    heard = []
    bench.window.watch_idle(heard.append)
    bench.desk.clock.advance(90_000)
    tell(bench)
    bench.strike(Qt.Key.Key_A)
    bench.desk.clock.advance(4_000)
    tell(bench)
    touch(bench)
    tell(bench)

    assert heard == [90, 4, 0]


def tell(bench):
    bench.window._idle.tell()


def touch(bench):
    handle = bench.window.windowHandle()
    at = QPointF(QPoint(5, 5))
    none = Qt.MouseButton.NoButton
    left = Qt.MouseButton.LeftButton
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, at, at, left, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(handle, press)


def test_without_a_listener_nobody_is_told(bench):
    tell(bench)


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 1280, 800), (150, 1366, 768), (200, 1280, 800)])
def test_at_every_scale_nothing_of_the_frame_is_cut_off(qtbot, wear, scale, width, height):
    wear("light", scale)
    bench = Bench(qtbot)
    bench.window.resize(width, height)
    words = "告知单 下一位 读卡 事项 重呼 材料齐 补正 容缺 受理 证照 寄递".split()
    bench.intake.standing = tuple(
        bench.intake.key(f"F{at}", text=each) for at, each in enumerate(words, 1)
    )
    bench.intake.sentence = NowLine("F8 容缺受理：平面图 11月27日前补，印承诺书和通知书各 2 份。", "F9 未开")
    bench.admit()
    bench.window.line_watch.begin()
    bench.window.tell("读卡器没有应答。", "请检查连线后按 F3 重读，或直接输入证件号码。", "error")
    QApplication.sendPostedEvents()

    assert (bench.window.width(), bench.window.height()) == (width, height)
    for button in bench.window.findChildren(QPushButton):
        if button.isVisible():
            corner = button.mapTo(bench.window, QPoint(button.width(), button.height()))
            assert corner.x() <= width, button.accessibleName()
            assert corner.y() <= height, button.accessibleName()
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
    assert bench.intake.field.isVisible()
    assert bench.intake.widget().visibleRegion().boundingRect().height() >= 44


def test_a_place_that_does_not_fit_scrolls_to_what_has_the_focus(qtbot, bench):
    bench.admit()
    bench.intake.widget().setMinimumHeight(3000)
    bench.intake.widget().layout().addStretch(1)
    deep = type(bench.intake.field)()
    bench.intake.widget().layout().addWidget(deep)
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: deep.y() > 2000)

    deep.setFocus()

    qtbot.waitUntil(lambda: not deep.visibleRegion().isEmpty())
    scroll = deep.parentWidget().parentWidget().parentWidget()
    assert isinstance(scroll, QScrollArea)
    assert scroll.verticalScrollBar().value() > 0


def test_every_button_of_the_frame_has_a_name_for_a_screen_reader(bench):
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.admit()
    bench.window.line_watch.begin()

    named = [each.accessibleName() for each in bench.window.findChildren(QPushButton)]
    named += [each.accessibleName() for each in bench.window.findChildren(QToolButton)]

    assert all(named)
    assert len(named) == 7


def test_the_window_speaks_the_language_of_its_desk(qtbot):
    desk = replace(a_desk(), words=Words("en"))
    window = Window(desk, InlineRunner(desk), ManualTimers(), ())
    qtbot.addWidget(window)
    window.line_watch.begin()

    assert window.windowTitle() == "Service counter"
    assert window.strip.line.word == "In step"
    assert window.strip.lights()["reader"].word == "Reader ready"
