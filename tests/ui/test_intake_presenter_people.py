from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.errors import DeviceError
from counter_app.domain.numbers import make_case_no
from counter_app.domain.person import NAME_MAY_BE_CUT
from tests.fakes.intake import CHILD, CIREN, CREDIT_CODE, PHONE, ZHAXI, IntakeBench

LONG = "加仓晋美南杰次仁多吉旺堆扎西顿珠"


@pytest.fixture
def bench():
    return IntakeBench()


def flags(bench, row=0):
    return [each.word for each in bench.look.people[row].flags]


def test_a_card_fills_the_applicant_and_the_caret_goes_to_the_phone(bench):
    bench.lay()
    assert bench.state.visit.person == ZHAXI
    assert bench.focus == "phone"
    card = bench.look.people[0]
    assert (card.name, card.number, card.birth_year) == ("扎西", "5*************0018", "1990 年生")
    assert card.reminder == bench.words("return_card")


def test_the_reminder_goes_when_the_card_is_back(bench):
    bench.lay()
    bench.press("Alt+K")
    assert bench.look.people[0].reminder == ""


def test_f3_twice_waits_for_one_card(bench):
    bench.runner.hold = True
    bench.press("F3", "F3")
    assert bench.runner.held == 1
    assert bench.now.now == bench.words("now.reading")


def test_while_a_card_is_awaited_typing_goes_on_and_an_unplugged_reader_keeps_it(bench):
    bench.runner.hold = True
    bench.desk.reader.unplug()
    bench.press("F3")
    bench.type("number", "540402")
    bench.type("name", "扎西")
    bench.runner.hold = False
    bench.runner.release()
    assert bench.shell.told[-1][0] == "error"
    assert (bench.state.text("number"), bench.state.text("name")) == ("540402", "扎西")
    assert not bench.state.reading


def test_an_expired_card_is_a_state_and_not_an_error(bench):
    bench.lay(replace(ZHAXI, valid_from=date(2005, 1, 1), valid_to=date(2015, 1, 1)))
    assert flags(bench)[0] == "证件 2015-01-01 到期"
    assert bench.shell.told == []


def test_the_same_card_again_changes_nothing(bench):
    bench.lay()
    bench.lay()
    assert bench.said[0] == bench.words("card_again")
    assert bench.state.laid is None


def test_a_second_card_asks_whose_it_is(bench):
    bench.lay()
    bench.lay(CIREN)
    assert bench.state.visit.person == ZHAXI
    assert "次仁" in bench.look.laid
    assert "0030" in bench.look.laid
    assert bench.now.now == bench.words("now.laid")


def test_a_second_card_can_be_the_agent(bench):
    bench.lay()
    bench.lay(CIREN)
    bench.press("Alt+A")
    agent = bench.state.visit.agent
    assert (agent.person, agent.scope) == (CIREN, bench.words("scope_default"))
    assert [each.role for each in bench.look.people] == ["申请人", "代办人"]


def test_a_second_card_can_take_the_applicants_place(bench):
    bench.lay()
    bench.fill("phone", PHONE)
    bench.lay(CIREN)
    bench.press("Alt+U")
    assert bench.state.visit.person == CIREN
    assert bench.state.visit.phone == ""


def test_a_second_card_can_be_the_next_person(bench):
    bench.ready()
    bench.lay(CIREN)
    bench.press("Alt+N")
    assert bench.state.visit.person == CIREN
    assert bench.state.visit.draft is None
    assert [each.name for each in bench.state.matters] == ["扎西"]


def test_a_second_card_can_be_left_out(bench):
    bench.lay()
    bench.lay(CIREN)
    bench.press("Esc")
    assert bench.look.laid == ""
    bench.press("Alt+U")
    assert bench.state.visit.person == ZHAXI


def test_alt_a_before_the_card_makes_its_holder_the_agent(bench):
    bench.lay()
    bench.press("Alt+A")
    assert bench.look.fields["number"].hint == bench.words("number_of.agent")
    bench.lay(CIREN)
    assert bench.state.visit.agent.person == CIREN


def test_alt_a_twice_means_nobody(bench):
    bench.lay()
    bench.press("Alt+A", "Alt+A")
    assert bench.state.seat == "applicant"


def test_an_agent_has_a_scope_that_can_be_changed(bench):
    bench.lay()
    bench.press("Alt+A")
    bench.lay(CIREN)
    bench.fill("scope", "领取结果")
    assert bench.state.visit.agent.scope == "领取结果"
    bench.presenter.type_text("scope", "递交")
    bench.presenter.left("scope")
    assert bench.state.visit.agent.scope == "递交"
    bench.presenter.left("scope")
    assert bench.focus in ("phone", "scope")


def test_a_child_needs_a_guardian_and_the_next_card_is_that(bench):
    bench.lay(CHILD)
    assert bench.focus == "number"
    assert bench.look.fields["number"].hint == bench.words("number_of.guardian")
    assert "11 岁，需监护人" in flags(bench)
    bench.lay(CIREN)
    assert bench.state.visit.guardian.person == CIREN
    assert bench.focus == "relation"
    bench.fill("relation", "父亲")
    assert bench.state.visit.guardian.relation == "父亲"
    assert bench.focus == "phone"
    assert bench.look.people[1].role == "监护人"
    bench.fill("phone", PHONE)
    bench.fill("relation", "母亲")
    assert bench.focus == "search"


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


def test_a_phone_is_left_and_masked(bench):
    bench.lay()
    assert bench.look.fields["phone"].note == bench.words("phone_wanted")
    bench.type("phone", PHONE)
    assert bench.state.visit.phone == PHONE
    bench.presenter.enter("phone")
    assert bench.focus == "search"
    assert bench.look.fields["phone"].note == "138****0831 已记下"
    assert bench.state.text("phone") == ""


def test_a_land_line_counts_when_its_field_is_left(bench):
    bench.lay()
    bench.type("phone", "08945820000")
    assert bench.state.visit.phone == ""
    bench.presenter.left("phone")
    assert bench.state.visit.phone == "08945820000"


def test_no_phone_number_stays_in_its_field_and_is_said(bench):
    bench.lay()
    bench.fill("phone", "138")
    assert bench.look.fields["phone"].error
    assert bench.focus == "phone"
    bench.open_item()
    bench.press("F6", "F9")
    assert bench.state.visit.case is None


def test_enter_on_an_empty_phone_means_there_is_none(bench):
    bench.lay()
    bench.presenter.enter("phone")
    assert bench.state.phone_from == "none"
    assert bench.look.fields["phone"].note == "无电话"
    assert bench.focus == "search"


def test_alt_w_takes_a_phone_back(bench):
    bench.ready()
    assert bench.state.visit.draft.application.phone == PHONE
    bench.press("Alt+W")
    assert bench.state.visit.draft.application.phone == ""
    bench.presenter.enter("phone")
    assert bench.focus == "materials"


def test_enter_beside_a_known_phone_keeps_it(bench):
    bench.ready()
    bench.presenter.enter("phone")
    assert bench.state.visit.phone == PHONE


def test_the_phone_left_last_is_offered_to_the_same_person(bench):
    bench.accepted()
    bench.press("F2")
    bench.lay()
    assert bench.state.visit.phone == PHONE
    assert bench.look.fields["phone"].note == "138****0831 上次留的，请核对"
    assert bench.focus == "search"


def test_the_phone_of_a_body_is_remembered_too(bench):
    bench.fill("number", CREDIT_CODE)
    bench.fill("body_name", "林芝示例小吃店")
    bench.ready(CIREN)
    bench.press("F9", "F2")
    bench.fill("number", CREDIT_CODE)
    bench.fill("body_name", "林芝示例小吃店")
    bench.lay(CIREN)
    assert bench.state.visit.phone == PHONE


def test_a_window_opened_again_remembers_the_phone_from_its_ledger(bench):
    bench.accepted()
    again = IntakeBench(bench.desk)
    again.desk.reader.remove()
    again.lay()
    assert again.state.visit.phone == PHONE


def test_a_card_after_the_item_leads_to_the_materials(bench):
    bench.open_item()
    assert bench.now.now == bench.words("now.applicant")
    bench.lay()
    bench.fill("phone", PHONE)
    assert bench.focus == "materials"
    assert bench.state.visit.draft.application.person.name == "扎西"


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


def test_a_lost_reader_is_told_in_two_sentences(bench):
    bench.desk.reader.lay(DeviceError("reader_no_card"))
    bench.press("F3")
    kind, what, remedy = bench.shell.told[-1]
    assert kind == "error"
    assert what
    assert remedy
