"""What every drawer of blanks does, the one in memory and the one on SQLCipher (INV-19)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.blank import Blank, BlankState
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.shift import BlankUse, DayFigures
from counter_app.domain.shift_operation import ShiftHandedOver
from tests.fakes.builders_blank import (
    GRANT,
    SERIES,
    a_lease,
    bind,
    confirm,
    destroy,
    done,
    give_back,
    hand,
    lose,
    sheets,
    spoil,
    void,
)
from tests.store.samples import WINDOW, op_id

HELD = Blank(SERIES, 35_001, BlankState.HELD, WINDOW.id, "lease-1", 1)


def act(ledger, *operations, by="ciren", first=1):
    for n, did in enumerate(operations, first):
        ledger.record(op_id(n), lambda _no, did=did: done(did, window=WINDOW.id, by=by))


def refused(ledger, did, n=99, by="ciren"):
    with pytest.raises(RuleError) as caught:
        act(ledger, did, first=n, by=by)
    assert ledger.find(op_id(n)) is None
    return caught.value.code


@pytest.fixture
def drawer(ledger):
    ledger.add_lease(a_lease())
    return ledger


def test_an_empty_drawer_offers_nothing(ledger):
    assert ledger.blank_leases() == ()
    assert ledger.blank_series() == ()
    assert ledger.blank_counts(SERIES) == {}
    assert ledger.blank(SERIES, 35_001) is None
    assert ledger.next_blank(SERIES, "ciren") is None
    assert ledger.blanks_with_tail(SERIES, "001") == ()


def test_sheets_that_a_person_keeps_are_told_as_ranges(ledger_holder, drawer):
    act(drawer, hand(35_001, 35_003), hand(35_005), bind(35_002), by="zhuoma")
    drawer = ledger_holder.reopen()
    kept = (sheets(35_001), sheets(35_003), sheets(35_005))
    assert drawer.kept_blanks(SERIES, "zhuoma") == kept
    assert drawer.kept_blanks(SERIES, "ciren") == ()
    assert drawer.kept_blanks("OTHER", "zhuoma") == ()


def test_a_shift_hands_over_what_the_giver_keeps_in_its_own_operation(ledger_holder, drawer):
    act(drawer, hand(35_001, 35_003, giver="zhuoma", taker="ciren"), by="zhuoma")
    kept = BlankUse(SERIES, kept=drawer.kept_blanks(SERIES, "ciren"))
    did = ShiftHandedOver("ciren", "zhuoma", DayFigures(blanks=(kept,)))
    act(drawer, did, first=2)
    drawer = ledger_holder.reopen()
    assert drawer.kept_blanks(SERIES, "zhuoma") == (sheets(35_001, 35_003),)
    assert refused(drawer, did) == "blank_keeper"


def test_before_enrolment_no_lease_is_taken(ledger_holder):
    with pytest.raises(StoreError, match="ledger_not_enrolled"):
        ledger_holder.ledger.add_lease(a_lease())


def test_a_lease_fills_the_drawer_and_is_there_after_a_restart(ledger_holder, drawer):
    drawer = ledger_holder.reopen()
    assert drawer.blank_leases() == (a_lease(),)
    assert drawer.blank_series() == (SERIES,)
    assert drawer.next_blank(SERIES, "ciren") == HELD
    assert drawer.blank(SERIES, 35_010).state is BlankState.HELD
    assert drawer.blank_counts(SERIES) == {BlankState.HELD: 10}
    assert drawer.blanks_in(SERIES, BlankState.HELD) == (sheets(35_001, 35_010),)


def test_bound_is_durable_before_anything_can_be_printed(ledger_holder, drawer):
    act(drawer, bind(35_001))
    drawer = ledger_holder.reopen()
    bound = drawer.blank(SERIES, 35_001)
    assert (bound.state, bound.certificate) == (BlankState.BOUND, GRANT)
    assert drawer.next_blank(SERIES, "ciren").serial == 35_002


def test_operation_and_sheet_move_together_or_not_at_all(drawer):
    act(drawer, bind(35_001))
    before = drawer.chain_state()
    assert refused(drawer, bind(35_001)) == "blank_taken"
    assert refused(drawer, bind(35_011)) == "blank_unknown"
    assert refused(drawer, bind(35_002, fence=2)) == "blank_fence"
    assert refused(drawer, give_back(35_001, 35_002)) == "blank_state"
    assert drawer.chain_state() == before
    assert drawer.blank_counts(SERIES) == {BlankState.HELD: 9, BlankState.BOUND: 1}


def test_the_same_operation_again_moves_nothing_again(drawer):
    act(drawer, bind(35_001), spoil(35_001, "empty"))
    act(drawer, bind(35_001))
    assert drawer.blank(SERIES, 35_001).state is BlankState.HELD


def test_every_state_is_counted_and_the_sum_is_what_was_given(drawer):
    act(
        drawer,
        bind(35_001),
        confirm(35_001),
        bind(35_002),
        spoil(35_002),
        void(35_003),
        destroy(sheets(35_002)),
        lose(35_004, 35_005),
        give_back(35_010),
        bind(35_006),
        hand(35_007, 35_008),
    )
    counts = drawer.blank_counts(SERIES)
    assert counts == {
        BlankState.USED: 1,
        BlankState.DESTROYED: 1,
        BlankState.VOID: 1,
        BlankState.LOST: 2,
        BlankState.RETURNED: 1,
        BlankState.BOUND: 1,
        BlankState.HELD: 3,
    }
    assert sum(counts.values()) == 10
    held = drawer.blanks_in(SERIES, BlankState.HELD, BlankState.BOUND)
    assert held == (sheets(35_006, 35_009),)


def test_a_sheet_handed_over_is_offered_to_its_keeper_only(drawer):
    act(drawer, hand(35_001, 35_009))
    assert drawer.next_blank(SERIES, "ciren").serial == 35_010
    assert drawer.next_blank(SERIES, "zhuoma").serial == 35_001
    assert refused(drawer, bind(35_001)) == "blank_keeper"
    act(drawer, bind(35_001), by="zhuoma", first=50)


def test_the_older_pile_is_used_up_first(drawer):
    drawer.add_lease(a_lease(1, 3, lease="lease-2", fence=2))
    assert drawer.next_blank(SERIES, "ciren").serial == 35_001
    act(drawer, give_back(35_001, 35_010))
    assert drawer.next_blank(SERIES, "ciren").serial == 1
    assert [each.lease for each in drawer.blank_leases()] == ["lease-1", "lease-2"]


def test_sheets_are_found_by_their_last_three_digits(drawer):
    drawer.add_lease(a_lease(36_001, 36_005, lease="lease-2", fence=2))
    act(drawer, bind(35_001), void(35_002))
    assert drawer.blanks_with_tail(SERIES, "001") == (35_001, 36_001)
    assert drawer.blanks_with_tail(SERIES, "002") == (36_002,)
    assert drawer.blanks_with_tail(SERIES, "999") == ()


def test_a_lease_no_longer_told_is_gone_with_its_unused_sheets(drawer):
    drawer.add_lease(a_lease(36_001, 36_005, lease="lease-2", fence=2))
    act(drawer, bind(35_001), hand(35_003))
    drawer.take_leases((a_lease(36_001, 36_005, lease="lease-2", fence=2),))
    assert [each.lease for each in drawer.blank_leases()] == ["lease-2"]
    assert drawer.blank_counts(SERIES) == {
        BlankState.TRANSFERRED: 9,
        BlankState.BOUND: 1,
        BlankState.HELD: 5,
    }
    assert drawer.blank(SERIES, 35_003).keeper == ""
    assert refused(drawer, bind(35_002)) == "blank_elsewhere"
    act(drawer, confirm(35_001), first=50)


def test_a_lease_that_comes_back_brings_its_sheets_again(drawer):
    drawer.take_leases(())
    assert drawer.next_blank(SERIES, "ciren") is None
    drawer.take_leases((a_lease(),))
    assert drawer.next_blank(SERIES, "ciren") == HELD
    assert drawer.blank_leases() == (a_lease(),)


def test_a_told_lease_undoes_nothing_that_was_done_with_the_line_cut(drawer):
    act(drawer, bind(35_001), confirm(35_001), give_back(35_010))
    before = drawer.blank_counts(SERIES)
    drawer.take_leases((a_lease(),))
    assert drawer.blank_counts(SERIES) == before
    drawer.take_leases(())
    drawer.take_leases((a_lease(),))
    assert drawer.blank_counts(SERIES) == before


def test_a_returned_sheet_comes_back_under_a_newer_lease(drawer):
    act(drawer, give_back(35_001, 35_010))
    drawer.take_leases((a_lease(35_001, 35_002, lease="lease-2", fence=2),))
    assert drawer.next_blank(SERIES, "ciren").fence == 2
    assert drawer.blank_counts(SERIES) == {BlankState.RETURNED: 8, BlankState.HELD: 2}


def test_a_new_ledger_gets_only_what_the_county_believes_unused(ledger):
    ledger.take_leases((replace(a_lease(), held=(sheets(35_005, 35_010),)),))
    assert ledger.next_blank(SERIES, "ciren").serial == 35_005
    assert ledger.blank(SERIES, 35_001) is None
