"""The door: unlock codes, the way to the opening check, locking and unlocking."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import StoreError
from counter_app.services.closing import Closed
from counter_app.services.session import LockedWindow
from counter_app.services.visit import Visit
from tests.fakes.desk import CLERK, a_user
from tests.fakes.door import PIN, ZHUOMA, DoorBench

MINUTE = 60


@pytest.fixture
def bench():
    return DoorBench()


# ---- PIN
def test_after_the_first_sign_in_a_pin_is_set_on_the_spot(bench):
    bench.sign_in()
    assert (bench.state.mode, bench.state.title) == ("set_pin", "次仁，请设一个解锁码")
    assert (bench.text("pin"), bench.view.focused[-1]) == ("", "pin")
    bench.type(pin="27041")
    assert bench.view.focused[-1] == "pin"
    bench.type(pin="2704189")
    assert (bench.text("pin"), bench.view.focused[-1]) == (PIN, "pin_again")
    bench.type(pin_again=PIN)
    assert bench.opening.begun == ["ciren"]


def test_only_digits_go_into_a_pin(bench):
    bench.sign_in()
    bench.type(pin="2a７7 0")
    assert bench.text("pin") == "270"


def test_two_pins_that_differ_are_asked_again(bench):
    bench.sign_in()
    bench.type(pin=PIN, pin_again="270419")
    assert bench.state.told.what == "两次输入的解锁码不一样。"
    assert (bench.text("pin"), bench.text("pin_again")) == ("", "")
    assert bench.view.focused[-1] == "pin"
    assert bench.opening.begun == []


def test_enter_before_both_are_there_goes_to_the_empty_one(bench):
    bench.sign_in()
    bench.type(pin="27")
    bench.door.press("Enter")
    assert bench.view.focused[-1] == "pin_again"
    bench.type(pin_again="27")
    bench.door.press("Enter")
    assert bench.state.told.what == "解锁码要六位数字。"


def test_a_pin_may_be_set_later_and_then_the_lock_asks_the_password(bench):
    bench.come_in(pin="")
    bench.door.lock()
    assert (bench.state.mode, bench.state.title) == ("sign_in", "窗口已锁定")
    assert bench.text("user") == "ciren"
    assert [each.key for each in bench.state.acts] == ["Enter", "Alt+S"]
    bench.door.press("Esc")
    assert bench.state.mode == "sign_in"


# ---- opening
def test_the_opening_check_comes_once_and_only_then_somebody_is_admitted(bench):
    bench.sign_in()
    bench.type(pin=PIN, pin_again=PIN)
    assert bench.shell.happened == ["cover door"]
    assert (bench.state.mode, bench.shell.greeted) == ("starting", CLERK)
    bench.opening.opened(CLERK)
    assert bench.shell.happened == ["cover door", "admit ciren", "uncover"]
    bench.door.lock()
    bench.type(pin=PIN)
    assert bench.opening.begun == ["ciren"]


def test_a_lock_before_the_window_is_open_leads_back_to_the_check(bench):
    bench.sign_in()
    bench.type(pin=PIN, pin_again=PIN)
    bench.door.lock()
    bench.type(pin=PIN)
    assert bench.opening.begun == ["ciren", "ciren"]
    assert bench.shell.user is None


# ---- lock
def test_f12_locks_and_six_digits_lead_back(bench):
    bench.come_in()
    bench.desk.files.put("a.pdf", b"x")
    bench.shell.common[0].act()
    assert bench.shell.happened == ["cover door", "dismiss"]
    assert bench.desk.files.papers == {}
    assert (bench.state.mode, bench.state.explain[:5]) == ("pin", "由次仁锁定")
    bench.type(pin=PIN)
    assert bench.shell.happened == ["cover door", "dismiss", "admit ciren", "uncover"]
    assert bench.done()[:2] == ["session.change", "session.lock"]


def test_a_second_lock_and_a_lock_before_anybody_is_there_do_nothing(bench):
    bench.door.lock()
    bench.door.idle(99 * MINUTE)
    assert bench.done() == []
    bench.come_in()
    bench.door.lock()
    bench.door.lock()
    assert bench.done().count("session.lock") == 1


def test_a_lock_that_cannot_be_recorded_locks_all_the_same(bench):
    bench.come_in()
    bench.desk.ledger.fail = StoreError("disk_full")
    bench.door.lock()
    assert bench.shell.user is None
    assert (bench.state.mode, bench.state.told.kind) == ("pin", "error")
    assert bench.state.told.what == "窗口已锁定，但磁盘没有收下这次锁定的记录。"
    bench.type(pin=PIN)
    assert bench.done(1) == ["session.change"]


def test_a_program_started_again_offers_no_new_tries_but_the_password(bench):
    bench.come_in()
    bench.door.lock()
    for _ in range(4):
        bench.type(pin="000000")
    again = DoorBench(bench.desk, listed=False)
    assert (again.state.mode, again.state.chips[0].name) == ("sign_in", "ciren")
    assert [each.key for each in again.state.acts] == ["Enter", "Alt+S"]
    for _ in range(5):
        again.sign_in("ciren", "wrong")
    assert "锁" in again.state.told.what
    again.sign_in()
    assert again.opening.begun == []


def test_what_was_said_before_is_not_read_over_the_lock(bench):
    bench.come_in()
    bench.shell.tell("x")
    bench.door.lock()
    assert bench.shell.told == []


def test_a_wrong_pin_says_what_is_left_and_is_wiped(bench):
    bench.come_in()
    bench.door.lock()
    bench.type(pin="000000")
    assert bench.state.told.what == "解锁码不对，还可以再试 4 次。"
    assert (bench.text("pin"), bench.view.focused[-1]) == ("", "pin")


def test_five_wrong_pins_ask_the_password_and_then_a_new_pin(bench):
    bench.come_in()
    bench.door.lock()
    for _ in range(5):
        bench.type(pin="000000")
    assert (bench.state.mode, bench.text("user")) == ("sign_in", "ciren")
    assert bench.state.told.what == "解锁码连续输错五次，已经作废。"
    assert bench.view.focused[-1] == "password"
    bench.prove("right")
    assert bench.state.mode == "set_pin"
    bench.type(pin=PIN, pin_again=PIN)
    assert bench.shell.happened[-2:] == ["admit ciren", "uncover"]


def test_a_pin_of_who_may_not_sign_in_any_more_says_why(bench):
    bench.come_in()
    bench.door.lock()
    bench.desk.ledger.replace_users([a_user(valid_until_ms=1)])
    bench.type(pin=PIN)
    assert "登录已到期" in bench.state.told.what
    assert not bench.state.busy


def test_enter_without_six_digits_goes_back_to_them(bench):
    bench.come_in()
    bench.door.lock()
    bench.door.press("Enter")
    assert bench.view.focused[-1] == "pin"
    bench.type(pin="27")
    bench.door.press("Enter")
    assert bench.state.told.what == "解锁码要六位数字。"
    bench.type(pin="000000")
    assert bench.state.told.what == "解锁码不对，还可以再试 4 次。"


def test_the_password_may_be_used_instead_and_the_pin_again(bench):
    bench.come_in()
    bench.door.lock()
    bench.door.press("Alt+P")
    assert (bench.state.mode, bench.text("user")) == ("sign_in", "ciren")
    bench.door.press("Esc")
    assert bench.state.mode == "pin"
    bench.door.press("Alt+P")
    bench.prove("right")
    assert bench.shell.happened[-2:] == ["admit ciren", "uncover"]


# ---- the end of a day and of a shift
def test_the_closing_key_stands_everywhere_and_asks_what_is_left(bench):
    keys = {each.key: each for each in bench.shell.common}
    assert (keys["Alt+F12"].text, keys["F12"].text) == ("收窗", "锁屏")
    keys["Alt+F12"].act()
    assert bench.closing.begun == []
    bench.come_in()
    keys["Alt+F12"].act()
    assert bench.closing.begun == ["ciren"]


def test_behind_the_locked_door_nothing_is_closed(bench):
    bench.come_in()
    bench.door.lock()
    bench.door.press_close()
    assert bench.closing.begun == []


def test_after_closing_nobody_sits_here_and_no_pin_is_left(bench):
    bench.come_in()
    assert bench.around.pins.pins.of("ciren") is not None
    bench.door.closed(Closed(None, LockedWindow(Visit())))
    assert bench.shell.happened == ["dismiss", "cover door"]
    assert (bench.state.mode, bench.state.told.kind) == ("sign_in", "good")
    assert bench.around.pins.pins.of("ciren") is None
    bench.sign_in()
    bench.door.press("Esc")
    assert bench.opening.begun == ["ciren", "ciren"]


def test_what_a_bad_disk_left_at_closing_is_told(bench):
    bench.come_in()
    bench.door.closed(Closed(None, LockedWindow(Visit(), StoreError("papers_left"))))
    assert bench.state.told.kind == "error"


def test_who_takes_over_comes_in_after_the_one_before_has_gone(bench):
    bench.come_in()
    bench.door.taken_over(ZHUOMA)
    assert bench.shell.happened == ["dismiss", "admit zhuoma", "uncover"]
    bench.door.lock()
    assert bench.state.title == "窗口已锁定"
    assert "卓玛" in bench.state.explain
