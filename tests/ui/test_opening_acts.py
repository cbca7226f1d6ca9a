"""The opening check: keys to where a line is put right, and a clock that two confirm."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import StoreError
from counter_app.domain.printing import PrinterState
from counter_app.services.slips import serve_consultation
from tests.fakes.desk import a_user, play, signed_visit
from tests.fakes.opening_bench import OpeningBench


@pytest.fixture
def bench():
    return OpeningBench()


# ---- where a line is put right
def test_a_line_that_wants_something_has_a_key_to_its_place(bench):
    bench.desk.tickets.state = PrinterState("paper_out")
    bench.begin()
    look = bench.check("tickets")
    assert (look.key, look.place, look.go) == ("Alt+1", "devices", "去设备")
    assert bench.check("reader").key == ""
    bench.opening.press_go("Alt+2")
    assert bench.opened == []
    bench.opening.press_go("Alt+1")
    assert (bench.opened, bench.shell.went) == (["opened"], ["devices"])
    assert len(bench.opened_op()) == 1


def test_a_place_that_this_user_does_not_have_is_said(bench):
    bench.shell.go = lambda _place: False
    bench.desk.tickets.state = PrinterState("paper_out")
    bench.begin()
    bench.opening.press_go("Alt+1")
    assert bench.shell.told[-1][1] == "这一项不在您的岗位上，请有这个岗位的同事来办。"


# ---- a clock that two confirm
def doubtful():
    bench = OpeningBench()
    both = [a_user(), a_user(name="zhuoma", display_name="卓玛", verifier="hers")]
    bench.desk.ledger.replace_users(both)
    play(bench.desk, serve_consultation(bench.desk, signed_visit(), "社保"))
    bench.desk.clock.reboot()
    bench.desk.clock.set_wall(bench.desk.clock.read().wall_ms - 86_400_000)
    return bench.begin()


def sign(bench, name, secret):
    bench.opening.signing.type_text("second", name)
    bench.opening.signing.type_text("password", secret)
    bench.opening.press_enter()


def test_two_confirm_the_clock_and_the_clerk_is_asked_no_more():
    bench = doubtful()
    assert bench.check("clock").kind == "danger"
    assert bench.state.two == "两人核对"
    bench.opening.press_two()
    assert bench.state.sign.two.startswith("电脑时间是 2026-11-15 10:00。")
    assert (bench.state.enter, bench.state.two) == ("签字", "")
    sign(bench, "zhuoma", "hers")
    assert bench.check("clock").says == "已由两人核对，按电脑时间打印。"
    assert (bench.state.sign.two, bench.opened, bench.view.focused) == ("", [], ["open"])
    bench.opening.press_enter()
    assert (bench.opened, bench.user.clock_confirmed) == (["opened"], True)


def test_a_wrong_second_person_is_told_at_the_field_and_esc_goes_back():
    bench = doubtful()
    bench.opening.press_two()
    sign(bench, "zhuoma", "wrong")
    assert "password" in bench.state.sign.errors
    bench.opening.press_back()
    assert (bench.state.sign.two, bench.opened) == ("", [])
    bench.opening.press_two()
    bench.desk.ledger.fail = StoreError("disk_full")
    sign(bench, "zhuoma", "hers")
    assert bench.shell.told[-1][0] == "error"
    assert bench.state.sign.texts == {"second": "zhuoma"}


def test_a_clock_that_is_right_needs_nobody(bench):
    bench.begin()
    bench.opening.press_two()
    assert (bench.state.two, bench.state.sign.two) == ("", "")
