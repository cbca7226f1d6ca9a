"""Case numbers: design/sync.md 1.7."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.numbers import (
    GENERATIONS,
    LAST_SEQ,
    SLOTS,
    WINDOW_LETTERS,
    CaseNumberParts,
    check_case_no,
    make_case_no,
    parse_case_no,
    window_code,
)

AREAS = st.text("0123456789", min_size=6, max_size=6)
YEARS = st.integers(2000, 2099)
WINDOWS = st.text(WINDOW_LETTERS, min_size=4, max_size=4)
SEQS = st.integers(1, LAST_SEQ)
NUMBERS = st.builds(make_case_no, AREAS, YEARS, WINDOWS, SEQS)
ALPHABET = st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def code_of(call, *args):
    with pytest.raises(RuleError) as caught:
        call(*args)
    return caught.value.code


def test_a_number_has_19_characters_in_the_order_of_the_design():
    number = make_case_no("540402", 2026, window_code(1, 0), 7)
    assert number[:17] == "54040226" + "ABAA" + "00007"
    assert len(number) == 19
    # A = 10, B = 11; the whole number is 1 modulo 97.
    assert int("5404022610111010" + "00007" + number[17:]) % 97 == 1


@given(AREAS, YEARS, st.integers(0, SLOTS - 1), st.integers(0, GENERATIONS - 1), SEQS)
def test_what_was_put_in_comes_out(area, year, slot, generation, seq):
    window = window_code(slot, generation)
    parts = parse_case_no(make_case_no(area, year, window, seq))
    assert parts == CaseNumberParts(area, year, window, seq)
    assert (parts.slot, parts.generation) == (slot, generation)


def test_window_codes_are_unique():
    codes = {window_code(slot, 3) for slot in range(SLOTS)}
    assert len(codes) == SLOTS == 576
    assert len({window_code(5, generation) for generation in range(GENERATIONS)}) == GENERATIONS


@pytest.mark.parametrize(
    ("slot", "generation", "code"),
    [
        (-1, 0, "window_slot_range"),
        (SLOTS, 0, "window_slot_range"),
        (0, -1, "window_generation_range"),
        (0, GENERATIONS, "window_generation_range"),
    ],
)
def test_a_window_beyond_the_range_is_refused(slot, generation, code):
    assert code_of(window_code, slot, generation) == code


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("54040", 2026, "AAAA", 1), "case_no_area"),
        (("54040X", 2026, "AAAA", 1), "case_no_area"),
        (("540402", 1999, "AAAA", 1), "case_no_year"),
        (("540402", 2100, "AAAA", 1), "case_no_year"),
        (("540402", 2026, "AAA", 1), "case_no_window"),
        (("540402", 2026, "AAIA", 1), "case_no_window"),
        (("540402", 2026, "AA1A", 1), "case_no_window"),
        (("540402", 2026, "AAAA", 0), "case_no_used_up"),
        (("540402", 2026, "AAAA", LAST_SEQ + 1), "case_no_used_up"),
    ],
)
def test_parts_out_of_range_are_refused(parts, code):
    assert code_of(make_case_no, *parts) == code


def test_typed_numbers_are_tidied():
    number = make_case_no("540402", 2026, "QXZB", 12345)
    assert check_case_no(f" {number[:8].lower()}-{number[8:12].lower()} {number[12:]} ") == number


@pytest.mark.parametrize("text", ["", "540402", "54040226ABAA0000712X", "办件号"])
def test_what_cannot_be_a_number_is_refused(text):
    assert code_of(check_case_no, text) == "case_no_form"


def test_sequence_zero_is_no_number():
    assert code_of(check_case_no, "54040226AAAA0000000") == "case_no_form"


@given(NUMBERS, st.integers(0, 18), ALPHABET)
def test_one_wrong_character_is_found(number, place, character):
    assume(number[place] != character)
    wrong = number[:place] + character + number[place + 1 :]
    assert code_of(check_case_no, wrong) in {"case_no_form", "case_no_check"}


@given(NUMBERS, st.integers(0, 17))
def test_two_swapped_neighbours_are_found(number, place):
    assume(number[place] != number[place + 1])
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert code_of(check_case_no, wrong) in {"case_no_form", "case_no_check"}


@given(NUMBERS, st.integers(0, 16))
def test_a_jump_swap_is_found(number, place):
    assume(number[place] != number[place + 2])
    swapped = number[place + 2] + number[place + 1] + number[place]
    wrong = number[:place] + swapped + number[place + 3 :]
    assert code_of(check_case_no, wrong) in {"case_no_form", "case_no_check"}


@given(NUMBERS, st.integers(0, 17), ALPHABET)
def test_a_twin_error_is_found(number, place, character):
    twin = number[:place] + number[place] * 2 + number[place + 2 :]
    stem = twin[:17]
    try:
        valid = make_case_no(stem[:6], 2000 + int(stem[6:8]), stem[8:12], int(stem[12:17]))
    except (RuleError, ValueError):
        assume(False)  # noqa: FBT003 (hypothesis takes it by position)
    # Two equal characters in a valid number, both read as another character.
    assume(valid[place] == valid[place + 1] and character != valid[place])
    wrong = valid[:place] + character * 2 + valid[place + 2 :]
    assert code_of(check_case_no, wrong) in {"case_no_form", "case_no_check"}


@pytest.mark.parametrize("seq", [1, 4242, 99_999])
def test_every_single_and_adjacent_error_of_some_numbers_is_found(seq):
    number = make_case_no("540402", 2026, "BMXB", seq)
    wrong = {
        number[:at] + other + number[at + 1 :]
        for at in range(19)
        for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    }
    wrong |= {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(18)}
    wrong.discard(number)
    for each in wrong:
        assert code_of(check_case_no, each) in {"case_no_form", "case_no_check"}
