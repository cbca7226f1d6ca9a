from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.placement import (
    UNMOVED,
    Placement,
    PlacementNote,
    Spot,
    check_placement,
    crosses,
    placement_from_crosses,
    spot_of,
)

A4 = (210, 297)


def test_a_point_is_stretched_then_moved_from_the_upper_left_corner():
    assert UNMOVED.move(30, 40) == (30, 40)
    x, y = Placement(15, -20, 1010, 990).move(100, 200)
    assert (round(x, 6), round(y, 6)) == (102.5, 196)


def test_what_is_read_off_a_ruler_adds_to_what_there_is():
    assert Placement(5, 6, 1010, 990).plus(-7, 1) == Placement(-2, 7, 1010, 990)


@pytest.mark.parametrize(
    ("url", "spot"),
    [
        (
            "ipp://host:631/ipp/print?tray=2&paper=blank",
            Spot("ipp://host:631/ipp/print", "2", "f@1"),
        ),
        ("queue:cert?paper=blank", Spot("queue:cert", "", "f@1")),
    ],
)
def test_a_spot_is_printer_tray_and_form(url, spot):
    assert spot_of(url, "f@1") == spot


@pytest.mark.parametrize("placement", [UNMOVED, Placement(100, -100, 950, 1050)])
def test_a_small_correction_is_taken(placement):
    check_placement(placement)


@pytest.mark.parametrize(
    ("placement", "code", "values"),
    [
        (Placement(101, 0), "placement_far", {"most": 10}),
        (Placement(0, -101), "placement_far", {"most": 10}),
        (Placement(0, 0, 949, 1000), "placement_scale", {"least": 950, "most": 1050}),
        (Placement(0, 0, 1000, 1051), "placement_scale", {"least": 950, "most": 1050}),
    ],
)
def test_what_is_no_small_correction_is_refused(placement, code, values):
    with pytest.raises(RuleError) as caught:
        check_placement(placement)
    assert (caught.value.code, caught.value.values) == (code, values)


def test_a_trial_is_needed_until_somebody_saw_it_right():
    note = PlacementNote(Spot("p", "", "f@1"), UNMOVED, "ciren", 1)
    assert note.trial_needed
    assert not PlacementNote(note.spot, UNMOVED, "ciren", 1, tried_by="ciren").trial_needed


@given(
    st.tuples(st.integers(-60, 60), st.integers(-60, 60)),
    st.tuples(st.integers(970, 1030), st.integers(970, 1030)),
)
def test_measured_crosses_give_the_placement_that_puts_them_right(shift, scale):
    """A printer that moves by ``shift`` tenths and stretches by ``scale`` thousandths is undone."""
    printer = Placement(*shift, *scale)
    left, top, right, bottom = crosses(*A4)
    seen = (*printer.move(left, top), *printer.move(right, bottom))
    measured = tuple(round(each * 10) for each in seen)
    found = placement_from_crosses(*A4, measured)
    for x, y in ((left, top), (right, bottom), (105.0, 148.5)):
        again = printer.move(*found.move(x, y))
        assert again == pytest.approx((x, y), abs=0.35)  # both read and kept in tenths


@pytest.mark.parametrize("measured", [(2000, 100, 100, 2870), (100, 2870, 2000, 100)])
def test_crosses_in_another_order_are_refused(measured):
    with pytest.raises(RuleError, match="placement_crosses"):
        placement_from_crosses(*A4, measured)


def test_crosses_that_lie_far_off_are_refused():
    with pytest.raises(RuleError, match="placement_far"):
        placement_from_crosses(*A4, (300, 100, 2200, 2870))
