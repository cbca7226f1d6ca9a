"""The county's own desk on a bench: in memory or on PostgreSQL, with users, an item and calendars."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
import pytest

from counter_app.domain.calendar import YearTable
from counter_app.domain.case import Case
from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.codec import from_plain
from counter_app.domain.county import DeviceRow, DeviceStatus
from counter_app.domain.county_desk import Account, CasePlace, desk_window
from counter_app.domain.deciding import Ruling
from counter_app.domain.decision import DecisionKind
from counter_app.domain.errors import RuleError
from counter_app.domain.item import Item
from counter_app.domain.search import IndexedItem
from county_server.desk.acts import Hand, Wanted
from county_server.roles import make_verifier
from county_server.sync.store import CountyStore
from db.county.desk import PostgresDeskStore
from db.county.engine import make_pool
from db.county.guide import revise_guide
from db.county.people import User, save_user
from db.county.store import PostgresCountyStore
from tests.fakes.calendars import YEAR_2026
from tests.fakes.county_bench import MemoryBench, PostgresBench, enrolled, pushed
from tests.fakes.county_store import MemoryCountyStore, MemoryTurn
from tests.fakes.county_window import START_MS, WireWindow
from tests.fakes.paper_cases import an_item

PASSWORD = "Ge-sang-2741"  # noqa: S105 - of a test
VERIFIER = make_verifier(PASSWORD)
PEOPLE = {
    "ciren": ("次仁", ("clerk",)),
    "gesang": ("格桑", ("back_office",)),
    "dawa": ("达娃", ("back_office", "supervisor")),
    "zhuoma": ("卓玛", ("supervisor",)),
}
ELDER = "11540402MB9990055X011"
CERTIFIED = an_item(certificate_types=(ELDER,))
GRANT = Ruling(DecisionKind.GRANTED, officers=("格桑", "央金"))
DENY = replace(GRANT, kind=DecisionKind.DENIED, reason="场所不符合要求")

_RANDOM = itertools.count(1)
DeskScenario = Callable[[CountyStore, Any], Awaitable[Any]]


def hand(user: str = "gesang", now_ms: int = START_MS) -> Hand:
    return Hand(user, now_ms, lambda size: next(_RANDOM).to_bytes(size, "big"))


def wanted(case_no: str, ruling: Ruling = GRANT, **changes) -> Wanted:
    return replace(Wanted(case_no, ruling), **changes)


class MemoryDeskTurn(MemoryTurn):
    async def hands(self, case_id: str) -> frozenset[str]:
        entries = [each.judged.read.entry for each in self.data.log if not each.judged.parked]
        return frozenset(
            each.by
            for each in entries
            if each.subject == case_id and each.operation.kind in ("case.receive", "case.accept")
        )


@dataclass
class MemoryDesk:
    """``county_server.desk.store.DeskStore`` over the store in memory."""

    store: MemoryCountyStore
    items: dict[str, Item] = field(default_factory=dict)
    tables: tuple[YearTable, ...] = (YEAR_2026,)

    @asynccontextmanager
    async def desk(self, hall: str) -> AsyncIterator[MemoryDeskTurn]:
        async with self.store.turn("") as turn:
            device = f"desk-{hall}"
            row = DeviceRow(
                device, desk_window(hall), hall, "", 0, 1, DeviceStatus.ACTIVE, b"", 0, GENESIS, 0
            )
            turn.data.devices.setdefault(device, row)
            yield MemoryDeskTurn(turn.data, device, turn.epoch, self.store._xid)

    async def account(self, user: str) -> Account | None:
        if user not in PEOPLE:
            return None
        shown, roles = PEOPLE[user]
        return Account(user, shown, VERIFIER, roles)

    async def place(self, case_no: str) -> CasePlace | None:
        for at in self.store.data.cases.values():
            if at.case.no == case_no:
                return CasePlace(at.case.id, at.hall, "540402", at.case.application.item.code)
        return None

    async def item(self, code: str) -> Item | None:
        return self.items.get(code)

    async def calendars(self) -> tuple[YearTable, ...]:
        return self.tables


class MemoryDeskBench(MemoryBench):
    def furnish(self, *items: Item) -> None:
        self.items = {each.code: each for each in items}

    def decide(self, scenario: DeskScenario) -> Any:
        desk = MemoryDesk(self.store, self.items)
        return asyncio.run(scenario(self.store, desk))

    def chain(self, hall: str) -> tuple[list[tuple[int, str]], bytes, bytes]:
        """The desk's log: numbers and outcomes, the chain recomputed, and what the row says."""
        row = next(
            each for each in self.store.data.devices.values() if each.window == desk_window(hall)
        )
        mine = [each.judged for each in self.store.data.log if each.device == row.id]
        ops = [(each.read.op, each.result.s) for each in mine]
        return ([(op.seq, s) for op, s in ops], _rechained([op for op, _ in ops]), row.chain)


class PostgresDeskBench(PostgresBench):
    def furnish(self, *items: Item) -> None:
        for name, (shown, roles) in PEOPLE.items():
            save_user(self.url, User(name, shown, VERIFIER, roles), update=False)
        indexed = tuple(IndexedItem(each, ()) for each in items)
        revise_guide(self.url, lambda _stored: indexed, (YEAR_2026,))

    def decide(self, scenario: DeskScenario) -> Any:
        async def with_stores() -> Any:
            async with make_pool(self.url) as pool:
                return await scenario(PostgresCountyStore(pool), PostgresDeskStore(pool))

        return asyncio.run(with_stores())

    def chain(self, hall: str) -> tuple[list[tuple[int, str]], bytes, bytes]:
        """The desk's log: numbers and outcomes, the chain recomputed, and what the row says."""
        with psycopg.connect(self.url) as opened:
            device, chain = opened.execute(
                "SELECT id, chain FROM device WHERE window_id = %s", [desk_window(hall)]
            ).fetchone()
            rows = opened.execute(
                "SELECT seq, result ->> 's', op_id, raw FROM op_log WHERE device = %s ORDER BY seq",
                [device],
            ).fetchall()
        ops = [_Raw(seq, op_id.bytes, bytes(raw)) for seq, _, op_id, raw in rows]
        return ([(seq, s) for seq, s, _, _ in rows], _rechained(ops), bytes(chain))


@dataclass(frozen=True)
class _Raw:
    seq: int
    op_id: bytes
    body: bytes


def _rechained(ops) -> bytes:
    chain = GENESIS
    for op in ops:
        chain = next_hash(chain, 1, op.seq, op.op_id, op.body)
    return chain


async def refused(acting: Awaitable[Any]) -> RuleError:
    """The rule that refuses an act."""
    with pytest.raises(RuleError) as caught:
        await acting
    return caught.value


async def a_case(store: CountyStore, bench, user: str = "ciren"):
    """A window and its case, accepted by ``user``, at the county."""
    window = await enrolled(store, bench, "w-1")
    entry = accepted_by(window, user)
    await pushed(store, window)
    return window, entry


async def case_in_feed(store: CountyStore, window: WireWindow) -> Case:
    """The one case that the hall's windows get."""
    page = await store.pull(window.device, "hall:h-1", "", 500)
    (row,) = [row for row in page.rows if row.k == "case"]
    return from_plain(Case, json.loads(row.body))


def accepted_by(window: WireWindow, user: str = "ciren", **changes):
    """An acceptance of a new case by ``user``, recorded at the window; its entry."""
    entry = replace(window.accept(**changes), by=user)
    window.record(entry)
    return entry
