"""The 办件 screen's presenter: papers of an act, and the way back of a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import CaseState
from counter_app.domain.errors import RuleError
from counter_app.domain.printing import PrintOutcome, Trouble
from tests.fakes.county import LineFault
from tests.fakes.intake import FOOD, PHONE, IntakeBench, a_searchable_desk
from tests.fakes.intake_courses import comes_back, corrected, deferred

FAILED = PrintOutcome.nothing(Trouble("printer_paper_out"))
UNSURE = PrintOutcome("unknown", "unknown", Trouble("printer_silent"))
SENT = PrintOutcome("sent", "unknown")
WARNED = PrintOutcome("device_done", "all", warning=Trouble("printer_paper_near_end"))


@pytest.fixture
def bench():
    return IntakeBench()


# ---- papers
def test_receipt_goes_to_the_tickets_and_the_notice_to_the_documents(bench):
    bench.accepted()
    assert next(str(each.title) for each in bench.desk.tickets.printed).endswith("W01-01")
    assert len(bench.desk.documents.printed) == 1
    rows = bench.look.papers
    assert [(each.title, each.state.word) for each in rows] == [
        ("收件凭证", "已印出"),
        ("受理通知书", "已印出"),
    ]
    assert "签字" in rows[1].detail


def test_a_printer_without_paper_is_a_line_with_what_to_do(bench):
    bench.desk.documents.outcomes = [FAILED]
    bench.accepted()
    row = bench.look.papers[1]
    assert row.state.kind == "danger"
    assert "纸" in row.remedy
    assert bench.look.papers_title == bench.words("papers_again")
    assert bench.look.page == "result"
    bench.press("Alt+P")
    assert bench.look.papers[1].state.word == "已印出"


def test_a_printer_that_is_not_there_fails_in_its_line(bench):
    bench.desk.renderer.refuse = RuleError("document_unknown", document="W02")
    bench.accepted()
    assert bench.look.papers[1].state.word == "没有印出"


def test_a_paper_of_which_nothing_is_known_is_printed_again_for_a_reason(bench):
    bench.desk.documents.outcomes = [UNSURE]
    bench.accepted()
    assert bench.look.papers[1].state.word == "不知是否印出"
    bench.press("Alt+P")
    assert bench.look.sheet.row == 1
    assert bench.focus == "reprint_reason"
    assert bench.look.sheet.rows[1].kind == "warning"
    bench.presenter.enter("reprint_reason")
    assert bench.look.fields["reprint_reason"].error
    bench.fill("reprint_reason", "卡纸")
    assert bench.look.papers[1].state.word == "已印出"
    assert bench.desk.documents.printed[-1][0].endswith(b" 1")


def test_what_came_out_can_be_printed_again_too_and_a_warning_is_shown(bench):
    bench.desk.tickets.outcomes = [SENT]
    bench.desk.documents.outcomes = [WARNED]
    bench.accepted()
    assert bench.look.papers[0].state.word == "已发出，请看出纸口"
    assert "纸" in bench.look.papers[1].remedy
    bench.press("Alt+P")
    assert bench.look.sheet.row == 0


def test_without_papers_there_is_nothing_to_print_again(bench):
    bench.press("Alt+P")
    assert bench.said[0] == bench.words("no_papers")


def test_f1_prints_the_notice_slip_without_a_case(bench):
    bench.press("F1")
    assert bench.said[0] == bench.words("slip_needs_item")
    bench.type("search", "spjy")
    bench.view.hit = -1
    bench.press("F1")
    assert bench.state.visit.draft is None
    assert [each.title for each in bench.look.papers] == ["一次性告知单"]
    assert bench.state.text("search") == ""


def test_f1_prints_the_slip_of_the_case_on_the_table(bench):
    bench.open_item()
    bench.press("F1")
    assert bench.look.papers[0].state.word == "已印出"
    assert bench.state.visit.draft.item == FOOD


# ---- the way back
def test_a_case_opens_by_its_number_typed_or_scanned(bench):
    case = corrected(bench)
    bench.press("F2")
    bench.fill("number", case.no)
    assert bench.state.visit.case.no == case.no
    assert bench.state.visit.person.name == "扎西"
    assert bench.focus == "materials"
    assert [each.state for each in bench.look.materials] == ["待补", "共享核验", "已收", "待补"]
    assert bench.now.now == bench.words("now.bring")
    assert bench.keys()["F7"].text == "补交"


def test_two_corrections_brought_lead_to_acceptance(bench):
    comes_back(bench, corrected(bench))
    bench.press("F6")
    assert bench.now.now == bench.words("now.supplement", count=2)
    bench.press("F7")
    assert bench.state.visit.case.state is CaseState.RECEIVED
    assert bench.look.page == "materials"
    assert bench.look.papers[0].title == "补交材料凭证"
    bench.press("F9")
    assert bench.state.visit.case.state is CaseState.ACCEPTED


def test_one_of_two_brought_is_ticked_alone(bench):
    comes_back(bench, corrected(bench))
    bench.press("F7")
    assert bench.said[0] == bench.words("nothing_ticked")
    bench.presenter.enter("materials")
    bench.presenter.enter("materials")
    bench.press("Alt+S")
    assert bench.look.materials[0].state == "已补"
    bench.press("Alt+Q", "Alt+S", "F7")
    assert bench.state.visit.case.state is CaseState.CORRECTING
    assert bench.look.result.title == "已登记补交"


def test_what_was_not_asked_for_cannot_be_ticked(bench):
    comes_back(bench, corrected(bench))
    bench.parts.materials.move(2)
    bench.presenter.enter("materials")
    assert "不在补正告知书" in bench.said[0]


def test_a_deferred_material_is_brought(bench):
    comes_back(bench, deferred(bench))
    bench.press("F6", "F7")
    assert bench.state.visit.case.state is CaseState.ACCEPTED


def test_a_second_correction_asks_for_a_reason(bench):
    comes_back(bench, corrected(bench))
    bench.press("F6", "F7")
    bench.parts.materials.move(0)
    bench.press("Alt+Q", "F7")
    assert bench.look.sheet.title == "一次性告知补正"
    bench.fill("reason", "第一次没有发现缺页")
    assert len(bench.state.visit.case.corrections) == 2


def test_a_case_is_returned_with_a_reason(bench):
    case = bench.accepted()
    comes_back(bench, case)
    bench.press("Alt+F9")
    bench.parts.sheets.move(9)
    bench.parts.sheets.enter()
    bench.fill("reason", "申请人书面撤回")
    assert bench.state.visit.case.state is CaseState.WITHDRAWN
    assert bench.look.papers[-1].title == "退件签收单"


def test_a_field_is_put_right_before_the_person_leaves(bench):
    bench.accepted()
    bench.press("Alt+E")
    assert [each.title for each in bench.look.sheet.rows] == [
        "电话",
        "姓名",
        "地址",
        "领取方式",
    ]
    assert bench.look.sheet.rows[0].detail == "138****0831"
    assert bench.look.sheet.rows[2].detail == "未填"
    assert bench.state.text("amend_value") == ""
    bench.parts.sheets.enter()
    assert bench.focus == "amend_value"
    bench.fill("amend_value", "138")
    assert bench.look.fields["amend_value"].error
    bench.fill("amend_value", "13800000832")
    amendment = bench.state.visit.case.amendments[0]
    assert (amendment.old, amendment.new) == (PHONE, "13800000832")
    assert bench.look.result.title == "已更正，文书重印"


def test_a_name_is_put_right_from_the_old_one(bench):
    bench.accepted()
    bench.press("Alt+E")
    bench.parts.sheets.move(1)
    assert bench.state.text("amend_value") == "扎西"
    assert bench.look.sheet.rows[1].detail == "扎西"
    assert bench.look.sheet.fields == ("amend_value", "amend_reason")
    bench.parts.sheets.enter()
    bench.fill("amend_value", "扎西顿珠")
    assert bench.focus == "amend_reason"
    bench.presenter.enter("amend_reason")
    assert bench.look.fields["amend_reason"].error
    bench.fill("amend_reason", "与证件核对")
    assert bench.state.visit.case.amendments[0].new == "扎西顿珠"
    assert bench.state.visit.case.documents[-1].reprint_reason == "更正：姓名（与证件核对）"
    assert bench.state.text("amend_reason") == ""


def test_the_way_of_collection_is_changed_by_one_enter(bench):
    bench.accepted()
    bench.press("Alt+E")
    bench.parts.sheets.move(3)
    assert bench.look.sheet.fields == ()
    assert bench.look.sheet.rows[3].detail == "到窗口领取；Enter 改为寄递"
    bench.parts.sheets.enter()
    assert bench.state.visit.case.application.delivery == "courier"
    bench.press("Alt+E")
    bench.parts.sheets.move(3)
    bench.parts.sheets.enter()
    assert bench.state.visit.case.application.delivery == "pickup"


def test_what_is_only_collected_stays_so_and_says_why():
    bench = IntakeBench(a_searchable_desk(replace(FOOD, deliverable=False)))
    bench.accepted()
    bench.press("Alt+E")
    bench.parts.sheets.move(3)
    bench.parts.sheets.enter()
    assert bench.said[0] == bench.desk.words.say("error.not_deliverable.what")
    assert bench.state.sheet.kind == "amend"


def test_only_what_was_done_in_this_visit_is_put_right(bench):
    bench.press("Alt+E")
    assert bench.said[0] == bench.words("amend_nothing")
    case = bench.accepted()
    comes_back(bench, case)
    bench.press("Alt+E")
    assert bench.said[0] == bench.words("amend_gone")


# ---- the line
def test_a_cut_line_changes_nothing_at_any_step(bench):
    bench.desk.county.plan(*(LineFault.CUT,) * 50)
    comes_back(bench, corrected(bench))
    bench.press("F6", "F7", "F9")
    assert bench.state.visit.case.state is CaseState.ACCEPTED
    assert not [each for each in bench.shell.told if each[0] == "error"]
