"""Vectors of facts/devices.md A14 and facts/domain.md 3.3 and 3.5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.check_characters import (
    credit_code_check,
    mod_7_3_1,
    mod_11_2,
    mod_37_36,
    mod_97_10,
    organisation_code_check,
)

RESIDENTS = [
    "540402199003070014",
    "542621197508200024",
    "360426199101010071",
    "440308199901101512",
    "810000199408230021",
    "820000199506150035",
    "830000199201300022",
    "911398199012310021",
    "954840199003070014",
]
DIGITS = st.text("0123456789", min_size=17, max_size=17)


@pytest.mark.parametrize("number", RESIDENTS)
def test_mod_11_2_gives_the_last_character_of_each_vector(number):
    assert mod_11_2(number[:17]) == number[17]


def test_mod_11_2_writes_ten_as_x():
    assert mod_11_2("11010519491231002") == "X"


@given(DIGITS)
def test_mod_11_2_is_the_weighted_sum_of_the_standard(number):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))
    assert mod_11_2(number) == "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("stem", "check"), [("KAZ11009012310", "5"), ("USA54049003071", "7"), ("A<1", "1")]
)
def test_mod_7_3_1(stem, check):
    assert mod_7_3_1(stem) == check


@pytest.mark.parametrize(
    "code",
    [
        "91110000600037341L",
        "91540400MA6T00012W",
        "92540402MA6T12347G",
        "11110000000021135M",
        "11370800MB28559184",
        "11330105002500287C",
        "11100000000013338W",
    ],
)
def test_credit_code_check(code):
    assert credit_code_check(code[:17]) == code[17]


@pytest.mark.parametrize("code", ["MA6T00012", "MA6T12347", "600037341"])
def test_organisation_code_check(code):
    assert organisation_code_check(code[:8]) == code[8]


def test_organisation_code_check_writes_ten_as_x_and_eleven_as_0():
    assert organisation_code_check("00000000") == "0"
    assert organisation_code_check("00000006") == "X"


def test_mod_37_36_of_the_computed_licence_identifier():
    parts = "11100000000013338W011" + "11110000000021135M" + "20230329701" + "003"
    assert mod_37_36(parts) == "Y"


def test_mod_37_36_survives_a_sum_of_36():
    # P = 36 and 0 give 0, which the standard replaces by 36.
    assert mod_37_36("0") == "2"


def test_mod_97_10_is_what_makes_an_iban_valid():
    # GB82 WEST 1234 5698 7654 32 with its country moved to the end, as ISO 13616 writes it.
    assert mod_97_10("WEST12345698765432GB") == "82"


@pytest.mark.parametrize("check", [mod_11_2, mod_7_3_1, mod_37_36, mod_97_10])
def test_a_character_outside_the_alphabet_is_an_error(check):
    with pytest.raises(ValueError, match="not found"):
        check("12é")
