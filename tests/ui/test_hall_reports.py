"""比较, 日结 and 年度指标: periods by keys, lists, the signature, exports; on the real place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.figure_period import Grouping, PeriodWish
from counter_app.domain.figures import Level
from counter_app.domain.ports_reports import CloseWish
from counter_app.domain.report import LinesWish
from counter_app.services.visit import User
from counter_app.ui.hall.tour_reports import SampleReports
from tests.fakes.report_bench import ReportBench


@pytest.fixture
def make(qtbot):
    def made(name, county=None, **changes):
        bench = ReportBench(name, county, **changes)
        qtbot.addWidget(bench.place.view)
        return bench

    return made


def periods(bench):
    """The days of the last two periods that were asked for."""
    wishes = [each for each in bench.county.asked if isinstance(each, PeriodWish)][-2:]
    return [(each.first.isoformat(), each.last.isoformat()) for each in wishes]


# ---- 比较


def test_a_month_that_is_not_over_is_set_against_as_many_days(make):
    bench = make("compare")
    assert periods(bench) == [("2026-10-01", "2026-10-16"), ("2026-11-01", "2026-11-16")]
    assert bench.table()[0] == ["综合窗口01", "80", "120", "+40", "+50%"]
    assert bench.table()[-1][0] == "合计"
    assert bench.place.now().now.startswith("回车看数后面的清单")


def test_pages_turn_the_periods_and_nothing_ahead_is_shown(make):
    bench = make("compare")
    bench.press("PgUp")
    assert periods(bench) == [("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-31")]
    bench.press("PgDn", "PgDn")
    assert bench.state.text("after") == "2026-11"
    bench.press("F8")
    assert bench.state.text("before") == "2025-11"
    bench.press("F8")
    assert bench.state.text("before") == "2026-10"


def test_periods_are_typed(make):
    bench = make("compare")
    bench.press("F4")
    assert bench.state.focus.field == "after"
    bench.type("after", "2026 Q3")
    assert periods(bench) == [("2026-04-01", "2026-06-30"), ("2026-07-01", "2026-09-30")]
    bench.type("before", "2025 Q3")
    assert periods(bench)[0] == ("2025-07-01", "2025-09-30")
    asked = len(bench.county.asked)
    bench.type("before", "去年")
    bench.hands.board.put_text("after", "x")
    bench.press("PgUp")
    bench.type("after", "冬天")
    assert len(bench.county.asked) == asked
    assert "期间看不懂" in bench.state.errors["after"]
    bench.hands.board.put_text("after", "2026-11")
    bench.hands.board.put_text("before", "冬天")
    bench.press("F5")
    assert "期间看不懂" in bench.state.errors["before"]


def test_what_is_compared_and_whose_and_by_what_is_chosen_by_keys(make):
    bench = make("compare")
    seen = []
    for _ in range(4):
        bench.press("F5")
        seen.append(bench.county.asked[-1].grouping)
    assert seen == [Grouping.ITEM, Grouping.CLERK, Grouping.DAY, Grouping.WINDOW]
    bench.press("F10")
    assert (bench.county.asked[-1].scope.level, bench.county.asked[-1].scope.key) == (
        Level.AREA,
        "540400",
    )
    assert "全市（540400）" in bench.state.report.facts[0]
    bench.press("F10", "F9", "F11")
    assert bench.state.shown_table().id == "received"
    bench.type("after", "2024..2026")
    bench.press("F5", "F5", "F5")
    assert bench.county.asked[-1].grouping is Grouping.MONTH


def test_enter_opens_the_period_that_the_cell_is_of(make):
    bench = make("compare")
    opened = []
    bench.hands.room = type("Room", (), {"open_list": lambda _s, *each: opened.append(each)})()
    bench.hands.open(0, 1)
    bench.hands.open(0, 4)
    bench.hands.open(99, 0)
    (before, after) = opened
    assert before[0] == "综合窗口01 · 受理"
    assert before[1].first_ms < after[1].first_ms
    assert (after[1].scope.level, after[1].scope.key) == (Level.WINDOW, "w-1")


def test_a_list_behind_a_figure_covers_the_page_and_esc_brings_it_back(make):
    county = SampleReports()
    county.day_figures = county.hall_now = county.drill_figures = None
    bench = make("close", county)
    bench.press("F11")
    bench.hands.open(2, 3)
    wish = bench.county.asked[-1]
    assert isinstance(wish, LinesWish)
    assert (wish.what, wish.level, wish.key, wish.by) == (
        "open.acceptances",
        "hall",
        "hall-1",
        "basang",
    )
    assert bench.state.shown().title == "受理通知书 — 打印记录 · 核对"
    bench.press("F8")
    assert len(bench.table()) == 6
    assert not bench.keys()["F8"].enabled
    bench.hands.turn_table()
    bench.hands.read_on()
    bench.press("Esc")
    assert bench.state.behind is None


# ---- 日结


def test_a_day_is_signed_once_with_its_remark(make):
    bench = make("close")
    assert bench.state.report.facts[2] == "还没有日结。"
    assert not bench.keys()["F8"].enabled
    bench.press("F9")
    assert bench.told()[1] == "有 3 项没有对上。"
    assert bench.place.now().now.startswith("核对无误")
    bench.hands.type_text("note", "已查")
    bench.press("F9")
    wish = next(each for each in bench.county.asked if isinstance(each, CloseWish))
    assert (wish.day, wish.by, wish.note) == (date(2026, 11, 16), "basang", "已查")
    assert bench.told()[1] == "2026-11-16 已日结。"
    assert (bench.state.signing, bench.state.text("note")) == (False, "")
    assert not bench.keys()["F9"].enabled
    bench.hands.press_sign()
    assert not bench.state.signing


def test_the_signature_may_be_left(make):
    bench = make("close")
    bench.hands.press_late()
    bench.press("F9", "Esc")
    assert not bench.state.signing
    assert not [each for each in bench.county.asked if isinstance(each, CloseWish)]


def test_days_are_turned_and_typed_and_none_is_ahead(make):
    bench = make("close")
    bench.press("PgUp")
    assert bench.state.book.closing.day == date(2026, 11, 15)
    bench.press("PgDn", "PgDn", "F4")
    assert bench.state.book.closing.day == date(2026, 11, 16)
    bench.type("day", "2026-11")
    assert "期间看不懂" in bench.state.errors["day"]
    bench.press("PgUp")
    bench.type("day", "2026-11-02")
    assert bench.state.book.closing.day == date(2026, 11, 2)


def test_what_came_after_the_close_stands_apart_and_has_its_list(make):
    bench = make("close", SampleReports(closed=True, late=3, missing=("w-5",)))
    row = next(each for each in bench.table() if each[0] == "受理")
    assert row == ["受理", "115", "+3"]
    assert "已日结：basang" in bench.state.report.facts[2]
    assert [note[:3] for note in bench.state.report.notes] == ["日结时", "日结以", "备注："]
    bench.press("F8")
    assert bench.county.asked[-1].what == "late"
    assert bench.place.now().now == "这是数后面的清单。Esc 返回。"
    bench.runner.hold = True
    bench.press("F8")
    assert bench.place.now().now == "正在读清单……"
    bench.runner.release()
    assert len(bench.table()) == 6


def test_a_refused_signature_keeps_the_remark(make):
    county = SampleReports()
    bench = make("close", county)
    bench.press("F9")
    county.cut = True
    bench.type("note", "已查")
    assert (bench.state.signing, bench.state.text("note"), bench.told()[0]) == (
        True,
        "已查",
        "error",
    )
    bench.hands.board.put(book=None)
    bench.hands.sign()


# ---- of every page


def test_without_a_line_the_page_says_so_and_looks_again(make):
    bench = make("year", SampleReports(cut=True))
    assert bench.state.report is None
    assert not bench.keys()["F6"].enabled
    bench.hands.press_export("xlsx")
    bench.hands.export_to("/nowhere/x.xlsx")
    bench.hands.open(0, 0)
    bench.hands.turn_table()
    bench.hands.choose_table(0)
    bench.county.cut = False
    bench.place.leave()
    bench.place.enter()
    assert bench.state.report is not None
    asked = len(bench.county.asked)
    bench.place.enter()
    assert len(bench.county.asked) == asked


def test_a_look_under_way_is_not_asked_twice_and_says_so(make):
    bench = make("compare")
    bench.runner.hold = True
    asked = len(bench.county.asked)
    bench.press("F5")
    assert bench.place.now().now == "正在向县里要数……"
    bench.hands.look()
    bench.hands.act("export", iter(()), print)
    assert len(bench.county.asked) == asked + 2
    bench.runner.release()


def test_who_is_no_supervisor_sees_nothing_and_nothing_stays_for_the_next(make):
    bench = make("compare", user=User("ciren", "次仁", ("clerk",)))
    assert bench.state.report is None
    assert bench.county.asked == []
    bench = make("year")
    bench.place.user_changed(None)
    assert bench.state.report is None


def test_a_day_on_which_all_meets_is_signed_without_a_warning(make):
    county = SampleReports()
    told = county.day_closing
    county.day_closing = lambda *asked: replace(told(*asked), matches=())
    bench = make("close", county)
    bench.press("F9")
    assert bench.told() is None
    assert bench.state.signing
