"""The sync API over ASGI: pages of the feed and long polls."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
import zstandard

from counter_app.domain.codec import to_bytes
from counter_app.domain.county import StoredRow
from counter_app.domain.errors import StoreError
from tests.fakes.county_bench import MemoryBench
from tests.fakes.county_line import talk


def test_a_store_that_is_away_asks_to_come_again():
    class Away(MemoryBench().store.__class__):
        async def pull(self, *_):
            raise StoreError("county_store_busy", detail="away")

    answer = talk(lambda line: line.pull(), MemoryBench(Away()))
    assert (answer.status_code, answer.json()["error"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "1"


def rows(count: int, rev: int = 1):
    body = to_bytes({"text": "办" * 100})
    return [StoredRow("item", f"i-{at}", rev, "put", 1, body) for at in range(count)]


def test_a_scope_that_is_not_granted_is_reset():
    async def scenario(line):
        line.bench.publish("hall:h-2", *rows(1))
        return await line.pull(scope="hall:h-2")

    answer = talk(scenario)
    assert (answer.status_code, answer.json()["reset"]) == (409, "scope")


def test_a_foreign_cursor_is_reset():
    answer = talk(lambda line: line.pull(cursor="elsewhere.1.1"))
    assert (answer.status_code, answer.json()["error"], answer.json()["reset"]) == (
        409,
        "reset",
        "epoch",
    )


@pytest.mark.parametrize("query", [{"limit": "x"}, {"limit": "nan"}, {"wait": "soon"}])
def test_a_number_that_is_none_is_told_so(query):
    assert talk(lambda line: line.pull(**query)).status_code == 400


def test_limit_is_kept_in_bounds():
    async def scenario(line):
        line.bench.publish("hall:h-1", *rows(510))
        return [len((await line.pull(limit=limit)).json()["rows"]) for limit in (0, 2, 10_000)]

    assert talk(scenario) == [1, 2, 500]


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, ZSTD", "zstd"), ("gzip", None)])
def test_a_long_page_is_compressed_for_who_takes_it(accepted, coding):
    async def scenario(line):
        line.bench.publish("hall:h-1", *rows(20))
        return await line.pull({"Accept-Encoding": accepted})

    answer = talk(scenario)
    assert answer.headers.get("Content-Encoding") == coding
    content = zstandard.decompress(answer.content) if coding else answer.content
    assert len(msgspec.json.decode(content)["rows"]) == 20


def test_a_long_poll_ends_at_the_first_news():
    async def scenario(line):
        start = (await line.pull()).json()["cursor"]
        waiting = asyncio.create_task(line.pull(cursor=start, wait=25))
        other = asyncio.create_task(line.pull(scope="reference", wait=25))
        await asyncio.wait([waiting], timeout=0.05)
        assert not waiting.done()
        line.bench.publish("hall:h-1", *rows(1))
        answer = await waiting
        assert not other.done()
        line.news.close()
        return answer, await asyncio.wait_for(other, 10)

    answer, other = talk(scenario)
    assert [row["id"] for row in answer.json()["rows"]] == ["i-0"]
    assert other.json()["rows"] == []


def test_a_long_poll_ends_with_its_time():
    async def scenario(line):
        loop = asyncio.get_running_loop()
        begun = loop.time()
        answer = await line.pull(wait=0.2)
        return answer, loop.time() - begun

    answer, took = talk(scenario)
    assert answer.json()["rows"] == []
    assert took >= 0.2


def test_a_long_poll_outlives_a_store_that_is_away_for_a_while():
    class Flaky(MemoryBench().store.__class__):
        looks = 0

        async def changed(self, scopes, since):
            self.looks += 1
            if self.looks < 3:
                raise StoreError("county_store_busy", detail="away")
            return await super().changed(scopes, since)

    bench = MemoryBench(Flaky())

    async def scenario(line):
        start = (await line.pull()).json()["cursor"]
        waiting = asyncio.create_task(line.pull(cursor=start, wait=25))
        await asyncio.wait([waiting], timeout=0.05)
        bench.publish("hall:h-1", *rows(1))
        return await waiting

    assert len(talk(scenario, bench).json()["rows"]) == 1


def test_nobody_waits_at_a_server_that_is_going_down():
    async def scenario(line):
        line.news.close()
        return await line.pull(wait=25)

    assert talk(scenario).json()["rows"] == []
