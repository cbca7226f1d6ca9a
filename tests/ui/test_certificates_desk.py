"""出证: lists, drawer, placement, parcels, day ledger; behaviour without a window."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import StoreError
from counter_app.services.desk import Changes
from counter_app.ui.certificates.presenter_drawer import ACTS
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import (
    SERIES,
    a_grant,
    a_window_desk,
    decided,
    foreign_case,
)
from tests.fakes.counter import CounterBench, with_cases
from tests.fakes.runner import InlineRunner


# ---- lists
def test_the_lists_say_how_many_wait_and_what_is_held_for():
    desk = a_window_desk(reader=FakeCardReader())
    decided(desk, a_grant(1))
    decided(desk, a_grant(2, holder="卓玛"), gaps=(("m3", None),))
    bench = CounterBench(desk).enter_place()
    assert [each.text for each in bench.look.tabs] == ["待打印 1", "待领取 0", "待寄 0", "暂缓 1"]
    bench.press("F1", "F1")
    assert bench.look.empty.startswith("没有待寄")
    bench.press("F1")
    assert bench.look.page.facts[-1].startswith("缺：")
    assert not bench.keys()["F8"].enabled
    assert "容缺" in bench.keys()["F8"].why
    assert "暂不发放" in bench.now.now
    bench.press("F1")
    assert bench.state.tab == "print"


@pytest.mark.parametrize("sought", ["卓玛", "小吃 食品", ""])
def test_a_list_is_searched_by_parts(sought):
    bench = with_cases(a_grant(1, holder="林芝小吃店"), a_grant(2, holder="卓玛"))
    bench.press("F4")
    assert bench.focus == "search"
    bench.presenter.type_text("search", sought)
    assert len(bench.look.rows) == (1 if sought else 2)
    bench.presenter.enter("search")
    assert bench.focus == "table"


def test_what_is_not_found_says_so_and_esc_shows_all_again():
    bench = with_cases()
    bench.press("F4")
    bench.presenter.type_text("search", "没有")
    assert bench.look.empty.startswith("这一栏没有找到")
    bench.press("Alt+B", "F4", "Esc")
    assert len(bench.look.rows) == 1
    bench.presenter.step_back()
    assert bench.focus == "table"


def test_a_scanned_case_is_shown_whatever_stood_there():
    bench = with_cases(a_grant(1), a_grant(2))
    bench.press("Alt+B")
    number = bench.state.lines[1].case_no
    bench.parts.lists.type_search("没有")
    bench.parts.lists.scanned(number)
    assert (bench.state.line().case_no, bench.state.form.kind) == (number, "")
    bench.parts.lists.scanned("no")
    assert bench.said[0].startswith("办件 no")


def test_what_another_window_has_taken_is_held_apart():
    from counter_app.domain.certificate import CertificateState, Sheet  # noqa: PLC0415

    desk = a_window_desk(reader=FakeCardReader())
    bound = {"state": CertificateState.BOUND, "sheet": Sheet(SERIES, 5, 1), "window": "w-9"}
    foreign_case(desk, job="j9", number="Z1", **bound)
    bench = CounterBench(desk).enter_place()
    bench.parts.lists.press_tab("held")
    assert bench.look.rows[0].state == "别的窗口已取"
    assert "别的窗口" in bench.now.now


def test_a_line_that_is_gone_leaves_the_first_one_and_a_page_that_comes_late_is_dropped():
    bench = with_cases(a_grant(1), a_grant(2))
    bench.choose(1)
    bench.choose(1)
    bench.runner.hold = True
    bench.choose(0)
    bench.choose(1)
    assert bench.look.page.note.startswith("正在画")
    bench.runner.hold = False
    bench.runner.release()
    assert bench.state.shown.key == bench.state.chosen
    bench.runner.hold = True
    bench.choose(0)
    bench.parts.board.put(shown=None)
    bench.runner.release()
    assert bench.state.shown is None


def test_one_look_at_a_time_and_what_was_asked_meanwhile_is_looked_for_after_it():
    desk = a_window_desk(reader=FakeCardReader())
    runner = InlineRunner(desk)
    bench = CounterBench(desk, runner)
    assert bench.look.empty.startswith("正在查看")
    runner.hold = True
    bench.enter_place()
    bench.press("F5", "F5")
    assert runner.held == 1
    runner.release()
    assert runner.held == 1
    runner.hold = False
    runner.release()
    assert bench.state.listed


def test_a_store_that_fails_is_told_and_looked_at_again():
    desk = a_window_desk(reader=FakeCardReader())
    bench = CounterBench(desk)
    bench.parts.lists._not_found(StoreError("store_damaged", file="x"))
    assert bench.shell.told[-1][0] == "error"
    bench.press("F5")
    assert bench.state.listed


def test_news_from_elsewhere_are_looked_at_and_its_own_are_not():
    bench = with_cases()
    decided(bench.desk, a_grant(2))
    bench.presenter.heard(Changes(items=True))
    assert len(bench.state.lines) == 1
    bench.parts.board.announcing = True
    bench.presenter.heard(Changes(cases=("x",)))
    assert len(bench.state.lines) == 1
    bench.parts.board.announcing = False
    bench.presenter.heard(Changes(jobs=("j",)))
    assert len(bench.state.lines) == 2


def test_nobody_there_nothing_shown():
    bench = with_cases()
    bench.presenter.user_changed(None)
    bench.enter_place()
    assert (bench.state.lines, bench.look.rows) == ((), ())
    bench.presenter.left("search")
    bench.presenter.leave()


def test_with_the_line_cut_it_says_what_cannot_be_done():
    bench = with_cases()
    bench.parts.board.put(away=True)
    assert bench.now.closed.startswith("线路不通")
    bench.press("Alt+B")
    bench.take(ACTS.index("more"))
    assert (bench.state.form.kind, bench.shell.told[-1][0]) == ("drawer", "warning")
    assert "断网" in bench.look.form.rows[1].detail


def test_every_form_has_its_words_and_every_field_too():
    bench = with_cases()
    for key in ("Alt+B", "Alt+L", "Alt+P", "F11"):
        bench.press(key)
        assert bench.now.now
        assert bench.look.form.title
        bench.press("Esc")
    assert bench.state.form.kind == ""
