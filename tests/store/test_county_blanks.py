"""One contract for the county's stock of blanks, on PostgreSQL and in memory (INV-17, INV-19, INV-20)."""

from __future__ import annotations

import pytest

from counter_app.domain.blank import BlankLease
from counter_app.domain.errors import RuleError
from county_server.desk.blanks import allot, lend, receive, transfer
from tests.fakes.builders_blank import (
    SERIES,
    bind,
    confirm,
    destroy,
    give_back,
    hand,
    lose,
    sheets,
    spoil,
    void,
)
from tests.fakes.builders_blank import allot as allotted
from tests.fakes.builders_blank import receive as received
from tests.fakes.builders_issue import a_grant
from tests.fakes.county_bench import greeted, pushed
from tests.fakes.county_desk import hand as who
from tests.fakes.county_desk import refused
from tests.fakes.stock_bench import acted, codes, granted_case, issued, stocked

ONE, TWO = a_grant(1).id, a_grant(2).id


def test_a_delivery_lies_in_store_and_a_range_goes_to_a_drawer(stock_bench):
    async def scenario(store, stock):
        (window,), (lease,) = await stocked(store, stock, stock_bench, "w-1")
        return lease, await greeted(store, window, window.hello())

    lease, hello = stock_bench.act(scenario)
    assert (lease.first, lease.last, lease.fence) == (35_001, 35_010, 1)
    assert hello.leases == (
        BlankLease(lease.lease, SERIES, 35_001, 35_010, 1, (sheets(35_001, 35_010),)),
    )
    assert stock_bench.states() == {"stock": 90, "held": 10}


def test_a_delivery_that_overlaps_is_refused_whole(stock_bench):
    async def scenario(store, stock):
        await stocked(store, stock, stock_bench)
        return await refused(receive(stock, who("dawa"), SERIES, sheets(35_100, 35_200)))

    with pytest.raises(RuleError, match="county_hall_missing"):
        stock_bench.act(scenario)

    async def with_hall(store, stock):
        await stocked(store, stock, stock_bench, "w-1")
        later = who("dawa", who().now_ms + 9)
        return await refused(receive(stock, later, SERIES, sheets(35_100, 35_200)))

    error = stock_bench.act(with_hall)
    assert (error.code, error.values) == ("blank_overlap", {"first": 35_100, "last": 35_200})
    assert sum(stock_bench.states().values()) == 100


def test_what_is_not_in_store_is_not_given(stock_bench):
    async def scenario(store, stock):
        await stocked(store, stock, stock_bench, "w-1", count=95)
        later = who("gesang", who().now_ms + 50)
        return [
            await refused(each)
            for each in (
                allot(stock, later, SERIES, "w-1", 6),
                allot(stock, later, SERIES, "w-1", 0),
                allot(stock, later, "OTHER", "w-1", 1),
                allot(stock, later, SERIES, "w-9", 1),
                allot(stock, later, SERIES, "w-1", sheets(35_050, 35_060)),
                allot(stock, later, SERIES, "w-1", sheets(35_101)),
                allot(stock, who("nobody"), SERIES, "w-1", 1),
                receive(stock, who("nobody"), SERIES, sheets(1)),
                lend(stock, later, "OTHER", "w-1", 1),
                transfer(stock, later, "no-lease", "w-1"),
            )
        ]

    assert [each.code for each in stock_bench.act(scenario)] == [
        "blank_store_short",
        "blank_want_form",
        "blank_store_short",
        "blank_drawer_unknown",
        "blank_not_free",
        "blank_not_free",
        "user_unknown",
        "user_unknown",
        "blank_store_short",
        "blank_lease_unknown",
    ]


def test_a_window_that_asks_gets_what_is_left(stock_bench):
    async def scenario(store, stock):
        await stocked(store, stock, stock_bench, "w-1", count=97)
        return await lend(stock, who("w-1", who().now_ms + 50), SERIES, "w-1", 10)

    lease = stock_bench.act(scenario)
    assert (lease.first, lease.last, lease.fence) == (35_098, 35_100, 2)


def test_use_moves_the_county_s_row_with_the_case(stock_bench):
    async def scenario(store, stock):
        (window,), _ = await stocked(store, stock, stock_bench, "w-1")
        case = granted_case(window)
        issued(window, case, bind(35_001, 1, ONE), spoil(35_001, "void", ONE))
        issued(window, case, bind(35_002, 1, ONE), spoil(35_002, "empty", ONE))
        issued(window, case, bind(35_002, 1, ONE), confirm(35_002, ONE))
        acted(window, void(35_003), lose(35_004, 35_005), hand(35_006), give_back(35_009, 35_010))
        acted(window, destroy(sheets(35_001), sheets(35_003)))
        return await pushed(store, window)

    answer = stock_bench.act(scenario)
    assert set(codes(answer)) == {"applied"}
    wanted = {"stock": 90, "held": 3, "used": 1, "lost": 2, "returned": 2, "destroyed": 2}
    assert stock_bench.states() == wanted


def test_a_second_use_of_a_serial_is_parked_with_an_alarm(stock_bench):
    async def scenario(store, stock):
        (window,), _ = await stocked(store, stock, stock_bench, "w-1")
        case = granted_case(window, grants=2)
        issued(window, case, bind(35_001, 1, ONE), confirm(35_001, ONE), bind(35_001, 1, TWO))
        return await pushed(store, window)

    assert codes(stock_bench.act(scenario))[-1] == "blank_taken"
    assert stock_bench.alarms() == [("certificate.bind", "blank_taken")]
    assert stock_bench.states()["used"] == 1


def test_a_serial_of_another_drawer_is_parked_with_an_alarm(stock_bench):
    async def scenario(store, stock):
        (one, _), _ = await stocked(store, stock, stock_bench, "w-1", "w-2")
        case = granted_case(one)
        issued(one, case, bind(35_011, 2, ONE))
        acted(one, void(35_012), lose(35_013), void(1))
        return await pushed(store, one)

    assert codes(stock_bench.act(scenario))[2:] == [
        "blank_elsewhere",
        "blank_elsewhere",
        "blank_elsewhere",
        "blank_unknown",
    ]
    assert stock_bench.states() == {"stock": 80, "held": 20}


def test_a_lease_that_is_used_up_ends_and_what_came_back_is_given_again(stock_bench):
    async def scenario(store, stock):
        (one,), _ = await stocked(store, stock, stock_bench, "w-1", count=3)
        acted(one, void(35_001), give_back(35_002))
        await pushed(store, one)
        later = who(now_ms=who().now_ms + 50)
        early = await refused(allot(stock, later, SERIES, "w-1", sheets(35_002)))
        acted(one, give_back(35_003))
        await pushed(store, one)
        hello = await greeted(store, one, one.hello())
        return early, hello.leases, await allot(stock, later, SERIES, "w-1", 98)

    early, leases, again = stock_bench.act(scenario)
    assert early.code == "blank_not_free"
    assert leases == ()
    assert (again.first, again.last, again.fence) == (35_002, 35_099, 2)


def test_no_window_receives_or_allots(stock_bench):
    async def scenario(store, stock):
        (one,), _ = await stocked(store, stock, stock_bench, "w-1")
        acted(one, received(40_001, 40_010), allotted(35_050, 35_060, "lease-x", 9, "w-1"))
        return codes(await pushed(store, one))

    assert stock_bench.act(scenario) == ["foreign_window", "foreign_window"]
    assert stock_bench.states() == {"stock": 90, "held": 10}


def test_a_range_without_end_is_parked_and_asks_nothing_of_the_database(stock_bench):
    async def scenario(store, stock):
        (one,), _ = await stocked(store, stock, stock_bench, "w-1")
        acted(one, give_back(1, 10**11), give_back(5, 4), give_back(35_001, 10**12))
        return codes(await pushed(store, one))

    assert stock_bench.act(scenario) == [
        "blank_range_large",
        "blank_range_form",
        "blank_range_form",
    ]
