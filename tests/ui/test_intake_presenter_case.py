"""The 办件 screen's presenter: clock, line and calendar, dates and facts, several items on one visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from counter_app.domain.case import CaseState
from counter_app.domain.errors import StoreError
from counter_app.domain.localtime import CHINA
from counter_app.services.sync.messages import SyncState
from counter_app.services.visit import Visit
from counter_app.ui.intake.state import Sheet
from tests.fakes.desk import CLERK
from tests.fakes.intake import (
    CARD,
    CIREN,
    CREDIT_CODE,
    FOOD,
    LIMITED,
    IntakeBench,
    a_searchable_desk,
)


@pytest.fixture
def bench():
    return IntakeBench()


def test_a_full_disk_at_f9_keeps_everything_and_says_so(bench):
    bench.ready()
    before = bench.state.visit
    bench.desk.ledger.fail = StoreError("disk_full")
    bench.press("F9")
    assert bench.shell.told[-1][0] == "error"
    assert bench.state.visit == before
    assert not bench.state.acting
    bench.desk.ledger.fail = None
    bench.press("F9")
    assert bench.state.visit.case.state is CaseState.ACCEPTED


def test_a_doubtful_clock_is_confirmed_with_one_key(bench):
    bench.accepted()
    bench.press("F2")
    bench.desk.clock.reboot()
    bench.desk.clock.set_wall(datetime(2026, 11, 10, 10, tzinfo=CHINA))
    bench.lay()
    bench.open_item()
    assert "这台电脑的时间" in bench.said[0]
    assert bench.now.now == bench.words("now.clock")
    bench.press("Alt+T")
    bench.open_item()
    assert bench.state.visit.draft is not None
    assert bench.keys().get("Alt+T") is None


def test_with_the_line_cut_only_a_limited_item_waits(bench):
    bench.desk.line.state = replace(SyncState("d", 0), failures=2)
    bench.ready(text="xycz")
    assert not bench.keys()["F9"].enabled
    assert "数量限制" in bench.keys()["F9"].why
    assert bench.state.visit.draft.item.code == LIMITED.code


def test_without_a_holiday_table_no_date_is_promised():
    bench = IntakeBench(a_searchable_desk(calendars=()))
    bench.ready()
    assert [each.day for each in bench.look.dates] == ["缺节假日表，暂不能定"] * 3
    assert bench.now.now == bench.words("now.accept_undated")
    bench.press("F9")
    assert bench.state.visit.case.state is CaseState.ACCEPTED
    assert bench.look.result.aloud == ""


def test_dates_and_facts_stand_beside_the_materials(bench):
    assert bench.look.facts == ()
    bench.lay()
    bench.open_item()
    assert [each.day for each in bench.look.dates] == ["11月23日", "11月27日", "12月14日"]
    assert bench.look.facts == ("承诺 9 个工作日", "不收费", "结果可寄")
    assert bench.look.dates_line == (
        "五日答复 11月23日 · 承诺到期 11月27日 · 法定到期 12月14日 · 不收费 · 结果可寄"
    )


def test_alt_h_shows_the_guide(bench):
    assert bench.look.guide == ()
    bench.press("Alt+H")
    assert bench.look.guide == ()
    bench.open_item()
    assert [each.title for each in bench.look.guide][:2] == ["受理条件", "办理流程"]
    bench.press("Esc")
    assert bench.look.guide == ()


def test_the_visit_counts_its_items_and_people(bench):
    bench.accepted()
    bench.open_item("shbzk")
    bench.press("Alt+N")
    bench.lay(CIREN)
    bench.open_item("shbzk")
    assert bench.look.matters_title.startswith("本次 3 件 2 人")
    assert bench.look.matters[2].current
    assert bench.look.matters[0].detail == "已受理 · 扎西"
    assert bench.look.matters[1].detail == "待办 · 扎西"
    bench.press("Alt+L")
    bench.parts.sheets.move(1)
    bench.parts.sheets.enter()
    assert bench.state.visit.draft.item == CARD
    assert bench.state.visit.person.name == "扎西"
    bench.press("Alt+L")
    bench.parts.sheets.enter()
    assert bench.state.visit.case.state is CaseState.ACCEPTED


def test_without_items_the_list_says_so(bench):
    bench.press("Alt+L")
    assert bench.said[0] == bench.words("no_matters")
    assert bench.look.matters_title == ""


def test_what_is_left_open_can_be_taken_up(bench):
    bench.press("Alt+D")
    assert bench.said[0] == bench.words("no_drafts")
    bench.lay()
    bench.open_item()
    bench.press("F2")
    assert bench.said[0] == bench.words("draft_kept")
    bench.open_item("shbzk")
    bench.press("F2", "Alt+D")
    rows = bench.look.sheet.rows
    assert [each.title for each in rows] == [CARD.name, FOOD.name]
    assert rows[0].detail.startswith("还没有申请人")
    assert "5*************0018" in rows[1].detail
    bench.parts.sheets.move(1)
    bench.parts.sheets.enter()
    assert bench.state.visit.draft.item == FOOD
    assert bench.focus == "materials"


def test_a_body_left_open_is_listed_by_its_code(bench):
    bench.fill("number", CREDIT_CODE)
    bench.fill("body_name", "林芝示例小吃店")
    bench.open_item()
    bench.press("F2", "Alt+D")
    assert bench.look.sheet.rows[0].detail.startswith("林芝示例小吃店 9***")


def test_lists_of_a_table_without_a_case_are_empty(bench):
    board = bench.parts.board
    board.put(sheet=Sheet("outcomes"))
    assert bench.look.sheet.rows == ()
    board.put(sheet=Sheet("amend"))
    bench.parts.sheets.move(1)
    assert [each.detail for each in bench.look.sheet.rows] == ["", "", "", ""]
    board.put(sheet=Sheet("reason"), texts={"reason": "理由"})
    assert bench.look.sheet.title == bench.words("sheet.reason")
    bench.parts.sheets.enter()
    bench.presenter.enter("until")
    bench.presenter.left("name")
    assert bench.state.visit == Visit(user=CLERK)


def test_until_the_store_has_answered_the_sentence_is_empty(bench):
    bench.ready()
    bench.parts.board.put(outlook=None)
    assert bench.now.now == ""
    assert bench.look.dates == ()


def test_the_newest_look_counts(bench):
    bench.ready()
    seen = bench.state.outlook
    bench.runner.hold = True
    bench.parts.board.look()
    bench.parts.board.look()
    bench.parts.board.put(outlook=None)
    bench.runner.release(1)
    assert bench.state.outlook is None
    bench.runner.release()
    assert bench.state.outlook == seen


def test_the_open_list_of_the_visit_shows_each_item(bench):
    bench.accepted()
    bench.press("Alt+L")
    assert bench.look.sheet.rows[0].detail == "已受理 · 扎西"
