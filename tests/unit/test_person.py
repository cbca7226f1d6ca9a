"""A person: JSON shape, completing a name, age, expiry, sameness."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain import codec
from counter_app.domain.errors import RuleError
from counter_app.domain.person import (
    Person,
    age_on,
    complete_name,
    from_plain,
    is_expired,
    is_same_person,
    needs_guardian,
)

CUT = "阿卜杜热依木\u00b7买买提托合提艾力"
PERSON = Person(
    kind="resident",
    name=CUT,
    sex="1",
    ethnicity="05",
    birth_date=date(1990, 3, 7),
    valid_from=date(2020, 1, 1),
    valid_to=date(2040, 1, 1),
    address="西藏自治区林芝市巴宜区测试路1号",
    number="540402199003070014",
    issuer="林芝市公安局巴宜区分局",
    sam_id="05.03-20120629-0000202551-1234567890",
    raw_name=CUT,
    flags=("name_may_be_cut",),
)


def test_the_json_shape_of_read_card():
    plain = PERSON.to_plain()
    assert list(plain)[:17] == [
        "kind",
        "name",
        "english_name",
        "sex",
        "ethnicity",
        "birth_date",
        "valid_from",
        "valid_to",
        "address",
        "newest_address",
        "number",
        "issuer",
        "permit_number",
        "issue_count",
        "nationality",
        "old_number",
        "sam_id",
    ]
    assert plain["birth_date"] == "1990-03-07"
    assert plain["newest_address"] is None
    assert plain["id_type"] == "111"
    assert replace(PERSON, valid_to=None).to_plain()["valid_to"] is None


def test_plain_goes_through_json_and_back():
    assert from_plain(json.loads(json.dumps(PERSON.to_plain()))) == PERSON
    assert codec.from_plain(Person, codec.to_plain(PERSON), strict=True) == PERSON


def test_plain_data_of_a_wrong_shape_is_refused():
    with pytest.raises(codec.ShapeError, match="kind"):
        from_plain(PERSON.to_plain() | {"kind": "dog"})


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("resident", "111"),
        ("permit", "990"),
        ("foreigner-2017", "553"),
        ("foreigner-2023", "553"),
        ("passport", "414"),
    ],
)
def test_id_types(kind, code):
    assert replace(PERSON, kind=kind).id_type == code


def test_a_cut_name_is_completed_by_hand():
    whole = complete_name(PERSON, f"{CUT}.库尔班江", " 芯片只有前 15 字 ")
    assert whole.name == f"{CUT}\u00b7库尔班江"
    assert whole.raw_name == CUT
    assert whole.flags == ("name_completed",)
    assert whole.name_reason == "芯片只有前 15 字"


def test_a_name_of_exactly_fifteen_is_confirmed_with_a_reason():
    assert complete_name(PERSON, CUT, "与证件一致").name == CUT


@pytest.mark.parametrize(
    ("name", "reason", "code"),
    [
        (f"{CUT}江", " ", "name_reason_missing"),
        ("扎西", "原因", "name_not_continued"),
        (CUT[:-1], "原因", "name_not_continued"),
        ("", "原因", "name_missing"),
    ],
)
def test_completing_is_refused(name, reason, code):
    with pytest.raises(RuleError) as caught:
        complete_name(PERSON, name, reason)
    assert caught.value.code == code


def test_a_name_that_was_not_cut_is_not_completed():
    with pytest.raises(RuleError) as caught:
        complete_name(replace(PERSON, flags=()), f"{CUT}江", "原因")
    assert caught.value.code == "name_not_cut"


def test_expiry():
    assert not is_expired(PERSON, date(2040, 1, 1))
    assert is_expired(PERSON, date(2040, 1, 2))
    assert not is_expired(replace(PERSON, valid_to=None), date(2999, 1, 1))


def test_age_turns_on_the_birthday():
    assert age_on(PERSON, date(2026, 3, 6)) == 35
    assert age_on(PERSON, date(2026, 3, 7)) == 36
    leap = replace(PERSON, birth_date=date(2012, 2, 29))
    assert age_on(leap, date(2026, 2, 28)) == 13
    assert needs_guardian(leap, date(2026, 2, 28))
    assert not needs_guardian(leap, date(2026, 3, 1))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_age_never_falls(born, days):
    person = replace(PERSON, birth_date=born)
    on = min(born + timedelta(days), date(2200, 1, 1))
    assert 0 <= age_on(person, on) <= age_on(person, on + timedelta(1))


def test_sameness_is_by_paper_number_and_normalised_name():
    assert is_same_person(PERSON, replace(PERSON, address="别处", source="typed", raw_name=""))
    assert not is_same_person(PERSON, replace(PERSON, name="扎西"))
    assert not is_same_person(PERSON, replace(PERSON, number="542621197508200024"))
    assert not is_same_person(PERSON, replace(PERSON, kind="passport"))
