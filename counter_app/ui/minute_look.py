"""
What the strip of minutes shows (F-H1), as frozen values without Qt.

A minute is counted from midnight at +08:00 (0 to 1439). A span holds its first minute and not its last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LegendKind = Literal["arrivals", "done", "mean", "line", "missing", "closed"]


@dataclass(frozen=True, slots=True)
class BarLook:
    """One minute that is not empty: ``arrivals`` people above, ``done`` cases below."""

    minute: int
    arrivals: int
    done: int


@dataclass(frozen=True, slots=True)
class MeanLook:
    """The 15-minute mean at the end of a minute, in cases per minute."""

    minute: int
    value: float


@dataclass(frozen=True, slots=True)
class SpanLook:
    """Minutes from ``first`` up to ``last``, with what is said of them (may be empty)."""

    first: int
    last: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class LineLook:
    """A baseline that is drawn, at ``value`` cases per minute."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class LegendLook:
    """A sign of the strip and what it stands for."""

    kind: LegendKind
    text: str


@dataclass(frozen=True, slots=True)
class StripLook:
    """
    The strip: minutes from ``first`` up to ``last``.

    ``mean`` has no point where nothing is known. ``cursor`` is the minute that ``reading`` tells of;
    ``empty`` is said in the middle while there is nothing to draw.
    """

    name: str
    first: int
    last: int
    bars: tuple[BarLook, ...] = ()
    mean: tuple[MeanLook, ...] = ()
    closed: tuple[SpanLook, ...] = ()
    missing: tuple[SpanLook, ...] = ()
    lines: tuple[LineLook, ...] = ()
    legend: tuple[LegendLook, ...] = ()
    now: int | None = None
    cursor: int | None = None
    reading: str = ""
    empty: str = ""


def clock(minute: int) -> str:
    """Return a minute of the day as it stands on a clock: 09:05."""
    hour, rest = divmod(minute, 60)
    return f"{hour:02d}:{rest:02d}"
