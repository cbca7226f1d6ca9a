"""How operations move blanks: what is lawful, and what an outsider sees when it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.blank import Blank, BlankState
from counter_app.domain.blank_operation import BlankCounted
from counter_app.domain.county_desk import desk_window
from counter_app.domain.errors import RuleError
from counter_app.domain.fold_blank import moved, spans_of, taken_over
from counter_app.domain.issue_operation import CertificateBound
from counter_app.domain.shift import BlankUse, DayFigures
from counter_app.domain.shift_operation import ShiftHandedOver
from counter_app.domain.window_operation import ConsultationServed
from tests.fakes.builders_blank import (
    DAY,
    GRANT,
    SERIES,
    a_lease,
    allot,
    bind,
    confirm,
    destroy,
    done,
    give_back,
    hand,
    lose,
    receive,
    sheets,
    spoil,
    void,
)

HELD = Blank(SERIES, 35_001, BlankState.HELD, "w3", "lease-1", 1)
BOUND = replace(HELD, state=BlankState.BOUND, certificate=GRANT)
USED = replace(BOUND, state=BlankState.USED)
VOID = replace(BOUND, state=BlankState.VOID)


def after(there: Blank | None, did, **told) -> Blank:
    known = {} if there is None else {(there.series, there.serial): there}
    (changed,) = moved(known, done(did, **told))
    return changed


def code(there: Blank | None, did, **told) -> str:
    with pytest.raises(RuleError) as refused:
        after(there, did, **told)
    return refused.value.code


LAWFUL = [
    (HELD, bind(35_001), BOUND),
    (BOUND, confirm(35_001), USED),
    (BOUND, spoil(35_001), VOID),
    (USED, spoil(35_001), VOID),
    # the county parked the bind, as another window was first: the sheet lies printed in the drawer
    (HELD, spoil(35_001), replace(HELD, state=BlankState.VOID)),
    (BOUND, spoil(35_001, "empty"), HELD),
    (HELD, void(35_001), replace(HELD, state=BlankState.VOID)),
    (HELD, lose(35_001), replace(HELD, state=BlankState.LOST)),
    (VOID, lose(35_001), replace(VOID, state=BlankState.LOST)),
    (HELD, hand(35_001), replace(HELD, keeper="zhuoma")),
    (HELD, give_back(35_001), replace(HELD, state=BlankState.RETURNED)),
    (VOID, destroy(sheets(35_001)), replace(VOID, state=BlankState.DESTROYED)),
    (None, receive(35_001, 35_001), Blank(SERIES, 35_001, BlankState.STOCK)),
    (
        Blank(SERIES, 35_001, BlankState.STOCK),
        allot(35_001, 35_001, "lease-1", 1, "w3"),
        HELD,
    ),
    (
        replace(HELD, state=BlankState.RETURNED),
        allot(35_001, 35_001, "lease-2", 2, "w4"),
        replace(HELD, drawer="w4", lease="lease-2", fence=2),
    ),
    (
        replace(HELD, keeper="zhuoma"),
        allot(35_001, 35_001, "lease-2", 2, "w4", "lease-1"),
        replace(HELD, drawer="w4", lease="lease-2", fence=2),
    ),
]


@pytest.mark.parametrize(("there", "did", "wanted"), LAWFUL)
def test_what_is_lawful_moves_the_sheet(there, did, wanted):
    assert after(there, did) == wanted


REFUSED = [
    (None, bind(35_001), "blank_unknown"),
    (None, confirm(35_001), "blank_unknown"),
    (None, void(35_001), "blank_unknown"),
    (None, allot(35_001, 35_001, "lease-1", 1, "w3"), "blank_unknown"),
    (BOUND, bind(35_001), "blank_taken"),
    (USED, bind(35_001), "blank_taken"),
    (VOID, bind(35_001), "blank_taken"),
    (replace(HELD, state=BlankState.LOST), bind(35_001), "blank_taken"),
    (replace(HELD, state=BlankState.DESTROYED), bind(35_001), "blank_taken"),
    (replace(HELD, state=BlankState.RETURNED), bind(35_001), "blank_taken"),
    (replace(HELD, drawer="w4"), bind(35_001), "blank_elsewhere"),
    (replace(HELD, state=BlankState.TRANSFERRED, drawer=""), bind(35_001), "blank_elsewhere"),
    (replace(HELD, drawer="w4", fence=2), bind(35_001), "blank_fence"),
    (replace(HELD, fence=2), bind(35_001), "blank_fence"),
    (HELD, bind(35_001, fence=2), "blank_fence"),
    (replace(USED, drawer="w4", fence=2), bind(35_001), "blank_taken"),
    (replace(BOUND, drawer="w4", fence=2), bind(35_001), "blank_taken"),
    (HELD, confirm(35_001), "blank_state"),
    (USED, confirm(35_001), "blank_state"),
    (BOUND, confirm(35_001, "0b" * 16), "blank_not_bound"),
    (BOUND, spoil(35_001, "void", "0b" * 16), "blank_not_bound"),
    (USED, spoil(35_001, "empty"), "blank_state"),
    (HELD, spoil(35_001, "empty"), "blank_state"),
    (replace(HELD, drawer="w4"), spoil(35_001), "blank_elsewhere"),
    (VOID, spoil(35_001), "blank_state"),
    (BOUND, void(35_001), "blank_state"),
    (BOUND, lose(35_001), "blank_state"),
    (USED, lose(35_001), "blank_state"),
    (HELD, lose(35_001, witness=""), "blank_two_persons"),
    (HELD, lose(35_001, witness="ciren"), "blank_two_persons"),
    (HELD, hand(35_001, taker="ciren"), "blank_two_persons"),
    (replace(HELD, keeper="pingcuo"), hand(35_001), "blank_keeper"),
    (replace(HELD, keeper="pingcuo"), bind(35_001), "blank_keeper"),
    (BOUND, hand(35_001), "blank_state"),
    (VOID, give_back(35_001), "blank_state"),
    (HELD, destroy(sheets(35_001)), "blank_state"),
    (VOID, destroy(sheets(35_001), witness="ciren"), "blank_two_persons"),
    (VOID, destroy(sheets(35_001), sheets(35_001)), "blank_overlap"),
    (HELD, receive(35_001, 35_001), "blank_overlap"),
    (HELD, receive(34_990, 35_020), "blank_overlap"),
    (HELD, receive(35_002, 35_001), "blank_range_form"),
    (HELD, allot(35_001, 35_001, "lease-2", 2, "w4"), "blank_state"),
    (HELD, allot(35_001, 35_001, "lease-2", 2, "w4", "lease-9"), "blank_state"),
    (BOUND, allot(35_001, 35_001, "lease-2", 2, "w4", "lease-1"), "blank_state"),
    (HELD, allot(35_001, 35_001, "lease-2", 1, "w4", "lease-1"), "blank_fence"),
    (HELD, replace(void(35_001), series=" "), "blank_series_form"),
]


@pytest.mark.parametrize(("there", "did", "wanted"), REFUSED)
def test_what_is_not_lawful_says_why(there, did, wanted):
    assert code(there, did) == wanted


def test_the_keeper_binds_the_sheet_that_was_handed_over():
    kept = after(HELD, hand(35_001))
    assert after(kept, bind(35_001), by="zhuoma").state is BlankState.BOUND
    assert code(kept, bind(35_001), by="ciren") == "blank_keeper"


def test_one_bad_sheet_stops_the_whole_range():
    known = {(SERIES, each): replace(HELD, serial=each) for each in (35_001, 35_002)}
    assert len(moved(known, done(give_back(35_001, 35_002)))) == 2
    known[SERIES, 35_002] = replace(BOUND, serial=35_002)
    with pytest.raises(RuleError, match="blank_state serial=35002"):
        moved(known, done(give_back(35_001, 35_002)))


def test_the_county_may_report_any_drawer_s_sheets_lost_and_do_nothing_else_with_them():
    desk = desk_window("h-1")
    assert after(HELD, lose(35_001), window=desk).state is BlankState.LOST
    assert code(HELD, void(35_001), window=desk) == "blank_elsewhere"
    assert code(HELD, bind(35_001), window=desk) == "blank_elsewhere"


def test_a_state_is_said_in_words():
    with pytest.raises(RuleError) as refused:
        after(USED, bind(35_001))
    assert refused.value.values == {"serial": 35_001, "state": "@blank_state.used"}


@pytest.mark.parametrize(
    "did",
    [
        CertificateBound("c-1", GRANT, "Z1", "1.2.x", DAY, "job-1"),
        ConsultationServed("社保"),
        BlankCounted(SERIES, (sheets(35_001),), DAY),
    ],
)
def test_plain_paper_and_a_count_move_nothing(did):
    assert spans_of(did) == ()
    assert moved({}, done(did)) == ()


def test_a_new_lease_brings_the_sheets_that_are_unused():
    told = a_lease(35_001, 35_003)
    assert [each.serial for each in taken_over({}, "w3", told)] == [35_001, 35_002, 35_003]
    assert next(iter(taken_over({}, "w3", told))) == HELD


@pytest.mark.parametrize(
    ("state", "fence", "back"),
    [
        (BlankState.USED, 2, False),
        (BlankState.BOUND, 2, False),
        (BlankState.RETURNED, 1, False),
        (BlankState.RETURNED, 2, True),
        (BlankState.TRANSFERRED, 1, True),
        (BlankState.TRANSFERRED, 2, True),
    ],
)
def test_what_moved_on_here_is_not_undone_by_a_lease(state, fence, back):
    known = {(SERIES, 35_001): replace(HELD, state=state)}
    told = a_lease(35_001, 35_001, fence=fence)
    assert bool(list(taken_over(known, "w3", told))) is back


def test_an_older_lease_brings_back_nothing_that_was_given_away_since():
    known = {(SERIES, 35_001): replace(HELD, state=BlankState.TRANSFERRED, fence=3)}
    assert list(taken_over(known, "w3", a_lease(35_001, 35_001, fence=2))) == []


def shift(*uses, giver="ciren", receiver="zhuoma"):
    return ShiftHandedOver(giver, receiver, DayFigures(blanks=uses))


def test_a_shift_moves_the_sheets_of_every_series_that_the_giver_keeps():
    mine = replace(HELD, keeper="ciren")
    other = replace(mine, series="OTHER")
    there = {(each.series, each.serial): each for each in (mine, other)}
    uses = (BlankUse(SERIES, kept=(sheets(35_001),)), BlankUse("OTHER", kept=(sheets(35_001),)))
    changed = moved(there, done(shift(*uses)))
    assert changed == (replace(mine, keeper="zhuoma"), replace(other, keeper="zhuoma"))
    assert spans_of(shift()) == ()
    assert moved({}, done(shift(BlankUse(SERIES)))) == ()


def test_a_shift_moves_nothing_that_is_not_the_givers():
    kept = BlankUse(SERIES, kept=(sheets(35_001),))
    assert code(replace(HELD, keeper="lamu"), shift(kept)) == "blank_keeper"
    assert code(HELD, shift(kept, receiver="ciren")) == "blank_two_persons"
    twice = BlankUse(SERIES, kept=(sheets(35_001), sheets(35_001)))
    assert code(HELD, shift(twice)) == "blank_overlap"
