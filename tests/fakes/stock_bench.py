"""The county's stock of blanks on a bench, in memory or on PostgreSQL, and windows that use it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from counter_app.domain.county import ALARMS
from counter_app.domain.item import ProjectType
from counter_app.domain.operation import Operation
from county_server.desk.blanks import allot, receive
from county_server.sync.store import CountyStore
from db.county.blank_desk import PostgresStockStore
from db.county.engine import make_pool
from db.county.people import User, save_user
from db.county.store import PostgresCountyStore
from tests.fakes.builders_blank import SERIES, done, sheets
from tests.fakes.builders_issue import a_grant, decided
from tests.fakes.county_bench import MemoryBench, PostgresBench, enrolled, outcomes
from tests.fakes.county_desk import PEOPLE, VERIFIER, MemoryDesk, hand
from tests.fakes.county_window import WireWindow

StockScenario = Callable[[CountyStore, Any], Awaitable[Any]]


class MemoryStock(MemoryDesk):
    async def hall_of(self, window: str) -> str | None:
        info = self.store.windows.get(window)
        return None if info is None else info.hall

    async def first_hall(self) -> str | None:
        return min((each.hall for each in self.store.windows.values()), default=None)


class MemoryStockBench(MemoryBench):
    def furnish(self) -> None:
        pass

    def act(self, scenario: StockScenario) -> Any:
        return asyncio.run(scenario(self.store, MemoryStock(self.store)))

    def states(self) -> Counter[str]:
        return Counter(each.state.value for each in self.store.data.blanks.values())

    def alarms(self) -> list[tuple[str, str]]:
        parked = [each.judged for each in self.store.data.log if each.judged.parked]
        told = [(each.read.kind, each.result.code) for each in parked]
        return [each for each in told if each[1] in ALARMS]


class PostgresStockBench(PostgresBench):
    def furnish(self) -> None:
        for name, (shown, roles) in PEOPLE.items():
            save_user(self.url, User(name, shown, VERIFIER, roles), update=False)

    def act(self, scenario: StockScenario) -> Any:
        async def with_stores() -> Any:
            async with make_pool(self.url) as pool:
                return await scenario(PostgresCountyStore(pool), PostgresStockStore(pool))

        return asyncio.run(with_stores())

    def states(self) -> Counter[str]:
        return Counter(dict(self.rows("SELECT state, count(*) FROM blank GROUP BY state")))

    def alarms(self) -> list[tuple[str, str]]:
        return self.rows(
            "SELECT kind, code FROM parked JOIN op_log USING (op_id) WHERE alarm = 1 ORDER BY n"
        )


StockBench = MemoryStockBench | PostgresStockBench


def acted(window: WireWindow, *operations: Operation, by: str = "ciren") -> None:
    """Record operations on blanks at a window."""
    window.record(*(done(each, window=window.info.id, by=by) for each in operations))


def granted_case(window: WireWindow, grants: int = 1) -> str:
    """Record an immediate item's case, granted on the spot with certificates 1 to ``grants``."""
    entry = window.accept()
    application = entry.operation.application
    item = replace(application.item, project_type=ProjectType.IMMEDIATE)
    application = replace(application, item=item)
    window.record(replace(entry, operation=replace(entry.operation, application=application)))
    did = decided(grants=tuple(a_grant(each) for each in range(1, grants + 1)))
    did = replace(did, decision=replace(did.decision, basis="示例委托书"))
    return _on_case(window, entry.subject, did)


def issued(window: WireWindow, case: str, *operations: Operation) -> None:
    """Record operations on the certificates of a case."""
    for each in operations:
        _on_case(window, case, each)


def _on_case(window: WireWindow, case: str, did: Operation) -> str:
    entry = done(replace(did, case_id=case), window=window.info.id)
    window.record(entry)
    return case


async def stocked(store, stock, bench, *windows: str, count: int = 10):
    """100 sheets in store, ``count`` of them in the drawer of each window; windows and leases."""
    made = [await enrolled(store, bench, each) for each in windows]
    await receive(stock, hand(), SERIES, sheets(35_001, 35_100), "食品经营许可证")
    leases = [
        await allot(stock, hand(now_ms=hand().now_ms + at), SERIES, each, count)
        for at, each in enumerate(windows, 1)
    ]
    return made, leases


def codes(answer) -> list[str]:
    """What became of each operation: its status, or the code that parked it."""
    return [code or status for _, status, code in outcomes(answer)]
