from __future__ import annotations

import pytest

from counter_app.domain.blank import check_series, check_tail, tail_of
from counter_app.domain.errors import RuleError
from tests.fakes.builders_blank import a_lease


@pytest.mark.parametrize(
    ("serial", "tail"), [(35_017, "017"), (7, "007"), (1_000, "000"), (999_999_999_999, "999")]
)
def test_the_tail_is_the_last_three_digits(serial, tail):
    assert tail_of(serial) == tail


@pytest.mark.parametrize("typed", ["017", " 017 ", "０１７"])
def test_the_sheet_in_hand_confirms_itself(typed):
    assert check_tail(35_017, typed, ()) == "017"


@pytest.mark.parametrize("typed", ["", " ", "\n", "17", "0017", "o17", "35017", "٠١٧"])
def test_enter_alone_and_half_a_number_confirm_nothing(typed):
    with pytest.raises(RuleError) as refused:
        check_tail(35_017, typed, (35_017,))
    assert refused.value.code == "blank_tail_form"


def test_a_sheet_skipped_in_the_pile_is_named():
    with pytest.raises(RuleError) as refused:
        check_tail(35_017, "018", (35_018, 36_018))
    assert refused.value.code == "blank_tail_other"
    assert refused.value.values == {"serial": 35_017, "tail": "018", "found": "35018、36018"}


def test_of_many_sheets_with_that_tail_the_first_are_named():
    with pytest.raises(RuleError) as refused:
        check_tail(35_017, "018", tuple(range(18, 9_018, 1_000)))
    assert refused.value.values["found"] == "18、1018、2018、3018、4018…"


def test_a_sheet_of_another_drawer_is_not_guessed():
    with pytest.raises(RuleError) as refused:
        check_tail(35_017, "555", ())
    assert refused.value.code == "blank_tail_unknown"


@pytest.mark.parametrize("series", ["", " ", "A\n", " A", "A ", "x" * 33])
def test_a_series_has_a_visible_code(series):
    with pytest.raises(RuleError, match="blank_series_form"):
        check_series(series)


def test_a_lease_knows_with_how_many_sheets_it_was_given():
    check_series("SPJY")
    assert len(a_lease(35_001, 35_100)) == 100
