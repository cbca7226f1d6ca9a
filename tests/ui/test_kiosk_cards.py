"""At the kiosk: cards laid on the reader, and appointments by code or card."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.ticket import TicketClass
from tests.fakes.county import LineFault
from tests.fakes.kiosk import NUMBER, KioskBench, a_kiosk_desk, booked, elder
from tests.fakes.paper_cases import a_person
from tests.fakes.runner import InlineRunner

HOUR_MS = 3_600_000


@pytest.fixture
def bench():
    return KioskBench()


def test_an_appointment_by_code(bench):
    booked(bench.desk)
    bench.press("appointment", *(f"digit:{each}" for each in "47119"), "clear", "digit:4")
    bench.press("confirm")
    assert bench.page == "code", "five digits are no code"
    bench.press("digit:7", "digit:9", "confirm")
    assert (bench.view.now.ticket.no, bench.page) == ("B001", "ticket")
    assert "预约优先" in bench.slips[0]


def test_an_appointment_too_early_offers_an_ordinary_number(bench):
    booked(bench.desk, start_ms=HOUR_MS)
    bench.press("appointment", *(f"digit:{each}" for each in "471147"), "confirm")
    shown = bench.view.now
    assert "10:30" in shown.notice.first
    assert [each.id for each in shown.buttons] == ["start", "ordinary"]
    bench.press("ordinary")
    assert bench.page == "start"
    bench.press("line:B", "class:ordinary")
    assert bench.view.now.ticket.no == "B001"


def test_cut_off_an_appointment_is_refused_with_a_sentence_and_a_number_given(bench):
    booked(bench.desk)
    bench.desk.county.standing = LineFault.CUT
    bench.press("appointment", *(f"digit:{each}" for each in "471147"), "confirm")
    assert "连不上大厅" in bench.view.now.hint.first
    bench.press("ordinary", "line:B", "class:ordinary")
    assert bench.view.now.ticket.no == "Z001"
    assert bench.view.now.ticket.ahead.first == "等候人数请看大厅显示屏"


def test_a_card_of_an_elder_chooses_the_class_and_says_take_it_back(bench):
    bench.lay(elder())
    shown = bench.view.now
    assert shown.notice.first == "您已满 60 岁，可以优先　请收好身份证"
    bench.press("line:A")
    main = [each.id for each in bench.view.now.tiles if each.weight == "main"]
    assert main == ["class:elderly"]
    bench.press("class:elderly")
    assert "请收好身份证" in bench.view.now.notice.first
    bench.press("start")
    assert bench.presenter.board.facts.ticket_class is TicketClass.ORDINARY


def test_a_card_laid_and_left_is_forgotten_after_a_while(bench):
    bench.lay(a_person())
    assert bench.view.now.notice.first == "请收好身份证"
    bench.wait(31_000)
    assert (bench.view.now.notice.first, bench.page) == ("", "start")


def test_a_card_with_an_appointment_is_checked_in_at_once(bench):
    booked(bench.desk, number=NUMBER)
    bench.lay(elder())
    assert (bench.page, bench.view.now.ticket.no) == ("ticket", "B001")
    assert NUMBER not in repr(bench.view.states)


def test_a_card_whose_appointment_is_early_still_takes_a_number(bench):
    booked(bench.desk, start_ms=HOUR_MS, number=NUMBER)
    bench.lay(elder())
    assert bench.page == "start"
    assert bench.view.now.notice.first == "还没有到签到时间，没有取号。"
    bench.press("line:A", "class:elderly")
    assert bench.page == "ticket"


def test_a_card_on_the_page_of_codes_is_asked_for_its_appointment(bench):
    bench.press("appointment")
    bench.lay(elder())
    assert bench.view.now.hint.first == "没有找到这个预约，没有取号。"
    bench.press("start", "appointment")
    bench.desk.county.standing = LineFault.CUT
    bench.lay(elder())
    assert "连不上大厅" in bench.view.now.hint.first


def test_an_appointment_is_not_checked_in_without_paper(bench):
    booked(bench.desk, number=NUMBER)
    bench.desk.tickets.trouble = "paper out"
    bench.lay(elder())
    assert bench.page == "paused"
    assert bench.desk.county.hall.tickets == {}


def test_a_card_that_comes_too_late_means_nothing():
    desk = a_kiosk_desk()
    runner = InlineRunner(desk)
    bench = KioskBench(desk, runner=runner)
    runner.hold = True
    bench.lay(elder())
    bench.presenter.press("line:A")
    runner.release()
    assert (bench.page, bench.presenter.board.facts.card_laid) == ("class", False)


def test_a_card_that_cannot_be_read_is_asked_for_again(bench):
    bench.lay(DeviceError("reader_read_failed"))
    assert bench.view.now.notice.first == "身份证没有读出来，请再放一次"
    bench.lay(RuleError("id_number_checksum"))
    assert bench.view.now.notice.first == "身份证没有读出来，请再放一次"
    bench.lay(elder())
    assert "60 岁" in bench.view.now.notice.first


def test_a_reader_that_is_gone_is_not_promised(bench):
    assert "身份证" in bench.view.now.hint.first
    bench.lay(DeviceError("reader_gone"))
    assert "身份证" not in bench.view.now.hint.first
    bench.wait(6_000)
    assert "身份证" in bench.view.now.hint.first
    without = KioskBench(a_kiosk_desk(reader=None))
    assert "身份证" not in without.view.now.hint.first


def test_cut_off_a_card_still_tells_the_class(bench):
    bench.desk.county.standing = LineFault.CUT
    bench.lay(elder())
    assert bench.page == "start"
    assert "60 岁" in bench.view.now.notice.first
