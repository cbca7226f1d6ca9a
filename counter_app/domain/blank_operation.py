"""
What happens to numbered blanks beside printing, under operation's rules (facts/devices.md C5).

Subject ``blank:SERIES``. The first of two persons is the entry's ``by``; ``witness`` is the second
one's user name, proved by password when it was recorded. ``BlankReceived`` and ``BlankAllotted``
are the county's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from counter_app.domain.serial_range import SerialRange

SUBJECT_PREFIX = "blank:"


def subject_of_series(series: str) -> str:
    """Return the subject of operations on a series."""
    return f"{SUBJECT_PREFIX}{series}"


@dataclass(frozen=True, slots=True)
class BlankReceived:
    """A delivery came into the county's store; ``receiver`` is the name of who counted it."""

    kind: ClassVar[str] = "blank.receive"
    v: ClassVar[int] = 1
    series: str
    sheets: SerialRange
    received_on: date
    receiver: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class BlankAllotted:
    """
    A range of the store went to a drawer (a window's id) under a new lease.

    ``moved_from``: the lease out of whose unused sheets it was taken, empty from the store.
    """

    kind: ClassVar[str] = "blank.allot"
    v: ClassVar[int] = 1
    series: str
    sheets: SerialRange
    lease: str
    fence: int
    drawer: str
    moved_from: str = ""


@dataclass(frozen=True, slots=True)
class BlankVoided:
    """An unused sheet was found unfit; it is kept for destruction."""

    kind: ClassVar[str] = "blank.void"
    v: ClassVar[int] = 1
    series: str
    serial: int
    reason: str


@dataclass(frozen=True, slots=True)
class BlankLost:
    """Sheets are gone (遗失); two persons say so."""

    kind: ClassVar[str] = "blank.lost"
    v: ClassVar[int] = 1
    series: str
    sheets: SerialRange
    reason: str
    witness: str


@dataclass(frozen=True, slots=True)
class BlankHandedOver:
    """Sheets went from the drawer, or from ``giver``, to ``taker``; both signed."""

    kind: ClassVar[str] = "blank.hand_over"
    v: ClassVar[int] = 1
    series: str
    sheets: SerialRange
    giver: str
    taker: str


@dataclass(frozen=True, slots=True)
class BlankReturned:
    """Unused sheets went back to the county's store."""

    kind: ClassVar[str] = "blank.return"
    v: ClassVar[int] = 1
    series: str
    sheets: SerialRange
    reason: str


@dataclass(frozen=True, slots=True)
class BlankDestroyed:
    """Void sheets were destroyed (销毁) by two persons; ``sheets`` is the list."""

    kind: ClassVar[str] = "blank.destroy"
    v: ClassVar[int] = 1
    series: str
    sheets: tuple[SerialRange, ...]
    destroyed_on: date
    witness: str


@dataclass(frozen=True, slots=True)
class BlankCounted:
    """
    Stock-taking (盘点) of the unused and void sheets: what lay there and how it differs.

    ``missing``: on the books but not there; ``surplus``: there but not on the books as such. It
    moves nothing: what is missing is then reported lost.
    """

    kind: ClassVar[str] = "blank.count"
    v: ClassVar[int] = 1
    series: str
    counted: tuple[SerialRange, ...]
    counted_on: date
    missing: tuple[SerialRange, ...] = ()
    surplus: tuple[SerialRange, ...] = ()


CountyBlankOperation = BlankReceived | BlankAllotted
BlankOperation = (
    CountyBlankOperation
    | BlankVoided
    | BlankLost
    | BlankHandedOver
    | BlankReturned
    | BlankDestroyed
    | BlankCounted
)
