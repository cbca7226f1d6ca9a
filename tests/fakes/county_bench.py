"""The county's store on a bench: one scenario, in memory or on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg

from counter_app.domain.county import Push, StoredRow
from counter_app.domain.wire import Hello, HelloAnswer, Pace, PushAnswer, Refusal, WindowInfo
from county_server.codes import hash_code
from county_server.sync.inbox import take_push
from county_server.sync.reception import Heard, take_hello
from county_server.sync.store import CountyStore
from db.county.engine import make_pool
from db.county.places import prepare_window
from db.county.sql import PUBLISH
from db.county.store import PostgresCountyStore
from tests.fakes.county_store import MemoryCountyStore
from tests.fakes.county_window import START_MS, WireWindow

Scenario = Callable[[CountyStore], Awaitable[Any]]
DAY_MS = 86_400_000
KINDS = ["embedded", *(["given"] if os.environ.get("DATABASE_URL") else [])]
"""The PostgreSQLs that tests run on."""


def a_place(window: str, hall: str) -> WindowInfo:
    return WindowInfo(window, window, "nd", hall, hall, "540402", 0)


@dataclass
class MemoryBench:
    """Nothing outlives the bench."""

    store: MemoryCountyStore = field(default_factory=MemoryCountyStore)

    def run(self, scenario: Scenario) -> Any:
        return asyncio.run(scenario(self.store))

    def prepare(self, window: str, hall: str, code: str, expires_ms: int) -> None:
        self.store.prepare(a_place(window, hall), hash_code(code), expires_ms)

    def publish(self, scope: str, *rows: StoredRow) -> None:
        for row in rows:
            self.store.publish(scope, row)

    def set_floor(self, scope: str, xid: int, seq: int) -> None:
        self.store.data.floors[scope] = (xid, seq)

    def log(self) -> list[tuple[str, int, int, str]]:
        """Every operation logged: device, generation, number, outcome."""
        rows = self.store.data.log
        return [
            (each.device, each.gen, each.judged.result.seq, each.judged.result.s) for each in rows
        ]

    def cases(self) -> list[str]:
        return [at.case.no for at in self.store.data.cases.values()]

    def forks(self) -> int:
        return len(self.store.data.forks)


@dataclass
class PostgresBench:
    """On the database at ``url``."""

    url: str

    def run(self, scenario: Scenario) -> Any:
        async def with_store() -> Any:
            async with make_pool(self.url) as pool:
                return await scenario(PostgresCountyStore(pool))

        return asyncio.run(with_store())

    def prepare(self, window: str, hall: str, code: str, expires_ms: int) -> None:
        prepare_window(self.url, a_place(window, hall), frozenset(), hash_code(code), expires_ms)

    def publish(self, scope: str, *rows: StoredRow) -> None:
        for row in rows:
            values = [[scope], [row.k], [row.id], [row.rev], [row.body]]
            with psycopg.connect(self.url) as opened:
                opened.execute(PUBLISH, values)

    def set_floor(self, scope: str, xid: int, seq: int) -> None:
        self.rows(
            "INSERT INTO feed_floor VALUES (%s, %s::text::xid8, %s) RETURNING 1",
            [scope, str(xid), seq],
        )

    def log(self) -> list[tuple[str, int, int, str]]:
        return self.rows("SELECT device, gen, seq, result ->> 's' FROM op_log ORDER BY n")

    def cases(self) -> list[str]:
        return [row[0] for row in self.rows("SELECT no FROM case_")]

    def forks(self) -> int:
        return self.rows("SELECT count(*) FROM fork_copy")[0][0]

    def rows(self, statement: str, values: list[Any] | None = None) -> list[Any]:
        with psycopg.connect(self.url) as opened:
            return opened.execute(statement, values or []).fetchall()


Bench = MemoryBench | PostgresBench


async def enrolled(store: CountyStore, bench: Bench, window: str, hall: str = "h-1") -> WireWindow:
    """A window enrolled by a code of its own."""
    code = f"code-of-{window}"
    await asyncio.to_thread(bench.prepare, window, hall, code, START_MS + DAY_MS)
    made = WireWindow()
    answer = await store.enrol(hash_code(code), made.public_key, START_MS)
    made.enrolled(answer)
    return made


async def pushed(store: CountyStore, window: WireWindow, push: Push | None = None) -> PushAnswer:
    """The answer to a push that must be taken."""
    answer = await take_push(store, window.device, push or window.push(), Pace())
    assert isinstance(answer, PushAnswer), answer
    return answer


async def refused(store: CountyStore, window: WireWindow, push: Push | None = None) -> Refusal:
    """The answer to a push that must not be taken."""
    answer = await take_push(store, window.device, push or window.push(), Pace())
    assert isinstance(answer, Refusal), answer
    return answer


async def greeted(store: CountyStore, window: WireWindow, hello: Hello) -> HelloAnswer:
    heard = Heard(hello, START_MS, first=True)
    return await take_hello(store, window.device, heard, Pace())


def outcomes(answer: PushAnswer) -> list[tuple[int, str, str]]:
    """What became of each operation: number, status, code."""
    return [(each.seq, each.s, each.code) for each in answer.results]
