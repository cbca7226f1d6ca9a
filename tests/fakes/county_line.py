"""A window that speaks the sync API to a county in this process, over ASGI."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

import httpx2

from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.wire import EnrolAnswer
from county_server.app import make_app
from county_server.sync.news import FeedNews
from tests.fakes.county_bench import DAY_MS, MemoryBench
from tests.fakes.county_window import START_MS, WireWindow

API = "/sync/v1"


class Line:
    """A window that speaks to an application in this process."""

    def __init__(self, bench: MemoryBench, client: httpx2.AsyncClient, news: FeedNews):
        self.bench, self.client, self.news = bench, client, news
        self.window = WireWindow()

    async def enrol(self, window: str = "w-1", hall: str = "h-1") -> EnrolAnswer:
        self.bench.prepare(window, hall, "code", START_MS + DAY_MS)
        answer = await self.client.post(
            f"{API}/enrol", content=self.window.enrol_request(" co-de ")
        )
        assert answer.status_code == 200, answer.text
        enrolled = from_plain(EnrolAnswer, answer.json())
        self.window.enrolled(enrolled)
        return enrolled

    async def post(self, what: str, body: bytes, headers=(), **signed) -> httpx2.Response:
        target = f"{API}/{what}"
        proof = self.window.headers("POST", target, body, **signed)
        return await self.client.post(target, content=body, headers=proof | dict(headers))

    async def hello(self, **signed) -> httpx2.Response:
        return await self.post("hello", to_bytes(self.window.hello()), **signed)

    async def push(self, headers=(), packed: bytes | None = None) -> httpx2.Response:
        body = self.window.push_body(self.window.push()) if packed is None else packed
        return await self.post("push", body, headers)

    async def pull(self, headers=(), **query) -> httpx2.Response:
        target = f"{API}/pull?{urlencode({'scope': 'hall:h-1', 'cursor': ''} | query)}"
        proof = self.window.headers("GET", target)
        return await self.client.get(target, headers=proof | dict(headers))


def talk(scenario, bench: MemoryBench | None = None):
    """Run ``scenario(line)`` against a county in this process."""

    async def run():
        there = bench or MemoryBench()
        news = FeedNews(there.store)
        app = make_app(there.store, news, lambda: START_MS)
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://county") as client:
            line = Line(there, client, news)
            await line.enrol()
            found = await scenario(line)
            news.close()
            return found

    return asyncio.run(run())
