"""
Waking long polls: each worker watches which waiting scopes have new rows below the watermark.

A listener is registered before its page is read. A row that this page did not show has an id at or
above the page's watermark, so a later look finds it: nothing is missed, no lock is held.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from counter_app.domain.errors import StoreError
from county_server.sync.store import CountyStore

LOOK_EVERY_S = 0.1


class FeedNews:
    """The one who looks, while anybody waits; ``close`` lets all go at once."""

    def __init__(self, store: CountyStore) -> None:
        self._store = store
        self._since = 0
        self._waiting: Counter[str] = Counter()
        self._bells: dict[str, asyncio.Event] = {}
        self._closing = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    @property
    def closed(self) -> bool:
        """Whether the server is going down."""
        return self._closing.is_set()

    def close(self) -> None:
        """Let every waiting request go, now and from now on."""
        self._closing.set()
        for bell in self._bells.values():
            bell.set()

    @asynccontextmanager
    async def listen(self, scope: str) -> AsyncIterator[None]:
        """Have news of ``scope`` noted while inside."""
        self._waiting[scope] += 1
        self._bells.setdefault(scope, asyncio.Event())
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield
        finally:
            self._waiting[scope] -= 1
            if not self._waiting[scope]:
                del self._waiting[scope], self._bells[scope]

    async def wait(self, scope: str, seconds: float) -> None:
        """Return at the next news of ``scope``, after ``seconds``, or when the server goes down."""
        if not self.closed:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bells[scope].wait(), seconds)

    async def _look(self) -> None:
        while self._waiting and not self.closed:
            scopes = tuple(self._waiting)
            with suppress(StoreError):  # the database is away: look again
                self._since, changed = await self._store.changed(scopes, self._since)
                self._ring(changed)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), LOOK_EVERY_S)

    def _ring(self, scopes: frozenset[str]) -> None:
        """Wake who waits now; who listens later reads its page first."""
        for scope in scopes & self._bells.keys():
            self._bells[scope].set()
            self._bells[scope] = asyncio.Event()
