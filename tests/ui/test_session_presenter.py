"""The door: signing in, a PC that is not yet a window, people not yet here."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import CountyError, StoreError
from counter_app.services.desk import Changes
from tests.fakes.county import LineFault
from tests.fakes.desk import a_desk
from tests.fakes.door import DoorBench, unenrolled
from tests.fakes.ledger import FakeLedger

MINUTE = 60


@pytest.fixture
def bench():
    return DoorBench()


# ---- sign-in
def test_the_window_begins_behind_the_sign_in(bench):
    assert bench.shell.happened == ["cover door"]
    assert (bench.state.mode, bench.state.title) == ("sign_in", "登录")
    assert [each.name for each in bench.state.fields] == ["user", "password"]
    assert bench.view.focused[-1] == "user"
    assert bench.shell.common[0].key == "F12"


def test_who_signed_in_here_last_needs_only_the_password(bench):
    bench.come_in()
    again = DoorBench(desk=bench.desk)
    assert [(each.name, each.key, each.chosen) for each in again.state.chips] == [
        ("ciren", "Alt+1", True)
    ]
    assert again.text("user") == "ciren"
    assert again.view.focused[-1] == "password"


def test_a_person_is_chosen_by_one_key(bench):
    bench.come_in()
    bench.door.lock()
    bench.door.press("Alt+P")
    bench.sign_in("zhuoma", "hers")
    again = DoorBench(desk=bench.desk)
    assert [each.name for each in again.state.chips] == ["zhuoma", "ciren"]
    again.door.type_text("password", "half")
    again.door.press("Alt+2")
    assert (again.text("user"), again.text("password")) == ("ciren", "")
    assert again.view.focused[-1] == "password"


def test_enter_goes_to_the_field_that_is_still_empty(bench):
    bench.door.press("Enter")
    assert bench.view.focused[-1] == "user"
    bench.type(user="ciren")
    bench.door.press("Enter")
    assert bench.view.focused[-1] == "password"
    assert bench.done() == []


def test_a_wrong_password_says_what_is_left_and_wipes_only_itself(bench):
    bench.sign_in("ciren", "wrong")
    assert bench.state.told.what == "用户名或密码不对，还可以再试 4 次。"
    assert (bench.text("user"), bench.text("password")) == ("ciren", "")
    assert bench.view.focused[-1] == "password"


def test_a_lock_out_says_the_minutes(bench):
    for _ in range(6):
        bench.sign_in("ciren", "wrong")
    assert "30 分钟" in bench.state.told.what


def test_blanks_around_a_name_do_not_count_and_those_of_a_password_do(bench):
    bench.sign_in(" ciren ", " right")
    assert bench.state.mode == "sign_in"
    bench.sign_in(" ciren ", "right")
    assert bench.state.mode == "set_pin"


def test_while_it_is_checked_nothing_else_happens(bench):
    bench.runner.hold = True
    bench.sign_in()
    assert (bench.state.busy, bench.state.now) == (True, "正在核对，请稍候。")
    bench.type(user="zhuoma")
    bench.door.press("Enter")
    bench.door.idle(99 * MINUTE)
    assert bench.text("user") == "ciren"
    assert bench.runner.held == 1
    bench.runner.release()
    assert bench.state.mode == "set_pin"


def test_secrets_do_not_stand_in_a_repr(bench):
    bench.door.type_text("password", "s3cret")
    assert "s3cret" not in repr(bench.state)
    assert "s3cret" not in repr(bench.door._card.facts)


# ---- not yet a window, not yet synced
def test_a_pc_that_is_no_window_asks_for_the_code_and_says_the_command():
    bench = DoorBench(desk=unenrolled(), listed=False)
    assert bench.state.mode == "enrol"
    assert "counter_app enrol" in bench.state.explain
    assert bench.view.focused[-1] == "server"


def test_enrolling_on_the_screen_makes_it_a_window():
    desk = unenrolled()
    user = {"display_name": "次仁", "verifier": "right", "roles": ["clerk"]}
    desk.county.publish("reference", "user", "ciren", user)
    bench = DoorBench(desk=desk, listed=False)
    bench.type(server=" http://127.0.0.1:1 ")
    bench.door.press("Enter")
    assert bench.view.focused[-1] == "code"
    bench.type(code="CODE")
    bench.door.press("Enter")
    assert desk.ledger.enrolment().server == "http://127.0.0.1:1"
    assert (bench.state.mode, bench.state.told.kind) == ("sign_in", "good")
    assert [each.text for each in bench.state.chips] == ["次仁"]
    assert bench.shell.announced == [Changes(items=True, users=True)]
    bench.sign_in()
    assert bench.state.mode == "set_pin"


def test_a_wrong_code_says_so_and_keeps_what_was_typed():
    bench = DoorBench(desk=unenrolled(), listed=False)
    bench.type(server="http://127.0.0.1:1", code="WRONG")
    bench.door.press("Enter")
    assert (bench.state.mode, bench.state.told.kind) == ("enrol", "error")
    assert (bench.text("server"), bench.text("code")) == ("http://127.0.0.1:1", "WRONG")
    assert not bench.state.busy


def test_a_window_without_people_offers_the_sync_and_takes_them_over():
    desk = a_desk()
    bench = DoorBench(desk=desk)
    desk.ledger.replace_users([])
    for scope in desk.cache.scopes():
        desk.cache.reset(scope)
    bench.sign_in()
    assert "还没有收到人员名单" in bench.state.told.what
    assert ("Alt+S", "同步") in [(each.key, each.text) for each in bench.state.acts]
    user = {"display_name": "次仁", "verifier": "right", "roles": ["clerk"]}
    desk.county.publish("reference", "user", "ciren", user)
    bench.door.press("Alt+S")
    assert bench.state.told.what == "已和县服务器同步。"
    assert bench.text("user") == "ciren"
    bench.prove("right")
    assert bench.state.mode == "set_pin"


def test_a_sync_with_the_line_cut_says_why_and_signing_in_still_works(bench):
    bench.desk.county.standing = LineFault.CUT
    bench.door.press("Alt+S")
    fault = bench.desk.words.error(CountyError("county_unreachable"))
    assert (bench.state.told.what, bench.state.told.remedy) == fault
    bench.sign_in()
    assert bench.state.mode == "set_pin"


def test_new_people_are_offered_as_they_come_without_touching_what_is_typed(bench):
    bench.type(user="ci")
    user = {"display_name": "卓玛", "verifier": "hers", "roles": ["clerk"]}
    bench.desk.county.publish("reference", "user", "zhuoma", user)
    bench.door.press("Alt+S")
    assert [each.name for each in bench.state.chips] == ["zhuoma"]
    assert bench.text("user") == "ci"
    bench.desk.ledger.replace_users([])
    bench.door.changed(Changes(cases=("c",)))
    assert len(bench.state.chips) == 1
    bench.door.changed(Changes(users=True))
    assert bench.state.chips == ()


def test_a_list_that_comes_after_the_sign_in_disturbs_nobody(bench):
    bench.runner.hold = True
    bench.door.press("Alt+S")
    bench.runner.release()
    bench.runner.hold = False
    bench.sign_in()
    assert (bench.state.mode, bench.runner.held) == ("set_pin", 1)
    bench.runner.release()
    assert (bench.state.mode, bench.view.focused[-1]) == ("set_pin", "pin")


class Unreadable(FakeLedger):
    broken = False

    def enrolment(self):
        if self.broken:
            raise StoreError("disk_failed")
        return super().enrolment()


def test_files_that_do_not_answer_are_said_and_asked_again():
    desk = a_desk(ledger=Unreadable())
    desk.ledger.broken = True
    bench = DoorBench(desk=desk)
    assert (bench.state.mode, bench.state.told.kind) == ("starting", "error")
    assert [each.text for each in bench.state.acts] == ["再试"]
    bench.door.enter()
    assert bench.view.focused == []
    desk.ledger.broken = False
    bench.door.press("Enter")
    assert (bench.state.mode, bench.state.told) == ("sign_in", None)


def test_a_key_that_does_not_stand_does_nothing(bench):
    before = bench.state
    bench.door.press("F9")
    bench.door.press("Alt+7")
    assert bench.state == before


def test_the_card_puts_the_caret_back_when_it_is_shown_again(bench):
    bench.view.focused.clear()
    bench.door.enter()
    assert bench.view.focused == ["user"]
