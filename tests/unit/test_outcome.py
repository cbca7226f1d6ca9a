from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.body import Body
from counter_app.domain.case import Agent, CaseState, Guardian, MaterialState
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import ALLOWED
from counter_app.domain.item import (
    DayUnit,
    Limit,
    Necessity,
    ServedKind,
    TaskState,
)
from counter_app.domain.operation import CaseWithdrawn
from counter_app.domain.outcome import (
    OutcomeKind,
    blocking,
    gap_closed,
    gap_limit,
    item_closed,
    outcomes,
    require,
)
from tests.fakes.builders import DUE, TODAY, a_case_material, a_table, an_application, marked
from tests.fakes.paper_cases import a_material, a_person, an_item

K = OutcomeKind
WAYS_IN = {K.RECEIVE, K.ACCEPT, K.DEFER, K.CORRECT}
REFUSALS = {K.NOT_ACCEPTED, K.NOT_COMPETENT, K.NOT_NEEDED}
MISSING, DEFERRED = MaterialState.MISSING, MaterialState.DEFERRED
CHILD = replace(a_person(), birth_date=date(2012, 11, 17))
BODY = Body("92540402MA6T12347G", "示例有限公司")
ONE_DAY = timedelta(days=1)


def closed(table):
    """Return the code that closes each outcome that is closed."""
    return {each.kind: each.code for each in outcomes(table) if not each.open}


def open_kinds(table):
    return {each.kind for each in outcomes(table) if each.open}


def values(table, kind):
    return next(each.values for each in outcomes(table) if each.kind is kind)


def with_gap(item=None, until=DUE, **changes):
    """A table where the floor plan (m3) is deferred until ``until``."""
    table = a_table(item, **changes)
    materials = tuple(
        replace(each, state=DEFERRED, until=until) if each.id == "m3" else each
        for each in table.application.materials
    )
    return replace(table, application=replace(table.application, materials=materials))


def lacking(*ids, item=None, **changes):
    table = a_table(item, **changes)
    states = dict.fromkeys(ids, MISSING)
    return replace(table, application=marked(table.application, **states))


# art. 32(5): complete papers.
def test_all_received_leaves_receipt_acceptance_and_another_body_open():
    assert open_kinds(a_table()) == {K.RECEIVE, K.ACCEPT, K.NOT_COMPETENT}


def test_all_received_closes_correct_and_not_accepted():
    found = closed(a_table())
    assert (found[K.CORRECT], found[K.NOT_ACCEPTED]) == ("all_received", "all_received")


def test_data_that_is_shared_counts_as_received():
    table = a_table()
    about = marked(table.application, m2=MaterialState.SHARED)
    assert closed(replace(table, application=about)) == closed(table)


def test_an_optional_material_never_stands_in_the_way():
    item = an_item(materials=(a_material(1, "照片", necessity=Necessity.OPTIONAL),))
    table = lacking("m1", item=item)
    assert blocking(table.application) == ()
    assert closed(table)[K.CORRECT] == "all_received"
    assert K.ACCEPT in open_kinds(table)


def test_an_item_that_asks_no_material_is_complete():
    table = a_table(an_item(materials=()))
    assert K.ACCEPT in open_kinds(table)
    assert closed(table)[K.NOT_ACCEPTED] == "all_received"


@pytest.mark.parametrize("missing", ["m1", "m3"])
def test_a_missing_material_opens_correct_and_refuse_and_closes_acceptance(missing):
    # m3 may be deferred, but is not yet
    table = lacking(missing)
    assert open_kinds(table) == {K.RECEIVE, K.CORRECT, K.NOT_ACCEPTED, K.NOT_COMPETENT}
    assert closed(table)[K.ACCEPT] == closed(table)[K.DEFER] == "materials_missing"


def test_what_is_missing_is_named_all_at_once():
    assert values(lacking("m1", "m4"), K.ACCEPT) == {
        "count": 2,
        "names": "食品经营许可申请书、食品安全管理制度文本",
    }


def test_a_deferred_material_is_no_complete_case():
    assert {K.CORRECT, K.NOT_ACCEPTED} <= open_kinds(with_gap())


# facts/domain.md 2.7: deferral.
def test_a_deferral_takes_the_place_of_the_plain_acceptance():
    found = closed(with_gap())
    assert found[K.ACCEPT] == "accept_is_deferral"
    assert K.DEFER not in found
    assert values(with_gap(), K.ACCEPT) == {"count": 1}


def test_without_a_deferred_material_there_is_nothing_to_defer():
    assert closed(a_table())[K.DEFER] == "nothing_deferred"


@pytest.mark.parametrize("necessity", [Necessity.REQUIRED, Necessity.OPTIONAL])
def test_only_a_material_so_marked_is_deferred(necessity):
    gap = a_case_material(1, necessity=necessity, state=DEFERRED, until=DUE)
    assert gap_closed(a_table(), gap) == ("not_deferrable", {"name": "申请书"})


def test_an_item_that_allows_no_deferral_has_none():
    assert closed(with_gap(an_item(deferral_allowed=False)))[K.DEFER] == "not_deferrable"


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (TODAY, None),
        (DUE, None),
        (TODAY - ONE_DAY, "gap_date_past"),
        (DUE + ONE_DAY, "gap_date_late"),
        (None, "gap_date_missing"),
    ],
)
def test_the_gap_date_lies_between_today_and_the_promised_date(until, code):
    assert closed(with_gap(until=until)).get(K.DEFER) == code


def test_a_late_gap_date_is_told_the_last_day():
    assert values(with_gap(until=DUE + ONE_DAY), K.DEFER) == {
        "name": "经营场所平面布局图",
        "date": "2026-11-27",
    }


def test_every_gap_is_looked_at():
    item = an_item(
        materials=tuple(a_material(n, f"材料{n}", necessity=Necessity.DEFERRABLE) for n in (1, 2))
    )
    table = a_table(item)
    first, second = table.application.materials
    materials = (
        replace(first, state=DEFERRED, until=DUE),
        replace(second, state=DEFERRED, until=DUE + ONE_DAY),
    )
    table = replace(table, application=replace(table.application, materials=materials))
    assert values(table, K.DEFER)["name"] == "材料2"


@pytest.mark.parametrize(
    ("promised", "days"),
    [
        (Limit(9), 9),
        (Limit(9, DayUnit.CALENDAR), 9),
        (Limit(0), 0),
        (Limit(49, DayUnit.HOURS), 2),
        (Limit(23, DayUnit.HOURS), 0),
    ],
)
def test_without_a_holiday_table_the_bound_is_as_many_calendar_days(promised, days):
    last = TODAY + timedelta(days=days)
    item = an_item(promised=promised)
    assert gap_limit(a_table(item, due_date=None)) == last
    assert K.DEFER in open_kinds(with_gap(item, until=last, due_date=None))
    late = with_gap(item, until=last + ONE_DAY, due_date=None)
    assert closed(late)[K.DEFER] == "gap_date_late"


def test_a_missing_material_beside_a_deferred_one_closes_both():
    table = with_gap()
    about = marked(table.application, m1=MISSING, m3=DEFERRED)
    found = closed(replace(table, application=about))
    assert found[K.ACCEPT] == found[K.DEFER] == "materials_missing"


# facts/domain.md 2.2: limits.
@pytest.mark.parametrize(
    ("promised", "statutory", "over"),
    [
        (Limit(20), Limit(20), False),
        (Limit(21), Limit(20), True),
        (Limit(15), Limit(15, DayUnit.CALENDAR), True),
        (Limit(20, DayUnit.CALENDAR), Limit(20), False),
        (Limit(72, DayUnit.HOURS), Limit(1), True),
    ],
)
def test_a_promise_longer_than_the_statute_is_not_accepted(promised, statutory, over):
    found = closed(a_table(an_item(promised=promised, statutory=statutory)))
    assert (found.get(K.ACCEPT) == "promise_over_statute") == over
    assert K.RECEIVE not in found


# art. 57: order of acceptance.
def test_a_quantity_limited_item_is_not_accepted_with_the_line_cut():
    cut = a_table(an_item(quantity_limit="每年 3 个"), online=False)
    assert closed(cut)[K.ACCEPT] == "quantity_limited_offline"
    assert K.RECEIVE in open_kinds(cut)
    assert closed(cut)[K.NOT_ACCEPTED] == "all_received"


def test_a_quantity_limited_item_is_accepted_while_the_county_answers():
    assert K.ACCEPT in open_kinds(a_table(an_item(quantity_limit="每年 3 个")))


def test_a_quantity_limited_item_is_not_deferred_with_the_line_cut_either():
    cut = with_gap(an_item(quantity_limit="每年 3 个"), online=False)
    assert closed(cut)[K.DEFER] == "quantity_limited_offline"


def test_any_other_item_never_asks_for_the_line():
    assert outcomes(a_table(online=False)) == outcomes(a_table(online=True))


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
    assert open_kinds(table) == {K.NOT_ACCEPTED, K.NOT_COMPETENT}


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
    assert open_kinds(table) == {K.NOT_ACCEPTED, K.NOT_COMPETENT}
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


def test_the_fourteenth_birthday_ends_it():
    about = replace(an_application(), person=CHILD)
    assert K.ACCEPT in open_kinds(a_table(application=about, today=TODAY + ONE_DAY))


def test_a_body_needs_no_guardian():
    about = replace(an_application(), person=None, body=BODY)
    assert K.ACCEPT in open_kinds(a_table(application=about))


# art. 32(1) and 32(2): no licence needed, another body.
def test_not_needed_is_open_only_for_what_needs_no_licence():
    assert closed(a_table())[K.NOT_NEEDED] == "licence_needed"
    assert K.NOT_NEEDED in open_kinds(a_table(an_item(licence_needed=False)))


@given(st.sampled_from([a_table(), lacking("m1"), with_gap(), a_table(online=False)]))
def test_another_body_can_always_be_named(table):
    assert K.NOT_COMPETENT in open_kinds(table)


# facts/domain.md 2.3: states.
@pytest.mark.parametrize("state", CaseState)
def test_a_state_closes_what_it_does_not_lead_to(state):
    found = closed(lacking("m1", item=an_item(licence_needed=False), state=state))
    first = {K.ACCEPT, K.CORRECT, *REFUSALS}
    lawful = {
        CaseState.DRAFT: {K.RECEIVE, K.DEFER, *first},
        CaseState.RECEIVED: {K.DEFER, K.WITHDRAW, *first},
        CaseState.CORRECTING: {K.WITHDRAW},
        CaseState.ACCEPTED_WITH_GAPS: {K.WITHDRAW},
        CaseState.ACCEPTED: {K.WITHDRAW},
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


def test_every_outcome_is_listed_once_in_order():
    assert tuple(each.kind for each in outcomes(a_table())) == tuple(OutcomeKind)


STATES = {each: st.sampled_from(MaterialState) for each in ("m1", "m2", "m3", "m4")}
TABLES = st.builds(
    lambda states, state, item, until, due, online, known: replace(
        with_gap(item, until=until),
        application=replace(
            an_application(item),
            materials=tuple(
                replace(each, until=until)
                for each in marked(an_application(item), **states).materials
            ),
            person=a_person() if known else None,
        ),
        state=state,
        due_date=due,
        online=online,
    ),
    st.fixed_dictionaries(STATES),
    st.sampled_from(CaseState),
    st.sampled_from(
        [
            an_item(),
            an_item(quantity_limit="3"),
            an_item(licence_needed=False),
            an_item(withdrawn_on=TODAY - ONE_DAY),
            an_item(promised=Limit(30)),
        ]
    ),
    st.none() | st.dates(TODAY - 3 * ONE_DAY, DUE + 3 * ONE_DAY),
    st.none() | st.just(DUE),
    st.booleans(),
    st.booleans(),
)


@given(TABLES)
def test_acceptance_and_the_ways_out_never_stand_open_together(table):
    # art. 32(5): who must be accepted cannot be sent away for his papers, and the reverse
    found = open_kinds(table)
    assert not (K.ACCEPT in found and {K.CORRECT, K.NOT_ACCEPTED} & found)
    assert not {K.ACCEPT, K.DEFER} <= found


@given(TABLES)
def test_an_applicant_at_an_open_case_never_leaves_without_a_paper(table):
    # art. 32, last paragraph: acceptance and refusal are in writing
    if table.state in (CaseState.DRAFT, CaseState.RECEIVED) and table.application.person:
        assert open_kinds(table) & (WAYS_IN | {K.NOT_ACCEPTED})


@given(TABLES)
def test_what_is_required_is_what_is_shown(table):
    for each in outcomes(table):
        if each.open:
            assert require(table, each.kind) is None
            continue
        with pytest.raises(RuleError) as caught:
            require(table, each.kind)
        assert (caught.value.code, caught.value.values) == (each.code, each.values)
