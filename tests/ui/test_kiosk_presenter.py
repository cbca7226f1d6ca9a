"""The kiosk's way to a number: steps, double touches, the countdown, cards, trouble, the staff."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.codec import to_plain
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.hall import QueueInfo
from counter_app.services import kiosk
from counter_app.services.ticketing import Wish
from counter_app.ui.kiosk.board import DEAF_MS
from counter_app.words import Words
from tests.fakes.county import LineFault
from tests.fakes.desk import play
from tests.fakes.kiosk import INFO, KioskBench, a_kiosk_desk, midway
from tests.fakes.paper_cases import a_window
from tests.fakes.runner import InlineRunner

HOUR_MS = 3_600_000


@pytest.fixture
def bench():
    return KioskBench()


def test_three_steps_give_a_number(bench):
    start = bench.view.now
    assert (bench.page, start.step, start.line) == ("start", 1, "在线")
    assert [each.id for each in start.tiles] == ["line:A", "line:B"]
    assert (start.tiles[1].text.first, start.tiles[1].text.second) == ("税务", "ཁྲལ")
    bench.press("line:B", "more", "more", "fewer", "class:disabled")
    shown = bench.view.now
    assert (shown.page, shown.ticket.no, shown.notice.first) == ("ticket", "B001", "请取走号票")
    assert "残疾人优先" in bench.slips[0]
    assert "2 人" in bench.slips[0]
    bench.press("start")
    assert bench.page == "start"


def test_people_on_a_ticket_have_limits(bench):
    bench.press("line:A", "fewer")
    assert bench.presenter.board.facts.people == 1
    bench.press("more", "more", "more", "more")
    assert bench.presenter.board.facts.people == 3


def test_a_finger_that_comes_down_twice_takes_one_number(bench):
    bench.presenter.press("line:A")
    bench.presenter.press("class:ordinary")  # the second touch, on the page that came
    assert bench.page == "class"
    bench.wait(DEAF_MS)
    bench.presenter.press("class:ordinary")
    bench.presenter.press("class:ordinary")
    bench.presenter.press("start")
    assert bench.page == "ticket"
    assert len(bench.slips) == len(bench.desk.county.hall.tickets) == 1


def test_while_a_number_is_taken_nothing_is_pressed():
    desk = a_kiosk_desk()
    runner = InlineRunner(desk)
    bench = KioskBench(desk, runner=runner)
    bench.press("line:A")
    runner.hold = True
    bench.press("class:ordinary")
    assert bench.view.now.title.first == "正在取号，请稍候"
    bench.press("class:ordinary", "start", "back")
    bench.presenter.call_staff()
    bench.presenter.type("x")
    assert bench.page == "wait"
    runner.release()
    assert (bench.page, len(bench.slips)) == ("ticket", 1)


def test_without_a_touch_it_counts_down_and_returns(bench):
    bench.press("line:A")
    bench.wait(10_000)
    assert "秒后回到开始" in bench.view.now.countdown.first
    left = bench.presenter.board.facts.seconds
    assert 0 < left <= 20
    bench.presenter.board.touched()
    assert bench.presenter.board.facts.seconds == 30
    bench.wait(29_000)
    assert bench.page == "class"
    bench.wait(1_000)
    assert bench.page == "start"
    assert bench.view.now.countdown.first == ""


def test_a_hall_without_lines_and_a_line_closed_for_today(bench):
    none = KioskBench(a_kiosk_desk(QueueInfo(())))
    assert none.view.now.title.first.startswith("这个大厅还没有设业务")
    assert none.view.now.buttons == ()
    today = kiosk.localtime.day(bench.desk.clock.read().wall_ms)
    shut = KioskBench(a_kiosk_desk(replace(INFO, lines=(replace(INFO.lines[0], closed_on=today),))))
    (tile,) = shut.view.now.tiles
    assert (tile.open, tile.note.first) == (False, "今天停办")
    shut.press("line:A")
    assert shut.page == "start"


def test_a_line_closed_meanwhile_is_told_and_the_start_is_offered(bench):
    bench.press("line:A")
    today = kiosk.localtime.day(bench.desk.clock.read().wall_ms)
    bench.desk.county.hall.info = replace(
        INFO, lines=(replace(INFO.lines[0], closed_on=today), INFO.lines[1])
    )
    bench.press("class:ordinary")
    shown = bench.view.now
    assert shown.hint.first == "综合业务今天停办，没有取号。"
    assert [each.id for each in shown.buttons] == ["start"]


def test_a_window_is_told_that_it_is_no_kiosk():
    bench = KioskBench(a_kiosk_desk(None, a_window()))
    assert bench.view.now.title.first == "取号机还没有准备好"
    assert "登记的是窗口" in bench.view.now.hint.first
    bench.press("line:A")
    bench.presenter.call_staff()
    assert bench.page == "staff", "the staff may still come in"


def test_an_empty_roll_is_told_before_a_number_is_taken(bench):
    bench.desk.tickets.trouble = "paper out"
    bench.press("line:A")
    bench.press("class:ordinary")
    shown = bench.view.now
    assert (shown.title.first, shown.notice.first) == (
        "本机暂停取号",
        "请到旁边的取号机或咨询台取号",
    )
    assert "缺纸" in shown.hint.first
    assert bench.desk.county.hall.tickets == {}
    bench.wait(3_000)
    assert bench.page == "paused"
    bench.desk.tickets.trouble = "ready"
    bench.wait(3_000)
    assert bench.page == "start"


def test_an_empty_roll_closes_the_start_page_by_itself(bench):
    bench.desk.tickets.trouble = "cover open"
    bench.wait(3_000)
    assert bench.page == "paused"
    assert bench.view.now.tiles == ()


def test_paper_that_ends_midway_is_printed_again_once(bench):
    bench = KioskBench(midway(bench.desk))
    bench.press("line:A", "class:ordinary")
    shown = bench.view.now
    assert (shown.ticket.no, shown.notice_kind) == ("A001", "warning")
    assert [each.id for each in shown.buttons] == ["start"], "no paper: not offered yet"
    bench.wait(3_000)
    refill(bench)
    bench.wait(3_000)
    assert [each.id for each in bench.view.now.buttons] == ["reprint", "start"]
    bench.press("reprint")
    assert bench.page == "ticket"
    assert "reprint" not in [each.id for each in bench.view.now.buttons], "once only"


def refill(bench):
    """Put paper in."""
    bench.desk.tickets.roll.trouble = "ready"


def test_a_printer_that_fails_before_the_second_print_keeps_the_number_and_the_offer(bench):
    bench = KioskBench(midway(bench.desk))
    bench.press("line:A", "class:ordinary")
    refill(bench)
    bench.wait(3_000)
    bench.desk.tickets.roll.trouble = "cover open"
    bench.press("reprint")
    assert (bench.page, bench.view.now.ticket.no) == ("ticket", "A001")
    refill(bench)
    bench.wait(3_000)
    assert "reprint" in [each.id for each in bench.view.now.buttons]


def test_a_number_without_paper_comes_first_after_a_restart(bench):
    play(bench.desk, kiosk.give_ticket(midway(bench.desk), Wish("A")))
    bench.desk.tickets.trouble = "ready"
    again = KioskBench(bench.desk)
    again.wait(3_000)
    shown = again.view.now
    assert (shown.title.first, shown.ticket.no) == ("刚才的号码", "A001")
    again.press("reprint")
    assert again.view.now.title.first == "您的号码"
    assert "补打" in again.slips[-1]


def test_somebody_already_on_the_way_is_not_disturbed_by_it(bench):
    play(bench.desk, kiosk.give_ticket(midway(bench.desk), Wish("A")))
    bench.desk.tickets.trouble = "ready"
    runner = InlineRunner(bench.desk)
    again = KioskBench(bench.desk, begin=False, runner=runner)
    again.presenter._watch.begin()
    again.wait()
    again.press("line:B")
    again.presenter._left(play(bench.desk, kiosk.left_behind(bench.desk)))
    assert again.page == "class"


def test_the_line_and_the_letter_are_told_to_the_staff(bench):
    bench.desk.county.standing = LineFault.CUT
    bench.wait(16_000)
    assert bench.view.now.line == "离线 · 本机字母 Z"
    letterless = a_kiosk_desk(QueueInfo(INFO.lines))
    letterless.county.standing = LineFault.CUT
    assert KioskBench(letterless).view.now.line == "离线 · 没有备用字母，不能取号"


def test_lines_that_change_are_shown_with_the_next_turn(bench):
    assert len(bench.view.now.tiles) == 2
    info = QueueInfo(INFO.lines[:1])
    bench.desk.county.publish(bench.desk.county.scopes[1], "queue", a_window().hall, to_plain(info))
    bench.wait(16_000)
    assert len(bench.view.now.tiles) == 1


def test_a_file_that_fails_ends_no_watch(bench):
    failing = iter([StoreError("store_busy")] * 1)
    ledger = bench.desk.ledger
    real = ledger.enrolment

    def enrolment():
        for error in failing:
            raise error
        return real()

    ledger.enrolment = enrolment
    bench.wait(16_000)
    bench.wait(16_000)
    assert bench.page == "start"


def test_after_the_end_nothing_is_asked(bench):
    bench.press("line:A")
    bench.presenter.end()
    bench.wait(60_000)
    asked = len(bench.view.states)
    bench.wait(60_000)
    assert len(bench.view.states) == asked


def test_in_english_the_second_line_is_english():
    desk = replace(a_kiosk_desk(), words=Words("en"))
    bench = KioskBench(desk)
    assert (bench.view.now.title.first, bench.view.now.title.second) == (
        "请选择要办的业务",
        "Choose your business",
    )
    bench.desk.tickets.trouble = "paper out"
    bench.wait(3_000)
    assert bench.view.now.hint.second != bench.view.now.hint.first


def test_approved_tibetan_stands_under_the_chinese():
    ka = "ཀ"
    desk = replace(a_kiosk_desk(), words=Words("zh", {"ui.kiosk.public.back": ka}))
    bench = KioskBench(desk)
    bench.press("line:A")
    (back,) = bench.view.now.buttons
    assert (back.text.first, back.text.second) == ("返回", ka)


def test_a_printer_that_cannot_be_asked_pauses_too(bench):
    def probe():
        raise RuleError("ticket_form")

    bench.desk.tickets.probe = probe
    bench.wait(3_000)
    assert bench.page == "paused"
