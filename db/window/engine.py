"""
One encrypted SQLite file, one connection, one thread (design/sync.md 3.3; architecture.md 3).

SQLCipher with a raw 32-byte key, write-ahead log, every transaction ``BEGIN IMMEDIATE``. The file
is locked as long as it is open: a second program on the same profile is told so.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import URL, Connection, MetaData, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from counter_app.domain.errors import StoreError
from db.window.faults import store_error

KEY_BYTES = 32
BUSY_TIMEOUT_S = 0.5
_STICKY = frozenset({"store_damaged", "disk_failed"})


@dataclass(frozen=True, slots=True)
class Rules:
    """
    How a file is written.

    ``durable``: a commit has reached the disk when it returns (FULL), else only order is kept.
    ``erase``: deleted content is overwritten. ``page_cache_mb`` of decrypted pages stay in memory.
    """

    durable: bool
    erase: bool = False
    page_cache_mb: int = 2


class Database:
    """
    An open file; opened on any thread, used on one lane only.

    The thread of the first transaction is remembered and any other is refused with AssertionError.
    ``stopped`` is set by a damaged page or a failed disk: what is written after a failed sync may
    be lost although it is said to be stored (design/sync.md 1.9), so who needs certainty reopens.
    """

    def __init__(self, path: Path, key: bytes, rules: Rules) -> None:
        """
        Open or create ``path``.

        Raises:
            StoreError: it cannot be opened; a new file may be left empty, an old one is as it was

        """
        if len(key) != KEY_BYTES:
            raise AssertionError("the store key has 32 bytes")
        self.path = path
        self.stopped: StoreError | None = None
        self._thread: int | None = None
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)),
            module=dbapi2,
            poolclass=StaticPool,
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        )
        event.listen(self._engine, "connect", lambda raw, _: _prepare(raw, key, rules))
        event.listen(self._engine, "begin", _begin_immediate)
        try:
            self._connection = self._engine.connect()
        except (DBAPIError, dbapi2.Error) as failure:
            self._engine.dispose()
            self._raise_told(failure)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """
        Run the block in one transaction: all of it is stored when the block ends, or nothing.

        Raises:
            StoreError: the disk or the file failed; nothing of the block was stored

        """
        self._check_thread()
        try:
            with self._connection.begin():
                yield self._connection
        except DBAPIError as failure:
            self._raise_told(failure)

    def hand_over(self) -> None:
        """End the opening: the next thread to use the file is its only one from then on."""
        self._thread = None

    def layout(self) -> int:
        """Return the number of the file's layout, 0 in a new file."""
        return int(self._pragma("user_version")[0][0])

    def create(self, metadata: MetaData, layout: int) -> None:
        """Make the tables that are missing, and note their layout with them."""
        with self.transaction() as connection:
            metadata.create_all(connection)
            connection.exec_driver_sql(f"pragma user_version = {int(layout)}")
        self.hand_over()

    def empty_log(self) -> None:
        """Move the write-ahead log into the file and cut it, so that no old content stays in it."""
        self._pragma("wal_checkpoint(TRUNCATE)")

    def damaged_pages(self) -> int:
        """Return how many pages of the file (not of its log) fail their authentication."""
        return len(self._pragma("cipher_integrity_check"))

    def close(self) -> None:
        """Close the file; any thread may do so when the lane is at rest."""
        try:
            self._connection.close()
            self._engine.dispose()
        except (DBAPIError, dbapi2.Error) as failure:
            self._raise_told(failure)

    def _pragma(self, words: str) -> list[tuple[Any, ...]]:
        try:
            return [tuple(row) for row in self._raw().execute(f"pragma {words}").fetchall()]
        except dbapi2.Error as failure:
            self._raise_told(failure)

    def _raw(self) -> Any:
        return self._connection.connection.dbapi_connection

    def _check_thread(self) -> None:
        here = threading.get_ident()
        if self._thread is None:
            self._thread = here
        if self._thread != here:
            raise AssertionError(f"{self.path.name} is used on two threads; use the store lane")

    def _raise_told(self, failure: DBAPIError | dbapi2.Error) -> NoReturn:
        told = store_error(failure, self.path)
        if told is None:
            raise failure
        if told.code in _STICKY:
            self.stopped = told
        raise told from failure


def damaged_pages_of(path: Path, key: bytes) -> int:
    """Return how many pages of a file that does not open fail their authentication."""
    raw = dbapi2.connect(str(path), timeout=BUSY_TIMEOUT_S)
    try:
        raw.execute("pragma cipher_log_level = NONE").fetchall()
        raw.execute(f"pragma key = \"x'{key.hex()}'\"").fetchall()
        return len(raw.execute("pragma cipher_integrity_check").fetchall())
    finally:
        raw.close()


def _prepare(raw: Any, key: bytes, rules: Rules) -> None:
    raw.isolation_level = None
    cursor = raw.cursor()
    for words in (
        "cipher_log_level = NONE",
        f"key = \"x'{key.hex()}'\"",
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        f"synchronous = {'FULL' if rules.durable else 'NORMAL'}",
        "foreign_keys = ON",
        f"secure_delete = {'ON' if rules.erase else 'OFF'}",
        f"cache_size = {-1024 * rules.page_cache_mb}",
        "temp_store = MEMORY",
    ):
        cursor.execute(f"pragma {words}").fetchall()
    cursor.execute("select count(*) from sqlite_schema").fetchall()
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
