"""Where generated counties are kept on this machine, and how one is opened."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import site_cache_path, user_cache_path

from benchmarks.hall_generator import generate
from county_server.config import DataPlace
from county_server.database import open_database

GB = 1_000_000_000
BYTES_PER_CASE = 6_000
"""What a case takes with its operations, roll-ups, indexes, and a month's sorting."""
_OPEN_TO_ALL = 0o755
_SAY_EACH_S = 10


def kept_folder(data: Path | None) -> Path:
    """Return the folder of all counties; as root not below its home, which others may not pass."""
    if data is not None:
        return data
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    place = site_cache_path if root else user_cache_path
    return place("counter-bench", appauthor=False)


@contextmanager
def kept_county(data: Path | None, number: int) -> Iterator[tuple[Path, str]]:
    """
    Give folder and database URL of a county of ``number`` cases, made when it is not there.

    Raises:
        SystemExit: too little room on the disk

    """
    folder = kept_folder(data) / f"hall-{number}"
    if not folder.exists():
        _check_room(folder, number)
    folder.mkdir(parents=True, exist_ok=True)
    for each in (folder.parent, folder):
        each.chmod(_OPEN_TO_ALL)
    with open_database(DataPlace(folder)) as url:
        generate(url, number, _Progress(number))
        yield folder, url


def _check_room(folder: Path, number: int) -> None:
    there = next(each for each in folder.parents if each.exists())
    free, needed = shutil.disk_usage(there).free, number * BYTES_PER_CASE + GB
    if free < needed:
        lack = f"{number} cases need {needed / GB:.0f} GB in {there}; {free / GB:.0f} GB are free"
        raise SystemExit(lack)


class _Progress:
    """Says on stderr how far a history is; a line every so many seconds."""

    def __init__(self, number: int) -> None:
        self._number, self._begun, self._said = number, time.monotonic(), 0.0

    def __call__(self, done: int, of: int) -> None:
        """Hear that ``done`` of ``of`` days stand."""
        now = time.monotonic() - self._begun
        if now - self._said >= _SAY_EACH_S or done == of:
            self._said = now
            line = f"{self._number} cases: day {done} of {of}, {now:.0f} s"
            print(line, file=sys.stderr, flush=True)
