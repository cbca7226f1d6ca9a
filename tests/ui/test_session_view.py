"""The door in the real window, by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from counter_app.ui import theme
from counter_app.ui.place import KeyAction
from counter_app.ui.session.view import DoorCard
from tests.fakes.door import PIN, unenrolled
from tests.fakes.door_window import DoorWindow

ALT = Qt.KeyboardModifier.AltModifier
MINUTE_MS = 60_000


@pytest.fixture
def bench(qtbot):
    return DoorWindow(qtbot)


def test_name_password_pin_and_one_enter_lead_to_the_work(bench):
    assert bench.focused() == "user"
    bench.sign_in()
    assert bench.focused() == "pin"
    bench.write(PIN)
    assert bench.focused() == "pin_again"
    bench.write(PIN)
    assert QApplication.focusWidget() is bench.screen.open_button
    bench.enter()
    assert bench.window.user.name == "ciren"
    assert bench.intake.field.hasFocus()


def test_enter_after_the_name_asks_for_the_password(bench):
    bench.write("ciren")
    bench.enter()
    assert bench.focused() == "password"


def test_secrets_are_dots_and_what_is_typed_is_not_read_out(bench):
    bench.sign_in()
    for name in ("password", "pin", "pin_again"):
        assert bench.field(name).echoMode() == QLineEdit.EchoMode.Password
    assert bench.field("user").echoMode() == QLineEdit.EchoMode.Normal


def test_letters_do_not_stand_in_a_pin(bench):
    bench.sign_in()
    bench.write("27x0")
    assert bench.field("pin").text() == "270"


def test_a_refusal_stands_on_the_card_until_the_next_try(bench):
    bench.write("ciren")
    bench.enter()
    bench.write("wrong")
    bench.enter()
    assert bench.card.message.said[0] == "用户名或密码不对，还可以再试 4 次。"
    assert (bench.field("password").text(), bench.focused()) == ("", "password")
    bench.write("right")
    assert bench.card.message.isVisible()
    bench.enter()
    assert not bench.card.message.isVisible()


def test_esc_leaves_the_pin_for_later(bench):
    bench.sign_in()
    bench.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is bench.screen.open_button


def test_f12_locks_and_the_work_is_not_reached_by_any_key(bench):
    bench.come_in()
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.window.refresh()
    bench.key(Qt.Key.Key_F12)
    bench.intake.happened.clear()
    for key in (Qt.Key.Key_F9, Qt.Key.Key_F12):
        bench.key(key)
    bench.key(Qt.Key.Key_1, ALT)
    assert bench.intake.happened == []
    assert bench.intake.users[-1] is None
    assert not bench.intake.widget().isVisible()
    bench.write(PIN)
    assert bench.intake.field.hasFocus()


def test_five_wrong_pins_by_hand_end_at_the_password(bench):
    bench.come_in()
    bench.key(Qt.Key.Key_F12)
    bench.write("000000" * 5)
    assert bench.focused() == "password"
    assert bench.field("user").text() == "ciren"
    bench.write("right")
    bench.enter()
    assert bench.focused() == "pin"


def test_another_clerk_takes_over_by_password_and_then_by_pin(bench):
    bench.come_in()
    bench.key(Qt.Key.Key_F12)
    bench.key(Qt.Key.Key_P, ALT)
    bench.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    bench.field("user").setFocus()
    bench.field("user").selectAll()
    bench.write("zhuoma")
    bench.key(Qt.Key.Key_Tab)
    bench.write("hers")
    bench.enter()
    bench.write("861202" * 2)
    assert bench.window.user.name == "zhuoma"
    bench.key(Qt.Key.Key_F12)
    assert bench.chips() == [("次仁  Alt+1", False), ("卓玛  Alt+2", True)]
    bench.key(Qt.Key.Key_1, ALT)
    assert bench.chips() == [("次仁  Alt+1", True), ("卓玛  Alt+2", False)]
    bench.write(PIN)
    assert bench.window.user.name == "ciren"


def test_the_mouse_does_what_the_keys_do(bench, qtbot):
    bench.come_in()
    bench.key(Qt.Key.Key_F12)
    qtbot.mouseClick(bench.card.buttons()[1], Qt.MouseButton.LeftButton)
    assert bench.focused() == "password"
    qtbot.mouseClick(bench.card.chips()[0], Qt.MouseButton.LeftButton)
    assert bench.chips() == [("次仁  Alt+1", True)]
    bench.write("right")
    qtbot.mouseClick(bench.card.buttons()[0], Qt.MouseButton.LeftButton)
    assert bench.window.user.name == "ciren"


def test_five_idle_minutes_veil_the_screen_and_the_pin_lifts_it(bench):
    bench.come_in()
    bench.idle(5 * MINUTE_MS - 1_000)
    assert bench.intake.widget().isVisible()
    bench.idle(1_000)
    assert not bench.intake.widget().isVisible()
    assert bench.window.user.name == "ciren"
    assert bench.intake.users == [bench.window.user]
    bench.write(PIN)
    assert bench.intake.widget().isVisible()
    assert bench.intake.field.hasFocus()


def test_a_key_in_time_keeps_the_screen(bench):
    bench.come_in()
    bench.idle(4 * MINUTE_MS)
    bench.write("x")
    bench.idle(4 * MINUTE_MS)
    assert bench.intake.widget().isVisible()


def test_setting_the_clock_on_neither_veils_nor_spares(bench):
    bench.come_in()
    bench.desk.clock.set_wall(bench.desk.clock.read().wall_ms + 60 * MINUTE_MS)
    bench.window._idle.tell()
    assert bench.intake.widget().isVisible()
    bench.desk.clock.set_wall(bench.desk.clock.read().wall_ms - 600 * MINUTE_MS)
    bench.idle(5 * MINUTE_MS)
    assert not bench.intake.widget().isVisible()


def test_a_pc_that_is_no_window_becomes_one_on_the_screen(qtbot):
    desk = unenrolled()
    user = {"display_name": "次仁", "verifier": "right", "roles": ["clerk"]}
    desk.county.publish("reference", "user", "ciren", user)
    bench = DoorWindow(qtbot, desk)
    assert bench.focused() == "server"
    bench.write("http://127.0.0.1:1")
    bench.enter()
    bench.write("CODE")
    bench.enter()
    assert bench.card.message.said[0] == "已和县服务器同步。"
    assert bench.chips() == [("次仁  Alt+1", True)]
    bench.write("right")
    bench.enter()
    assert bench.focused() == "pin"


def test_the_obvious_act_looks_like_it_in_every_mode(bench, qtbot):
    def fill():
        button = bench.card.buttons()[0]
        spot = button.mapTo(bench.card, QPoint(8, button.height() // 2))
        return bench.card.grab().toImage().pixelColor(spot).name()

    accent = theme.current().colours["accent.fill"]
    bench.come_in()
    bench.key(Qt.Key.Key_F12)
    assert fill() == accent
    bench.key(Qt.Key.Key_P, ALT)
    assert fill() == accent
    fresh = DoorWindow(qtbot, unenrolled())
    bench.card = fresh.card
    assert fill() == accent


def test_while_it_is_checked_the_buttons_are_closed_and_the_typed_stays(bench):
    bench.runner.hold = True
    bench.sign_in()
    assert not any(each.isEnabled() for each in bench.card.buttons())
    bench.write("x")
    assert bench.field("password").text() == "right"
    bench.runner.hold = False
    bench.runner.release()
    assert bench.focused() == "pin"


def test_drawing_again_leaves_caret_and_focus_where_they_are(bench):
    bench.write("ciren")
    line = bench.field("user")
    line.setCursorPosition(2)
    bench.card.show_state(bench.door.presenter.state)
    assert (line.cursorPosition(), bench.focused()) == (2, "user")


def test_everything_has_a_name_for_a_screen_reader_and_can_be_hit(bench):
    bench.come_in()
    bench.key(Qt.Key.Key_F12)
    named = [*bench.card.findChildren(QLineEdit), *bench.card.findChildren(QPushButton)]
    shown = [each for each in named if each.isVisible()]
    assert len(shown) == 4
    assert all(each.accessibleName() and each.height() >= 32 for each in shown)


def test_at_the_door_nobody_is_served_and_it_may_be_left(bench):
    assert (bench.door.serving(), bench.door.leave()) == ("", True)
    assert bench.window.close()


def test_the_keys_of_people_stand_on_the_card_not_in_the_bar(bench):
    bench.come_in()
    bench.key(Qt.Key.Key_F12)
    keys = bench.door.keys()
    assert [(each.key, each.bar) for each in keys] == [
        ("Enter", True),
        ("Alt+P", True),
        ("Alt+1", False),
    ]
    assert all(isinstance(each, KeyAction) for each in keys)


def test_a_field_that_is_not_there_takes_no_focus(qtbot):
    card = DoorCard()
    qtbot.addWidget(card)
    card.focus("pin")
    assert card.fields == {}


@pytest.mark.parametrize("scale", [100, 200])
def test_the_card_fits_the_width_of_the_smallest_screen(bench, wear, qtbot, scale):
    wear("light", scale)
    card = DoorCard()
    qtbot.addWidget(card)
    card.show_state(bench.door.presenter.state)
    assert card.minimumSizeHint().width() <= 1280
