from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.body import Body
from counter_app.domain.case import Agent, CaseState, Guardian
from counter_app.domain.fold import ALLOWED
from counter_app.domain.item import (
    ServedKind,
    TaskState,
)
from counter_app.domain.operation import CaseWithdrawn
from counter_app.domain.outcome import (
    item_closed,
)
from tests.fakes.builders import TODAY, a_table, an_application
from tests.fakes.outcomes import (
    ONE_DAY,
    REFUSALS,
    WAYS_IN,
    K,
    closed,
    lacking,
    open_kinds,
    values,
    with_gap,
)
from tests.fakes.paper_cases import a_person, an_item

CHILD = replace(a_person(), birth_date=date(2012, 11, 17))
BODY = Body("92540402MA6T12347G", "示例有限公司")


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"withdrawn_on": TODAY}, None),
        ({"withdrawn_on": TODAY - ONE_DAY}, "item_withdrawn"),
        ({"effective_on": TODAY}, None),
        ({"effective_on": TODAY + ONE_DAY}, "item_not_yet"),
        ({"state": TaskState.SUSPENDED}, "item_not_in_use"),
        ({"state": TaskState.CANCELLED}, "item_not_in_use"),
        ({"state": TaskState.CANCELLED, "withdrawn_on": TODAY - ONE_DAY}, "item_withdrawn"),
        ({"state": TaskState.SUSPENDED, "effective_on": TODAY + ONE_DAY}, "item_not_in_use"),
    ],
)
def test_only_an_item_in_force_takes_applications(item, code):
    found = closed(a_table(an_item(**item)))
    for kind in (K.RECEIVE, K.ACCEPT, K.DEFER):
        assert (found.get(kind) == code) or (code is None and kind is K.DEFER)
    assert (item_closed(an_item(**item), TODAY) is None) == (code is None)


def test_a_withdrawn_item_says_since_when():
    item = an_item(withdrawn_on=date(2026, 11, 1))
    assert item_closed(item, TODAY) == (
        "item_withdrawn",
        {"item": "食品经营许可（新办）", "date": "2026-11-01"},
    )


def test_what_was_received_in_time_is_accepted_after_the_withdrawal():
    item = an_item(withdrawn_on=TODAY - ONE_DAY)
    table = a_table(item, state=CaseState.RECEIVED, received_on=TODAY - ONE_DAY)
    assert K.ACCEPT in open_kinds(table)
    assert closed(replace(table, received_on=TODAY))[K.ACCEPT] == "item_withdrawn"


def test_a_withdrawn_item_is_named_before_its_missing_materials():
    # nobody is sent home for a paper that nobody will take
    table = lacking("m1", item=an_item(withdrawn_on=TODAY - ONE_DAY))
    assert closed(table)[K.ACCEPT] == "item_withdrawn"


def test_a_withdrawn_item_is_not_corrected_since_it_could_never_be_accepted():
    table = lacking("m1", item=an_item(withdrawn_on=TODAY - ONE_DAY))
    assert closed(table)[K.CORRECT] == "item_withdrawn"


def test_complete_papers_for_a_withdrawn_item_may_be_refused_in_writing():
    table = a_table(an_item(withdrawn_on=TODAY - ONE_DAY))
    assert open_kinds(table) == REFUSALS


# art. 29; personal information law art. 31: who applies.
def test_without_an_applicant_nothing_is_done():
    about = replace(an_application(), person=None)
    assert closed(a_table(application=about)) == {K.WITHDRAW: "case_state"} | dict.fromkeys(
        WAYS_IN | REFUSALS, "applicant_missing"
    )


@pytest.mark.parametrize(
    ("item", "applicant", "code"),
    [
        ({"served": (ServedKind.PERSON,)}, {"person": None, "body": BODY}, "persons_only"),
        ({"served": (ServedKind.ENTERPRISE,)}, {}, "bodies_only"),
        ({"must_appear": True}, {"agent": Agent(a_person(), "提交")}, "must_appear"),
    ],
)
def test_an_applicant_that_the_item_does_not_serve_gets_a_refusal_in_writing_only(
    item, applicant, code
):
    table = a_table(an_item(**item))
    table = replace(table, application=replace(table.application, **applicant))
    found = closed(table)
    assert {found[kind] for kind in WAYS_IN} == {code}
    assert open_kinds(table) == REFUSALS
    assert values(table, K.ACCEPT) == {"item": table.item.name}


@pytest.mark.parametrize(
    ("item", "applicant"),
    [
        ({"served": (ServedKind.PERSON,)}, {}),
        ({"served": (ServedKind.ENTERPRISE,)}, {"person": None, "body": BODY}),
        ({"served": (ServedKind.OTHER_BODY,)}, {"person": None, "body": BODY}),
        ({"must_appear": True}, {}),
        ({}, {"agent": Agent(a_person(), "提交")}),
    ],
)
def test_whom_the_item_serves_is_accepted(item, applicant):
    table = a_table(an_item(**item))
    table = replace(table, application=replace(table.application, **applicant))
    assert K.ACCEPT in open_kinds(table)


def test_a_child_under_14_needs_its_guardian_for_whatever_is_written_down():
    found = closed(a_table(application=replace(an_application(), person=CHILD)))
    assert {found[kind] for kind in WAYS_IN | REFUSALS} == {"guardian_missing"}


def test_a_child_with_its_guardian_is_accepted():
    guardian = Guardian(a_person("卓玛"), "母女")
    about = replace(an_application(), person=CHILD, guardian=guardian)
    assert K.ACCEPT in open_kinds(a_table(application=about))


@pytest.mark.parametrize("guardian", [CHILD, replace(CHILD, name="央宗")])
def test_neither_the_child_itself_nor_another_child_is_its_guardian(guardian):
    about = replace(an_application(), person=CHILD, guardian=Guardian(guardian, "姐妹"))
    assert closed(a_table(application=about))[K.ACCEPT] == "guardian_missing"


def test_the_fourteenth_birthday_ends_it():
    about = replace(an_application(), person=CHILD)
    assert K.ACCEPT in open_kinds(a_table(application=about, today=TODAY + ONE_DAY))


def test_a_body_needs_no_guardian():
    about = replace(an_application(), person=None, body=BODY)
    assert K.ACCEPT in open_kinds(a_table(application=about))


# art. 32(1) and 32(2): no licence needed, another body.
@given(st.sampled_from([a_table(), lacking("m1"), with_gap(), a_table(online=False)]))
def test_another_body_or_no_licence_can_always_be_told(table):
    assert {K.NOT_COMPETENT, K.NOT_NEEDED} <= open_kinds(table)


# facts/domain.md 2.3: states.
@pytest.mark.parametrize("state", CaseState)
def test_a_state_closes_what_it_does_not_lead_to(state):
    found = closed(lacking("m1", item=an_item(licence_needed=False), state=state))
    first = {K.ACCEPT, K.CORRECT, *REFUSALS}
    lawful = {
        CaseState.DRAFT: {K.RECEIVE, K.DEFER, K.PROMISE, K.ON_THE_SPOT, *first},
        CaseState.RECEIVED: {K.DEFER, K.PROMISE, K.ON_THE_SPOT, K.WITHDRAW, *first},
        CaseState.CORRECTING: {K.WITHDRAW},
        CaseState.ACCEPTED_WITH_GAPS: {K.ON_THE_SPOT, K.WITHDRAW},
        CaseState.ACCEPTED: {K.ON_THE_SPOT, K.WITHDRAW},
    }.get(state, set())
    assert {kind for kind in K if found.get(kind) != "case_state"} == lawful


def test_a_state_is_told_in_words_and_the_act_by_its_kind():
    assert values(a_table(state=CaseState.ACCEPTED), K.RECEIVE) == {
        "state": "@case_state.S20",
        "kind": "case.receive",
    }


@pytest.mark.parametrize("state", sorted(ALLOWED[CaseWithdrawn], key=lambda each: each.value))
def test_a_withdrawal_asks_nothing_of_the_papers(state):
    table = lacking("m1", state=state)
    table = replace(table, application=replace(table.application, person=None))
    assert K.WITHDRAW in open_kinds(table)
