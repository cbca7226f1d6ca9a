from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import CaseState, MaterialState, RefusalKind
from counter_app.domain.codec import to_plain
from counter_app.domain.errors import CounterError, RuleError, StoreError
from counter_app.domain.outcome import OutcomeKind
from counter_app.services.applicants import leave_phone, set_guardian
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept, correct, look_ahead, open_outcomes, receive, refuse
from counter_app.services.session import confirm_clock
from counter_app.services.wayback import supplement
from tests.fakes.calendars import YEAR_2026
from tests.fakes.county import LineFault
from tests.fakes.desk import a_desk, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()


def at_counter(desk, item=ITEM, **marks):
    visit = play(desk, open_case(desk, signed_visit(person=a_person()), item.code, None))
    marked = {"all": "received"} | marks if marks.pop("everything", True) else marks
    for which, state in marked.items():
        visit = play(desk, mark_material(desk, visit, which, MaterialState(state), None))
    return visit


def code_of(call):
    with pytest.raises(CounterError) as caught:
        call()
    return caught.value.code


def kinds(done):
    return [each.kind for each in done.documents]


def operations(desk):
    return [each.entry.operation.kind for each in desk.ledger.recent(99)]


def test_acceptance_draws_a_number_counts_the_dates_and_hands_out_the_papers():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    done = play(desk, accept(desk, at_counter(desk)))
    assert done.case.state is CaseState.ACCEPTED
    assert done.case.no.startswith("54040226")
    assert len(done.case.no) == 19
    assert (done.case.due_date, done.case.statutory_due_date) == (
        date(2026, 11, 27),
        date(2026, 12, 14),
    )
    assert kinds(done) == ["W01", "W02"]
    assert all(each.case_no == done.case.no for each in done.documents)


def test_the_paper_and_the_record_are_one():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    recorded = desk.ledger.recent(1)[0].entry
    assert recorded.operation.documents == done.documents
    assert recorded.no == done.case.no


def test_without_a_holiday_table_the_due_date_is_open_and_the_paper_says_so():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    assert done.case.due_date is None
    notice = done.documents[-1].value_map()
    assert notice["promise"] == "承诺 9 个工作日，截止日期待节假日安排公布后告知"


def test_accepting_twice_changes_nothing():
    desk = a_desk(ITEM)
    first = play(desk, accept(desk, at_counter(desk)))
    count = len(operations(desk))
    again = play(desk, accept(desk, first.visit))
    assert (again.case, again.documents) == (first.case, first.documents)
    assert len(operations(desk)) == count


def test_a_stale_visit_accepts_nothing_twice_either():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    first = play(desk, accept(desk, visit))
    assert play(desk, accept(desk, visit)).case == first.case
    assert operations(desk).count("case.accept") == 1


def test_the_journal_is_emptied_only_after_the_record():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    desk.ledger.fail = StoreError("disk_full")
    assert code_of(lambda: play(desk, accept(desk, visit))) == "disk_full"
    assert desk.journal.drafts() == (visit.draft.application.case_id,)
    done = play(desk, accept(desk, visit))
    assert done.case.no[12:17] == "00001", "a failed record used no number"
    assert desk.journal.drafts() == ()


def test_what_is_missing_is_named_and_nothing_is_recorded():
    desk = a_desk(ITEM)
    visit = at_counter(desk, m1="missing")
    with pytest.raises(RuleError) as caught:
        play(desk, accept(desk, visit))
    assert caught.value.code == "materials_missing"
    assert caught.value.values == {"count": 1, "names": "食品经营许可申请书"}
    assert operations(desk) == []


def test_deferral_accepts_with_gaps_and_adds_the_promise():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    done = play(desk, accept(desk, at_counter(desk, m3="deferred")))
    assert done.case.state is CaseState.ACCEPTED_WITH_GAPS
    assert done.case.certificate_held
    assert kinds(done) == ["W01", "W02", "W06"]


def test_receipt_then_acceptance_is_one_number_and_no_second_receipt():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    received = play(desk, receive(desk, at_counter(desk)))
    assert received.case.state is CaseState.RECEIVED
    assert received.case.answer_by == date(2026, 11, 23)
    assert kinds(received) == ["W01"]
    assert "5 个工作日" not in received.documents[0].value_map().get("accepted_now", "")
    again = play(desk, receive(desk, received.visit))
    assert again.documents == received.documents
    done = play(desk, accept(desk, received.visit))
    assert done.case.no == received.case.no
    assert kinds(done) == ["W02"]


def test_an_item_withdrawn_while_its_case_is_open_is_accepted_if_it_was_received_in_time():
    item = an_item(withdrawn_on=date(2026, 11, 16))
    desk = a_desk(item)
    received = play(desk, receive(desk, at_counter(desk, item)))
    waiting = at_counter(desk, item)
    desk.clock.advance(86_400_000)
    assert play(desk, accept(desk, received.visit)).case.state is CaseState.ACCEPTED
    assert code_of(lambda: play(desk, accept(desk, waiting))) == "item_withdrawn"
    assert code_of(lambda: play(desk, receive(desk, waiting))) == "item_withdrawn"


def test_a_correction_names_everything_that_is_missing_once():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    visit = at_counter(desk, m1="missing", m4="missing")
    done = play(desk, correct(desk, visit, {"m1": "第 2 页没有签字"}))
    assert done.case.state is CaseState.CORRECTING
    assert done.case.corrections[0].materials == ("m1", "m4")
    assert done.case.material("m4").fault == "未提交"
    assert kinds(done) == ["W03"]
    assert done.case.corrections[0].bring_by == date(2026, 12, 7)


def test_a_received_material_that_is_not_good_enough_may_be_corrected():
    desk = a_desk(ITEM)
    done = play(desk, correct(desk, at_counter(desk), {"m1": "没有盖章"}))
    assert done.case.corrections[0].materials == ("m1",)


def test_all_received_closes_correction_and_refusal_for_missing_materials():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    assert code_of(lambda: play(desk, correct(desk, visit, {}))) == "correction_empty"
    refusing = refuse(desk, visit, RefusalKind.NOT_ACCEPTED, "材料不全")
    assert code_of(lambda: play(desk, refusing)) == "all_received"
    found = {each.kind: each for each in play(desk, open_outcomes(desk, visit, online=True))}
    assert found[OutcomeKind.ACCEPT].open
    assert found[OutcomeKind.CORRECT].code == "all_received"
    assert found[OutcomeKind.NOT_ACCEPTED].code == "all_received"


def test_what_an_act_today_would_promise_is_shown_before_it():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    ahead = play(desk, look_ahead(desk, at_counter(desk), online=True))
    assert ahead.of(OutcomeKind.ACCEPT).open
    assert not ahead.of(OutcomeKind.CORRECT).open
    assert (ahead.today, ahead.dates.due) == (date(2026, 11, 16), date(2026, 11, 27))


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
    needed = refuse(desk, visit, RefusalKind.NOT_NEEDED, "无需许可")
    assert code_of(lambda: play(desk, needed)) == "licence_needed"

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


def test_an_item_limited_in_number_is_accepted_only_while_the_county_answers():
    item = an_item(quantity_limit="每年 3 个")
    desk = a_desk(item)
    visit = at_counter(desk, item)
    desk.county.standing = LineFault.CUT
    assert code_of(lambda: play(desk, accept(desk, visit))) == "quantity_limited_offline"
    assert play(desk, receive(desk, visit)).case.state is CaseState.RECEIVED
    desk.county.standing = LineFault.NONE
    desk.clock.advance(120_000)
    assert play(desk, accept(desk, at_counter(desk, item))).case.state is CaseState.ACCEPTED


def test_other_items_never_wait_for_the_line():
    desk = a_desk(ITEM)
    desk.county.seen.clear()
    play(desk, accept(desk, at_counter(desk)))
    assert desk.county.seen == []


def test_a_child_needs_its_guardian():
    desk = a_desk(ITEM)
    child = replace(a_person(), birth_date=date(2015, 1, 1))
    visit = play(desk, open_case(desk, signed_visit(person=child), ITEM.code, None))
    visit = play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
    assert code_of(lambda: play(desk, accept(desk, visit))) == "guardian_missing"
    done = play(desk, accept(desk, set_guardian(visit, a_person("卓玛"), "母女")))
    assert done.case.application.guardian.relation == "母女"


def test_only_what_the_item_asks_of_a_card_enters_the_case():
    person = replace(a_person(), address="测试路1号", ethnicity="04", sam_id="05.03")
    plain, asking = an_item(), an_item(code="asks", person_fields=("address", "ethnicity"))
    desk = a_desk(plain, asking)
    for item, kept in ((plain, (None, None)), (asking, ("测试路1号", "04"))):
        visit = play(desk, open_case(desk, signed_visit(person=person), item.code, None))
        taken = visit.draft.application.person
        assert (taken.address, taken.ethnicity) == kept
        assert taken.sam_id is None


def test_a_phone_left_after_opening_is_in_the_case():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, leave_phone(at_counter(desk), "13800000831")))
    assert done.case.application.phone == "13800000831"


def test_a_clock_set_back_flags_the_operation_and_stops_nobody():
    desk = a_desk(ITEM)
    play(desk, accept(desk, at_counter(desk)))
    desk.clock.reboot()
    desk.clock.set_wall(desk.clock.read().wall_ms - 86_400_000)
    visit = signed_visit(person=a_person())
    assert code_of(lambda: play(desk, open_case(desk, visit, ITEM.code, None))) == "clock_doubtful"
    visit = play(desk, open_case(desk, confirm_clock(visit), ITEM.code, None))
    visit = play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
    play(desk, accept(desk, visit))
    assert desk.ledger.recent(1)[0].entry.at.clock == "confirmed"


def test_nobody_without_the_post_receives():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    other = replace(visit, user=replace(visit.user, roles=("supervisor",)))
    for flow in (receive, accept):
        assert code_of(lambda flow=flow: play(desk, flow(desk, other))) == "role_missing"


def test_a_case_is_plain_data_all_the_way():
    desk = a_desk(ITEM)
    assert to_plain(play(desk, accept(desk, at_counter(desk))).case)["state"] == "S20"
