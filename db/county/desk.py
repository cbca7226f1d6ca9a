"""
``county_server.desk.store.DeskStore`` on PostgreSQL.

The county acts in a hall as a device of its own, with a log and a chain like every other; its
empty public key fits no signature, so nobody can push as it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from counter_app.domain.calendar import YearTable
from counter_app.domain.chain import GENESIS
from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.county_desk import Account, CasePlace, desk_window
from counter_app.domain.errors import StoreError
from counter_app.domain.item import Item
from counter_app.domain.wire import REFERENCE_SCOPE, WindowInfo
from db.county.engine import Pool, connection
from db.county.guide import CALENDAR_KIND
from db.county.inbox import PostgresTurn
from db.county.sql import DEVICE, EPOCH, device_row

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

DESK_KIND = "county"
_ACCOUNT = "SELECT name, display_name, verifier, roles FROM user_ WHERE name = %s"
_PLACE = """
    SELECT c.id, c.hall, h.area, c.item FROM case_ c JOIN hall h ON h.id = c.hall WHERE c.no = %s
"""
_ITEM = "SELECT body FROM item WHERE code = %s"
_CALENDARS = (
    "SELECT convert_from(body, 'UTF8')::jsonb FROM feed WHERE scope = %s AND k = %s AND op = 'put'"
)
_HALL = "SELECT name FROM hall WHERE id = %s"
# The area of a desk is its own id: it draws no numbers and takes no window's slot.
_WINDOW = """
    INSERT INTO window_ (id, hall, area, slot, info) VALUES (%s, %s, %s, 0, %s)
    ON CONFLICT (id) DO NOTHING
"""
_DEVICE = """
    INSERT INTO device
        (id, window_id, gen, status, public_key, last_seq, chain, secured, hiwater, skew_ms)
    VALUES (%s, %s, 1, 'active', '', 0, %s, 0, '', 0)
    ON CONFLICT (window_id) DO NOTHING
"""
_DESK = "SELECT id FROM device WHERE window_id = %s"
_HANDS = """
    SELECT DISTINCT by_user FROM event
    WHERE subject = %s AND kind IN ('case.receive', 'case.accept')
"""


class PostgresDeskTurn(PostgresTurn):
    """A turn of a hall's county desk."""

    async def hands(self, case_id: str) -> frozenset[str]:
        """Return who received or accepted the case."""
        found = await self._opened.execute(_HANDS, [case_id])
        return frozenset(str(row[0]) for row in await found.fetchall())


class PostgresDeskStore:
    """The county's data, for its own acts, over a pool of connections that is open."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @asynccontextmanager
    async def desk(self, hall: str) -> AsyncIterator[PostgresDeskTurn]:
        """Begin a transaction with the row of the hall's desk locked."""
        async with connection(self._pool) as opened:
            device = await desk_of(opened, hall)
            row = await _one(opened, f"{DEVICE} FOR UPDATE OF d", [device])
            epoch = await _one(opened, EPOCH, [])
            if row is None or epoch is None:
                raise StoreError("county_store_busy", detail="desk")
            yield PostgresDeskTurn(opened, device_row(row), epoch[0])

    async def account(self, user: str) -> Account | None:
        """Return a user."""
        async with connection(self._pool) as opened:
            return await account_of(opened, user)

    async def place(self, case_no: str) -> CasePlace | None:
        """Return where the case with that number lies."""
        row = await self._read(_PLACE, [case_no])
        return None if row is None else CasePlace(*row)

    async def item(self, code: str) -> Item | None:
        """Return an item in its newest version."""
        row = await self._read(_ITEM, [code])
        return None if row is None else from_plain(Item, row[0])

    async def calendars(self) -> tuple[YearTable, ...]:
        """Return every holiday table."""
        async with connection(self._pool) as opened:
            found = await opened.execute(_CALENDARS, [REFERENCE_SCOPE, CALENDAR_KIND])
            return tuple(from_plain(YearTable, row[0]) for row in await found.fetchall())

    async def _read(self, statement: str, values: list[Any]) -> tuple[Any, ...] | None:
        async with connection(self._pool) as opened:
            return await _one(opened, statement, values)


async def account_of(opened: Connection, user: str) -> Account | None:
    """Return a user."""
    row = await _one(opened, _ACCOUNT, [user])
    return None if row is None else Account(row[0], row[1], row[2], tuple(row[3]))


async def desk_of(opened: Connection, hall: str) -> str:
    """Return the device of the hall's desk, made at its first act."""
    window = desk_window(hall)
    row = await _one(opened, _DESK, [window])
    if row is None:
        named = await _one(opened, _HALL, [hall])
        if named is None:
            raise StoreError("county_store_busy", detail="hall")
        info = WindowInfo(window, named[0], DESK_KIND, hall, named[0], window, 0)
        await opened.execute(_WINDOW, [window, hall, window, Jsonb(to_plain(info))])
        await opened.execute(_DEVICE, [uuid4().hex, window, GENESIS])
        row = await _one(opened, _DESK, [window])
        if row is None:
            raise StoreError("county_store_busy", detail="desk")
    return str(row[0])


async def _one(opened: Connection, statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    return await (await opened.execute(statement, values)).fetchone()
