from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from counter_app.domain.case import CaseState
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.localtime import CHINA
from counter_app.domain.outcome import OutcomeKind
from counter_app.services.sync.messages import SyncState
from counter_app.ui.intake.presenter_materials import read_day
from tests.fakes.intake import (
    CARD,
    CHILD,
    CIREN,
    CREDIT_CODE,
    FOOD,
    LIMITED,
    PHONE,
    IntakeBench,
    a_searchable_desk,
)

TODAY = date(2026, 11, 16)


@pytest.fixture
def bench():
    return IntakeBench()


def states(bench):
    return [each.state for each in bench.look.materials]


def names(bench):
    return [each.title for each in bench.look.hits]


# ---- the item


@pytest.mark.parametrize("text", ["spjy", "shipin", "食品", "餐饮证", "540402000SPJYXK01"])
def test_an_item_is_found_by_whatever_one_types(bench, text):
    bench.type("search", text)
    assert names(bench)[0] == FOOD.name
    assert bench.look.hits[0].mark == "承诺件"


def test_with_nothing_typed_the_items_used_before_are_offered(bench):
    bench.press("F4")
    assert names(bench) == []
    bench.press("Esc")
    bench.accepted()
    bench.press("F2", "F4")
    assert names(bench) == [FOOD.name]
    again = IntakeBench(bench.desk)
    again.press("F4")
    assert names(again) == [FOOD.name]


def test_a_notice_slip_counts_as_use_and_an_item_out_of_scope_is_not_offered(bench):
    bench.type("search", "shbzk")
    bench.press("F1")
    again = IntakeBench(bench.desk)
    again.press("F4")
    assert names(again) == [CARD.name]
    enrolment = bench.desk.ledger.enrolment()
    bench.desk.ledger.set_window(replace(enrolment.window, domain_tags=("medical",)))
    narrow = IntakeBench(bench.desk)
    narrow.press("F4")
    assert names(narrow) == []


def test_an_answer_to_an_older_text_is_not_shown(bench):
    bench.runner.hold = True
    bench.type("search", "sb")
    bench.runner.hold = False
    bench.type("search", "spjy")
    bench.runner.release()
    assert names(bench) == [FOOD.name]


def test_enter_before_the_hits_are_there_waits_for_them(bench):
    bench.runner.hold = True
    bench.presenter.type_text("search", "spjy")
    bench.presenter.enter("search")
    bench.runner.hold = False
    bench.runner.release()
    assert bench.state.visit.draft.item == FOOD


def test_enter_takes_the_first_hit_and_nothing_found_is_said(bench):
    bench.presenter.type_text("search", "qqq")
    bench.presenter.enter("search")
    assert bench.said[0] == bench.words("nothing_found")
    bench.presenter.type_text("search", "")
    bench.presenter.enter("search")
    bench.presenter.type_text("search", "spjy")
    bench.presenter.left("search")
    bench.presenter.enter("search")
    assert bench.state.visit.draft.item == FOOD
    assert bench.focus == "materials"


def test_a_row_that_is_not_there_is_not_taken(bench):
    bench.parts.search.choose(3)
    assert bench.state.visit.draft is None


def test_the_item_shows_who_decides_and_its_situations(bench):
    bench.open_item()
    item = bench.look.item
    assert item.title == FOOD.name
    assert item.situation_open
    assert [each.id for each in item.situations] == ["s1", "s2"]
    assert item.situation == "s1"


def test_alt_x_goes_round_the_situations_and_keeps_what_was_marked(bench):
    bench.ready()
    case_id = bench.state.visit.draft.application.case_id
    bench.press("Alt+X")
    assert bench.look.item.situation == "s2"
    assert states(bench) == ["已收", "共享核验", "已收", "已收"]
    bench.press("Alt+X")
    assert bench.look.item.situation == "s1"
    assert bench.state.visit.draft.application.case_id == case_id
    bench.parts.search.choose_situation("s1")


def test_a_situation_of_an_item_that_has_none_is_not_asked(bench):
    bench.press("Alt+X")
    bench.parts.search.choose_situation("s1")
    bench.open_item("shbzk")
    bench.press("Alt+X")
    assert bench.state.visit.draft.application.situation is None


def test_a_situation_from_an_older_list_starts_the_round_anew(bench):
    bench.open_item()
    draft = bench.state.visit.draft
    stale = replace(draft, application=replace(draft.application, situation="gone"))
    bench.parts.board.put(visit=replace(bench.state.visit, draft=stale))
    bench.press("Alt+X")
    assert bench.look.item.situation == "s1"


def test_once_recorded_the_situation_stands(bench):
    bench.accepted()
    bench.press("Alt+X")
    assert bench.shell.told[-1][0] == "error"
    assert not bench.look.item.situation_open


def test_an_item_opened_by_mistake_is_forgotten_and_one_begun_is_kept(bench):
    bench.open_item()
    bench.open_item("shbzk")
    assert len([each for each in bench.desk.journal.drafts() if each != "sketch"]) == 1
    assert [each.title for each in bench.look.matters] == [f"1 {CARD.name}"]
    bench.press("F6")
    bench.open_item()
    assert [each.title for each in bench.look.matters] == [f"1 {CARD.name}", f"2 {FOOD.name}"]
    assert len([each for each in bench.desk.journal.drafts() if each != "sketch"]) == 2


def test_a_withdrawn_item_is_refused_in_words(bench):
    gone = replace(FOOD, withdrawn_on=date(2026, 1, 1), version=4)
    other = IntakeBench(a_searchable_desk(gone))
    other.open_item()
    assert "已于" in other.said[0]
    assert other.state.visit.draft is None


def test_the_same_item_again_is_said_and_not_stopped(bench):
    case = bench.accepted()
    bench.press("F2")
    bench.lay()
    bench.open_item()
    assert case.no in bench.said[0]
    assert bench.state.visit.draft.item == FOOD


def test_material_received_in_this_visit_is_not_asked_for_again(bench):
    bench.accepted()
    bench.open_item("shbzk")
    assert states(bench) == ["缺", "已收", "缺"]
    assert bench.said[0] == bench.words("carried_over", count=1)


# ---- the materials


def test_the_table_says_what_is_asked_and_what_is_there(bench):
    bench.open_item()
    assert states(bench) == ["缺", "共享核验", "缺", "缺"]
    row = bench.look.materials[2]
    assert (row.no, row.originals, row.copies, row.remark) == (3, "1", "1", "可容缺")
    assert bench.look.requirement == "第 1 项要求：填写完整，签字或者盖章"
    bench.open_item("shbzk")
    assert bench.look.materials[1].state == "未交（非必要）"


def test_f6_marks_everything(bench):
    bench.press("F6")
    bench.open_item()
    bench.press("F6")
    assert states(bench) == ["已收", "共享核验", "已收", "已收"]


def test_enter_goes_through_the_states_that_a_material_can_have(bench):
    bench.presenter.enter("materials")
    bench.open_item()
    bench.parts.materials.move(2)
    seen = []
    for _ in range(3):
        bench.presenter.enter("materials")
        seen.append(states(bench)[2])
    assert seen == ["容缺至11月27日", "已收", "缺"]
    bench.parts.materials.move(1)
    bench.presenter.enter("materials")
    assert states(bench)[1] == "已收"


def test_a_state_that_a_material_cannot_have_is_refused_in_words(bench):
    bench.press("Alt+S")
    bench.open_item()
    bench.press("Alt+R")
    assert "不在可容缺的范围" in bench.said[0]
    bench.press("Alt+G")
    assert "不能用数据共享" in bench.said[0]
    bench.press("Alt+S")
    assert states(bench)[0] == "已收"
    bench.parts.materials.move(99)
    assert bench.look.requirement == ""


def test_a_deferred_material_can_have_an_earlier_day(bench):
    bench.ready()
    bench.presenter.enter("until")
    bench.parts.materials.move(2)
    bench.press("Alt+R")
    assert bench.look.fields["until"].shown
    bench.fill("until", "1125")
    assert states(bench)[2] == "容缺至11月25日"
    assert bench.now.now == bench.words("now.defer", names="经营场所平面布局图", day="11月25日")
    bench.presenter.enter("until")
    assert states(bench)[2] == "容缺至11月27日"
    bench.fill("until", "1131")
    assert bench.look.fields["until"].error
    bench.fill("until", "1201")
    assert "晚于" in bench.said[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1127", date(2026, 11, 27)),
        ("11-27", date(2026, 11, 27)),
        ("11月27日", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        ("20261127", date(2026, 11, 27)),
        ("105", date(2027, 1, 5)),
        ("2026-01-05", date(2026, 1, 5)),
    ],
)
def test_a_day_is_read_as_it_is_written(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "x", "1345", "0230"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(RuleError, match="date_form"):
        read_day(text, TODAY)


def test_a_fault_makes_a_material_missing_and_stands_in_the_table(bench):
    bench.presenter.type_text("fault", "没有签字")
    bench.ready()
    bench.presenter.type_text("fault", "没有签字")
    row = bench.look.materials[0]
    assert (row.state, row.remark, row.kind) == ("缺", "没有签字", "danger")
    bench.presenter.type_text("fault", "没有签字和日期")
    bench.presenter.enter("fault")
    assert bench.focus == "materials"
    assert bench.look.fields["fault"].text == "没有签字和日期"


# ---- the acts


def test_complete_papers_are_accepted_by_f9(bench):
    bench.ready()
    assert bench.now.now == bench.words("now.accept", due="11月27日")
    assert bench.now.closed == ""
    bench.press("F9")
    case = bench.state.visit.case
    assert case.state is CaseState.ACCEPTED
    assert bench.look.page == "result"
    assert bench.look.result.aloud == "11月27日前办结"
    assert bench.look.result.number.replace(" ", "") == case.no
    assert bench.focus == "search"
    assert bench.now.now == bench.words("now.next")
    assert bench.shell.announced[-1].cases == (case.id,)


def test_a_second_f9_does_nothing(bench):
    case = bench.accepted()
    pending = bench.desk.ledger.outbox_count().pending
    printed = len(bench.desk.documents.printed)
    bench.press("F9")
    bench.parts.acts.press_accept()
    assert bench.shell.told[-1][0] == "error"
    assert bench.state.visit.case == case
    assert bench.desk.ledger.outbox_count().pending == pending
    assert len(bench.desk.documents.printed) == printed


def test_f9_while_it_is_under_way_does_nothing_more(bench):
    bench.ready()
    bench.runner.hold = True
    bench.press("F9", "F9")
    assert bench.now.now == bench.words("now.acting")
    assert bench.now.closed == ""
    assert bench.runner.held == 1
    bench.press("F2")
    bench.press("Alt+N")
    assert bench.said[0] == bench.words("still_acting")
    bench.parts.acts.take_up("1")
    bench.runner.hold = False
    bench.runner.release()
    assert bench.state.visit.case.state is CaseState.ACCEPTED


def test_keys_pressed_faster_than_the_store_count_in_their_order(bench):
    bench.lay()
    bench.fill("phone", PHONE)
    bench.open_item()
    bench.runner.hold = True
    bench.press("F6", "F9")
    assert bench.state.acting == "accept"
    while bench.runner.held:
        bench.runner.release(1)
    assert bench.state.visit.case.state is CaseState.ACCEPTED


def test_f9_right_after_a_deferral_is_refused_and_names_f8(bench):
    bench.ready()
    bench.parts.materials.move(2)
    bench.runner.hold = True
    bench.press("Alt+R", "F9")
    while bench.runner.held:
        bench.runner.release(1)
    assert "标为容缺" in bench.said[0]
    assert bench.state.visit.case is None
    assert not bench.state.acting
    bench.runner.hold = False
    assert bench.now.closed.startswith("F9 未开：")
    bench.press("F8")
    assert bench.state.visit.case.state is CaseState.ACCEPTED_WITH_GAPS
    assert bench.look.result.aloud == "11月27日前补交，11月27日前办结"


def test_f8_right_after_the_deferral_was_taken_back_is_refused(bench):
    bench.ready()
    bench.parts.materials.move(2)
    bench.press("Alt+R")
    bench.runner.hold = True
    bench.press("Alt+S", "F8")
    while bench.runner.held:
        bench.runner.release(1)
    assert "没有标为容缺" in bench.said[0]


def test_missing_papers_close_f9_and_say_which(bench):
    bench.lay()
    bench.open_item()
    assert bench.now.closed == "F9 未开：材料 1、3、4 缺"
    assert bench.now.now == bench.words("now.materials")
    assert not bench.keys()["F9"].enabled
    bench.press("F9")
    assert "还缺 3 份材料" in bench.said[0]


def test_without_a_case_the_keys_say_what_to_do(bench):
    assert bench.now.now == bench.words("now.start")
    assert not bench.keys()["F9"].enabled
    bench.press("F9")
    assert "没有打开的办件" in bench.said[0]
    bench.press("Alt+F9")
    assert bench.said[0] == bench.words("outcomes_need_case")
    bench.lay()
    assert bench.now.now == bench.words("now.item")


def test_a_child_without_guardian_closes_everything(bench):
    bench.lay(CHILD)
    bench.open_item()
    assert bench.now.now == bench.words("now.guardian")


def test_alt_j_receives_only(bench):
    bench.ready()
    bench.press("Alt+J")
    assert bench.state.visit.case.state is CaseState.RECEIVED
    assert bench.look.result.aloud == "11月23日前答复是否受理"
    assert bench.now.now == bench.words("now.accept", due="11月27日")
    bench.press("F9")
    assert bench.state.visit.case.state is CaseState.ACCEPTED


def test_f7_tells_once_what_is_missing_and_what_is_wrong(bench):
    bench.ready()
    bench.presenter.type_text("fault", "没有签字")
    bench.parts.materials.move(3)
    bench.press("Alt+Q")
    assert bench.now.now == bench.words("now.correct", count=2)
    bench.press("F7")
    case = bench.state.visit.case
    assert case.state is CaseState.CORRECTING
    assert [each.fault for each in case.application.materials if each.fault] == [
        "没有签字",
        "未提交",
    ]
    assert bench.look.result.aloud.endswith("前补来")


def test_alt_f9_lists_every_outcome_with_its_reason_and_who_opens_it(bench):
    bench.lay()
    bench.open_item()
    bench.press("Alt+F9")
    sheet = bench.look.sheet
    assert bench.look.page == "sheet"
    assert bench.focus == "sheet"
    assert len(sheet.rows) == len(OutcomeKind)
    assert sheet.rows[0].kind == "good"
    closed = sheet.rows[1]
    assert "还缺" in closed.detail
    assert closed.who == "能打开它的：申请人补齐或到场"
    bench.press("Alt+F9")
    assert bench.look.page == "materials"


@pytest.mark.parametrize("row", range(4))
def test_an_outcome_with_its_own_key_is_done_from_the_list(bench, row):
    bench.ready()
    if row in (2, 3):
        bench.parts.materials.move(2)
        bench.press("Alt+R" if row == 2 else "Alt+Q")
    bench.press("Alt+F9")
    bench.parts.sheets.move(row)
    bench.parts.sheets.enter()
    assert bench.state.visit.case is not None


def test_a_closed_outcome_in_the_list_says_why(bench):
    bench.ready()
    bench.press("Alt+F9")
    bench.parts.sheets.move(4)
    bench.parts.sheets.enter()
    assert bench.shell.told[-1][0] == "error"
    assert bench.look.page == "sheet"


def test_a_refusal_asks_for_reason_and_competent_body(bench):
    bench.lay()
    bench.fill("phone", PHONE)
    bench.open_item()
    bench.press("Alt+F9")
    bench.parts.sheets.move(5)
    bench.parts.sheets.enter()
    assert bench.look.sheet.fields == ("reason", "competent_body")
    assert bench.focus == "reason"
    bench.presenter.enter("reason")
    assert bench.look.fields["reason"].error
    bench.fill("reason", "属于林业和草原局职权")
    assert bench.look.fields["competent_body"].error
    bench.press("Esc")
    assert bench.state.text("reason")
    bench.press("Alt+F9")
    bench.parts.sheets.move(5)
    bench.parts.sheets.enter()
    bench.fill("competent_body", "林芝市林业和草原局")
    assert bench.state.visit.case.competent_body == "林芝市林业和草原局"
    assert bench.state.visit.case.state is CaseState.NOT_ACCEPTED


@pytest.mark.parametrize(("row", "licence"), [(4, True), (6, False)])
def test_other_refusals_ask_for_a_reason_only(row, licence):
    bench = IntakeBench(a_searchable_desk(replace(FOOD, licence_needed=licence)))
    bench.lay()
    bench.open_item()
    bench.press("Alt+F9")
    bench.parts.sheets.move(row)
    bench.parts.sheets.enter()
    bench.fill("reason", "事实和理由")
    assert bench.state.visit.case.closing_reason == "事实和理由"
    assert bench.look.result.aloud == ""


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


# ---- several on one visit


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
