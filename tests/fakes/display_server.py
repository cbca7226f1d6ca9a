"""A hall's displays as a browser meets them: the application on PostgreSQL, its clock the test's."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import uvicorn

from counter_app.domain.errors import StoreError
from counter_app.domain.ticket_lease import HallTick
from counter_app.words import Words
from county_server.app import make_app
from county_server.hall.display import DisplayApi, Showing
from county_server.hall.display_feed import DisplayFeeds
from county_server.hall.display_page import DisplayPage
from county_server.hall.routes import HallApi
from county_server.hall.voice import Voice
from county_server.hall.voice_clips import shelf_of
from county_server.hall.voice_speech import Speech
from county_server.sync.news import FeedNews
from db.county.displays import PostgresDisplayStore
from db.county.engine import make_pool
from db.county.hall import PostgresHallStore
from db.county.store import PostgresCountyStore
from tests.fakes.clock import FixedClock
from tests.fakes.county import window_info
from tests.fakes.hall_server import ServedHall

WAIT_S = 20
HALL = window_info().hall


class WatchedStore(PostgresDisplayStore):
    """Counts what is read, and is away when told so."""

    def __init__(self, pool) -> None:
        super().__init__(pool)
        self.reads, self.away = 0, False

    async def read(self, hall, day):
        self.reads += 1
        if self.away:
            raise StoreError("county_store_busy")
        return await super().read(hall, day)


@dataclass
class ServedDisplay(ServedHall):
    """``store`` and ``news`` are there once it serves."""

    store: Any = None
    news: Any = None
    page: Any = None
    loop: Any = None

    def get(self, path: str = "", hall: str = HALL) -> tuple[int, dict[str, str], bytes]:
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=WAIT_S)
        line.request("GET", f"/display/{quote(hall)}{path}")
        answer = line.getresponse()
        got = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        line.close()
        return got

    def watch(self, hall: str = HALL) -> Stream:
        return Stream(self.url, hall)


class Stream:
    """One display's line, event by event."""

    def __init__(self, url: str, hall: str = HALL) -> None:
        self._line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=WAIT_S)
        self._line.request("GET", f"/display/{quote(hall)}/events")
        self._answer = self._line.getresponse()
        self.status = self._answer.status
        self.headers = {name.lower(): value for name, value in self._answer.getheaders()}

    def next(self) -> dict[str, str] | None:
        """The fields of the next event; None at the stream's end."""
        told: dict[str, str] = {}
        while line := self._answer.readline().decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if name:
                told[name] = value
            elif told:
                return told
        return None

    def state(self, such=lambda _state: True) -> dict[str, Any]:
        """The next state that is such."""
        while True:
            told = self.next()
            assert told is not None, "the stream ended"
            if told.get("event") == "state" and such(found := json.loads(told["data"])):
                return found

    def rest(self) -> bytes:
        return self._answer.read()

    def close(self) -> None:
        self._line.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


@contextmanager
def served_display(database, own, beat_s=5.0, tibetan=None, port=0):
    """``own`` holds the office's clips; nothing else speaks."""
    clock = FixedClock()
    with socket.create_server(("127.0.0.1", port)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(lambda: None, lifespan="off", log_config=None))
        shown = ServedDisplay(url, database, clock)
        shown.page = page = DisplayPage(Words(), tibetan, beat_s)
        voice = Voice(shelf_of("zh", own), shelf_of("bo", own), Speech(None))
        ready = threading.Event()
        work = _serve(server, listener, shown, Showing(page, voice), beat_s, ready)
        thread = threading.Thread(target=lambda: asyncio.run(work))
        thread.start()
        assert ready.wait(WAIT_S)
        yield shown
        for each in shown.counties:
            each.close()
        shown.loop.call_soon_threadsafe(shown.news.close)
        server.should_exit = True
        thread.join(WAIT_S)
    assert not thread.is_alive()


async def _serve(server, listener, shown, showing, beat_s, ready):
    def now_ms():
        return shown.clock.read().wall_ms

    def tick():
        now = shown.clock.read()
        return HallTick(now.mono_ms, now.boot, 0)

    async with make_pool(shown.database) as pool:
        county, shown.store = PostgresCountyStore(pool), WatchedStore(pool)
        shown.news, shown.loop = FeedNews(county), asyncio.get_running_loop()
        feeds = DisplayFeeds(shown.store, shown.news, now_ms, beat_s)
        displays = DisplayApi(shown.store, feeds, showing, now_ms)
        halls = HallApi(PostgresHallStore(pool), now_ms, tick)
        app = make_app(county, shown.news, now_ms, halls.router, displays.router)
        server.config = uvicorn.Config(app, lifespan="off", log_config=None)
        ready.set()
        await server.serve(sockets=[listener])
