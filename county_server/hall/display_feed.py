"""
What a hall's displays show now, read once for all of them.

One task per hall waits for the hall's news while anybody looks. It also reads without news: a
window's new name, a new line of the queue and a new day move no ticket.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from counter_app.domain import localtime
from counter_app.domain.errors import StoreError
from counter_app.domain.hall import queue_scope
from counter_app.domain.hall_display import HallDisplay
from county_server.sync.news import FeedNews

BEAT_S = 15.0
"""How often a stream says that it lives, and how often the hall is read without news."""
_AWAY_S = 1.0


class DisplayStore(Protocol):
    """Where what is shown is read: PostgreSQL (``db.county.displays``)."""

    async def name(self, hall: str) -> str | None:
        """Return a hall's name, None when there is no such hall; StoreError."""

    async def read(self, hall: str, day: date) -> HallDisplay | None:
        """Return what is shown, None when there is no such hall; StoreError."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a hall shows, and the how-manieth it is since somebody looks; the first is 1."""

    number: int
    display: HallDisplay


class HallFeed:
    """One hall while somebody looks; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(
        self,
        hall: str,
        store: DisplayStore,
        news: FeedNews,
        now_ms: Callable[[], int],
        beat_s: float,
    ) -> None:
        self._hall, self._store, self._news = hall, store, news
        self._now_ms, self._beat_s = now_ms, beat_s
        self._turned = asyncio.Event()
        self.newest: Shown | None = None
        self.away = False
        """Whether the last read failed: what is shown may be old."""

    async def work(self) -> None:
        """Read at each news and each beat, until the server goes down."""
        scope = queue_scope(self._hall)
        async with self._news.listen(scope):
            while not self._news.closed:
                # waits already while it reads: what changes in between is read next
                bell = asyncio.create_task(self._news.wait(scope, self._pause_s()))
                try:
                    await self._read()
                    await bell
                finally:
                    bell.cancel()
        self._turn()

    async def newer(self, number: int) -> Shown | None:
        """Return the next after ``number``; None after a beat's time, or when nothing more comes."""
        try:
            async with asyncio.timeout(self._beat_s):
                while self.newest is None or self.newest.number <= number:
                    if self._news.closed:
                        return None
                    await self._turned.wait()
        except TimeoutError:
            return None
        return self.newest

    async def _read(self) -> None:
        try:
            display = await self._store.read(self._hall, localtime.day(self._now_ms()))
        except StoreError:
            self.away = True
            return
        self.away = False
        if display is not None and (self.newest is None or self.newest.display != display):
            self.newest = Shown(self.newest.number + 1 if self.newest else 1, display)
            self._turn()

    def _turn(self) -> None:
        self._turned.set()
        self._turned = asyncio.Event()

    def _pause_s(self) -> float:
        now_ms = self._now_ms()
        tomorrow = localtime.start_ms(localtime.day(now_ms) + timedelta(days=1))
        until_s = (tomorrow - now_ms) / 1_000
        return min(_AWAY_S if self.away else self._beat_s, max(until_s, 0.01))


class DisplayFeeds:
    """The halls that somebody looks at; the first who looks begins it, the last ends it."""

    def __init__(
        self, store: DisplayStore, news: FeedNews, now_ms: Callable[[], int], beat_s: float = BEAT_S
    ) -> None:
        self._store, self._news, self._now_ms, self._beat_s = store, news, now_ms, beat_s
        self._halls: dict[str, HallFeed] = {}
        self._looking: dict[str, int] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def closed(self) -> bool:
        """Whether the server is going down."""
        return self._news.closed

    @property
    def looking(self) -> int:
        """How many look, at all halls together."""
        return sum(self._looking.values())

    def looking_at(self, hall: str) -> int:
        """How many look at one hall."""
        return self._looking.get(hall, 0)

    def newest(self, hall: str) -> HallDisplay | None:
        """Return what a hall shows, None when nobody looks at it."""
        feed = self._halls.get(hall)
        return None if feed is None or feed.newest is None else feed.newest.display

    @asynccontextmanager
    async def looked_at(self, hall: str) -> AsyncIterator[HallFeed]:
        """Have a hall that exists read while inside."""
        if hall not in self._halls:
            feed = HallFeed(hall, self._store, self._news, self._now_ms, self._beat_s)
            self._halls[hall], self._looking[hall] = feed, 0
            self._tasks[hall] = asyncio.create_task(feed.work())
        self._looking[hall] += 1
        try:
            yield self._halls[hall]
        finally:
            self._looking[hall] -= 1
            if not self._looking[hall]:
                del self._halls[hall], self._looking[hall]
                self._tasks.pop(hall).cancel()
