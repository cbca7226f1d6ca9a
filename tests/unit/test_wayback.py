from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.errors import RuleError
from counter_app.services.applicants import leave_phone
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept, correct, receive
from counter_app.services.wayback import amend, awaited, supplement, take_up, withdraw
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk, play, publish_item, signed_visit
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()


def at_counter(desk, **marks):
    visit = play(desk, open_case(desk, signed_visit(person=a_person()), ITEM.code, None))
    for which, state in {"all": "received", **marks}.items():
        visit = play(desk, mark_material(desk, visit, which, MaterialState(state), None))
    return visit


def corrected(desk):
    faults = {"m1": "没有签字", "m4": "内容不清"}
    return play(desk, correct(desk, at_counter(desk, m1="missing", m4="missing"), faults))


def code_of(call):
    with pytest.raises(RuleError) as caught:
        call()
    return caught.value.code


def test_corrections_are_ticked_one_by_one_and_all_of_them_lead_back_to_received():
    desk = a_desk(ITEM)
    case = corrected(desk).case
    half = play(desk, supplement(desk, signed_visit(), case.no, ["m1"]))
    assert half.case.state is CaseState.CORRECTING
    assert [each.id for each in awaited(half.case)] == ["m4"]
    assert [each.kind for each in half.documents] == ["W01S"]
    whole = play(desk, supplement(desk, signed_visit(), case.no, ["m4"]))
    assert whole.case.state is CaseState.RECEIVED
    assert awaited(whole.case) == ()
    assert play(desk, accept(desk, whole.visit)).case.state is CaseState.ACCEPTED


def test_a_deferred_material_closes_its_gap_and_frees_the_certificate():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    case = play(desk, accept(desk, at_counter(desk, m3="deferred"))).case
    done = play(desk, supplement(desk, signed_visit(), case.no, ["m3"]))
    assert done.case.state is CaseState.ACCEPTED
    assert not done.case.certificate_held


def test_only_what_a_notice_named_can_be_ticked():
    desk = a_desk(ITEM)
    case = corrected(desk).case
    again = lambda which: play(desk, supplement(desk, signed_visit(), case.no, which))  # noqa: E731
    assert code_of(lambda: again(["m3"])) == "material_not_awaited"
    assert code_of(lambda: again(["m99"])) == "material_unknown"
    assert code_of(lambda: again([])) == "argument_missing"
    waiting_for_nothing = play(desk, receive(desk, at_counter(desk))).case.no
    flow = supplement(desk, signed_visit(), waiting_for_nothing, ["m1"])
    assert code_of(lambda: play(desk, flow)) == "nothing_to_supplement"


def test_back_at_receipt_the_five_days_run_from_the_day_the_last_paper_came():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    first = corrected(desk)
    desk.clock.advance(86_400_000)
    done = play(desk, supplement(desk, first.visit, first.case.no, ["m1", "m4"]))
    assert done.case.state is CaseState.RECEIVED
    assert done.case.answer_by == date(2026, 11, 24)


def test_a_case_number_mistyped_or_of_elsewhere_is_told_apart():
    desk = a_desk(ITEM)
    no = corrected(desk).case.no
    wrong = no[:-1] + str((int(no[-1]) + 1) % 10)
    flow = supplement(desk, signed_visit(), wrong, ["m1"])
    assert code_of(lambda: play(desk, flow)) == "case_no_check"
    other = a_desk(ITEM)
    flow = supplement(other, signed_visit(), no, ["m1"])
    assert code_of(lambda: play(other, flow)) == "case_not_here"


def test_a_case_is_taken_up_by_its_number_with_its_people():
    desk = a_desk(ITEM)
    case = play(desk, receive(desk, leave_phone(at_counter(desk), "13800000831"))).case
    typed = f"{case.no[:8]} {case.no[8:].lower()}"
    visit = play(desk, take_up(desk, signed_visit(), typed))
    assert (visit.case, visit.person.name, visit.phone) == (case, "扎西", "13800000831")
    assert (visit.draft.state, visit.draft.received_on) == (CaseState.RECEIVED, case.received_on)
    assert play(desk, accept(desk, visit)).case.state is CaseState.ACCEPTED


def test_amending_keeps_the_old_value_and_marks_the_reprint():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    amended = play(desk, amend(desk, done.visit, "phone", "13800000831"))
    assert amended.case.application.phone == "13800000831"
    assert [(each.field, each.old, each.new) for each in amended.case.amendments] == [
        ("phone", "", "13800000831")
    ]
    notice = amended.documents[0]
    assert (notice.kind, notice.reprint, notice.reprint_reason) == ("W02", 1, "更正：联系电话")


@pytest.mark.parametrize(("act", "kind"), [(receive, "W01"), (accept, "W02")])
def test_a_name_may_be_put_right_in_each_state(act, kind):
    desk = a_desk(ITEM)
    done = play(desk, act(desk, at_counter(desk)))
    amended = play(desk, amend(desk, done.visit, "name", "扎西顿珠", "与证件核对"))
    assert amended.case.application.person.name == "扎西顿珠"
    assert amended.documents[0].kind == kind
    assert amended.documents[0].reprint_reason == "更正：姓名（与证件核对）"


def test_a_case_under_correction_is_amended_on_its_notice():
    desk = a_desk(ITEM)
    amended = play(desk, amend(desk, corrected(desk).visit, "address", "测试路2号"))
    assert amended.documents[0].kind == "W03"


def test_what_cannot_be_amended_says_why():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    again = lambda field, value: play(desk, amend(desk, done.visit, field, value))  # noqa: E731
    assert code_of(lambda: again("number", "1")) == "amend_field"
    assert code_of(lambda: again("name", "扎西")) == "amend_same"
    assert code_of(lambda: again("name", "扎西顿珠")) == "amend_reason"
    left = amend(desk, signed_visit(), "phone", "13800000831")
    assert code_of(lambda: play(desk, left)) == "amend_left"


def test_an_amended_phone_or_delivery_is_checked_like_a_first_one():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    again = lambda field, value: play(desk, amend(desk, done.visit, field, value))  # noqa: E731
    assert code_of(lambda: again("phone", "12")) == "phone_form"
    assert code_of(lambda: again("delivery", "pigeon")) == "delivery_unknown"
    assert again("phone", "138 0000 0831").case.application.phone == "13800000831"
    assert again("phone", "").case.application.phone == ""
    assert again("delivery", "courier").case.application.delivery == "courier"


def test_what_may_not_be_sent_by_post_stays_to_be_collected():
    desk = a_desk(replace(ITEM, deliverable=False))
    done = play(desk, accept(desk, at_counter(desk)))
    flow = amend(desk, done.visit, "delivery", "courier")
    assert code_of(lambda: play(desk, flow)) == "not_deliverable"


def test_an_amended_phone_serves_for_the_next_matter_too():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    amended = play(desk, amend(desk, done.visit, "phone", "13800000831"))
    second = play(desk, open_case(desk, amended.visit, ITEM.code, None))
    assert second.draft.application.phone == "13800000831"


def test_withdrawal_gives_the_papers_back_against_w16():
    desk = a_desk(ITEM)
    case = play(desk, accept(desk, at_counter(desk))).case
    assert code_of(lambda: play(desk, withdraw(desk, signed_visit(), case.no, " "))) == (
        "reason_missing"
    )
    done = play(desk, withdraw(desk, signed_visit(), case.no, "不再办理"))
    assert done.case.state is CaseState.WITHDRAWN
    assert [each.kind for each in done.documents] == ["W16"]
    again = withdraw(desk, signed_visit(), case.no, "再次")
    assert code_of(lambda: play(desk, again)) == "case_state"


def test_a_case_whose_item_has_left_the_catalogue_says_so_once_the_draft_is_gone():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    desk.cache.reset("reference")
    assert play(desk, amend(desk, done.visit, "phone", "13800000831")).case.rev == 2
    flow = withdraw(desk, signed_visit(), done.case.no, "不再办理")
    assert code_of(lambda: play(desk, flow)) == "item_unknown"


def test_a_newer_version_of_the_item_serves_where_only_that_is_left():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    publish_item(desk, replace(ITEM, version=4))
    withdrawn = play(desk, withdraw(desk, signed_visit(), done.case.no, "不再办理"))
    assert withdrawn.case.application.item.version == 3
