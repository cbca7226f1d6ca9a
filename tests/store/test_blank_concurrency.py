"""Many hands, no number twice: clerks at one window's store, and windows at the county's stock."""

from __future__ import annotations

import asyncio
import threading

import pytest

from counter_app.domain.blank import BlankState
from counter_app.domain.errors import RuleError, StoreError
from counter_app.lanes import Lanes
from counter_app.services.desk import on_store
from county_server.desk.blanks import allot, lend, receive
from tests.fakes.builders_blank import SERIES, a_lease, bind, done, sheets
from tests.fakes.county_bench import KINDS, enrolled
from tests.fakes.county_desk import hand
from tests.fakes.stock_bench import PostgresStockBench
from tests.store.samples import ENROLMENT, WINDOW, SqlLedgerHolder, op_id

HANDS = 32
EACH = 4


class Desk:
    """One window's store on its lane, and what its clerks got."""

    def __init__(self, folder, sheets_there):
        self.holder, self.lanes = SqlLedgerHolder(folder), Lanes()
        self.ledger = self.holder.ledger
        self.taken: list[int] = []
        self.refused: list[str] = []
        self.empty: list[int] = []
        self.store(lambda: self.ledger.enrol(ENROLMENT, 1, "epoch-1"))
        self.store(lambda: self.ledger.add_lease(a_lease(1, sheets_there)))

    def store(self, call):
        return self.lanes.start(on_store(call)).result()

    def take(self, n):
        """Look and bind in two steps, as two clerks do who see the same offer."""
        offered = self.store(lambda: self.ledger.next_blank(SERIES, "ciren"))
        if offered is None:
            self.empty.append(n)
            return
        entry = done(bind(offered.serial), window=WINDOW.id)
        try:
            self.store(lambda: self.ledger.record(op_id(n), lambda _no: entry))
        except RuleError as refused:
            self.refused.append(refused.code)
            self.take(n)
        else:
            self.taken.append(offered.serial)

    def clerk(self, which):
        for turn in range(EACH):
            self.take(1 + which * EACH + turn)


def test_32_clerks_at_one_window_s_store_take_no_number_twice(tmp_path):
    there = HANDS * EACH - 10
    desk = Desk(tmp_path, there)
    threads = [threading.Thread(target=desk.clerk, args=(each,)) for each in range(HANDS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    counts = desk.store(lambda: desk.ledger.blank_counts(SERIES))
    desk.lanes.close(5)
    desk.holder.close()
    assert sorted(desk.taken) == list(range(1, there + 1))
    assert counts == {BlankState.BOUND: there}
    assert len(desk.empty) == 10
    assert set(desk.refused) == {"blank_taken"}


def test_a_second_program_on_the_same_store_is_refused(tmp_path):
    holder = SqlLedgerHolder(tmp_path)
    with pytest.raises(StoreError, match="store_in_use"):
        SqlLedgerHolder(tmp_path)
    holder.close()


@pytest.mark.parametrize("kind", KINDS)
def test_32_windows_at_the_county_s_stock_get_no_number_twice(county_databases, kind):
    bench = PostgresStockBench(county_databases(kind))
    bench.furnish()

    async def scenario(store, stock):
        for window in ("w-1", "w-2"):
            await enrolled(store, bench, window, hall=f"hall-of-{window}")
        await receive(stock, hand(), SERIES, sheets(1, 1_000))

        async def ask(n):
            who = hand(now_ms=hand().now_ms + 1_000 * n)
            window = f"w-{1 + n % 2}"
            if n % 3:
                return await lend(stock, who, SERIES, window, 20)
            return await allot(stock, who, SERIES, window, 20)

        return await asyncio.gather(*(ask(n) for n in range(1, HANDS + 1)))

    leases = bench.act(scenario)
    serials = [serial for each in leases for serial in range(each.first, each.last + 1)]
    assert len(serials) == len(set(serials)) == HANDS * 20
    assert len({each.fence for each in leases}) == HANDS
    assert bench.states() == {"held": HANDS * 20, "stock": 1_000 - HANDS * 20}
