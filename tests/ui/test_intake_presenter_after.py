from __future__ import annotations

import pytest

from counter_app.domain.case import CaseState
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.numbers import make_case_no
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.session import lock
from counter_app.services.sketch import SKETCH, Sketch, draft_ids, keep_sketch, recall
from counter_app.services.visit import Visit
from counter_app.ui.intake.scan import ScanTail
from tests.fakes.county import LineFault
from tests.fakes.desk import CLERK, play
from tests.fakes.intake import CIREN, CREDIT_CODE, FOOD, PHONE, IntakeBench

FAILED = PrintOutcome.nothing(Trouble("printer_paper_out"))
UNSURE = PrintOutcome("unknown", "unknown", Trouble("printer_silent"))
SENT = PrintOutcome("sent", "unknown")
WARNED = PrintOutcome("device_done", "all", warning=Trouble("printer_paper_near_end"))


@pytest.fixture
def bench():
    return IntakeBench()


def deferred(bench):
    bench.ready()
    bench.parts.materials.move(2)
    bench.press("Alt+R", "F8")
    return bench.state.visit.case


def corrected(bench, *rows):
    bench.ready()
    for row in rows or (0, 3):
        bench.parts.materials.move(row)
        bench.press("Alt+Q")
    bench.press("F7")
    return bench.state.visit.case


def comes_back(bench, case):
    bench.press("F2")
    bench.presenter.scanned(case.no)


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
    bench.parts.sheets.move(7)
    bench.parts.sheets.enter()
    bench.fill("reason", "申请人书面撤回")
    assert bench.state.visit.case.state is CaseState.WITHDRAWN
    assert bench.look.papers[-1].title == "退件签收单"


def test_a_field_is_put_right_before_the_person_leaves(bench):
    bench.accepted()
    bench.press("Alt+E")
    assert [each.title for each in bench.look.sheet.rows] == ["电话", "姓名", "地址"]
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


def test_only_what_was_done_in_this_visit_is_put_right(bench):
    bench.press("Alt+E")
    assert bench.said[0] == bench.words("amend_nothing")
    case = bench.accepted()
    comes_back(bench, case)
    bench.press("Alt+E")
    assert bench.said[0] == bench.words("amend_gone")


# ---- nothing typed is lost


def written(bench):
    return play(bench.desk, recall(bench.desk, Visit(user=CLERK)))


def test_each_key_is_in_the_journal_within_a_tenth_of_a_second(bench):
    bench.lay()
    bench.type("phone", "138")
    bench.timers.advance(100)
    found = written(bench)
    assert dict(found.sketch.texts) == {"phone": "138"}
    assert found.sketch.focus == "phone"
    assert found.visit.person.name == "扎西"


def test_many_keys_within_the_delay_are_one_write(bench):
    bench.timers.advance(200)
    bench.desk.background.lanes.clear()
    bench.type("number", "540402")
    bench.timers.advance(100)
    assert bench.desk.background.lanes.count("store") == 1
    bench.presenter.type_text("number", "540402")
    bench.timers.advance(100)
    assert bench.desk.background.lanes.count("store") == 1


def test_keys_during_a_write_are_written_after_it(bench):
    bench.runner.hold = True
    bench.type("number", "54")
    bench.timers.advance(50)
    bench.type("number", "540402")
    bench.timers.advance(50)
    bench.runner.hold = False
    bench.runner.release()
    bench.timers.advance(100)
    assert dict(written(bench).sketch.texts) == {"number": "540402"}


def test_after_a_crash_the_same_case_stands_at_the_same_field(bench):
    bench.lay()
    bench.fill("phone", PHONE)
    bench.open_item()
    bench.parts.materials.move(2)
    bench.type("fault", "没有签字")
    bench.timers.advance(100)
    again = IntakeBench(bench.desk)
    state = again.state
    assert state.visit.draft.application.case_id == bench.state.visit.draft.application.case_id
    assert state.visit.phone == PHONE
    assert state.row == 2
    assert again.look.fields["fault"].text == "没有签字"
    assert again.focus == bench.focus
    assert again.state.restored == "10:00"


def test_the_restoration_is_said_in_one_line(bench):
    bench.open_item()
    bench.timers.advance(100)
    bench.presenter.user_changed(None)
    assert bench.look.people == ()
    bench.presenter.user_changed(CLERK)
    assert bench.said[0] == "已恢复 1 件，停在 10:00。"
    assert bench.focus == bench.state.focus.field


def test_a_newest_draft_without_a_sketch_is_taken_up(bench):
    bench.open_item()
    bench.desk.journal.clear(SKETCH)
    again = IntakeBench(bench.desk)
    assert again.state.visit.draft.item == FOOD
    assert again.focus == "materials"


def test_a_damaged_sketch_is_left_out(bench):
    bench.desk.journal.save(SKETCH, b"{")
    again = IntakeBench(bench.desk)
    assert again.state.visit.draft is None
    assert bench.desk.journal.load(SKETCH) is None


def test_a_sketch_whose_draft_was_recorded_meanwhile_brings_its_people_back(bench):
    sketch = Sketch(1, draft="gone", person=CIREN)
    play(bench.desk, keep_sketch(bench.desk, Visit(user=CLERK), sketch))
    again = IntakeBench(bench.desk)
    assert again.state.visit.person == CIREN


def test_f2_forgets_what_was_typed_and_keeps_the_draft(bench):
    bench.open_item()
    bench.type("number", "540402")
    bench.timers.advance(100)
    bench.press("F2")
    bench.timers.advance(100)
    assert len(draft_ids(bench.desk)) == 1
    assert bench.state.texts == {}
    again = IntakeBench(bench.desk)
    assert again.state.text("number") == ""


def test_a_recorded_case_is_not_written_as_a_draft_again(bench):
    bench.accepted()
    bench.timers.advance(200)
    assert draft_ids(bench.desk) == ()


def test_a_journal_that_cannot_write_is_said_and_tried_again(bench):
    save = bench.desk.journal.save
    bench.desk.journal.save = _full
    bench.type("number", "5")
    bench.timers.advance(100)
    assert bench.shell.told[-1][0] == "error"
    bench.desk.journal.save = save
    bench.type("number", "54")
    bench.timers.advance(100)
    assert dict(written(bench).sketch.texts) == {"number": "54"}


def _full(_draft, _content):
    raise StoreError("disk_full")


def test_nothing_is_written_while_nobody_is_signed_in(bench):
    bench.presenter.user_changed(None)
    bench.presenter.type_text("number", "5")
    assert bench.timers.waiting == 0 or written(bench) is None


def test_an_end_that_comes_after_the_clerk_left_is_not_heard(bench):
    bench.runner.hold = True
    bench.press("F3")
    bench.type("search", "spjy")
    bench.presenter.user_changed(None)
    bench.runner.hold = False
    bench.runner.release()
    assert bench.look.people == ()
    assert bench.state.hits == ()


def test_a_lock_purges_and_the_case_comes_back(bench):
    bench.open_item()
    bench.timers.advance(100)
    play(bench.desk, lock(bench.desk, bench.state.visit))
    bench.presenter.user_changed(None)
    bench.presenter.user_changed(CLERK)
    assert bench.state.visit.draft.item == FOOD


# ---- the line


def test_a_cut_line_changes_nothing_at_any_step(bench):
    bench.desk.county.plan(*(LineFault.CUT,) * 50)
    comes_back(bench, corrected(bench))
    bench.press("F6", "F7", "F9")
    assert bench.state.visit.case.state is CaseState.ACCEPTED
    assert not [each for each in bench.shell.told if each[0] == "error"]


# ---- masking and copying


def test_numbers_are_masked_until_they_are_asked_for_and_again_after_half_a_minute(bench):
    bench.ready()
    assert bench.look.people[0].number == "5*************0018"
    bench.press("Alt+V")
    assert bench.look.people[0].number == "540402199001010018"
    assert bench.look.fields["phone"].note.startswith(PHONE)
    case_id = bench.state.visit.draft.application.case_id
    assert bench.notes == [("reveal", "numbers", case_id)]
    bench.timers.advance(30_000)
    assert bench.look.people[0].number == "5*************0018"
    bench.press("Alt+V", "Alt+V")
    assert not bench.state.revealed
    bench.press("Alt+V", "Esc")
    assert not bench.state.revealed


def test_revealing_takes_a_right(bench):
    bench.parts.board.put(visit=Visit())
    bench.press("Alt+V")
    assert bench.said[0] == bench.words("reveal_right")
    assert bench.notes == []


def test_leaving_the_place_masks_and_closes(bench):
    bench.ready()
    bench.press("Alt+V", "F4")
    bench.presenter.leave()
    assert not bench.state.revealed
    assert not bench.look.popup


def test_an_amended_value_is_masked_too(bench):
    bench.accepted()
    bench.press("Alt+V", "Alt+E")
    assert bench.look.sheet.rows[0].detail == PHONE


def test_fields_are_copied_one_after_the_other_logged_and_cleared(bench):
    bench.press("Alt+C")
    assert bench.said[0] == bench.words("copy_nothing")
    bench.ready()
    bench.press("Alt+C")
    assert bench.view.clipboard == "扎西"
    bench.press("Alt+C")
    assert bench.view.clipboard == "540402199001010018"
    assert [each[:2] for each in bench.notes] == [("copy", "name"), ("copy", "number")]
    assert bench.look.copy_line
    assert "申请人号码（2/6）" in bench.said[0]
    bench.timers.advance(30_000)
    assert bench.view.clipboard == ""
    for _ in range(5):
        bench.press("Alt+C")
    assert bench.view.clipboard == "扎西"


def test_agent_guardian_and_body_can_be_copied_too(bench):
    bench.fill("number", CREDIT_CODE)
    bench.fill("body_name", "林芝示例小吃店")
    bench.lay(CIREN)
    assert [each[0] for each in bench.parts.privacy.fields()] == [
        "name",
        "number",
        "agent_name",
        "agent_number",
    ]


# ---- steps back


def test_esc_goes_back_one_step_and_loses_nothing(bench):
    bench.type("search", "spjy")
    bench.press("Esc")
    assert not bench.look.popup
    assert bench.state.text("search") == "spjy"
    bench.presenter.step_back()
    assert bench.state.text("search") == "spjy"


def test_an_unbound_enter_does_nothing(bench):
    bench.presenter.enter("amend_value")
    assert bench.look.page == "empty"
    bench.parts.applicants.place_laid("agent")
    bench.parts.acts.give_reason()
    assert bench.state.visit.case is None


def test_the_caret_is_followed(bench):
    bench.presenter.at("phone")
    assert bench.focus == "phone"
    bench.presenter.type_text("name", "扎")
    assert bench.focus == "name"


# ---- scanners


CASE = make_case_no("540402", 2026, "ADAB", 7)


def test_a_case_number_is_known_by_its_last_character_behind_whatever_was_typed():
    tail = ScanTail()
    assert [tail.feed(each) for each in "spjy" + CASE][-1] == CASE
    assert tail.enter() == ("", True)
    assert tail.enter() == ("", False)


def test_a_wrong_case_number_is_only_text():
    tail = ScanTail()
    wrong = CASE[:-1] + str((int(CASE[-1]) + 1) % 10)
    assert not any(tail.feed(each) for each in wrong)


def test_a_credit_code_counts_whole_and_with_enter():
    tail = ScanTail()
    for each in CREDIT_CODE:
        tail.feed(each)
    assert tail.enter() == (CREDIT_CODE, True)
    for each in "A" + CREDIT_CODE:
        tail.feed(each)
    assert tail.enter() == ("", False)


def test_a_resident_number_is_no_credit_code_and_a_step_begins_anew():
    tail = ScanTail()
    for each in "540402199001010018":
        tail.feed(each)
    assert tail.enter() == ("", False)
    for each in CREDIT_CODE[:9]:
        tail.feed(each)
    tail.erase()
    tail.clear()
    for each in CREDIT_CODE[9:]:
        tail.feed(each)
    assert tail.enter() == ("", False)
