"""The 办件 screen's presenter: the acts and their keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import CaseState
from counter_app.domain.outcome import OutcomeKind
from tests.fakes.intake import CHILD, FOOD, PHONE, IntakeBench, a_searchable_desk


@pytest.fixture
def bench():
    return IntakeBench()


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


def test_f9_is_not_refused_by_what_was_closed_a_moment_ago(bench):
    bench.lay()
    bench.fill("phone", PHONE)
    bench.open_item()
    bench.runner.hold = True
    bench.press("F6")
    while bench.parts.board.busy:
        bench.runner.release(1)
    assert bench.runner.held, "what is open now has not been answered yet"
    bench.press("F9")
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


@pytest.mark.parametrize("row", [0, 1, 2, 5])
def test_an_outcome_with_its_own_key_is_done_from_the_list(bench, row):
    bench.ready()
    if row in (2, 5):
        bench.parts.materials.move(2)
        bench.press("Alt+R" if row == 2 else "Alt+Q")
    bench.press("Alt+F9")
    bench.parts.sheets.move(row)
    bench.parts.sheets.enter()
    assert bench.state.visit.case is not None


def test_a_closed_outcome_in_the_list_says_why(bench):
    bench.ready()
    bench.press("Alt+F9")
    bench.parts.sheets.move(6)
    bench.parts.sheets.enter()
    assert bench.shell.told[-1][0] == "error"
    assert bench.look.page == "sheet"


def test_a_refusal_asks_for_reason_and_competent_body(bench):
    bench.lay()
    bench.fill("phone", PHONE)
    bench.open_item()
    bench.press("Alt+F9")
    bench.parts.sheets.move(7)
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
    bench.parts.sheets.move(7)
    bench.parts.sheets.enter()
    bench.fill("competent_body", "林芝市林业和草原局")
    assert bench.state.visit.case.competent_body == "林芝市林业和草原局"
    assert bench.state.visit.case.state is CaseState.NOT_ACCEPTED


@pytest.mark.parametrize(("row", "licence"), [(6, True), (8, False)])
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
