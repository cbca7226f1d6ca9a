"""
Connections to the county's PostgreSQL, 15 or newer, and its schema.

The server's connections end a statement, or an idle transaction, after 5 s: one forgotten
transaction would hold the feed back for everybody (design/sync.md 1.3).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout, TooManyRequests

from counter_app.domain.errors import StoreError

OLDEST_VERSION = 15
SCHEMA_HEAD = "0009"
MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 0x636F756E  # any number, the same in every process
_CONNECT_TIMEOUT_S = 5
_POOL_TIMEOUT_S = 3.0
_POOL_MIN, _POOL_MAX = 2, 10
_LIMITS = (
    "-c statement_timeout=5000 -c idle_in_transaction_session_timeout=5000"
    " -c synchronous_commit=on -c timezone=UTC"
)

Pool = AsyncConnectionPool[psycopg.AsyncConnection[tuple[Any, ...]]]


def plain_url(url: str) -> str:
    """Return a libpq URL of what SQLAlchemy or a person may write."""
    scheme, sign, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}{sign}{rest}"


def make_pool(url: str) -> Pool:
    """Return a closed pool for the server; open and close it in one event loop."""
    conninfo = make_conninfo(
        plain_url(url),
        options=_LIMITS,
        connect_timeout=_CONNECT_TIMEOUT_S,
        application_name="county",
    )
    return AsyncConnectionPool(
        conninfo,
        min_size=_POOL_MIN,
        max_size=_POOL_MAX,
        timeout=_POOL_TIMEOUT_S,
        open=False,
        check=AsyncConnectionPool.check_connection,
    )


@asynccontextmanager
async def connection(pool: Pool) -> AsyncIterator[psycopg.AsyncConnection[tuple[Any, ...]]]:
    """
    Lend a connection; commit at the end, roll back after an error.

    Raises:
        StoreError: ``county_store_busy``, the database is away, too slow, or asks to try again

    """
    try:
        async with pool.connection() as lent:
            yield lent
    except (psycopg.Error, PoolTimeout, PoolClosed, TooManyRequests) as wrong:
        raise StoreError("county_store_busy", detail=type(wrong).__name__) from wrong


@contextmanager
def session(url: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """
    Open a connection for one command: a transaction that commits at the end.

    Raises:
        StoreError: ``county_database_away``, ``county_database_old``

    """
    try:
        with psycopg.connect(
            plain_url(url), options="-c timezone=UTC", connect_timeout=_CONNECT_TIMEOUT_S
        ) as opened:
            check_version(opened)
            yield opened
    except psycopg.OperationalError as wrong:
        raise StoreError("county_database_away", detail=type(wrong).__name__) from wrong


def check_version(opened: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Refuse a server older than ``OLDEST_VERSION``: StoreError ``county_database_old``."""
    version = opened.info.server_version // 10_000
    if version < OLDEST_VERSION:
        raise StoreError("county_database_old", found=version, oldest=OLDEST_VERSION)


def migrate(url: str) -> None:
    """
    Bring the schema to ``SCHEMA_HEAD``, one process at a time.

    Raises:
        StoreError: as ``session``

    """
    with session(url) as locked:
        locked.execute("SELECT pg_advisory_xact_lock(%s)", [_MIGRATION_LOCK])
        if _schema(locked) != SCHEMA_HEAD:
            _upgrade(url)


def _schema(opened: psycopg.Connection[tuple[Any, ...]]) -> object:
    there = opened.execute("SELECT to_regclass('alembic_version')").fetchone()
    if there is None or there[0] is None:
        return None
    row = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def _upgrade(url: str) -> None:
    # Imported here: 0.3 s that a command on an up-to-date schema does not pay.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    scheme, sign, rest = plain_url(url).partition("://")
    engine = create_engine(
        f"{scheme.replace('postgres:', '')}+psycopg{sign}{rest}", poolclass=NullPool
    )
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as opened:
        config.attributes["connection"] = opened
        command.upgrade(config, "head")
