"""What a decision grants: certificates by their types' own forms."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest

from counter_app.documents.granting import Terms, grants_of
from counter_app.domain.errors import RuleError
from tests.fakes.intake_table import code_of
from tests.fakes.paper_cases import a_case, an_item, for_body

FOOD = ("11540402MB9990012G011", "11540402MB9990012G012")
ELDER = "11540402MB9990055X011"
DAY = date(2026, 11, 16)
VALUES = (
    ("principal", "次仁卓玛"),
    ("premises", "示例路1号"),
    ("business", "食品销售经营者"),
    ("scope", " 预包装食品销售 "),
)


def grants(types, case, *values, valid_to=None):
    ids = count(1)
    terms = Terms(DAY, valid_to, tuple(values))
    return grants_of(types, case.application, terms, lambda: f"{next(ids):032x}")


def test_one_grant_for_each_type_with_what_it_asks_for():
    case = for_body(an_item(), "示例食品店")
    original, duplicate = grants(FOOD, case, *VALUES, valid_to=date(2031, 11, 15))
    assert (original.type_code, duplicate.type_code) == FOOD
    assert (original.name, duplicate.name) == ("食品经营许可证（正本）", "食品经营许可证（副本）")
    assert original.id != duplicate.id
    assert (original.holder, original.holder_code) == ("示例食品店", "92540402MA6T12347G")
    assert dict(original.fields) == dict(VALUES) | {"scope": "预包装食品销售"}
    assert (original.valid_from, original.valid_to) == (DAY, date(2031, 11, 15))


def test_what_the_case_has_needs_not_be_given():
    (grant,) = grants((ELDER,), a_case(an_item()))
    assert dict(grant.fields) == {"sex": "男", "born": "1990年1月1日"}
    assert (grant.holder, grant.holder_code) == ("扎西", "540402199001010014")
    assert grant.valid_to is None


def test_no_type_no_grant():
    assert grants((), a_case(an_item())) == ()


def test_what_is_missing_is_named():
    with pytest.raises(RuleError) as caught:
        grants(FOOD, for_body(an_item(), "示例食品店"), *VALUES[:2])
    assert caught.value.code == "grant_value_missing"
    assert caught.value.values["keys"] == "business, scope"
    assert "经营" in caught.value.values["labels"]


def test_what_no_type_asks_for_is_refused():
    case = a_case(an_item())
    assert code_of(lambda: grants((ELDER,), case, ("colour", "红"))) == "grant_value_unknown"
    assert code_of(lambda: grants((), case, ("scope", "红"))) == "grant_value_unknown"


def test_an_unknown_type_stops_the_decision():
    case = a_case(an_item())
    unknown = ("11540402MB9990055X999",)
    assert code_of(lambda: grants(unknown, case)) == "certificate_type_unknown"
