"""Where tests write: in memory where there is room, for each save of a store waits for a disk otherwise."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  the folder of Linux for files in memory
ENOUGH_BYTES = 4 << 30


@contextmanager
def scratch_folder() -> Iterator[str]:
    """Give a folder for temporary files, gone afterwards; other users may look into it."""
    with tempfile.TemporaryDirectory(prefix="check-", dir=_roomy()) as name:
        Path(name).chmod(0o755)  # PostgreSQL runs as another user
        yield name


def _roomy() -> Path | None:
    there = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH_BYTES
    return MEMORY if there else None
