from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.item import DayUnit, Item, Limit, ServedKind, SituationId, TaskState
from tests.fakes.paper_cases import a_material, an_item
from tests.fakes.strategies import instances

DAY = date(2026, 11, 16)
ONE = timedelta(days=1)
LIMITS = st.builds(Limit, st.integers(0, 200), st.sampled_from(DayUnit))


def test_a_material_without_situations_is_asked_in_each_and_order_is_kept():
    always, new, both = (
        a_material(1, "申请书"),
        a_material(2, "照片", situations=(SituationId("new"),)),
        a_material(3, "原证", situations=(SituationId("new"), SituationId("change"))),
    )
    item = an_item(materials=(both, always, new))
    assert item.materials_for(SituationId("new")) == (both, always, new)
    assert item.materials_for(SituationId("change")) == (both, always)
    assert item.materials_for(None) == (always,)


@pytest.mark.parametrize(
    ("changes", "open_on"),
    [
        ({}, True),
        ({"effective_on": DAY}, True),
        ({"effective_on": DAY + ONE}, False),
        ({"withdrawn_on": DAY}, True),
        ({"withdrawn_on": DAY - ONE}, False),
        ({"effective_on": DAY - ONE, "withdrawn_on": DAY + ONE}, True),
        ({"state": TaskState.SUSPENDED}, False),
        ({"state": TaskState.CANCELLED}, False),
    ],
)
def test_an_item_is_open_between_its_dates_while_in_use(changes, open_on):
    assert an_item(**changes).is_open_on(DAY) is open_on


@pytest.mark.parametrize(
    ("served", "persons", "bodies"),
    [
        ((ServedKind.PERSON,), True, False),
        ((ServedKind.ENTERPRISE,), False, True),
        ((ServedKind.OTHER_BODY, ServedKind.PERSON), True, True),
        ((), False, False),
    ],
)
def test_whom_an_item_serves(served, persons, bodies):
    item = an_item(served=served)
    assert (item.serves_persons(), item.serves_bodies()) == (persons, bodies)


@pytest.mark.parametrize(
    ("promised", "statutory", "exceeds"),
    [
        (Limit(20), Limit(20), False),
        (Limit(21), Limit(20), True),
        (Limit(15), Limit(15, DayUnit.CALENDAR), True),
        (Limit(15, DayUnit.CALENDAR), Limit(15), False),
        (Limit(28, DayUnit.CALENDAR), Limit(20), False),
        (Limit(29, DayUnit.CALENDAR), Limit(20), True),
        (Limit(24, DayUnit.HOURS), Limit(1, DayUnit.CALENDAR), False),
        (Limit(25, DayUnit.HOURS), Limit(1, DayUnit.CALENDAR), True),
    ],
)
def test_a_promise_is_compared_with_the_statute_over_a_week(promised, statutory, exceeds):
    assert promised.exceeds(statutory) is exceeds


@given(LIMITS, LIMITS)
def test_of_two_limits_at_most_one_exceeds_the_other(one, other):
    assert not (one.exceeds(other) and other.exceeds(one))
    assert not one.exceeds(one)


@given(instances(Item))
def test_any_item_survives_the_plain_form(item):
    assert from_plain(Item, to_plain(item), strict=True) == item
