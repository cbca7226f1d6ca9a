"""Leases moved and blocked while their holder is offline (INV-20, F25, F26), on both stores."""

from __future__ import annotations

from dataclasses import replace

from county_server.desk.blanks import report_lost, transfer
from tests.fakes.builders_blank import (
    bind,
    confirm,
    lose,
    sheets,
    spoil,
)
from tests.fakes.builders_issue import a_grant
from tests.fakes.county_bench import greeted, pushed
from tests.fakes.county_desk import hand as who
from tests.fakes.county_desk import refused
from tests.fakes.stock_bench import codes, granted_case, issued, stocked

ONE, TWO = a_grant(1).id, a_grant(2).id


# INV-20, F26
def test_a_lease_moved_while_its_holder_was_offline_parks_his_use_with_an_alarm(stock_bench):
    async def scenario(store, stock):
        (one, two), (lease, _) = await stocked(store, stock, stock_bench, "w-1", "w-2")
        case = granted_case(one, grants=2)
        issued(one, case, bind(35_001, 1, ONE), confirm(35_001, ONE))
        await pushed(store, one)
        issued(one, case, bind(35_002, 1, TWO), confirm(35_002, TWO))  # the line is cut
        given = await transfer(stock, who(now_ms=who().now_ms + 50), lease.lease, "w-2")
        late = await pushed(store, one)
        told = await greeted(store, one, one.hello())
        taker = await greeted(store, two, two.hello())
        other = granted_case(two)
        issued(two, other, bind(35_002, given[0].fence, ONE), confirm(35_002, ONE))
        return given, codes(late), told.leases, taker.leases, codes(await pushed(store, two))

    given, late, told, taker, used = stock_bench.act(scenario)
    assert [(each.first, each.last, each.fence) for each in given] == [(35_002, 35_010, 3)]
    assert late[-2:] == ["blank_fence", "certificate_state"]
    assert told == ()
    assert [each.held for each in taker] == [(sheets(35_011, 35_020),), (sheets(35_002, 35_010),)]
    assert set(used) == {"applied"}
    assert stock_bench.alarms() == [("certificate.bind", "blank_fence")]
    assert stock_bench.states() == {"stock": 80, "held": 18, "used": 2}


def test_the_old_holder_s_use_after_the_new_one_s_is_an_alarm_too(stock_bench):
    async def scenario(store, stock):
        (one, two), (lease, _) = await stocked(store, stock, stock_bench, "w-1", "w-2")
        given = await transfer(stock, who(now_ms=who().now_ms + 50), lease.lease, "w-2")
        other = granted_case(two)
        issued(two, other, bind(35_001, given[0].fence, ONE), confirm(35_001, ONE))
        await pushed(store, two)
        issued(one, granted_case(one), bind(35_001, 1, ONE))
        return codes(await pushed(store, one))

    assert stock_bench.act(scenario)[-1] == "blank_taken"
    assert stock_bench.alarms() == [("certificate.bind", "blank_taken")]


def test_a_moved_lease_leaves_bound_and_used_sheets_where_they_are(stock_bench):
    async def scenario(store, stock):
        (one, _), (lease, _) = await stocked(store, stock, stock_bench, "w-1", "w-2")
        case = granted_case(one)
        issued(one, case, bind(35_004, 1, ONE))
        await pushed(store, one)
        later = who(now_ms=who().now_ms + 50)
        given = await transfer(stock, later, lease.lease, "w-2")
        issued(one, case, confirm(35_004, ONE))
        again = await refused(transfer(stock, later, lease.lease, "w-2"))
        own = await refused(transfer(stock, later, given[0].lease, "w-2"))
        return given, codes(await pushed(store, one)), again, own

    given, confirmed, again, own = stock_bench.act(scenario)
    assert [(each.first, each.last) for each in given] == [(35_001, 35_003), (35_005, 35_010)]
    assert [each.fence for each in given] == [3, 4]
    assert confirmed[-1] == "applied"
    assert (again.code, own.code) == ("blank_lease_unknown", "blank_lease_unknown")


def test_a_lease_without_unused_sheets_is_not_moved(stock_bench):
    async def scenario(store, stock):
        (one, _), (lease, _) = await stocked(store, stock, stock_bench, "w-1", "w-2", count=1)
        issued(one, granted_case(one), bind(35_001, 1, ONE))
        await pushed(store, one)
        later = who(now_ms=who().now_ms + 50)
        return await refused(transfer(stock, later, lease.lease, "w-2"))

    assert stock_bench.act(scenario).code == "blank_lease_empty"


# F25
def test_the_sheets_of_a_stolen_window_are_blocked_and_their_use_is_an_alarm(stock_bench):
    async def scenario(store, stock):
        (one,), _ = await stocked(store, stock, stock_bench, "w-1")
        issued(one, granted_case(one), bind(35_001, 1, ONE), confirm(35_001, ONE))
        await pushed(store, one)
        later = who(now_ms=who().now_ms + 50)
        errors = [
            await refused(report_lost(stock, later, did))
            for did in (
                lose(35_001, 35_010, witness="dawa"),
                lose(35_002, 35_010, witness="gesang"),
                lose(35_002, 35_010, witness="nobody"),
                replace(lose(35_002, witness="dawa"), reason=" "),
            )
        ]
        await report_lost(stock, later, lose(35_002, 35_010, witness="dawa"))
        hello = await greeted(store, one, one.hello())
        issued(one, granted_case(one), bind(35_002, 1, ONE))
        return errors, hello.leases, codes(await pushed(store, one))

    errors, leases, used = stock_bench.act(scenario)
    assert [each.code for each in errors] == [
        "blank_state",
        "blank_two_persons",
        "user_unknown",
        "blank_reason_missing",
    ]
    assert leases == ()
    assert used[-1] == "blank_taken"
    assert stock_bench.alarms() == [("certificate.bind", "blank_taken")]
    assert stock_bench.states() == {"stock": 90, "used": 1, "lost": 9}


def test_the_sheet_of_a_window_that_was_second_is_made_void_and_not_believed_unused(stock_bench):
    async def scenario(store, stock):
        (one, two), _ = await stocked(store, stock, stock_bench, "w-1", "w-2")
        case = granted_case(one)
        issued(one, case, bind(35_001, 1, ONE), confirm(35_001, ONE))
        await pushed(store, one)
        printed = (bind(35_011, 2, ONE), confirm(35_011, ONE), spoil(35_011, "void", ONE))
        issued(two, case, *(replace(each, job="job-2") for each in printed))
        return codes(await pushed(store, two))

    second = stock_bench.act(scenario)
    assert second == ["certificate_taken", "case_state", "applied"]
    assert stock_bench.alarms() == [("certificate.bind", "certificate_taken")]
    assert stock_bench.states() == {"stock": 80, "held": 18, "used": 1, "void": 1}
