"""What SQLite and the operating system say, as StoreErrors a clerk can act on."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from counter_app.domain.errors import StoreError

_PRIMARY = 0xFF
_BUSY, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 8, 10, 11, 13, 14, 26


def store_error(failure: DBAPIError | dbapi2.Error, file: Path) -> StoreError | None:
    """
    Return what a clerk is told of a database error (sqlite.org/rescode.html), None for a bug.

    Once SQLCipher has met a damaged page it answers every write with "read-only", so that word is
    believed only of a place that cannot be written.
    """
    raised = failure.orig if isinstance(failure, DBAPIError) else failure
    code = getattr(raised, "sqlite_errorcode", 0) & _PRIMARY
    kinds: dict[int, Callable[[Path], StoreError]] = {
        _BUSY: lambda at: StoreError("store_in_use", file=at.name),
        _READONLY: _read_only_or_damaged,
        _IOERR: _failed_or_full,
        _CORRUPT: lambda at: StoreError("store_damaged", file=at.name),
        _FULL: lambda at: StoreError("disk_full", file=at.name),
        _CANTOPEN: _cannot_open,
        _NOTADB: lambda at: StoreError("store_not_database", file=at.name),
    }
    told = kinds.get(code)
    return told(file) if told is not None else None


def file_error(failure: OSError, file: Path) -> StoreError:
    """Return what a clerk is told of a failed file operation."""
    codes = {
        errno.ENOSPC: "disk_full",
        errno.EDQUOT: "disk_full",
        errno.EROFS: "disk_read_only",
        errno.EACCES: "profile_forbidden",
        errno.EPERM: "profile_forbidden",
    }
    return StoreError(codes.get(failure.errno or 0, "disk_failed"), file=file.name)


@contextmanager
def file_errors(file: Path) -> Iterator[None]:
    """Translate every OSError of the block."""
    try:
        yield
    except OSError as failure:
        raise file_error(failure, file) from failure


def free_mb(folder: Path) -> int:
    """Return the free space at ``folder`` in MB."""
    with file_errors(folder):
        return shutil.disk_usage(folder).free // 1_000_000


def _writable(file: Path) -> bool:
    return os.access(file if file.exists() else file.parent, os.W_OK)


def _read_only_or_damaged(file: Path) -> StoreError:
    return StoreError("store_damaged" if _writable(file) else "disk_read_only", file=file.name)


def _failed_or_full(file: Path) -> StoreError:
    return StoreError("disk_failed" if free_mb(file.parent) else "disk_full", file=file.name)


def _cannot_open(file: Path) -> StoreError:
    return StoreError("disk_failed" if _writable(file) else "disk_read_only", file=file.name)
