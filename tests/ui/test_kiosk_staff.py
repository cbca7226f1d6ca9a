"""At the kiosk: the staff proves who it is, prints what is missing, ends the program."""

from __future__ import annotations

import pytest

from counter_app.services import kiosk
from counter_app.services.ticketing import Wish
from tests.fakes.desk import play
from tests.fakes.kiosk import KioskBench, a_kiosk_desk, midway
from tests.fakes.runner import InlineRunner


@pytest.fixture
def bench():
    return KioskBench()


@pytest.fixture
def staff(bench):
    bench.presenter.call_staff()
    bench.wait()
    return bench


def hidden(bench):
    return bench.presenter.board.facts.typed.password


def sign(bench, name="ciren", typed="right"):
    for each in name:
        bench.press(f"key:{each}")
    bench.press("field:password")
    for each in typed:
        bench.press(f"key:{each}")
    bench.press("sign_in")


def test_who_proves_who_he_is_ends_the_program(staff):
    sign(staff)
    assert staff.view.now.title.first == "次仁，请选择"
    assert staff.view.now.notice.first == "今天没有未打印的号票"
    staff.press("quit")
    assert staff.view.gone


def test_a_wrong_password_is_told_and_forgotten(staff):
    sign(staff, typed="wrong")
    shown = staff.view.now
    assert shown.staff.password_length == 0
    assert "密码" in shown.notice.first
    assert not staff.view.gone
    assert "wrong" not in repr(staff.view.states)


def test_a_keyboard_types_too_and_the_public_comes_back(staff):
    for each in ("cirem", "\b", "n", "\t", "rig\x01ht", "\t", "\t"):
        staff.presenter.type(each)
    assert staff.presenter.board.facts.typed.name == "ciren"
    staff.presenter.call_staff()
    assert staff.presenter.board.facts.typed.name == "ciren", "a second long touch changes nothing"
    staff.presenter.type("\r")
    assert staff.page == "menu"
    staff.presenter.type("x")
    staff.wait(31_000)
    assert staff.page == "start"


def test_enter_in_the_name_goes_on_to_the_password(staff):
    staff.presenter.type("\r")
    assert staff.presenter.board.facts.typed.into == "password"
    staff.press("erase", "board:capitals", "key:A", "board:symbols", "key:#", "board:letters")
    assert hidden(staff) == "A#"
    staff.press("key: ", "erase")
    assert hidden(staff) == "A#"


def test_the_public_types_nothing(bench):
    bench.presenter.type("ciren")
    assert bench.presenter.board.facts.typed.name == ""


def test_missing_papers_are_printed_by_the_staff(bench):
    play(bench.desk, kiosk.give_ticket(midway(bench.desk), Wish("A")))
    bench.presenter.call_staff()
    bench.wait()
    sign(bench)
    assert [each.id for each in bench.view.now.tiles] == ["missing:A001"]
    bench.press("missing:A001")
    assert "缺纸" in bench.view.now.notice.first
    bench.desk.tickets.trouble = "ready"
    bench.press("missing:A001")
    assert bench.view.now.notice.first == "A001 已经打印"
    assert bench.view.now.tiles == ()


def test_a_print_of_the_staff_that_fails_is_told(bench):
    ending = midway(bench.desk)
    play(bench.desk, kiosk.give_ticket(ending, Wish("A")))
    bench.desk.tickets.trouble = "ready"
    again = KioskBench(ending)
    again.press("start")
    again.presenter.call_staff()
    again.wait()
    sign(again)
    again.press("missing:A001")
    assert again.view.now.notice_kind == "warning"


def test_answers_that_come_after_the_staff_has_gone_change_nothing():
    desk = a_kiosk_desk()
    play(desk, kiosk.give_ticket(midway(desk), Wish("A")))
    desk.tickets.trouble = "ready"
    runner = InlineRunner(desk)
    bench = KioskBench(desk, runner=runner)
    bench.press("start")
    bench.presenter.call_staff()
    bench.wait()
    runner.hold = True
    sign(bench)
    bench.press("key:x")
    bench.presenter.type("x")
    bench.presenter.board.to_start()
    runner.release()
    assert bench.page == "start"


@pytest.mark.parametrize("name", ["ciren", "nobody"])
def test_an_answer_to_staff_who_have_left_is_dropped(name):
    desk = a_kiosk_desk()
    play(desk, kiosk.give_ticket(midway(desk), Wish("A")))
    desk.tickets.trouble = "ready"
    runner = InlineRunner(desk)
    bench = KioskBench(desk, runner=runner)
    bench.press("start")
    bench.presenter.call_staff()
    bench.wait()
    runner.hold = True
    sign(bench, name)
    bench.presenter.board.to_start()
    runner.release()
    assert (bench.page, bench.view.now.notice.first) == ("start", "")


def test_a_print_and_a_list_that_end_after_the_staff_has_left_show_nothing():
    desk = a_kiosk_desk()
    play(desk, kiosk.give_ticket(midway(desk), Wish("A")))
    desk.tickets.trouble = "ready"
    runner = InlineRunner(desk)
    bench = KioskBench(desk, runner=runner)
    bench.press("start")
    bench.presenter.call_staff()
    bench.wait()
    sign(bench)
    runner.hold = True
    bench.press("missing:A001")
    bench.presenter._staff._list()
    bench.presenter.board.to_start()
    runner.release()
    assert (bench.page, bench.presenter.board.facts.missing) == ("start", ())
    assert "补打" in bench.slips[-1]
