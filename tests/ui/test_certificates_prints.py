"""出证: print, confirm, another sheet, by hand, void; behaviour without a window."""

from __future__ import annotations

import pytest

from counter_app.domain.blank import BlankState
from counter_app.domain.certificate import CertificateState
from counter_app.services.cases import case_of
from counter_app.services.print_answers import PrintFate
from counter_app.ui.certificates.presenter_prints import FATES
from tests.fakes.certificate_window import (
    FIRST,
    a_grant,
    blank_state,
    operations,
)
from tests.fakes.certificates import ADVERT
from tests.fakes.counter import CounterBench, certificate, confirm, with_cases

TAIL = f"{FIRST}"[-3:]
RARE = "扎西\U0002ebf0"


def fate(bench, which, reason=""):
    bench.press("F6")
    bench.presenter.type_text("reason", reason)
    bench.take(FATES.index(which))


def test_what_is_shown_is_printed_and_confirmed_and_the_next_one_is_shown():
    bench = with_cases(a_grant(1), a_grant(2, holder="卓玛"))
    assert f"{FIRST}" in bench.now.now
    bench.press("F10")
    assert (bench.focus, bench.look.ask.title) == ("last3", "手里这张纸上的号码？")
    assert bench.state.line().serial == FIRST
    confirm(bench)
    assert bench.said[0].startswith("已确认")
    assert bench.groups() == ["to_print", "to_fetch"]
    assert f"{FIRST + 1}" in bench.now.now


def test_nothing_is_printed_that_was_not_shown():
    bench = with_cases()
    bench.parts.lists.press_tab("held")
    bench.press("F10")
    assert (bench.state.tab, bench.groups()) == ("print", ["to_print"])
    assert bench.said[1].endswith("再按 F10 打印。")
    bench.press("F10")
    assert bench.groups() == ["to_answer"]


def test_an_open_form_is_closed_before_the_next_one_is_shown():
    bench = with_cases()
    bench.press("Alt+B", "F10")
    assert (bench.state.form.kind, bench.groups()) == ("", ["to_print"])


@pytest.mark.parametrize("typed", ["", "1", "abc"])
def test_enter_alone_never_confirms(typed):
    bench = with_cases()
    bench.press("F10")
    confirm(bench, typed)
    assert bench.groups() == ["to_answer"]
    assert bench.state.errors["last3"]


def test_another_number_stops_and_asks_which_sheet_came_out():
    bench = with_cases()
    bench.press("F10")
    confirm(bench, f"{FIRST + 2}"[-3:])
    assert (bench.state.which, bench.focus) == (True, "serial")
    assert str(FIRST + 2) in bench.state.errors["serial"]
    assert "完整印制号" in bench.now.now
    bench.fill("serial", "x")
    assert "只有数字" in bench.state.errors["serial"]
    bench.fill("serial", f"{FIRST + 3}")
    assert bench.state.errors["serial"]
    bench.fill("serial", f"{FIRST + 2}")
    assert certificate(bench).sheet.serial == FIRST + 2
    assert blank_state(bench.desk, FIRST) is BlankState.HELD
    assert not bench.state.which


def test_esc_takes_the_question_which_sheet_back():
    bench = with_cases()
    bench.press("F10")
    confirm(bench, "999")
    bench.press("Esc")
    assert (bench.state.which, bench.focus) == (False, "last3")


def test_plain_paper_is_confirmed_by_the_certificate_number():
    bench = with_cases(a_grant(type_code=ADVERT))
    assert "白纸" in bench.now.now
    bench.press("F10")
    assert bench.look.ask.title == "手里这张纸上的证照编号？"
    confirm(bench, "999")
    assert bench.state.errors["last3"]
    confirm(bench, certificate(bench).number[-3:])
    assert certificate(bench).state is CertificateState.PRINTED


def test_a_sheet_that_came_out_empty_goes_back_and_is_used_without_another_word():
    bench = with_cases()
    bench.press("F10")
    fate(bench, PrintFate.BLANK)
    assert blank_state(bench.desk, FIRST) is BlankState.HELD
    assert bench.look.rows[0].state == "可以打印"
    assert f"{FIRST}" in bench.now.now
    assert "按 F10" in bench.said[0]
    bench.press("F10")
    assert bench.state.line().serial == FIRST
    assert not bench.shell.told
    assert operations(bench.desk, case_of(bench.desk, bench.state.lines[0].case_id))[-2].reason
    assert not bench.state.emptied


def test_a_spoiled_sheet_wants_a_reason_and_so_does_the_next_one():
    bench = with_cases()
    bench.press("F10", "F6")
    bench.take(FATES.index(PrintFate.SPOILED))
    assert bench.focus == "reason"
    bench.presenter.enter("reason")
    assert bench.state.errors["reason"]
    bench.fill("reason", "卡纸")
    assert blank_state(bench.desk, FIRST) is BlankState.VOID
    assert bench.look.rows[0].state == "要再打一张，写原因"
    assert "写明原因" in bench.now.now
    bench.press("F10")
    assert bench.state.form.kind == "reprint"
    bench.presenter.enter("reason")
    assert bench.state.errors["reason"]
    bench.fill("reason", "卡纸重打")
    assert bench.state.line().serial == FIRST + 1


def test_a_lost_sheet_leads_to_the_two_who_report_it():
    bench = with_cases()
    bench.press("F10")
    fate(bench, PrintFate.LOST, "找不到")
    assert (bench.state.form.kind, bench.state.form.act) == ("blank_act", "lost:SPZ")
    assert (bench.state.text("sheets"), bench.state.text("reason")) == (f"{FIRST}", "找不到")
    assert bench.look.form.two


def test_nobody_knows_leaves_the_question_open():
    bench = with_cases()
    bench.press("F10")
    fate(bench, PrintFate.UNKNOWN)
    assert bench.groups() == ["to_answer"]
    assert bench.look.ask.pill.word.startswith("不知道")


def test_a_wrong_fate_is_refused_where_it_is_written():
    bench = with_cases()
    bench.press("F10", "F6")
    confirmed = CounterBench(bench.desk).enter_place()
    confirm(confirmed)
    bench.take(FATES.index(PrintFate.BLANK))
    assert bench.state.errors["reason"]


def test_a_printed_certificate_gets_another_sheet_for_a_reason():
    bench = with_cases()
    bench.press("F10")
    confirm(bench)
    bench.parts.lists.press_tab("fetch")
    bench.press("F7")
    bench.fill("reason", "姓名有误")
    assert bench.state.line() is not None
    bench.parts.lists.press_tab("print")
    assert (bench.state.line().serial, blank_state(bench.desk, FIRST)) == (
        FIRST + 1,
        BlankState.VOID,
    )
