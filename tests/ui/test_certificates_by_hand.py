"""出证: by hand, void, other sheets, faults of the printer; behaviour without a window."""

from __future__ import annotations

from counter_app.domain.blank import BlankState
from counter_app.domain.certificate import CertificateState
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.cases import case_of
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import (
    FIRST,
    a_grant,
    a_window_desk,
    blank_state,
    decided,
    doubled,
    withdraw,
)
from tests.fakes.certificates import ADVERT
from tests.fakes.counter import CounterBench, certificate, confirm, with_cases
from tests.fakes.runner import InlineRunner

TAIL = f"{FIRST}"[-3:]
RARE = "扎西\U0002ebf0"


def test_a_character_without_a_glyph_opens_writing_by_hand():
    bench = with_cases(a_grant(holder=RARE))
    assert bench.look.page.trouble
    assert "Alt+W" in bench.now.now
    bench.press("F10")
    assert bench.groups() == ["to_print"]
    assert bench.shell.told[-1][0] == "error"
    bench.press("Alt+W")
    assert certificate(bench).by_hand
    assert bench.said[0].startswith("《")
    confirm(bench)
    assert certificate(bench).state is CertificateState.PRINTED


def test_writing_by_hand_what_could_be_printed_wants_a_reason():
    bench = with_cases()
    bench.press("Alt+W")
    bench.presenter.enter("reason")
    assert bench.state.errors["reason"]
    bench.fill("reason", "打印机送修")
    assert certificate(bench).by_hand


def test_the_sheet_of_a_withdrawn_decision_is_made_void():
    bench = with_cases()
    bench.press("F10")
    withdraw(bench.desk, case_of(bench.desk, bench.state.lines[0].case_id))
    bench.press("F5")
    assert bench.groups() == ["to_void"]
    assert "作废" in bench.now.now
    bench.press("F6")
    bench.presenter.enter("reason")
    assert bench.state.errors["reason"]
    bench.fill("reason", "决定撤回")
    assert blank_state(bench.desk, FIRST) is BlankState.VOID
    assert bench.groups() == []


def test_the_sheet_that_two_windows_printed_is_made_void_here():
    desk, _case, _done = doubled()
    bench = CounterBench(desk).enter_place()
    assert bench.groups() == ["to_void"]
    bench.press("F6")
    bench.fill("reason", "重号")
    assert blank_state(desk, FIRST) is BlankState.VOID


def test_another_sheet_on_top_of_the_pile_is_asked_for_twice():
    bench = with_cases()
    bench.press("Alt+S")
    bench.fill("other", "x")
    assert "只有数字" in bench.state.errors["other"]
    bench.fill("other", f"{FIRST + 4}")
    assert f"{FIRST}" in bench.state.errors["other"]
    bench.presenter.enter("other")
    assert bench.state.line().serial == FIRST + 4


def test_a_sheet_that_is_not_here_is_refused():
    bench = with_cases()
    bench.press("Alt+S")
    bench.fill("other", "99")
    assert bench.state.errors["other"]
    assert bench.groups() == ["to_print"]


def test_plain_paper_has_no_other_sheet_and_what_is_printed_no_fate_to_change():
    bench = with_cases(a_grant(type_code=ADVERT))
    for key in ("Alt+S", "F6", "F7", "F8"):
        bench.press(key)
        assert bench.state.form.kind == ""


def test_a_jam_and_a_warning_are_told_and_the_question_stands():
    bench = with_cases(a_grant(1), a_grant(2))
    printer = bench.desk.certificates
    printer.outcomes += [
        PrintOutcome("unknown", "unknown", Trouble("printer_interrupted_midway", ())),
        PrintOutcome("device_done", "all", None, Trouble("printer_paper_near_end", ())),
    ]
    bench.press("F10")
    assert bench.shell.told[-1][0] == "error"
    assert bench.look.rows[0].state == "不知出没出来"
    bench.choose(1)
    bench.press("F10")
    assert bench.shell.told[-1][0] == "warning"


def test_a_print_that_never_reached_the_printer_goes_on_with_its_sheet():
    bench = with_cases()
    bench.desk.certificates.outcomes.append(PrintOutcome.nothing(Trouble("printer_paper_out", ())))
    bench.press("F10")
    assert bench.look.rows[0].state == "没打出来"
    assert f"{FIRST}" in bench.now.now
    bench.press("F10")
    assert bench.groups() == ["to_answer"]


def test_f10_twice_prints_once_while_it_is_under_way():
    desk = a_window_desk(reader=FakeCardReader())
    decided(desk)
    runner = InlineRunner(desk)
    bench = CounterBench(desk, runner).enter_place()
    runner.hold = True
    bench.press("F10", "F10")
    assert (runner.held, bench.now.now) == (1, "正在打印，请稍等。")
    bench.press("F2")
    assert bench.said[0].startswith("上一步")
    runner.hold = False
    runner.release()
    assert bench.groups() == ["to_answer"]


def test_keys_without_a_line_do_nothing():
    bench = CounterBench().enter_place()
    for act in (
        bench.parts.prints.press_print,
        bench.parts.prints.confirm,
        bench.parts.prints.press_fates,
        bench.parts.prints.take_fate,
        bench.parts.prints.press_reprint,
        bench.parts.prints.reprint,
        bench.parts.prints.press_by_hand,
        bench.parts.prints.by_hand,
        bench.parts.prints.void,
        bench.parts.prints.press_other_blank,
        bench.parts.prints.other_blank,
    ):
        act()
    assert bench.state.form.kind == ""
    assert bench.now.now.startswith("这一栏没有")
    assert not bench.keys()["F10"].enabled
