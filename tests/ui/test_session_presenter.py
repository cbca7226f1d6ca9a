from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.config import Rules, Settings
from counter_app.domain.errors import CountyError, StoreError
from counter_app.domain.window_operation import UserChanged
from counter_app.services.desk import Changes
from counter_app.services.drafts import open_case
from tests.fakes.county import LineFault
from tests.fakes.desk import CLERK, a_desk, a_user, play, signed_visit
from tests.fakes.door import PIN, ZHUOMA, DoorBench, unenrolled
from tests.fakes.ledger import FakeLedger
from tests.fakes.paper_cases import a_person, an_item

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
    bench.opening.opened()
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


# ---- change of clerk


@pytest.fixture
def both(bench):
    """次仁 and 卓玛 have signed in fully; 卓玛 sits there."""
    bench.come_in()
    bench.door.lock()
    bench.door.press("Alt+P")
    return bench.come_in("zhuoma", "hers", "861202")


def test_whoever_has_a_pin_is_one_key_away(both):
    both.door.lock()
    assert [(each.text, each.key, each.chosen) for each in both.state.chips] == [
        ("次仁", "Alt+1", False),
        ("卓玛", "Alt+2", True),
    ]
    both.type(pin="86")
    both.door.press("Alt+1")
    assert (both.text("pin"), both.view.focused[-1]) == ("", "pin")
    both.type(pin=PIN)
    assert both.shell.user == CLERK
    assert both.desk.ledger.recent(1)[0].entry.operation == UserChanged("ciren", "zhuoma")


def test_the_case_of_the_window_goes_on_under_the_other_clerk(bench):
    desk = a_desk(an_item())
    bench = DoorBench(desk=desk).come_in()
    visit = play(desk, open_case(desk, signed_visit(person=a_person()), an_item().code, None))
    case_id = visit.draft.application.case_id
    bench.door.lock()
    bench.door.press("Alt+P")
    bench.sign_in("zhuoma", "hers")
    assert UserChanged("zhuoma", "ciren", case_id) in [
        each.entry.operation for each in desk.ledger.recent(3)
    ]
    assert desk.journal.load(case_id) is not None


def test_the_pin_of_another_is_offered_when_the_locker_has_none(bench):
    bench.come_in()
    bench.door.lock()
    bench.door.press("Alt+P")
    bench.come_in("zhuoma", "hers", "")
    bench.door.lock()
    assert bench.state.mode == "sign_in"
    bench.door.press("Esc")
    assert [(each.text, each.chosen) for each in bench.state.chips] == [("次仁", True)]


# ---- idle


def test_after_five_minutes_a_veil_falls_and_the_screen_beneath_stays(bench):
    bench.come_in()
    bench.shell.idle(5 * MINUTE - 1)
    assert bench.shell.happened == []
    bench.shell.idle(5 * MINUTE)
    assert bench.shell.happened == ["cover door"]
    assert (bench.state.mode, bench.state.title) == ("pin", "个人信息已遮住")
    assert bench.shell.user == CLERK
    bench.type(pin=PIN)
    assert bench.shell.happened == ["cover door", "uncover"]
    assert bench.done()[0] == "session.change"
    assert "session.lock" not in bench.done()


def test_the_veil_falls_once(bench):
    bench.come_in()
    for seconds in range(5 * MINUTE, 6 * MINUTE, 5):
        bench.shell.idle(seconds)
    assert bench.shell.happened == ["cover door"]


def test_another_clerk_at_the_veil_finds_nothing_of_the_screen_beneath(both):
    both.shell.idle(5 * MINUTE)
    both.door.press("Alt+1")
    both.type(pin=PIN)
    assert both.shell.happened == ["cover door", "dismiss", "admit ciren", "uncover"]


def test_f12_behind_a_veil_still_locks(bench):
    bench.come_in()
    bench.shell.idle(5 * MINUTE)
    bench.door.lock()
    assert bench.shell.happened == ["cover door", "cover door", "dismiss"]
    assert bench.state.title == "窗口已锁定"


def test_after_thirty_minutes_only_a_password_opens(both):
    both.shell.idle(5 * MINUTE)
    both.shell.idle(30 * MINUTE)
    assert both.shell.user is None
    assert (both.state.mode, both.text("user")) == ("sign_in", "zhuoma")
    assert both.state.told.what == "30 分钟没有操作，请用密码登录。"
    both.door.press("Esc")
    assert both.state.mode == "sign_in"
    both.shell.idle(31 * MINUTE)
    assert both.done().count("session.lock") == 2
    both.prove("hers")
    assert both.state.mode == "set_pin"


def test_a_locked_window_forgets_its_pins_too(bench):
    bench.come_in()
    bench.door.lock()
    bench.shell.idle(30 * MINUTE)
    assert bench.state.mode == "sign_in"
    assert bench.done().count("session.lock") == 1


def test_the_minutes_are_a_setting(bench):
    rules = Rules(veil_minutes=1, sign_out_minutes=2)
    bench = DoorBench(settings=replace(Settings(), rules=rules)).come_in()
    bench.shell.idle(MINUTE)
    assert bench.state.mode == "pin"
    bench.shell.idle(2 * MINUTE)
    assert bench.state.mode == "sign_in"


def test_the_veil_falls_over_the_opening_check_as_well(bench):
    bench.sign_in()
    bench.type(pin=PIN, pin_again=PIN)
    bench.shell.idle(5 * MINUTE)
    bench.type(pin=PIN)
    assert bench.opening.begun == ["ciren", "ciren"]


def test_roles_that_changed_behind_the_veil_count_from_now(bench):
    bench.come_in()
    bench.shell.idle(5 * MINUTE)
    bench.desk.ledger.replace_users([a_user(roles=("clerk", "supervisor"))])
    bench.type(pin=PIN)
    assert bench.shell.user.roles == ("clerk", "supervisor")


def test_a_key_that_does_not_stand_does_nothing(bench):
    before = bench.state
    bench.door.press("F9")
    bench.door.press("Alt+7")
    assert bench.state == before


def test_the_card_puts_the_caret_back_when_it_is_shown_again(bench):
    bench.view.focused.clear()
    bench.door.enter()
    assert bench.view.focused == ["user"]


def test_the_others_name_is_shown_not_hers(both):
    assert both.shell.user == ZHUOMA
