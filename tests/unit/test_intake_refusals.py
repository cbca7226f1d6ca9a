from __future__ import annotations

from datetime import date

from counter_app.domain.case import CaseState, RefusalKind
from counter_app.domain.outcome import OutcomeKind
from counter_app.services.intake import accept, correct, open_outcomes, receive, refuse
from counter_app.services.wayback import supplement
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk, play
from tests.fakes.intake_table import ITEM, at_counter, code_of, kinds, operations
from tests.fakes.paper_cases import an_item


def test_a_correction_names_everything_that_is_missing_once():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    visit = at_counter(desk, m1="missing", m4="missing")
    done = play(desk, correct(desk, visit, {"m1": "第 2 页没有签字"}))
    assert done.case.state is CaseState.CORRECTING
    assert done.case.corrections[0].materials == ("m1", "m4")
    assert done.case.material("m4").fault == "未提交"
    assert kinds(done) == ["W03"]
    assert done.case.corrections[0].bring_by == date(2026, 12, 7)


def test_a_material_found_not_good_enough_after_receipt_may_be_corrected():
    desk = a_desk(ITEM)
    received = play(desk, receive(desk, at_counter(desk)))
    assert code_of(lambda: play(desk, correct(desk, received.visit, {}))) == "correction_empty"
    done = play(desk, correct(desk, received.visit, {"m1": "没有盖章"}))
    assert done.case.corrections[0].materials == ("m1",)


def test_a_material_ticked_as_received_is_not_corrected_before_it_is_marked_missing():
    desk = a_desk(ITEM)
    fault = {"m1": "没有盖章"}
    assert code_of(lambda: play(desk, correct(desk, at_counter(desk), fault))) == "all_received"
    assert operations(desk) == []
    done = play(desk, correct(desk, at_counter(desk, m1="missing"), fault))
    assert done.case.corrections[0].materials == ("m1",)


def test_all_received_closes_correction_and_refusal_for_missing_materials():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    assert code_of(lambda: play(desk, correct(desk, visit, {}))) == "all_received"
    refusing = refuse(desk, visit, RefusalKind.NOT_ACCEPTED, "材料不全")
    assert code_of(lambda: play(desk, refusing)) == "all_received"
    found = {each.kind: each for each in play(desk, open_outcomes(desk, visit, online=True))}
    assert found[OutcomeKind.ACCEPT].open
    assert found[OutcomeKind.CORRECT].code == "all_received"
    assert found[OutcomeKind.NOT_ACCEPTED].code == "all_received"


def test_a_correction_without_words_or_for_a_foreign_material_is_refused():
    desk = a_desk(ITEM)
    visit = at_counter(desk, m1="missing")
    assert code_of(lambda: play(desk, correct(desk, visit, {"m1": " "}))) == "correction_reason"
    assert code_of(lambda: play(desk, correct(desk, visit, {"m99": "x"}))) == "material_unknown"


def test_a_second_correction_asks_a_reason():
    desk = a_desk(ITEM)
    first = play(desk, correct(desk, at_counter(desk, m1="missing"), {"m1": "没有签字"}))
    back = play(desk, supplement(desk, first.visit, first.case.no, ["m1"]))
    assert back.case.state is CaseState.RECEIVED
    again = lambda why: play(desk, correct(desk, back.visit, {"m4": "内容不清"}, why))  # noqa: E731
    assert code_of(lambda: again(" ")) == "second_correction_reason"
    done = again("第一次时该页被遮挡")
    assert [each.repeat_reason for each in done.case.corrections] == ["", "第一次时该页被遮挡"]


def test_refusals_have_their_own_papers_states_and_words():
    desk = a_desk(ITEM, an_item(code="free", licence_needed=False))
    visit = at_counter(desk, m1="missing")
    no_reason = refuse(desk, visit, RefusalKind.NOT_ACCEPTED, " ")
    assert code_of(lambda: play(desk, no_reason)) == "reason_missing"
    nowhere = refuse(desk, visit, RefusalKind.NOT_COMPETENT, "不属本机关职权", " ")
    assert code_of(lambda: play(desk, nowhere)) == "competent_body_missing"
    unsaid = refuse(desk, visit, RefusalKind.NOT_NEEDED, " ")
    assert code_of(lambda: play(desk, unsaid)) == "reason_missing"

    done = play(desk, refuse(desk, visit, RefusalKind.NOT_COMPETENT, "不属职权", "米林市某局"))
    assert (done.case.state, kinds(done)) == (CaseState.NOT_ACCEPTED, ["W04"])
    assert done.case.competent_body == "米林市某局"
    assert code_of(lambda: play(desk, accept(desk, done.visit))) == "case_state"

    free = at_counter(desk, an_item(code="free"))
    done = play(desk, refuse(desk, free, RefusalKind.NOT_NEEDED, "无需许可", "ignored"))
    assert (done.case.state, kinds(done)) == (CaseState.NOT_NEEDED, ["W05"])
    assert done.case.competent_body == ""

    short = at_counter(desk, m1="missing")
    done = play(desk, refuse(desk, short, RefusalKind.NOT_ACCEPTED, "申请材料虚假"))
    assert (done.case.state, kinds(done)) == (CaseState.NOT_ACCEPTED, ["W04"])
