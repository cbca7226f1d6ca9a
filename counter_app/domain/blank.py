"""
Numbered blanks (空白证照): each sheet has a printed serial number (facts/devices.md C5).

A blank is in exactly one state and is used at most once (design/sync.md INV-19). It belongs to a
drawer, which is a window, by a lease: a range of serials with a fence. Whoever uses a sheet under
an older fence uses one that has been given to somebody else (INV-20).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from counter_app.domain.errors import RuleError
from counter_app.domain.serial_range import SerialRange

BLANK_TYPE = "blank"
"""The ``type`` of a lease of blanks on the wire (design/sync.md 3.2)."""
TAIL_DIGITS = 3
_SHOWN = 5


class BlankState(Enum):
    """
    Where a sheet is; a state is only ever left for a later one, but for two ways back.

    A bound sheet that came out of the printer empty is held again; a returned one can be allotted
    again, under a newer fence. ``TRANSFERRED``: taken out of this drawer by a lease of another one.
    """

    STOCK = "stock"
    HELD = "held"
    BOUND = "bound"
    USED = "used"
    VOID = "void"
    RETURNED = "returned"
    LOST = "lost"
    DESTROYED = "destroyed"
    TRANSFERRED = "transferred"


FREE = frozenset({BlankState.STOCK, BlankState.RETURNED})
"""What the county can allot."""
OPEN = frozenset({BlankState.HELD, BlankState.BOUND})
"""What is still to be used in a drawer."""


@dataclass(frozen=True, slots=True)
class Blank:
    """
    One sheet: ``drawer`` is the id of the window that has it, empty in the county's store.

    ``keeper``: the person to whom it was handed over, empty when it is the drawer's. ``certificate``
    is the id of the grant that it was bound to last.
    """

    series: str
    serial: int
    state: BlankState
    drawer: str = ""
    lease: str = ""
    fence: int = 0
    keeper: str = ""
    certificate: str = ""


BlankKey = tuple[str, int]
"""A series and a serial."""


@dataclass(frozen=True, slots=True)
class BlankLease:
    """
    A range given to a drawer; ``held`` are the serials of it that the county believes unused.

    ``fence`` rises with every lease of a series.
    """

    lease: str
    series: str
    first: int
    last: int
    fence: int
    held: tuple[SerialRange, ...] = ()

    def __len__(self) -> int:
        """Return how many sheets it was given with."""
        return self.last - self.first + 1


def check_series(series: str) -> None:
    """Refuse what cannot be a series (1 to 32 visible characters): RuleError ``blank_series_form``."""
    if not 0 < len(series) <= 32 or not series.isprintable() or series != series.strip():  # noqa: PLR2004
        raise RuleError("blank_series_form")


def tail_of(serial: int) -> str:
    """Return the last three digits, as they are printed on the sheet."""
    return f"{serial:0{TAIL_DIGITS}d}"[-TAIL_DIGITS:]


def read_tail(typed: str) -> str:
    """Return three digits as typed, full-width ones too; empty when it is anything else."""
    tail = unicodedata.normalize("NFKC", typed).strip()
    return tail if len(tail) == TAIL_DIGITS and tail.isascii() and tail.isdecimal() else ""


def check_tail(serial: int, typed: str, candidates: Sequence[int]) -> str:
    """
    Compare what the clerk read on the sheet in hand with the sheet that was bound; return it.

    ``candidates`` are the drawer's unused sheets that end in what was typed: which sheet it may be.

    Raises:
        RuleError: ``blank_tail_form``, nothing or not three digits: nothing is confirmed by Enter
            alone; ``blank_tail_other``, another sheet of this drawer; ``blank_tail_unknown``, none

    """
    tail = read_tail(typed)
    if not tail:
        raise RuleError("blank_tail_form", digits=TAIL_DIGITS)
    if tail == tail_of(serial):
        return tail
    if not candidates:
        raise RuleError("blank_tail_unknown", serial=serial, tail=tail)
    raise RuleError("blank_tail_other", serial=serial, tail=tail, found=_listed(candidates))


def _listed(serials: Sequence[int]) -> str:
    shown = "、".join(str(each) for each in serials[:_SHOWN])
    return f"{shown}…" if len(serials) > _SHOWN else shown
