"""Stock-taking, and a sheet that the clerk names."""

from __future__ import annotations

import pytest

from counter_app.domain.blank import BlankState
from counter_app.domain.blank_operation import (
    BlankCounted,
)
from counter_app.domain.certificate import Sheet
from counter_app.domain.errors import RuleError
from counter_app.services.blank_stock import (
    StockTaking,
    candidates,
    sheet_of,
    take_stock,
)
from counter_app.services.blanks import (
    give_back,
    hand_over,
    void_blank,
)
from tests.fakes.builders_blank import SERIES, sheets
from tests.fakes.desk import play
from tests.fakes.drawer_desk import VISIT, ZHUOMA, bound, drawer_desk, newest, refused, state


@pytest.fixture
def desk():
    return drawer_desk()


def test_stock_that_agrees_is_recorded_so(desk):
    play(desk, void_blank(desk, VISIT, SERIES, 35_002, "污损"))
    taken = play(desk, take_stock(desk, VISIT, SERIES, [sheets(35_001, 35_010)]))
    assert taken == StockTaking(SERIES, 10, 10, (), ())
    assert taken.agrees


def test_every_difference_is_named(desk):
    bound(desk, 35_001)
    play(desk, give_back(desk, VISIT, SERIES, sheets(35_010), "换版"))
    counted = [sheets(35_010), sheets(35_001, 35_004), sheets(90_000)]
    taken = play(desk, take_stock(desk, VISIT, SERIES, counted))
    assert (taken.counted, taken.expected) == (6, 8)
    assert taken.missing == (sheets(35_005, 35_009),)
    assert taken.surplus == (sheets(35_010), sheets(90_000))
    assert not taken.agrees
    did = newest(desk).operation
    assert isinstance(did, BlankCounted)
    assert (did.missing, did.surplus) == (taken.missing, taken.surplus)
    assert state(desk, 35_005) is BlankState.HELD


def test_an_empty_drawer_can_be_counted_too(desk):
    taken = play(desk, take_stock(desk, VISIT, SERIES, []))
    assert taken.missing == (sheets(35_001, 35_010),)


@pytest.mark.parametrize(
    ("series", "counted", "code"),
    [
        ("OTHER", [sheets(1)], "blank_series_unknown"),
        (SERIES, [sheets(1, 5), sheets(5, 6)], "blank_overlap"),
        (SERIES, [sheets(5, 4)], "blank_range_form"),
    ],
)
def test_a_count_that_makes_no_sense_is_refused(desk, series, counted, code):
    assert refused(desk, take_stock(desk, VISIT, series, counted)).code == code


def test_a_sheet_skipped_in_the_pile_is_asked_about(desk):
    with pytest.raises(RuleError) as caught:
        sheet_of(desk, SERIES, 35_002, "ciren")
    assert caught.value.code == "blank_skipped"
    assert caught.value.values == {"serial": 35_002, "first": 35_001}
    assert sheet_of(desk, SERIES, 35_002, "ciren", skip=True) == Sheet(SERIES, 35_002, 1)
    assert sheet_of(desk, SERIES, 35_001, "ciren") == Sheet(SERIES, 35_001, 1)


def test_a_named_sheet_that_cannot_be_used_says_why(desk):
    bound(desk, 35_001)
    play(desk, hand_over(desk, VISIT, SERIES, sheets(35_002), ZHUOMA))

    def code(serial):
        with pytest.raises(RuleError) as caught:
            sheet_of(desk, SERIES, serial, "ciren")
        return caught.value.code

    assert code(35_001) == "blank_taken"
    assert code(35_002) == "blank_keeper"
    assert code(35_011) == "blank_unknown"
    desk.ledger.take_leases(())
    assert code(35_003) == "blank_elsewhere"


def test_candidates_are_looked_for_only_by_three_digits(desk):
    for typed in ("001", " 001 ", "００１"):
        assert candidates(desk, SERIES, typed) == (35_001,)
    for typed in ("", "1", "0001", "00x", "٠٠١"):
        assert candidates(desk, SERIES, typed) == ()
