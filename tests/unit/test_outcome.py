from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.errors import RuleError
from counter_app.domain.item import (
    DayUnit,
    Limit,
    Necessity,
)
from counter_app.domain.outcome import (
    OutcomeKind,
    blocking,
    gap_closed,
    gap_limit,
    outcomes,
    require,
)
from tests.fakes.builders import DUE, TODAY, a_case_material, a_table, an_application, marked
from tests.fakes.outcomes import (
    DEFERRED,
    MISSING,
    ONE_DAY,
    K,
    closed,
    lacking,
    open_kinds,
    values,
    with_gap,
)
from tests.fakes.paper_cases import a_material, a_person, an_item


# art. 32(5): complete papers.
def test_all_received_leaves_receipt_acceptance_and_another_body_open():
    assert open_kinds(a_table()) == {K.RECEIVE, K.ACCEPT, K.NOT_COMPETENT, K.NOT_NEEDED}


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
    assert open_kinds(table) == {
        K.RECEIVE,
        K.CORRECT,
        K.NOT_ACCEPTED,
        K.NOT_COMPETENT,
        K.NOT_NEEDED,
    }
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


def test_every_outcome_is_listed_once_in_order_by_the_names_that_scripts_read():
    found = outcomes(a_table())
    assert tuple(each.kind for each in found) == tuple(OutcomeKind)
    assert " ".join(each.kind.value for each in found) == (
        "receive accept defer promise on_the_spot correct not_accepted not_competent not_needed"
        " withdraw"
    )


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
    assert len({K.ACCEPT, K.DEFER, K.PROMISE} & found) <= 1


@given(TABLES)
def test_no_applicant_leaves_without_a_paper(table):
    # art. 32, last paragraph: in writing; a received case has its receipt
    if table.state is CaseState.DRAFT and table.application.person:
        assert open_kinds(table) & {K.RECEIVE, K.NOT_ACCEPTED}


@given(TABLES)
def test_what_is_required_is_what_is_shown(table):
    for each in outcomes(table):
        if each.open:
            assert require(table, each.kind) is None
            continue
        with pytest.raises(RuleError) as caught:
            require(table, each.kind)
        assert (caught.value.code, caught.value.values) == (each.code, each.values)
