from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.serial_range import (
    RANGE_MOST,
    SERIAL_MOST,
    SerialRange,
    check_range,
    parse_ranges,
    runs,
    spelled,
    without,
)

SERIALS = st.sets(st.integers(1, 60))


def held(spans):
    return {serial for span in spans for serial in span.serials()}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("35001-35100", [(35001, 35100)]),
        ("35001", [(35001, 35001)]),
        ("35001-35010,35012", [(35001, 35010), (35012, 35012)]),
        ("３５００１－３５０１０，３５０１２", [(35001, 35010), (35012, 35012)]),
        ("35001 至 35010、35012\n35020", [(35001, 35010), (35012, 35012), (35020, 35020)]),
        ("  0007 - 0009 ; 12 ", [(7, 9), (12, 12)]),
    ],
)
def test_what_a_person_types_is_read(typed, found):
    assert parse_ranges(typed) == tuple(SerialRange(*each) for each in found)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "blank_range_form"),
        ("35010-35001", "blank_range_form"),
        ("0", "blank_range_form"),
        ("35001-", "blank_range_form"),
        ("-35001", "blank_range_form"),
        ("SPJY35001", "blank_range_form"),
        ("35001 35002", "blank_range_form"),
        ("1234567890123", "blank_range_form"),
        ("٣٥", "blank_range_form"),
        ("35001-35010,35010-35020", "blank_overlap"),
        ("35005,35001-35010", "blank_overlap"),
        (f"1-{RANGE_MOST + 1}", "blank_range_large"),
    ],
)
def test_what_is_no_range_is_refused(typed, code):
    with pytest.raises(RuleError) as refused:
        parse_ranges(typed)
    assert refused.value.code == code


def test_the_largest_range_is_taken():
    check_range(SerialRange(1, RANGE_MOST))
    check_range(SerialRange(SERIAL_MOST, SERIAL_MOST))
    with pytest.raises(RuleError, match="blank_range_form"):
        check_range(SerialRange(SERIAL_MOST, SERIAL_MOST + 1))


@given(SERIALS)
def test_runs_hold_the_same_serials_without_holes(serials):
    found = runs(sorted(serials))
    assert held(found) == serials
    assert sum(len(each) for each in found) == len(serials)
    assert all(b.first > a.last + 1 for a, b in pairwise(found))


@given(SERIALS, SERIALS, st.randoms(use_true_random=False))
def test_what_is_left_is_what_is_not_taken(serials, taken, random):
    spans, holes = list(runs(sorted(serials))), list(runs(sorted(taken)))
    random.shuffle(spans)
    random.shuffle(holes)
    assert held(without(spans, holes)) == serials - taken


def test_ranges_are_spelled_as_they_are_typed():
    spans = (SerialRange(35001, 35010), SerialRange(35012, 35012))
    assert spelled(spans) == "35001-35010、35012"
    assert parse_ranges(spelled(spans)) == spans


def test_a_hole_in_the_middle_leaves_both_sides():
    left = without((SerialRange(1, 10),), (SerialRange(4, 5),))
    assert left == (SerialRange(1, 3), SerialRange(6, 10))
