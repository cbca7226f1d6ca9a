"""One contract for the county's stores: pages and cursors of the feed."""

from __future__ import annotations

import asyncio

import pytest

from counter_app.domain.codec import to_bytes
from counter_app.domain.county import StoredRow
from tests.fakes.county_bench import enrolled, pushed


def rows(count: int, rev: int = 1):
    body = to_bytes({"rev": rev})
    return [StoredRow("item", f"i-{at}", rev, "put", 1, body) for at in range(count)]


def test_pages_follow_each_other_and_a_changed_row_comes_once(bench):
    bench.publish("s", *rows(5))

    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        first = await store.pull(window.device, "s", "", 3)
        await asyncio.to_thread(bench.publish, "s", *rows(2, rev=2))
        second = await store.pull(window.device, "s", first.cursor, 3)
        third = await store.pull(window.device, "s", second.cursor, 3)
        return first, second, third

    first, second, third = bench.run(scenario)
    assert ([row.id for row in first.rows], first.more) == (["i-0", "i-1", "i-2"], True)
    assert [(row.id, row.rev) for row in second.rows] == [("i-3", 1), ("i-4", 1), ("i-0", 2)]
    assert (second.more, third.more) == (True, False)
    assert [(row.id, row.rev) for row in third.rows] == [("i-1", 2)]


def test_an_older_revision_does_not_come_back(bench):
    bench.publish("s", *rows(1, rev=3), *rows(1, rev=2))

    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        return await store.pull(window.device, "s", "", 3)

    assert [(row.id, row.rev) for row in bench.run(scenario).rows] == [("i-0", 3)]


@pytest.mark.parametrize("cursor", ["elsewhere.1.1", "nonsense", "{epoch}.x.1", "{epoch}.1"])
def test_a_cursor_of_another_epoch_is_reset(bench, cursor):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        return await store.pull(window.device, "s", cursor.format(epoch=window.epoch), 3)

    page = bench.run(scenario)
    assert (page.reset, page.rows) == ("epoch", ())


def test_a_cursor_below_the_floor_is_reset_and_a_new_one_is_not(bench):
    bench.publish("s", *rows(2))
    bench.set_floor("s", 2**40, 0)

    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        fresh = await store.pull(window.device, "s", "", 1)
        return fresh, await store.pull(window.device, "s", fresh.cursor, 1)

    fresh, old = bench.run(scenario)
    assert len(fresh.rows) == 1
    assert old.reset == "floor"


def test_acked_does_not_run_ahead_of_the_rows(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        seen = await store.pull(window.device, "hall:h-1", "", 500)
        window.record(window.accept("c-1"))
        await pushed(store, window)
        window.record(window.accept("c-2"))
        await pushed(store, window, window.push(window.ops[1]))
        first = await store.pull(window.device, "hall:h-1", seen.cursor, 1)
        second = await store.pull(window.device, "hall:h-1", first.cursor, 1)
        return [(page.acked, page.more, [row.id for row in page.rows]) for page in (first, second)]

    assert bench.run(scenario) == [(0, True, ["c-1"]), (2, False, ["c-2"])]


def test_changed_names_the_scopes_with_news(bench):
    async def scenario(store):
        since, _ = await store.changed(["a", "b"], 0)
        quiet = await store.changed(["a", "b"], since)
        await asyncio.to_thread(bench.publish, "b", *rows(1))
        return quiet[1], (await store.changed(["a", "b"], since))[1]

    assert bench.run(scenario) == (frozenset(), frozenset({"b"}))
