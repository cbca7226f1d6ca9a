"""``county_server.sync.store.CountyStore`` on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import psycopg

from counter_app.domain.county import DeviceRow, FeedPage
from counter_app.domain.errors import StoreError
from counter_app.domain.wire import EnrolAnswer
from db.county.engine import Pool, connection
from db.county.enrolment import spend_code
from db.county.feed import read_page, scopes_changed
from db.county.inbox import PostgresTurn
from db.county.sql import DEVICE, EPOCH, device_row

_NONCE = "INSERT INTO nonce (device, nonce, at_ms) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
# A window that is silent is missing from the figures (F-H2); noted to some seconds, to write little.
_HEARD = """
    INSERT INTO window_heard (window_id, at) SELECT window_id, now() FROM device WHERE id = %s
    ON CONFLICT (window_id) DO UPDATE SET at = EXCLUDED.at
    WHERE window_heard.at < EXCLUDED.at - interval '10 s'
"""


class PostgresCountyStore:
    """The county's data over a pool of connections that is open."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @asynccontextmanager
    async def turn(self, device: str) -> AsyncIterator[PostgresTurn]:
        """Begin a transaction with the device's row locked; commits unless an error leaves it."""
        async with connection(self._pool) as opened:
            row = await _one(opened, f"{DEVICE} FOR UPDATE OF d", [device])
            await opened.execute(_HEARD, [device])
            epoch = await _one(opened, EPOCH, [])
            if row is None or epoch is None:
                raise StoreError("county_store_busy", detail="device")
            yield PostgresTurn(opened, device_row(row), epoch[0])

    async def device(self, device: str) -> DeviceRow | None:
        """Return a device's row."""
        async with connection(self._pool) as opened:
            row = await _one(opened, DEVICE, [device])
        return None if row is None else device_row(row)

    async def take_nonce(self, device: str, nonce: str, now_ms: int, keep_ms: int) -> bool:
        """Use a nonce up; False when it was used within the last ``keep_ms``."""
        async with connection(self._pool) as opened:
            await opened.execute("DELETE FROM nonce WHERE at_ms < %s", [now_ms - keep_ms])
            taken = await opened.execute(_NONCE, [device, nonce, now_ms])
        return taken.rowcount == 1

    async def enrol(self, code_hash: bytes, public_key: bytes, now_ms: int) -> EnrolAnswer | None:
        """Spend a one-time code."""
        async with connection(self._pool) as opened:
            return await spend_code(opened, code_hash, public_key, now_ms)

    async def pull(self, device: str, scope: str, cursor: str, limit: int) -> FeedPage:
        """Read the feed below the watermark."""
        async with connection(self._pool) as opened:
            await opened.execute(_HEARD, [device])
        async with connection(self._pool) as opened:
            return await read_page(opened, device, scope, cursor, limit)

    async def changed(self, scopes: Sequence[str], since: int) -> tuple[int, frozenset[str]]:
        """Return the watermark now and which scopes have rows from ``since`` up to it."""
        async with connection(self._pool) as opened:
            return await scopes_changed(opened, scopes, since)

    async def window_count(self) -> int:
        """Return how many devices may come at once."""
        async with connection(self._pool) as opened:
            row = await _one(opened, "SELECT count(*) FROM device", [])
        return int(row[0]) if row else 0


async def _one(
    opened: psycopg.AsyncConnection[tuple[Any, ...]], statement: str, values: list[Any]
) -> tuple[Any, ...] | None:
    return await (await opened.execute(statement, values)).fetchone()
