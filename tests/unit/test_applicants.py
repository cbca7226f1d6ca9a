from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import MaterialState
from counter_app.domain.errors import CounterError, DeviceError
from counter_app.domain.person import NAME_MAY_BE_CUT
from counter_app.services import applicants
from counter_app.services.applicants import (
    at_counter,
    correct_name,
    leave_phone,
    read_card,
    set_agent,
    set_body,
    set_guardian,
    type_person,
    warnings,
)
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.visit import Visit, leave
from tests.fakes.desk import FakeReader, a_desk, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()
CREDIT_CODE = "92540402MA6T12347G"
TYPED = {"name": "测试甲", "number": "540402199003070014"}
OTHER = a_person("卓玛", "540402199003070014")


def code_of(call):
    with pytest.raises(CounterError) as caught:
        call()
    return caught.value.code


def opened(desk, visit):
    return play(desk, open_case(desk, visit, ITEM.code, None))


def recorded(desk, visit):
    visit = play(
        desk, mark_material(desk, opened(desk, visit), "all", MaterialState.RECEIVED, None)
    )
    return play(desk, accept(desk, visit)).visit


def test_a_card_seats_its_holder_on_the_readers_lane():
    desk = a_desk()
    visit = play(desk, read_card(desk, signed_visit()))
    assert visit.person == a_person()
    assert desk.background.lanes == ["reader"]


def test_what_the_reader_says_is_told_and_nobody_is_seated():
    desk = a_desk(reader=FakeReader(DeviceError("reader_silent")))
    assert code_of(lambda: play(desk, read_card(desk, signed_visit()))) == "reader_silent"


def test_a_window_without_a_reader_says_so():
    desk = a_desk(reader=None)
    with pytest.raises(DeviceError) as caught:
        play(desk, read_card(desk, signed_visit()))
    assert caught.value.code == "device_not_set"
    assert "读卡器" in desk.words.error(caught.value)[0]


def test_nobody_is_served_before_somebody_signs_in():
    desk = a_desk()
    person = a_person()
    for act in (
        lambda: play(desk, read_card(desk, Visit())),
        lambda: type_person(Visit(), TYPED),
        lambda: set_agent(Visit(), person, ""),
        lambda: set_guardian(Visit(), person, ""),
        lambda: set_body(Visit(), CREDIT_CODE, "某店"),
        lambda: leave_phone(Visit(), ""),
    ):
        assert code_of(act) == "not_signed_in"


def test_a_typed_person_is_marked_as_typed_and_may_leave_a_phone():
    visit = type_person(signed_visit(), TYPED, "138 0000 0831")
    assert (visit.person.source, visit.person.birth_date) == ("typed", date(1990, 3, 7))
    assert visit.phone == "13800000831"
    assert type_person(signed_visit(), TYPED).phone == ""


def test_typing_errors_are_told_and_change_nothing():
    wrong = {**TYPED, "number": "540402199003070015"}
    assert code_of(lambda: type_person(signed_visit(), wrong)) == "number_check_failed"
    assert code_of(lambda: type_person(signed_visit(), TYPED, "12")) == "phone_form"


def test_whoever_comes_for_a_body_is_its_agent_never_the_applicant():
    visit = set_body(signed_visit(person=a_person()), CREDIT_CODE, "林芝某某小吃店")
    assert visit.person is None
    assert visit.agent.person == a_person()
    assert at_counter(visit) == a_person()


def test_a_card_read_after_the_body_is_its_agents():
    desk = a_desk()
    visit = play(desk, read_card(desk, set_body(signed_visit(), CREDIT_CODE, "某店")))
    assert visit.person is None
    assert visit.agent.person == a_person()


def test_the_agents_card_read_again_keeps_the_scope_another_persons_does_not():
    visit = set_agent(set_body(signed_visit(), CREDIT_CODE, "某店"), a_person(), "提交材料")
    assert applicants.seat(visit, a_person()).agent.scope == "提交材料"
    assert applicants.seat(visit, OTHER).agent.scope == ""


def test_an_agent_named_before_the_body_stays():
    visit = set_agent(signed_visit(person=OTHER), a_person(), "提交材料")
    visit = set_body(visit, CREDIT_CODE, "某店")
    assert (visit.agent.person, visit.agent.scope) == (a_person(), "提交材料")


def test_a_body_alone_has_nobody_at_the_counter():
    assert at_counter(set_body(signed_visit(), CREDIT_CODE, "某店")) is None


def test_a_wrong_credit_code_changes_nothing():
    wrong = CREDIT_CODE[:-1] + "H"
    assert code_of(lambda: set_body(signed_visit(), wrong, "某店")) == "credit_code_check"


def test_people_set_while_a_draft_is_open_stand_in_it():
    desk = a_desk(ITEM)
    visit = opened(desk, signed_visit(person=a_person()))
    visit = set_guardian(set_agent(visit, OTHER, "代办"), OTHER, "母子")
    visit = leave_phone(visit, "13800000831")
    about = visit.draft.application
    assert (about.agent.scope, about.guardian.relation, about.phone) == (
        "代办",
        "母子",
        "13800000831",
    )


def test_a_phone_that_was_left_can_be_taken_back():
    desk = a_desk(ITEM)
    visit = leave_phone(opened(desk, signed_visit(person=a_person())), "13800000831")
    assert leave_phone(visit, "").draft.application.phone == ""


def test_only_what_the_item_asks_of_an_agents_card_enters_the_case():
    desk = a_desk(ITEM)
    helper = replace(OTHER, address="测试路1号", ethnicity="04", sam_id="05.03")
    visit = set_guardian(opened(desk, set_agent(signed_visit(), helper, "")), helper, "父子")
    for kept in (visit.draft.application.agent.person, visit.draft.application.guardian.person):
        assert (kept.address, kept.ethnicity, kept.sam_id) == (None, None, None)


def test_a_name_cut_on_the_chip_is_completed_for_whoever_sits_there():
    cut = replace(a_person(), flags=(NAME_MAY_BE_CUT,))
    visit = correct_name(signed_visit(person=cut), "扎西顿珠", "芯片只有前 15 字")
    assert (visit.person.name, visit.person.name_reason) == ("扎西顿珠", "芯片只有前 15 字")
    visit = set_agent(set_body(signed_visit(), CREDIT_CODE, "某店"), cut, "提交材料")
    visit = correct_name(visit, "扎西顿珠", "芯片只有前 15 字")
    assert (visit.agent.person.name, visit.agent.scope) == ("扎西顿珠", "提交材料")


def test_nobody_there_has_no_name_to_complete():
    assert code_of(lambda: correct_name(signed_visit(), "扎西", "x")) == "applicant_missing"


def test_a_recorded_case_is_not_changed_by_who_sits_down_next():
    desk = a_desk(ITEM)
    visit = recorded(desk, signed_visit(person=a_person()))
    assert leave_phone(visit, "13800000831").draft.application.phone == ""


def test_the_next_person_brings_nothing_of_the_one_before():
    desk = a_desk(ITEM)
    before = set_agent(signed_visit(person=a_person(), phone="13800000831"), OTHER, "代办")
    visit = applicants.seat(recorded(desk, before), OTHER)
    assert (visit.person, visit.agent, visit.phone) == (OTHER, None, "")
    assert (visit.draft, visit.case, visit.user) == (None, None, before.user)


def test_after_a_bodys_case_the_next_card_is_no_agent_of_that_body():
    desk = a_desk(ITEM)
    before = set_agent(set_body(signed_visit(), CREDIT_CODE, "某店"), a_person(), "")
    visit = applicants.seat(recorded(desk, before), OTHER)
    assert (visit.body, visit.agent, visit.person) == (None, None, OTHER)


def test_a_second_matter_of_the_same_person_keeps_all():
    desk = a_desk(ITEM)
    visit = recorded(desk, signed_visit(person=a_person(), phone="13800000831"))
    again = applicants.seat(visit, a_person())
    assert (again.phone, again.case) == ("13800000831", visit.case)


def test_leaving_ends_the_visit_and_not_the_session():
    desk = a_desk(ITEM)
    visit = recorded(desk, signed_visit(person=a_person()))
    assert leave(visit) == Visit(user=visit.user)
    assert code_of(lambda: leave(Visit())) == "not_signed_in"


def test_a_card_out_of_date_or_with_doubts_is_noted_and_never_refused():
    desk = a_desk()
    today = date(2026, 11, 16)
    assert warnings(desk, replace(a_person(), valid_to=today)) == ()
    assert warnings(desk, replace(a_person(), valid_to=None)) == ()
    old = replace(a_person(), valid_to=date(2026, 11, 15), flags=(NAME_MAY_BE_CUT,))
    assert warnings(desk, old) == ("card_expired", "name_may_be_cut")
