from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.certificate_number import (
    SAMPLE_NO,
    check_certificate_no,
    make_certificate_no,
    parse_certificate_no,
)
from counter_app.domain.check_characters import mod_97_10
from counter_app.domain.errors import RuleError
from counter_app.domain.numbers import LAST_SEQ, check_case_no, make_case_no, window_code

NUMBERS = st.builds(
    make_certificate_no,
    st.text(string.digits, min_size=6, max_size=6),
    st.integers(2000, 2099),
    st.builds(window_code, st.integers(0, 575), st.integers(0, 575)),
    st.integers(1, LAST_SEQ),
)


def code(act) -> str:
    with pytest.raises(RuleError) as refused:
        act()
    return refused.value.code


def test_a_number_says_where_when_and_by_which_window():
    made = make_certificate_no("540402", 2026, "AEAB", 19)
    assert made[:-2] == "Z54040226AEAB00019"
    assert made[-2:] == mod_97_10("Z54040226AEAB00019")
    assert len(made) == len(SAMPLE_NO) == 20
    parts = parse_certificate_no(made)
    assert (parts.area, parts.year, parts.window, parts.seq) == ("540402", 2026, "AEAB", 19)


@given(NUMBERS, st.integers(0, 19), st.sampled_from(string.digits + string.ascii_uppercase))
def test_one_wrong_character_is_found(number, place, other):
    spoiled = number[:place] + other + number[place + 1 :]
    if spoiled == number:
        assert check_certificate_no(f" {number[:7]}-{number[7:].lower()}") == number
    else:
        assert code(lambda: check_certificate_no(spoiled)) in {
            "certificate_no_form",
            "certificate_no_check",
        }


@given(NUMBERS)
def test_it_is_never_taken_for_the_number_of_a_case(number):
    assert code(lambda: check_case_no(number)) == "case_no_form"


def test_a_case_number_is_no_certificate_number():
    case_no = make_case_no("540402", 2026, "AEAB", 19)
    assert code(lambda: check_certificate_no(case_no)) == "certificate_no_form"


@pytest.mark.parametrize("text", ["", "Z", SAMPLE_NO, "Z54040226AEAB00019", "Z54040226AEAB00019XY"])
def test_what_has_another_form_is_refused(text):
    assert code(lambda: check_certificate_no(text)) == "certificate_no_form"


def test_a_year_without_numbers_left_says_so():
    refused = code(lambda: make_certificate_no("540402", 2026, "AEAB", LAST_SEQ + 1))
    assert refused == "certificate_no_used_up"
    assert code(lambda: make_certificate_no("5404", 2026, "AEAB", 1)) == "case_no_area"
