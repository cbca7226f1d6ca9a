"""What only PostgreSQL can get wrong: commit order, locks, a server that is away."""

from __future__ import annotations

import asyncio
import random
import threading

import psycopg
import pytest

from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.errors import StoreError
from counter_app.domain.operation import SignedIn
from counter_app.domain.wire import Pace
from county_server.sync.inbox import take_push
from county_server.sync.store import CountyStore
from db.county.engine import make_pool, plain_url, session
from db.county.sql import PUBLISH
from db.county.store import PostgresCountyStore
from tests.fakes.builders import an_entry
from tests.fakes.county_bench import PostgresBench, enrolled, pushed

NAIVE = "SELECT id, seq FROM feed WHERE scope = 's' AND seq > %s ORDER BY seq"


@pytest.fixture
def bench(county_url):
    return PostgresBench(county_url)


def publish(opened, entity: str, rev: int = 1):
    opened.execute(PUBLISH, [["s"], ["k"], [entity], [rev], [b"{}"]])


async def pull_all(store: CountyStore, device: str, cursor: str) -> tuple[dict[str, int], str]:
    found: dict[str, int] = {}
    while True:
        page = await store.pull(device, "s", cursor, 50)
        assert not page.reset
        for row in page.rows:
            assert found.get(row.id, 0) < row.rev, "a revision fell back"
            found[row.id] = row.rev
        cursor = page.cursor
        if not page.more:
            return found, cursor


def test_a_row_that_commits_late_is_not_stepped_over(bench):
    """Its writer took an id first and its sequence number before others that commit earlier."""

    async def scenario(store):
        device = (await enrolled(store, bench, "w-1")).device
        naive, naive_seen = 0, []
        seen, cursor = await pull_all(store, device, "")
        with psycopg.connect(bench.url) as early, psycopg.connect(bench.url) as late:
            publish(early, "early")
            publish(late, "late")
            late.commit()
            for entity, seq in late.execute(NAIVE, [naive]):
                naive_seen.append(entity)
                naive = seq
            late.rollback()
            first, cursor = await pull_all(store, device, cursor)
            early.commit()
            second, cursor = await pull_all(store, device, cursor)
            naive_seen += [row[0] for row in late.execute(NAIVE, [naive])]
        third, _ = await pull_all(store, device, cursor)
        return naive_seen, seen, first, second, third

    naive_seen, seen, first, second, third = bench.run(scenario)
    assert naive_seen == ["late"], "the plain cursor must lose the early writer's row here"
    assert seen == first == third == {}
    assert second == {"early": 1, "late": 1}


def test_a_low_id_with_a_high_sequence_number_is_not_stepped_over(bench):
    """The case that `seq` with an xmin filter loses: the id is old, the number is new."""

    async def scenario(store):
        device = (await enrolled(store, bench, "w-1")).device
        _, cursor = await pull_all(store, device, "")
        with psycopg.connect(bench.url) as early, psycopg.connect(bench.url) as late:
            early.execute("SELECT pg_current_xact_id()")
            publish(late, "late")
            late.commit()
            publish(early, "early")
            early.commit()
        page = await store.pull(device, "s", cursor, 1)
        rest, _ = await pull_all(store, device, page.cursor)
        return [row.id for row in page.rows], rest

    first, rest = bench.run(scenario)
    assert first == ["early"]
    assert rest == {"late": 1}


def test_what_was_pushed_behind_an_open_transaction_is_not_acked_before_its_rows(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        with psycopg.connect(bench.url) as open_one:
            open_one.execute("SELECT pg_current_xact_id()")
            window.record(window.accept("c-1"))
            await pushed(store, window)
            held = await store.pull(window.device, "hall:h-1", "", 500)
        free = await store.pull(window.device, "hall:h-1", held.cursor, 500)
        return held, free

    held, free = bench.run(scenario)
    assert (held.acked, [row.id for row in held.rows if row.k == "case"]) == (0, [])
    assert (free.acked, [row.id for row in free.rows if row.k == "case"]) == (1, ["c-1"])


def test_from_any_cursor_a_reader_reaches_every_change_of_many_writers(bench):
    stop = threading.Event()
    written: list[dict[str, int]] = [{} for _ in range(4)]

    def write(at: int) -> None:
        chance = random.Random(at)  # noqa: S311 - pauses, no secrets
        with psycopg.connect(bench.url) as opened:
            for _ in range(120):
                opened.execute("SELECT pg_current_xact_id()")
                stop.wait(chance.random() / 500)
                entity = f"{at}-{chance.randrange(8)}"
                rev = written[at].get(entity, 0) + 1
                publish(opened, entity, rev)
                stop.wait(chance.random() / 500)
                if chance.random() < 0.1:
                    opened.rollback()
                else:
                    opened.commit()
                    written[at][entity] = rev

    async def scenario(store):
        device = (await enrolled(store, bench, "w-1")).device
        writers = [threading.Thread(target=write, args=[at]) for at in range(4)]
        for each in writers:
            each.start()
        state: dict[str, int] = {}
        cursor = ""
        while any(each.is_alive() for each in writers):
            news, cursor = await pull_all(store, device, cursor)
            assert all(state.get(entity, 0) < rev for entity, rev in news.items())
            state |= news
            await asyncio.sleep(0)
        for each in writers:
            each.join()
        news, _ = await pull_all(store, device, cursor)
        return state | news

    assert bench.run(scenario) == {k: v for each in written for k, v in each.items()}


def test_a_device_is_served_one_push_after_the_other(bench):
    """Two connections with the same and with following operations: nothing twice, no hole."""

    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(*(window.accept() for _ in range(6)))
        pushes = [window.push(*window.ops[at : at + 3]) for at in (0, 0, 1, 2, 3)]
        answers = [take_push(store, window.device, push, Pace()) for push in pushes]
        await asyncio.gather(*answers)
        return await pushed(store, window)

    answer = bench.run(scenario)
    assert answer.acked == 6
    assert [row[2] for row in bench.log()] == [1, 2, 3, 4, 5, 6]
    assert len(bench.cases()) == 6


def test_the_log_proves_its_chain(bench):
    """INV-4 and INV-7: numbers without a hole, hashes that lead to the device's own."""

    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(*(window.accept() for _ in range(5)))
        window.record_bytes(b"poison")
        await pushed(store, window)
        return window

    window = bench.run(scenario)
    chain = GENESIS
    rows = bench.rows("SELECT gen, seq, op_id, raw, h FROM op_log ORDER BY gen, seq")
    for gen, seq, op_id, raw, h in rows:
        chain = next_hash(chain, gen, seq, op_id.bytes, raw)
        assert chain == h
    assert bench.rows("SELECT last_seq, chain FROM device") == [(6, window.chain)]
    assert [row[1] for row in rows] == [1, 2, 3, 4, 5, 6]


def test_events_audit_and_alarms_are_written_with_the_push(bench):
    async def scenario(store):
        one = await enrolled(store, bench, "w-1")
        two = await enrolled(store, bench, "w-2")
        one.record(one.accept("c-1"), an_entry(SignedIn("ciren"), window="w-1", no=None))
        two.record(two.accept("c-1"))
        await pushed(store, one)
        await pushed(store, two)

    bench.run(scenario)
    assert bench.rows("SELECT kind, window_id FROM event ORDER BY kind") == [
        ("case.accept", "w-1"),
        ("session.sign_in", "w-1"),
    ]
    acts = bench.rows("SELECT actor, act FROM audit WHERE actor <> 'console'")
    assert acts == [("ciren", "session.sign_in")]
    assert bench.rows("SELECT code, alarm FROM parked") == [("case_id_taken", 1)]


def test_the_servers_sessions_do_not_hang(bench):
    async def scenario(store):
        async with make_pool(bench.url) as pool, pool.connection() as opened:
            names = "statement_timeout", "idle_in_transaction_session_timeout", "synchronous_commit"
            return [(await (await opened.execute(f"SHOW {name}")).fetchone())[0] for name in names]

    assert bench.run(scenario) == ["5s", "5s", "on"]


def test_a_server_that_is_away_is_a_store_error(tmp_path):
    url = f"postgresql://nobody@/none?host={tmp_path}"
    with pytest.raises(StoreError, match="county_database_away"), session(url):
        pass

    async def scenario():
        pool = make_pool(url)
        with pytest.raises(StoreError, match="county_store_busy"):
            await PostgresCountyStore(pool).device("d")

    asyncio.run(scenario())


async def fail(store, device: str) -> None:
    async with store.turn(device) as turn:
        await turn.advance(9, bytes(32), "")
        raise ZeroDivisionError


def test_a_turn_that_fails_leaves_nothing(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        with pytest.raises(ZeroDivisionError):
            await fail(store, window.device)
        return await store.device(window.device)

    assert bench.run(scenario).last_seq == 0


def test_a_turn_on_a_device_that_is_gone_is_busy(bench):
    async def scenario(store):
        with pytest.raises(StoreError, match="county_store_busy"):
            async with store.turn("nobody"):
                pass

    bench.run(scenario)


@pytest.mark.parametrize("url", ["postgres://h/d", "postgresql+psycopg://h/d"])
def test_urls_of_other_tools_are_understood(url):
    assert plain_url(url).endswith("://h/d")
    assert "+" not in plain_url(url)
