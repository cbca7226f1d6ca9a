"""The 办件 screen's presenter: people and bodies that are typed or scanned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.numbers import make_case_no
from counter_app.domain.person import NAME_MAY_BE_CUT
from tests.fakes.intake import CIREN, CREDIT_CODE, ZHAXI, IntakeBench
from tests.fakes.intake_courses import flags

LONG = "加仓晋美南杰次仁多吉旺堆扎西顿珠"


@pytest.fixture
def bench():
    return IntakeBench()


def test_a_typed_resident_is_seated_by_number_and_name(bench):
    bench.fill("number", ZHAXI.number)
    assert bench.focus == "name"
    assert not bench.look.fields["birth_date"].shown
    bench.fill("name", "扎西")
    person = bench.state.visit.person
    assert (person.name, person.source, person.sex) == ("扎西", "typed", "1")
    assert flags(bench) == ["手工录入"]
    assert bench.state.text("number") == ""


def test_a_passport_is_typed_in_full(bench):
    bench.type("number", "E12345678")
    assert bench.state.kind == "passport"
    assert bench.look.fields["birth_date"].shown
    bench.presenter.enter("number")
    bench.fill("name", "MÜLLER, Anna")
    bench.fill("birth_date", "19850302")
    bench.presenter.type_text("sex", "2")
    bench.presenter.type_text("valid_to", "2030.01.05")
    bench.presenter.enter("sex")
    person = bench.state.visit.person
    assert (person.kind, person.birth_date) == ("passport", date(1985, 3, 2))
    assert person.valid_to == date(2030, 1, 5)
    assert flags(bench) == ["证件有效", "手工录入"]


def test_a_kind_that_is_chosen_stays(bench):
    bench.presenter.parts.applicants.choose_kind("passport")
    bench.fill("number", "540402199001010018")
    assert bench.state.kind == "passport"
    assert bench.focus == "name"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("810000199408230021", "permit"),
        ("FRA110085032404", "foreigner-2017"),
        ("540402", "resident"),
        ("E1234", "passport"),
    ],
)
def test_the_kind_is_guessed_while_the_number_is_typed(bench, number, kind):
    bench.type("number", number)
    assert bench.state.kind == kind


def test_a_wrong_number_is_said_under_its_field_and_stays_there(bench):
    bench.fill("number", "540402199001010015")
    assert "校验码" in bench.look.fields["number"].error
    assert bench.focus == "number"
    assert bench.state.text("number") == "540402199001010015"
    bench.type("number", "5")
    assert bench.look.fields["number"].error == ""


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"number": ZHAXI.number, "name": ""}, "name"),
        ({"number": "E12345678", "name": "Anna", "birth_date": "1985", "sex": "2"}, "birth_date"),
        ({"number": "E12345678", "name": "Anna", "birth_date": "19850302", "sex": ""}, "sex"),
        ({"number": "E12345678", "name": "Anna", "birth_date": "19850302", "sex": "7"}, "sex"),
        ({"number": "E", "name": "Anna", "birth_date": "19850302", "sex": "2"}, "number"),
    ],
)
def test_what_is_wrong_with_a_typed_person_is_said_at_its_field(bench, fields, wrong):
    for name, text in fields.items():
        bench.presenter.type_text(name, text)
    bench.presenter.enter("sex" if "sex" in fields else "name")
    assert bench.look.fields[wrong].error
    assert bench.state.visit.person is None


def test_another_unknown_kind_of_error_stays_where_enter_was_pressed(bench):
    bench.presenter.parts.applicants.choose_kind("none such")
    bench.presenter.type_text("name", "Anna")
    bench.presenter.enter("name")
    assert bench.state.errors.keys() >= {"name"} or bench.focus == "birth_date"
    bench.presenter.enter("sex")
    assert bench.look.fields["sex"].error


def test_enter_on_an_empty_number_goes_on_to_the_item(bench):
    bench.presenter.enter("number")
    assert bench.focus == "search"


def test_a_body_is_the_applicant_and_the_next_card_its_agent(bench):
    bench.fill("number", CREDIT_CODE)
    assert bench.focus == "body_name"
    assert not bench.look.fields["number"].shown
    bench.fill("body_name", "林芝示例小吃店")
    assert bench.state.visit.body.name == "林芝示例小吃店"
    assert bench.focus == "number"
    assert bench.look.fields["number"].hint == bench.words("number_of.agent")
    bench.lay(CIREN)
    agent = bench.state.visit.agent
    assert (agent.person, agent.scope) == (CIREN, bench.words("scope_default"))
    assert bench.focus == "phone"
    assert [each.role for each in bench.look.people] == ["申请单位", "代办人"]


def test_alt_b_opens_the_fields_of_a_body_and_a_person_already_there_acts_for_it(bench):
    bench.lay()
    bench.press("Alt+B")
    assert bench.focus == "body_code"
    bench.fill("body_code", CREDIT_CODE)
    assert bench.focus == "body_name"
    bench.fill("body_name", "林芝示例小吃店")
    assert bench.state.visit.agent.person == ZHAXI
    assert bench.focus == "phone"


def test_a_wrong_credit_code_is_said_at_its_field(bench):
    bench.press("Alt+B")
    bench.type("body_code", "92540402MA6T12347H")
    bench.fill("body_name", "林芝示例小吃店")
    assert "校验码" in bench.look.fields["body_code"].error
    bench.type("body_code", CREDIT_CODE)
    bench.type("body_name", " ")
    bench.presenter.enter("body_code")
    assert bench.look.fields["body_name"].error


def test_a_name_that_the_chip_cut_is_completed_with_a_reason(bench):
    cut = replace(ZHAXI, name=LONG[:15], flags=(NAME_MAY_BE_CUT,))
    bench.lay(cut)
    assert bench.look.fields["full_name"].shown
    bench.fill("full_name", LONG)
    assert bench.focus == "name_reason"
    bench.fill("name_reason", "芯片只有前15字")
    assert bench.state.visit.person.name == LONG
    assert "姓名已补全" in flags(bench)
    assert not bench.look.fields["full_name"].shown


def test_a_completed_name_must_go_on_as_the_chip_began(bench):
    bench.lay(replace(ZHAXI, name=LONG[:15], flags=(NAME_MAY_BE_CUT,)))
    bench.type("name_reason", "原因")
    bench.fill("full_name", "别人")
    assert bench.look.fields["full_name"].error
    bench.type("name_reason", " ")
    bench.fill("full_name", LONG)
    assert bench.look.fields["name_reason"].error


def test_a_scanned_credit_code_opens_the_body_wherever_it_was_typed(bench):
    bench.type("search", "sp")
    bench.presenter.scanned(CREDIT_CODE)
    assert bench.state.text("body_code") == CREDIT_CODE
    assert bench.state.text("search") == "sp"
    assert bench.focus == "body_name"


def test_a_scanned_number_of_nothing_is_left_where_it_is(bench):
    bench.type("search", "sp")
    bench.presenter.scanned("123")
    bench.presenter.scanned("540402199001010018")
    assert bench.state.text("search") == "sp"


def test_a_case_number_that_is_not_here_is_said(bench):
    bench.fill("number", make_case_no("540402", 2026, "ZZZZ", 9))
    assert "没有办件" in bench.said[0]
