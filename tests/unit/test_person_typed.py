"""The typed fallback."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.typed_person import enter_person
from counter_app.words import Words

RESIDENT = {"name": "扎西.顿珠", "number": "54040219900307001 4"}
PASSPORT = {
    "kind": "passport",
    "name": "J. Smith",
    "number": "e1234567",
    "birth_date": "1980-05-06",
    "sex": "1",
}


def refusal(fields):
    with pytest.raises(RuleError) as caught:
        enter_person(**fields)
    what, remedy = Words("zh").error(caught.value)
    assert what
    assert remedy
    return caught.value.code


def test_a_resident_number_tells_the_rest():
    person = enter_person(**RESIDENT, address=" 巴宜区1号 ", valid_to="2030-01-01", ethnicity="04")
    assert person.kind == "resident"
    assert person.source == "typed"
    assert person.name == "扎西\u00b7顿珠"
    assert person.raw_name == "扎西.顿珠"
    assert person.number == "540402199003070014"
    assert (person.birth_date, person.sex) == (date(1990, 3, 7), "1")
    assert (person.address, person.valid_to, person.ethnicity) == (
        "巴宜区1号",
        date(2030, 1, 1),
        "04",
    )


def test_fifteen_digits_and_a_forty_character_name():
    name = "阿卜杜热依木.买买提托合提.艾力.库尔班江.吐尔逊古丽.热合曼江买买提玉素甫.江"
    person = enter_person(name=name, number="542621750820002")
    assert len(person.name) == 40
    assert person.number == "542621197508200024"


def test_what_agrees_with_the_number_may_be_typed_too():
    assert enter_person(**RESIDENT, birth_date="1990-03-07", sex="1").sex == "1"


@pytest.mark.parametrize("more", [{"birth_date": "1990-03-08"}, {"sex": "2"}])
def test_what_does_not_agree_is_refused(more):
    assert refusal(RESIDENT | more) == "person_differs_from_number"


def test_a_passport():
    person = enter_person(**PASSPORT, nationality="USA", english_name=" J. SMITH ")
    assert (person.id_type, person.number, person.name) == ("414", "E1234567", "J. Smith")
    assert (person.birth_date, person.sex) == (date(1980, 5, 6), "1")
    assert (person.english_name, person.nationality) == ("J. SMITH", "USA")


@pytest.mark.parametrize("field", ["birth_date", "sex", "number"])
def test_a_passport_needs_every_field(field):
    assert refusal(PASSPORT | {field: None}) == "person_field_missing"


def test_foreigners_and_permits():
    old = {"kind": "foreigner-2017", "number": "KAZ110090123105"}
    person = enter_person(name="测试丙", birth_date="1990-12-31", sex="1", **old)
    assert person.number == "KAZ110090123105"
    new = {"kind": "foreigner-2023", "name": "测试丁", "number": "954840199003070014"}
    assert enter_person(**new, sex="2").birth_date == date(1990, 3, 7)
    assert refusal(new) == "person_field_missing"
    permit = enter_person(kind="permit", name="测试乙", number="810000199408230021")
    assert (permit.sex, permit.id_type) == ("2", "990")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"number": "540402199003070015"}, "number_check_failed"),
        ({"number": "1"}, "number_form"),
        ({"name": " "}, "name_missing"),
        ({"name": None}, "name_missing"),
        ({"kind": "dog"}, "person_kind_unknown"),
        ({"shoe_size": "43"}, "person_field_unknown"),
        ({"@shoe": "43"}, "person_field_unknown"),
        ({"valid_to": "2030-13-01"}, "date_form"),
        ({"sex": "m"}, "sex_unknown"),
    ],
)
def test_refusals(more, code):
    assert refusal(RESIDENT | more) == code


def test_a_private_use_character_is_flagged():
    assert enter_person(name="测\ue7ff", number=RESIDENT["number"]).flags == ("name_needs_check",)
