"""``POST /sync/v1/lease`` over ASGI: who may ask, for what, and what a repeated request gives."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import httpx2
import pytest

from counter_app.domain.blank import BlankLease
from counter_app.domain.codec import from_plain
from counter_app.domain.wire import HelloAnswer
from county_server.app import make_app
from county_server.desk.blanks import receive
from county_server.sync.leasing import LeaseApi
from county_server.sync.news import FeedNews
from tests.fakes.builders_blank import SERIES, sheets
from tests.fakes.county_bench import MemoryBench
from tests.fakes.county_desk import hand
from tests.fakes.county_line import Line
from tests.fakes.county_window import START_MS
from tests.fakes.stock_bench import MemoryStock

ASKED = {"type": "blank", "series": SERIES, "want": 5}


def talk(scenario):
    """Run ``scenario(line)`` against a county with sheets 1 to 20 in store."""

    async def run():
        bench = MemoryBench()
        stock, news = MemoryStock(bench.store), FeedNews(bench.store)
        leases = LeaseApi(bench.store, stock, lambda: START_MS)
        app = make_app(bench.store, news, lambda: START_MS, leases.router)
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://county") as client:
            line = Line(bench, client, news)
            await line.enrol()
            await receive(stock, hand(), SERIES, sheets(1, 20))
            return await scenario(line)

    return asyncio.run(run())


def asked(**changes) -> bytes:
    return json.dumps(ASKED | changes).encode()


def test_a_window_is_given_what_it_asks_for():
    answer = talk(lambda line: line.post("lease", asked()))
    given = from_plain(BlankLease, answer.json())
    assert (given.first, given.last, given.fence, given.held) == (1, 5, 1, (sheets(1, 5),))


def test_a_request_that_comes_twice_gives_once_and_hello_tells_it():
    async def scenario(line):
        first = await line.post("lease", asked(), nonce="a-nonce-of-16-or-more")
        again = await line.post("lease", asked(), nonce="a-nonce-of-16-or-more")
        return first, again, await line.hello()

    first, again, hello = talk(scenario)
    assert (again.status_code, again.json()["error"]) == (401, "replay")
    assert from_plain(HelloAnswer, hello.json()).leases == (from_plain(BlankLease, first.json()),)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "case_no"},
        {"want": 0},
        {"want": -1},
        {"want": "5"},
        {"series": ""},
        {"series": "A\n"},
        {"series": 1},
        {"series": "x" * 33},
    ],
)
def test_what_is_no_request_for_blanks_is_malformed(changes):
    answer = talk(lambda line: line.post("lease", asked(**changes)))
    assert (answer.status_code, answer.json()) == (400, {"error": "malformed"})


@pytest.mark.parametrize("changes", [{"series": "OTHER"}, {"want": 5_001}])
def test_what_cannot_be_given_is_refused(changes):
    async def scenario(line):
        if "want" in changes:
            await line.post("lease", asked(want=20))
        return await line.post("lease", asked(**changes))

    answer = talk(scenario)
    assert (answer.status_code, answer.json()["error"]) == (409, "blanks_none")


def test_nobody_but_a_window_of_ours_is_given_anything():
    async def scenario(line):
        bare = await line.client.post("/sync/v1/lease", content=asked())
        line.window.device = "another"
        return bare, await line.post("lease", asked())

    for answer in talk(scenario):
        assert answer.status_code == 401


def test_a_stopped_window_is_given_nothing_more():
    async def scenario(line):
        line.window.record(line.window.accept())
        await line.push()
        fork = line.window.ops[0]
        line.window.ops[0] = replace(fork, h=bytes(32))
        await line.push()
        return await line.post("lease", asked())

    answer = talk(scenario)
    assert (answer.status_code, answer.json()["error"]) == (409, "fork")
