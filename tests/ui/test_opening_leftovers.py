"""The opening check: papers and drafts that were left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.sketch import sketch_on_table
from counter_app.services.slips import hand_slip
from counter_app.words import Words
from tests.fakes.desk import FakePrinter, play, signed_visit
from tests.fakes.opening_bench import ITEM, OpeningBench


@pytest.fixture
def bench():
    return OpeningBench()


def test_enter_on_a_paper_prints_it_and_the_row_says_so(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    assert (bench.state.enter, bench.state.now) == (
        "打印这份",
        "按 Enter 打印这份文书；Esc 返回。",
    )
    bench.opening.press_enter()
    assert len(bench.desk.tickets.printed) == 1
    assert bench.opened == []
    assert [(each.kind, each.state) for each in bench.state.leftovers] == [
        ("good", "已打印"),
        ("danger", "没有打印"),
    ]
    assert bench.shell.announced[0].jobs


def test_a_paper_is_sent_once_while_it_prints(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.runner.hold = True
    bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "正在打印"
    bench.opening.press_enter()
    assert bench.runner.held == 1
    bench.runner.release()
    assert bench.state.leftovers[0].state == "已打印"


def test_a_print_that_fails_says_why_and_can_be_tried_again(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.desk.tickets.outcomes = [PrintOutcome.nothing(Trouble("printer_paper_out"))]
    bench.opening.press_enter()
    assert bench.shell.told[-1][:2] == (
        "error",
        bench.desk.words.error(DeviceError("printer_paper_out"))[0],
    )
    assert bench.state.leftovers[0].state == "没有打出"
    bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "已打印"


def test_a_paper_that_may_be_out_is_printed_by_a_second_enter_only_and_marked(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.desk.tickets.outcomes = [PrintOutcome("unknown", "unknown", Trouble("printer_silent"))]
    bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "可能已出纸"
    bench.opening.press_enter()
    assert len(bench.desk.tickets.printed) == 1
    assert bench.shell.told[-1][0] == "warning"
    assert bench.state.now.startswith("先看出纸口")
    bench.opening.press_enter()
    assert len(bench.desk.tickets.printed) == 2
    reasons = [each.reason for each in bench.desk.ledger.jobs()]
    assert reasons == ["", "上次打印结果不明，开窗时补打"]


def test_choosing_another_row_takes_the_warning_back(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.desk.tickets.outcomes = [PrintOutcome("unknown", "unknown", Trouble("printer_silent"))]
    bench.opening.press_enter()
    bench.opening.press_enter()
    bench.opening.select(1)
    bench.opening.select(0)
    bench.opening.press_enter()
    assert len(bench.desk.tickets.printed) == 1


def test_a_failure_after_an_unknown_print_still_asks_to_look_first(bench):
    done = bench.accepted()
    bench.desk.tickets.outcomes = [
        PrintOutcome("unknown", "unknown", Trouble("printer_silent")),
        PrintOutcome.nothing(Trouble("printer_paper_out")),
    ]
    bench.begin()
    bench.opening.select(0)
    for _ in range(3):
        bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "没有打出"
    bench.opening.press_enter()
    assert bench.shell.told[-1][1].startswith(f"文书 {done.documents[0].id} 已经打印过")
    assert bench.state.leftovers[0].state == "可能已出纸"
    bench.opening.press_enter()
    bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "已打印"


def test_a_paper_whose_printer_is_gone_says_so():
    bench = OpeningBench(tickets=FakePrinter())
    bench.accepted()
    bench.desk = replace(bench.desk, tickets=None, documents=None)
    again = OpeningBench(desk=bench.desk).begin()
    again.opening.select(0)
    again.opening.press_enter()
    assert again.shell.told[-1][0] == "error"
    assert again.state.leftovers[0].state == "没有打印"


def test_a_slip_of_no_case_is_named_as_such(bench):
    play(bench.desk, hand_slip(bench.desk, signed_visit(), ITEM.code, None))
    bench.begin()
    assert bench.state.leftovers[0].detail == "不属于办件"


def test_a_paper_of_a_kind_without_a_name_shows_its_kind(bench):
    bench.accepted()
    bench.desk = replace(bench.desk, words=Nameless())
    again = OpeningBench(desk=bench.desk).begin()
    assert again.state.leftovers[0].title == "W01"


class Nameless(Words):
    def knows(self, message):
        return not message.startswith("ui.intake.paper.") and super().knows(message)


def test_enter_on_a_draft_opens_the_window_with_it_on_the_table(bench):
    first = bench.drafted().draft.application.case_id
    bench.drafted()
    bench.begin()
    bench.opening.select(0)
    assert bench.state.enter == "接着办这件"
    assert bench.state.leftovers[0].detail == "11月16日 10:00"
    bench.opening.press_enter()
    assert bench.opened == ["opened"]
    assert sketch_on_table(bench.desk).draft == first
    assert len(bench.opened_op()) == 1


def test_what_is_half_typed_is_not_swept_away_for_a_draft(bench):
    bench.drafted()
    bench.sketched(texts=(("number", "5404"),))
    bench.begin()
    bench.opening.select(0)
    bench.opening.press_enter()
    assert bench.opened == []
    assert bench.shell.told[-1][1].startswith("台面上还有没输完的内容")


def test_a_draft_that_cannot_be_read_says_so(bench):
    bench.sketched(texts=(("number", "5404"),))
    bench.desk.journal.save("bad", b"{")
    bench.begin()
    assert (bench.state.leftovers[0].kind, bench.state.leftovers[0].state) == (
        "danger",
        "读不出来",
    )
    bench.opening.select(0)
    bench.opening.press_enter()
    assert bench.opened == []
    assert bench.shell.told[-1][0] == "error"


def test_esc_goes_back_to_opening(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(1)
    bench.opening.press_back()
    assert (bench.state.row, bench.state.enter) == (-1, "开窗")
    assert bench.view.focused == ["open"]


def test_the_same_row_again_redraws_nothing(bench):
    bench.begin()
    before = bench.shell.refreshed
    bench.opening.select(-1)
    assert bench.shell.refreshed == before


def test_beginning_again_forgets_the_first_look(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.begin()
    assert bench.state.row == -1
    assert bench.shell.happened == ["cover opening", "cover opening"]
