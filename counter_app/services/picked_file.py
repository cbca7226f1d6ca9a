"""A file that the clerk picked, such as the courier's table on a stick."""

from __future__ import annotations

from pathlib import Path

from counter_app.domain.errors import StoreError
from counter_app.domain.flow import Flow, Hop

MOST_BYTES = 20_000_000


def read_picked(path: str) -> Flow[tuple[str, bytes]]:
    """
    Return name and content of a file.

    Raises:
        StoreError: ``picked_unreadable``, ``picked_large``

    """
    found: tuple[str, bytes] = yield Hop("paper", lambda: _read(Path(path)))
    return found


def _read(path: Path) -> tuple[str, bytes]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise StoreError("picked_large", name=path.name, most_mb=MOST_BYTES // 1_000_000)
        return path.name, path.read_bytes()
    except OSError as failure:
        raise StoreError("picked_unreadable", name=path.name) from failure
