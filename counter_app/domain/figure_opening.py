"""
When a hall is open: the denominator of throughput (facts/domain.md 1.6, requirement 1).

Open minutes come from the business calendar and the hall's opening hours, never from the wall clock
or from who signed in. Without hours, or in a year without a holiday table, there are none to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from counter_app.domain.calendar import Calendar
from counter_app.domain.errors import RuleError
from counter_app.domain.figures import NoFigure

OPENING_KIND = "opening"
"""Feed rows ``(hall_scope(hall), "opening", hall)`` hold an ``OpeningHours``."""
MINUTES_PER_DAY = 1_440
_MONDAY = 1


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of a day from ``first`` up to and without ``end``; 0 is midnight in Nyingchi."""

    first: int
    end: int

    def __len__(self) -> int:
        """How many they are."""
        return self.end - self.first


@dataclass(frozen=True, slots=True)
class OpeningSpan:
    """
    Open from ``first`` up to ``end`` (minutes of the day) on the weekdays ``days`` (Monday 1).

    Valid from ``since`` to ``until``, both included; None: without an end. A lunch break is the gap
    between two spans; summer and winter hours are spans that end and begin.
    """

    days: tuple[int, ...]
    first: int
    end: int
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on ``day``."""
        after = self.since is None or self.since <= day
        return after and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A hall's opening hours, and the six-digit code of the area whose holidays it keeps."""

    hall: str
    area: str
    spans: tuple[OpeningSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class DayOpening:
    """A day's open minutes, in order and apart; with a ``reason`` they are not known."""

    minutes: tuple[Minutes, ...] = ()
    reason: NoFigure = ""

    def until(self, minute: int) -> DayOpening:
        """Return what of it lies before ``minute`` of the day."""
        cut = (Minutes(each.first, min(each.end, minute)) for each in self.minutes)
        return DayOpening(tuple(each for each in cut if each.first < each.end), self.reason)

    def since(self, minute: int) -> DayOpening:
        """Return what of it lies at or after ``minute`` of the day."""
        cut = (Minutes(max(each.first, minute), each.end) for each in self.minutes)
        return DayOpening(tuple(each for each in cut if each.first < each.end), self.reason)

    def count(self) -> int:
        """How many minutes it has."""
        return sum(map(len, self.minutes))

    def last(self, wanted: int) -> DayOpening:
        """Return its last ``wanted`` minutes, or all if it has fewer."""
        left, kept = wanted, list[Minutes]()
        for each in reversed(self.minutes):
            if left > 0:
                kept.append(Minutes(max(each.first, each.end - left), each.end))
                left -= len(each)
        return DayOpening(tuple(reversed(kept)), self.reason)


def opening_on(hours: OpeningHours | None, calendar: Calendar, day: date) -> DayOpening:
    """
    Return a hall's open minutes on ``day``.

    A holiday is closed. A weekend day that is worked instead of another has its own hours, or
    Monday's. Where no table names the day, its weekday's hours hold: a hall may open on Saturdays.
    """
    if hours is None or not hours.spans:
        return DayOpening(reason="no_opening_hours")
    try:
        named = calendar.named(day)
    except RuleError:
        return DayOpening(reason="no_calendar")
    if named is False:
        return DayOpening()
    spans = [each for each in hours.spans if each.holds_on(day)]
    own = [each for each in spans if day.isoweekday() in each.days]
    if not own and named:
        own = [each for each in spans if _MONDAY in each.days]
    return DayOpening(_joined(Minutes(each.first, each.end) for each in own))


def together(days: Sequence[DayOpening]) -> DayOpening:
    """Return when any of several halls is open; not known as long as one of them is not."""
    unknown = next((each for each in days if each.reason), None)
    if unknown is not None or not days:
        return unknown or DayOpening(reason="no_opening_hours")
    return DayOpening(_joined(part for each in days for part in each.minutes))


def _joined(parts: Iterable[Minutes]) -> tuple[Minutes, ...]:
    joined: list[Minutes] = []
    for each in sorted(parts, key=lambda part: part.first):
        if joined and each.first <= joined[-1].end:
            joined[-1] = Minutes(joined[-1].first, max(joined[-1].end, each.end))
        elif each.first < each.end:
            joined.append(each)
    return tuple(joined)
