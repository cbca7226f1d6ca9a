"""The drawer at the counter: everything but asking for more works with the line cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.blank import BlankState
from counter_app.domain.blank_operation import (
    BlankDestroyed,
    BlankHandedOver,
    BlankLost,
    BlankReturned,
    BlankVoided,
)
from counter_app.domain.certificate import Sheet
from counter_app.domain.errors import CountyError, RuleError
from counter_app.domain.serial_range import SerialRange
from counter_app.services.blank_stock import (
    SeriesStock,
    drawer_stock,
    next_blank,
)
from counter_app.services.blanks import (
    destroy,
    give_back,
    hand_over,
    report_lost,
    request_more,
    void_blank,
)
from counter_app.services.second_person import Second
from counter_app.services.sync.flow import sync_turn
from counter_app.services.visit import Visit
from tests.fakes.builders_blank import SERIES, a_lease, sheets
from tests.fakes.county import LineFault
from tests.fakes.desk import play
from tests.fakes.drawer_desk import VISIT, ZHUOMA, drawer_desk, newest, refused, state


@pytest.fixture
def desk():
    return drawer_desk()


def test_the_bar_shows_the_next_number_and_what_is_left(desk):
    assert play(desk, drawer_stock(desk, VISIT)) == (
        SeriesStock(SERIES, 35_001, {BlankState.HELD: 10}, 10, low=False),
    )


@pytest.mark.parametrize(("used", "low"), [(4, False), (5, True), (10, True)])
def test_half_of_the_lease_used_is_low(desk, used, low):
    play(desk, give_back(desk, VISIT, SERIES, sheets(35_001, 35_000 + used), "换版"))
    (stock,) = play(desk, drawer_stock(desk, VISIT))
    assert stock.low is low
    assert stock.next == (None if used == 10 else 35_001 + used)


def test_nobody_signed_in_sees_no_drawer(desk):
    assert refused(desk, drawer_stock(desk, Visit())).code == "not_signed_in"


def test_more_is_asked_of_the_county_and_lies_in_the_drawer(desk):
    desk.county.standing = LineFault.NONE
    desk.county.stock.left[SERIES] = SerialRange(40_001, 40_005)
    given = play(desk, request_more(desk, VISIT, SERIES, 100))
    assert (given.first, given.last) == (40_001, 40_005)
    assert desk.background.lanes == ["store", "sync", "store"]
    assert state(desk, 40_005) is BlankState.HELD


def test_without_the_line_nothing_can_be_asked_for(desk):
    with pytest.raises(CountyError, match="county_unreachable"):
        play(desk, request_more(desk, VISIT, SERIES, 100))


def test_a_county_without_blanks_says_so(desk):
    desk.county.standing = LineFault.NONE
    with pytest.raises(CountyError, match="county_blanks_none"):
        play(desk, request_more(desk, VISIT, SERIES, 100))


@pytest.mark.parametrize("want", [0, -1, 5_001])
def test_a_number_of_sheets_that_no_drawer_holds_is_refused(desk, want):
    assert refused(desk, request_more(desk, VISIT, SERIES, want)).code == "blank_want_form"


def test_a_lease_whose_answer_was_lost_comes_with_the_next_sync(desk):
    desk.county.standing = LineFault.NONE
    desk.county.stock.left[SERIES] = SerialRange(40_001, 40_100)
    desk.county.stock.leases.append(a_lease())
    desk.county.stock.tells = True
    desk.county.plan(LineFault.DROP_ANSWER)
    with pytest.raises(CountyError, match="county_cut"):
        play(desk, request_more(desk, VISIT, SERIES, 5))
    play(desk, sync_turn(desk, 30.0))
    assert [each.first for each in desk.ledger.blank_leases()] == [35_001, 40_001]


def test_a_county_that_knows_nothing_of_blanks_takes_none_away(desk):
    desk.county.standing = LineFault.NONE
    play(desk, sync_turn(desk, 30.0))
    assert desk.ledger.blank_leases() == (a_lease(),)


# F26: the lease went to another window while the line was cut
def test_a_lease_that_was_moved_away_is_seen_at_the_next_sync(desk):
    desk.county.standing = LineFault.NONE
    desk.county.stock.tells = True
    play(desk, sync_turn(desk, 30.0))
    assert desk.ledger.blank_counts(SERIES) == {BlankState.TRANSFERRED: 10}
    with pytest.raises(RuleError, match="blank_none_left"):
        next_blank(desk, SERIES, "ciren")


def test_an_unfit_sheet_is_void_with_its_reason(desk):
    play(desk, void_blank(desk, VISIT, SERIES, 35_001, " 污损 "))
    entry = newest(desk)
    assert entry.operation == BlankVoided(SERIES, 35_001, "污损")
    assert (entry.by, entry.subject) == ("ciren", f"blank:{SERIES}")
    assert state(desk) is BlankState.VOID


def test_nothing_is_void_or_returned_without_a_reason(desk):
    assert (
        refused(desk, void_blank(desk, VISIT, SERIES, 35_001, " ")).code == "blank_reason_missing"
    )
    back = give_back(desk, VISIT, SERIES, sheets(35_001), "")
    assert refused(desk, back).code == "blank_reason_missing"
    lost = report_lost(desk, VISIT, (SERIES, sheets(35_001)), "", ZHUOMA)
    assert refused(desk, lost).code == "blank_reason_missing"


def test_a_loss_is_said_by_two_persons(desk):
    play(desk, report_lost(desk, VISIT, (SERIES, sheets(35_001, 35_002)), "找不到", ZHUOMA))
    assert newest(desk).operation == BlankLost(SERIES, sheets(35_001, 35_002), "找不到", "zhuoma")
    assert state(desk) is BlankState.LOST


def test_a_hand_over_is_signed_by_both(desk):
    play(desk, hand_over(desk, VISIT, SERIES, sheets(35_001, 35_005), ZHUOMA))
    did = newest(desk).operation
    assert did == BlankHandedOver(SERIES, sheets(35_001, 35_005), "ciren", "zhuoma")
    assert next_blank(desk, SERIES, "zhuoma") == Sheet(SERIES, 35_001, 1)
    assert next_blank(desk, SERIES, "ciren") == Sheet(SERIES, 35_006, 1)


def test_unused_sheets_go_back_to_the_county(desk):
    play(desk, give_back(desk, VISIT, SERIES, sheets(35_006, 35_010), "换版"))
    assert newest(desk).operation == BlankReturned(SERIES, sheets(35_006, 35_010), "换版")


def test_void_sheets_are_destroyed_by_two_from_a_list(desk):
    for serial in (35_001, 35_002, 35_004):
        play(desk, void_blank(desk, VISIT, SERIES, serial, "污损"))
    listed = play(desk, destroy(desk, VISIT, SERIES, (), ZHUOMA))
    assert listed == (sheets(35_001, 35_002), sheets(35_004))
    did = newest(desk).operation
    assert isinstance(did, BlankDestroyed)
    assert (did.sheets, did.witness) == (listed, "zhuoma")
    assert refused(desk, destroy(desk, VISIT, SERIES, (), ZHUOMA)).code == "blank_none_void"


def test_only_void_sheets_are_destroyed(desk):
    unused = destroy(desk, VISIT, SERIES, [sheets(35_001)], ZHUOMA)
    assert refused(desk, unused).code == "blank_state"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (Second("", ""), "second_missing"),
        (Second("ciren", "right"), "second_same"),
        (Second("zhuoma", "right"), "sign_in_refused"),
        (Second("nobody", "right"), "sign_in_unknown"),
    ],
)
def test_the_second_person_is_another_one_and_proves_it(desk, second, code):
    flow = hand_over(desk, VISIT, SERIES, sheets(35_001), second)
    assert refused(desk, flow).code == code
    assert state(desk) is BlankState.HELD


def test_wrong_passwords_of_the_second_person_lock_and_a_right_one_forgets_them(desk):
    wrong = replace(ZHUOMA, password="guess")  # noqa: S106  a wrong one
    told = [refused(desk, hand_over(desk, VISIT, SERIES, sheets(35_001), wrong)) for _ in range(4)]
    assert [each.values["left"] for each in told] == [4, 3, 2, 1]
    play(desk, hand_over(desk, VISIT, SERIES, sheets(35_001), ZHUOMA))
    assert desk.ledger.user("zhuoma").failures == 0
    for _ in range(5):
        error = refused(desk, hand_over(desk, VISIT, SERIES, sheets(35_002), wrong))
    assert error.code == "sign_in_locked"


def test_the_first_person_stays_signed_in(desk):
    play(desk, hand_over(desk, VISIT, SERIES, sheets(35_001), ZHUOMA))
    kinds = {each.entry.operation.kind for each in desk.ledger.recent(9)}
    assert "session.sign_in" not in kinds
