"""The door: change of clerk, the veil and the long silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.config import Rules, Settings
from counter_app.domain.window_operation import UserChanged
from counter_app.services.drafts import open_case
from tests.fakes.desk import CLERK, a_desk, a_user, play, signed_visit
from tests.fakes.door import PIN, ZHUOMA, DoorBench
from tests.fakes.paper_cases import a_person, an_item

MINUTE = 60


@pytest.fixture
def bench():
    return DoorBench()


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


def test_the_others_name_is_shown_not_hers(both):
    assert both.shell.user == ZHUOMA
