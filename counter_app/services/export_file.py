"""A file that leaves the program: a new one, whole or not at all, never over another."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from counter_app.domain.errors import StoreError

_WAYS = os.O_CREAT | os.O_EXCL | os.O_WRONLY
_MODE = 0o644


def reserve(path: Path) -> None:
    """
    Make an empty file of that name.

    Raises:
        StoreError: ``export_exists``, ``export_folder``, ``export_refused``, ``export_full``

    """
    try:
        os.close(os.open(path, _WAYS, _MODE))
    except OSError as failure:
        raise _told(path, failure) from failure


def fill(path: Path, content: bytes) -> None:
    """
    Write a reserved file through to the disk; on failure it is gone.

    Raises:
        StoreError: ``export_refused``, ``export_full``

    """
    try:
        with path.open("r+b") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as failure:
        release(path)
        raise _told(path, failure) from failure


def release(path: Path) -> None:
    """Take a reserved file away."""
    path.unlink(missing_ok=True)


def _told(path: Path, failure: OSError) -> StoreError:
    if isinstance(failure, FileExistsError):
        return StoreError("export_exists", name=path.name)
    if isinstance(failure, FileNotFoundError | NotADirectoryError):
        return StoreError("export_folder", folder=str(path.parent))
    if failure.errno == errno.ENOSPC:
        return StoreError("export_full", folder=str(path.parent))
    return StoreError("export_refused", folder=str(path.parent))
