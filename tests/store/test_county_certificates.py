"""What the county makes of certificates: two windows on one, and a decision withdrawn meanwhile."""

from __future__ import annotations

from counter_app.domain.operation import decode
from county_server.desk.acts import undecide
from tests.fakes.builders_blank import bind, confirm, spoil
from tests.fakes.builders_issue import a_grant
from tests.fakes.county_bench import pushed
from tests.fakes.county_desk import hand
from tests.fakes.stock_bench import codes, granted_case, issued, stocked

ONE = a_grant(1).id


def test_the_second_of_two_windows_that_print_one_certificate_is_parked_with_an_alarm(stock_bench):
    async def scenario(store, stock):
        (one, two), _ = await stocked(store, stock, stock_bench, "w-1", "w-2")
        case = granted_case(one)
        await pushed(store, one)
        issued(one, case, bind(35_001, 1, ONE), confirm(35_001, ONE))
        issued(two, case, bind(35_011, 2, ONE), confirm(35_011, ONE))  # both lines are cut
        await pushed(store, one)
        return codes(await pushed(store, two))

    assert stock_bench.act(scenario)[0] == "certificate_taken"
    assert ("certificate.bind", "certificate_taken") in stock_bench.alarms()
    assert stock_bench.states()["used"] == 1


def test_a_sheet_bound_before_the_withdrawal_arrived_is_told_of_and_made_void(stock_bench):
    async def scenario(store, stock):
        (one,), _ = await stocked(store, stock, stock_bench, "w-1")
        case = granted_case(one)
        await pushed(store, one)
        issued(one, case, bind(35_001, 1, ONE), confirm(35_001, ONE))  # the line is cut
        number = decode(one.ops[0].body).no
        await undecide(stock, hand(), number, "发现依据有误")
        first = codes(await pushed(store, one))
        issued(one, case, spoil(35_001, grant=ONE))
        return first[-2:], codes(await pushed(store, one))[-1]

    assert stock_bench.act(scenario) == (["applied", "case_state"], "applied")
    assert stock_bench.states()["void"] == 1
    assert stock_bench.alarms() == []
