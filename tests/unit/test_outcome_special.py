"""A promise in place of a proof, and a decision on the spot: when each is open, and why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.item import ProjectType
from counter_app.domain.outcome import acceptance, outcomes
from tests.fakes.builders import a_table, marked
from tests.fakes.outcomes import K, closed, lacking, open_kinds, values, with_gap
from tests.fakes.paper_cases import an_item

BASIS = "示例委托书"


def promisable(**changes):
    """An item that takes a promise for its fourth material."""
    item = an_item(**({"promise_allowed": True} | changes))
    materials = tuple(replace(each, promisable=each.id == "m4") for each in item.materials)
    return replace(item, materials=materials)


def promising(item, *ids, **changes):
    table = a_table(item, **changes)
    states = dict.fromkeys(ids, MaterialState.PROMISED)
    return replace(table, application=marked(table.application, **states))


def immediate(**changes):
    return an_item(**({"project_type": ProjectType.IMMEDIATE, "delegated_basis": BASIS} | changes))


def test_a_promise_takes_the_place_of_the_plain_acceptance():
    table = promising(promisable(), "m4")
    found = closed(table)
    assert K.PROMISE not in found
    assert found[K.ACCEPT] == "accept_is_promise"
    assert found[K.DEFER] == "nothing_deferred"
    assert found[K.CORRECT] == found[K.NOT_ACCEPTED] == "all_received"
    assert values(table, K.ACCEPT) == {"count": 1}


def test_without_a_promise_there_is_nothing_to_accept_on():
    assert closed(a_table(promisable()))[K.PROMISE] == "nothing_promised"


def test_the_item_must_take_promises():
    found = closed(promising(promisable(promise_allowed=False), "m4"))
    assert found[K.PROMISE] == found[K.ACCEPT] == "promise_not_allowed"


def test_the_material_must_be_a_proof_that_may_be_promised():
    table = promising(promisable(), "m1")
    assert closed(table)[K.PROMISE] == "not_promisable"
    assert values(table, K.PROMISE) == {"name": "食品经营许可申请书"}


def test_what_is_missing_is_asked_for_first():
    table = promising(promisable(), "m4")
    table = replace(table, application=marked(table.application, m1=MaterialState.MISSING))
    assert closed(table)[K.PROMISE] == "materials_missing"


@pytest.mark.parametrize("state", [CaseState.DRAFT, CaseState.RECEIVED, CaseState.ACCEPTED])
def test_an_immediate_delegated_item_is_decided_on_the_spot(state):
    assert K.ON_THE_SPOT in open_kinds(a_table(immediate(), state=state))


@pytest.mark.parametrize("state", [CaseState.DRAFT, CaseState.ACCEPTED])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"project_type": ProjectType.PROMISED}, "spot_not_immediate"),
        ({"project_type": ProjectType.OTHER}, "spot_not_immediate"),
        ({"delegated_basis": ""}, "spot_not_delegated"),
    ],
)
def test_whose_decision_it_is_is_said(state, changes, code):
    table = a_table(immediate(**changes), state=state)
    assert closed(table)[K.ON_THE_SPOT] == code
    assert values(table, K.ON_THE_SPOT)["body"] == "林芝市巴宜区市场监督管理局"


@pytest.mark.parametrize("state", [CaseState.DRAFT, CaseState.ACCEPTED_WITH_GAPS])
def test_nothing_is_decided_on_the_spot_with_an_open_gap(state):
    table = with_gap(immediate(), state=state)
    assert closed(table)[K.ON_THE_SPOT] == "spot_gaps"
    assert values(table, K.ON_THE_SPOT) == {"count": 1, "names": "经营场所平面布局图"}


def test_a_promise_stands_in_the_way_of_no_decision_but_a_missing_material_does():
    assert K.ON_THE_SPOT in open_kinds(promising(promisable(**_IMMEDIATE), "m4"))
    assert closed(lacking("m1", item=immediate()))[K.ON_THE_SPOT] == "materials_missing"
    assert closed(promising(immediate(), "m4"))[K.ON_THE_SPOT] == "promise_not_allowed"


_IMMEDIATE = {"project_type": ProjectType.IMMEDIATE, "delegated_basis": BASIS}


def test_on_the_spot_is_a_way_in_and_asks_what_every_way_in_asks():
    limited = immediate(quantity_limit="3")
    assert closed(a_table(limited, online=False))[K.ON_THE_SPOT] == "quantity_limited_offline"
    nobody = a_table(immediate())
    nobody = replace(nobody, application=replace(nobody.application, person=None))
    assert closed(nobody)[K.ON_THE_SPOT] == "applicant_missing"


def test_which_acceptance_fits():
    assert acceptance(a_table().application) is K.ACCEPT
    assert acceptance(with_gap().application) is K.DEFER
    both = marked(with_gap().application, m3=MaterialState.DEFERRED, m4=MaterialState.PROMISED)
    assert acceptance(both) is K.DEFER
    assert acceptance(promising(promisable(), "m4").application) is K.PROMISE


def test_a_gap_and_a_promise_are_accepted_together_as_a_deferral():
    table = with_gap(promisable())
    both = tuple(
        replace(each, state=MaterialState.PROMISED) if each.id == "m4" else each
        for each in table.application.materials
    )
    table = replace(table, application=replace(table.application, materials=both))
    found = {each.kind: each.code for each in outcomes(table)}
    assert found[K.DEFER] == ""
    assert found[K.PROMISE] == found[K.ACCEPT] == "accept_is_deferral"
