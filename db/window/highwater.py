"""
The second place where the newest numbers are kept: a small file beside the ledger.

An older image of ``ledger.db`` would give numbers again that stand on paper; this file then knows
more than the ledger (design/sync.md 1.7). It also tells a wrong key from a damaged ledger.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from counter_app.domain.certificate_number import Series
from counter_app.domain.codec import ShapeError, from_plain, to_bytes
from db.window.faults import file_errors
from db.window.opening import PRIVATE_FILE

_SLOT_BYTES = 512
_DIGEST_CHARACTERS = 16
_YEARS_KEPT = 4
Key = tuple[Series, int]
"""A series of numbers and a year."""


@dataclass(frozen=True, slots=True)
class YearMark:
    """The newest sequence number of a year."""

    year: int
    seq: int


@dataclass(frozen=True, slots=True)
class Marks:
    """
    Newest numbers of generation ``gen``: of cases (``years``) and of ``certificates``.

    ``key_id`` names the store key without telling it; ``turn`` counts the writes.
    """

    key_id: str
    gen: int = 0
    years: tuple[YearMark, ...] = ()
    turn: int = 0
    certificates: tuple[YearMark, ...] = ()

    def as_map(self) -> dict[Key, int]:
        """Return the newest sequence number by series and year."""
        cases: dict[Key, int] = {("case", each.year): each.seq for each in self.years}
        return cases | {("certificate", each.year): each.seq for each in self.certificates}

    def noting(self, key: Key, seq: int) -> Marks:
        """Return the marks with the newest number of one series and year."""
        return self.of_generation(self.gen, {**self.as_map(), key: seq})

    def of_generation(self, gen: int, seqs: Mapping[Key, int]) -> Marks:
        """Return the marks of a generation, of its newest years only."""
        cases, certificates = _newest("case", seqs), _newest("certificate", seqs)
        return replace(self, gen=gen, years=cases, certificates=certificates)


def _newest(series: Series, seqs: Mapping[Key, int]) -> tuple[YearMark, ...]:
    years = sorted((year, seq) for (of, year), seq in seqs.items() if of == series)
    return tuple(YearMark(*each) for each in years[-_YEARS_KEPT:])


def key_id(key: bytes) -> str:
    """Return a name of a key that tells nothing of it."""
    return hashlib.sha256(b"counter-store-key\0" + key).hexdigest()[:_DIGEST_CHARACTERS]


class MarkFile:
    """Two slots written in turn and in place: a torn write leaves the other one whole."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """Whether there is such a file, readable or not."""
        return self.path.exists()

    def read(self) -> Marks | None:
        """Return the newest whole marks; None when there are none."""
        with file_errors(self.path):
            content = self.path.read_bytes() if self.path.exists() else b""
        found = (_unpack(content[:_SLOT_BYTES]), _unpack(content[_SLOT_BYTES:]))
        return max((each for each in found if each), key=lambda each: each.turn, default=None)

    def write(self, marks: Marks) -> Marks:
        """Store marks durably in the slot of the older ones and return them as stored."""
        stored = replace(marks, turn=marks.turn + 1)
        with file_errors(self.path):
            new = not self.path.exists()
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
            try:
                os.lseek(handle, stored.turn % 2 * _SLOT_BYTES, os.SEEK_SET)
                os.write(handle, _pack(stored))
                _sync(handle)
            finally:
                os.close(handle)
            if new:
                sync_folder(self.path.parent)
        return stored


def _sync(handle: int) -> None:
    """Make the content durable; on Linux without waiting for the file's dates."""
    if sys.platform == "linux":
        os.fdatasync(handle)
    else:
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Make the names of a folder durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _pack(marks: Marks) -> bytes:
    content = to_bytes(marks)
    return (_digest(content) + content).ljust(_SLOT_BYTES)


def _unpack(slot: bytes) -> Marks | None:
    digest, content = slot[:_DIGEST_CHARACTERS], slot[_DIGEST_CHARACTERS:].rstrip()
    if not content or digest != _digest(content):
        return None
    try:
        return from_plain(Marks, json.loads(content))
    except ShapeError:
        return None


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest()[:_DIGEST_CHARACTERS].encode()
