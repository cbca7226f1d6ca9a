"""The 办件 screen's presenter: people by their cards, and their phones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.errors import DeviceError
from tests.fakes.intake import CHILD, CIREN, CREDIT_CODE, PHONE, ZHAXI, IntakeBench
from tests.fakes.intake_courses import flags


@pytest.fixture
def bench():
    return IntakeBench()


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


def test_a_lost_reader_is_told_in_two_sentences(bench):
    bench.desk.reader.lay(DeviceError("reader_no_card"))
    bench.press("F3")
    kind, what, remedy = bench.shell.told[-1]
    assert kind == "error"
    assert what
    assert remedy


def test_a_first_visit_without_a_phone_is_remembered_without_one(bench):
    bench.lay()
    bench.presenter.enter("phone")
    bench.open_item()
    bench.press("F6", "F9")
    again = IntakeBench(bench.desk)
    assert again.state.recalled.phones == {}
    assert len(again.state.recalled.taken) == 1


def test_a_card_that_replaces_the_agent_of_a_body_gets_the_usual_scope(bench):
    bench.fill("number", CREDIT_CODE)
    bench.fill("body_name", "林芝示例小吃店")
    bench.lay(CIREN)
    bench.lay(ZHAXI)
    bench.press("Alt+U")
    agent = bench.state.visit.agent
    assert (agent.person, agent.scope) == (ZHAXI, bench.words("scope_default"))


def test_while_a_card_is_awaited_the_number_field_says_so(bench):
    bench.runner.hold = True
    bench.press("F3")
    assert bench.look.fields["number"].hint == bench.words("number_reading")
