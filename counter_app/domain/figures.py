"""
Figures of a hall: what is counted, for whom, and how a number is told (F-H1; facts/domain.md 1.6).

A figure is a numerator over a denominator under a definition, or the reason why there is none. It
is never a guess and never 0 for "not known". Every count is a number of operations in the one log.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from fractions import Fraction
from typing import Literal


class Basis(Enum):
    """What counts as an event of throughput: acceptances, or closings."""

    ACCEPTED = "accepted"
    CLOSED = "closed"


class Level(Enum):
    """What a figure is of; an area is all halls under its code without trailing pairs of zeros."""

    HALL = "hall"
    AREA = "area"
    WINDOW = "window"
    ITEM = "item"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Scope:
    """``key``: id of a hall or window, six-digit code of an area, code of an item, name of a user."""

    level: Level
    key: str


class Mark(Enum):
    """Cases that no figure counts and every view shows apart, or the figure could be gamed."""

    NONE = ""
    BATCH = "batch"
    TEST = "test"
    DELETED = "deleted"


class Measure(Enum):
    """What is counted; each counted operation opens the list behind the figure."""

    ARRIVALS = "arrivals"
    CALLS = "calls"
    STARTS = "starts"
    FINISHES = "finishes"
    NO_SHOWS = "no_shows"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    ACCEPTED_IMMEDIATE = "accepted_immediate"
    CLOSED = "closed"
    CLOSED_IMMEDIATE = "closed_immediate"
    CONSULTATIONS = "consultations"


class Duration(Enum):
    """
    What takes time, in seconds.

    Waiting: take to first call. Walking: call to start. Handling: last call to finish. Serving:
    start to finish. Idle: from the end of a visit or a resume to the window's next call, pause or lock.
    """

    WAITING = "waiting"
    WALKING = "walking"
    HANDLING = "handling"
    SERVING = "serving"
    IDLE = "idle"

    @property
    def unit_s(self) -> int:
        """Seconds of one step in which it is kept: a median is exact to that over any period."""
        return 5 if self is Duration.WALKING else 15


STEPS_MOST = 1_920
"""The last step holds everything from 8 hours (of walking: from 160 minutes) on."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each Measure, by its name."""

    arrivals: int = 0
    calls: int = 0
    starts: int = 0
    finishes: int = 0
    no_shows: int = 0
    received: int = 0
    accepted: int = 0
    accepted_immediate: int = 0
    closed: int = 0
    closed_immediate: int = 0
    consultations: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return both together."""
        return Counts(*(getattr(self, each) + getattr(other, each) for each in COUNTED))

    @property
    def at_work(self) -> bool:
        """Whether a window with these counts was at work: it had a case or a visit."""
        return any((self.received, self.accepted, self.closed, self.finishes, self.consultations))

    def of(self, basis: Basis) -> int:
        """The events of throughput."""
        return self.accepted if basis is Basis.ACCEPTED else self.closed

    def immediate_of(self, basis: Basis) -> int:
        """How many of them are 即办件 (decided on the spot)."""
        return self.accepted_immediate if basis is Basis.ACCEPTED else self.closed_immediate


COUNTED = tuple(each.name for each in fields(Counts))

NoFigure = Literal["", "no_opening_hours", "no_calendar", "closed", "nothing", "not_live"]
"""
Why there is no number: opening hours or the year's holiday table are missing, no minute was open
yet, nothing happened that could be measured, or only a living day has this figure.
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """
    ``numerator`` over ``denominator``; text ``figure.definition.DEFINITION`` says what they are.

    ``count``: how many operations stand behind it. ``reason`` is empty where there is a value.
    """

    definition: str
    numerator: int
    denominator: int
    count: int
    reason: NoFigure = ""

    @property
    def value(self) -> Fraction | None:
        """The exact number, None where a reason says why there is none."""
        return None if self.reason else Fraction(self.numerator, self.denominator)

    def text(self, places: int = 2) -> str:
        """The number with so many decimals, rounded half up; empty without a value."""
        value = self.value
        return "" if value is None else rounded(value, places)


def rounded(value: Fraction, places: int) -> str:
    """Return a number that is not negative with exactly ``places`` (1 or more) decimals, half up."""
    scaled = int(value * 10**places + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}d}"
