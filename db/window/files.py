"""Papers of the open session: files of the profile that only this user may read, gone at lock."""

from __future__ import annotations

import os
from pathlib import Path

from db.window.faults import file_errors, free_mb
from db.window.opening import PRIVATE_FILE, make_private_folder

FOLDER = "papers"
_HALF = ".half"


class ProfileFiles:
    """The Files port: a flat folder ``papers`` in the profile."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._folder = profile / FOLDER

    @property
    def profile(self) -> Path:
        """The folder of this window."""
        return self._profile

    def put(self, name: str, content: bytes) -> str:
        """
        Store a file whole or not at all and return its path.

        Raises:
            StoreError: ``disk_full``, ``disk_read_only``, ``profile_forbidden`` or ``disk_failed``
            ValueError: ``name`` is not a plain file name (a bug)

        """
        if not name or name.startswith(".") or set(name) & set('/\\:*?"<>|\0'):
            raise ValueError(f"not a plain file name: {name!r}")
        path = self._folder / name
        write_private(path, content)
        return str(path)

    def purge(self) -> None:
        """Remove all of them; the rest goes even when one cannot be removed."""
        with file_errors(self._folder):
            kept = [failure for each in self._paths() if (failure := _removed(each))]
            if kept:
                raise kept[0]

    def free_mb(self) -> int:
        """Free space where the ledger lies."""
        make_private_folder(self._profile)
        return free_mb(self._profile)

    def _paths(self) -> list[Path]:
        return sorted(self._folder.iterdir()) if self._folder.exists() else []


def _removed(path: Path) -> OSError | None:
    try:
        path.unlink(missing_ok=True)
    except OSError as failure:
        return failure
    return None


def write_private(path: Path, content: bytes) -> None:
    """
    Write a file that only this user may read, whole or not at all.

    Raises:
        StoreError: ``disk_full``, ``disk_read_only``, ``profile_forbidden`` or ``disk_failed``

    """
    make_private_folder(path.parent)
    half = path.with_name(path.name + _HALF)
    with file_errors(path):
        try:
            handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            half.replace(path)
        except OSError:
            half.unlink(missing_ok=True)
            raise
