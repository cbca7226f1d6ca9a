"""Numbers of identity papers: facts/devices.md A14."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.identity import (
    ResidentNumber,
    check_foreigner_2017,
    check_foreigner_2023,
    check_passport_number,
    check_permit_number,
    check_resident_number,
    is_travel_permit,
    old_foreigner_number,
)


def refusal(call, text):
    with pytest.raises(RuleError) as caught:
        call(text)
    assert caught.value.values == {}
    return caught.value.code


def test_a_resident_number_tells_birth_date_and_sex():
    assert check_resident_number("540402199003070014") == ResidentNumber(
        "540402199003070014", "540402", date(1990, 3, 7), "1"
    )
    assert check_resident_number("542621197508200024").sex == "2"


def test_lower_case_x_and_blanks_are_tidied():
    assert check_resident_number(" 110105 19491231 002x ").text == "11010519491231002X"


def test_fifteen_digits_are_converted():
    assert check_resident_number("542621750820002").text == "542621197508200024"


@pytest.mark.parametrize(
    ("call", "number"),
    [
        (check_resident_number, "540402199003070014"),
        (check_resident_number, "11010519491231002X"),
        (check_permit_number, "810000199408230021"),
        (check_permit_number, "820000199506150035"),
        (check_permit_number, "830000199201300022"),
        (check_foreigner_2023, "911398199012310021"),
        (check_foreigner_2023, "954840199003070014"),
    ],
)
def test_each_wrong_check_character_is_refused(call, number):
    assert call(number.lower()).text == number
    for last in set("0123456789X") - {number[17]}:
        assert refusal(call, number[:17] + last) == "number_check_failed"


@pytest.mark.parametrize(
    "text", ["", "5404021990030700", "54040219900307001Y", "５４０４０２199003070014"]
)
def test_wrong_form(text):
    assert refusal(check_resident_number, text) == "number_form"


def test_a_birth_date_that_does_not_exist():
    # 30 February with a right check character.
    assert refusal(check_resident_number, "540402199002300017") == "number_birth_date"
    assert refusal(check_resident_number, "540402900230001") == "number_birth_date"


@pytest.mark.parametrize("number", ["540402199003070014", "840000199201300022", "81000019940823"])
def test_a_permit_number_has_one_of_three_regions(number):
    assert refusal(check_permit_number, number) == "number_form"


def test_foreigner_2017():
    assert check_foreigner_2017("kaz110090123105") == "KAZ110090123105"
    assert refusal(check_foreigner_2017, "KAZ110090123107") == "number_check_failed"
    assert refusal(check_foreigner_2017, "KA1110090123105") == "number_form"


def test_foreigner_2023_begins_with_nine():
    assert refusal(check_foreigner_2023, "540402199003070014") == "number_form"


def test_the_old_number_of_a_2023_card():
    born = date(1990, 3, 7)
    assert old_foreigner_number("USA", "954840199003070014", born, "041") == "USA540490030717"
    assert check_foreigner_2017("USA540490030717")
    assert old_foreigner_number("USA", "954840199003070014", born, "") is None
    assert old_foreigner_number("USA", "954840199003070014", born, "04A") is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("H12345678", True),
        ("M00000001", True),
        ("12345678", True),
        ("A12345678", False),
        ("H1234567", False),
    ],
)
def test_travel_permits(text, fits):
    assert is_travel_permit(text) is fits


def test_passports():
    assert check_passport_number(" e 1234567 ") == "E1234567"
    assert refusal(check_passport_number, "护照1") == "number_form"
