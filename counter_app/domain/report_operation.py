"""
The close of a hall's day, and figures that left the house, under operation's rules (F-H4, F-H5).

``DayClosed`` is the county desk's own: a hall's day is closed once. What arrives after it changes no
total of it and is told apart, which ``seen`` makes exact: a device's log only grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

NOTE_MOST = 500
"""Characters of a supervisor's remark."""


@dataclass(frozen=True, slots=True)
class Total:
    """One count of a day, by its name (``report_close.TOTALS``)."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Match:
    """
    Two counts that should be one (``report_close.MATCHES``).

    ``expected`` by the cases, ``found`` by the papers and things. They differ by what has a list.
    """

    name: str
    expected: int
    found: int

    @property
    def open(self) -> int:
        """How many lack their counterpart."""
        return self.expected - self.found


@dataclass(frozen=True, slots=True)
class DeviceMark:
    """Up to where a device's log was counted."""

    device: str
    gen: int
    seq: int

    def covers(self, gen: int, seq: int) -> bool:
        """Whether that operation was in it."""
        return (gen, seq) <= (self.gen, self.seq)


@dataclass(frozen=True, slots=True)
class DayClosed:
    """
    日结: a supervisor saw a hall's day and signed it off; subject ``day:HALL/DATE``.

    ``missing`` are windows that had not reported by then.
    """

    kind: ClassVar[str] = "day.close"
    v: ClassVar[int] = 1
    hall: str
    day: date
    totals: tuple[Total, ...]
    matches: tuple[Match, ...]
    seen: tuple[DeviceMark, ...]
    missing: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class FiguresExported:
    """
    A report or a list was written into a file; subject ``user:NAME``.

    ``what`` names the report, ``span`` its days and ``scope`` what of, as ``hall:HALL``; never what
    stands in it.
    """

    kind: ClassVar[str] = "figures.export"
    v: ClassVar[int] = 1
    what: str
    form: Literal["xlsx", "pdf"]
    rows: int
    span: str = ""
    scope: str = ""


ReportOperation = DayClosed | FiguresExported


def subject_of_day(hall: str, day: date) -> str:
    """Return the subject of the close of a hall's day."""
    return f"day:{hall}/{day.isoformat()}"
