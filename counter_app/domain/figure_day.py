"""
One day of a hall, an area or a window as it is counted: by minute and window, with its durations.

The county sends it whole, then only what changed (``whole`` False); a window makes the same from
its ledger. ``counter_app.domain.figure_view`` turns it into figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.figure_log import Fact, Happening, facts_of
from counter_app.domain.figure_opening import DayOpening
from counter_app.domain.figures import (
    STEPS_MOST,
    Counts,
    Duration,
    Level,
    Mark,
    Measure,
    Scope,
)

_MS_PER_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class MinuteRow:
    """What one window did in one minute of the day (0 is midnight), in cases of one mark."""

    window: str
    minute: int
    counts: Counts
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class DurationRow:
    """``n`` durations of a window in the step from ``step`` units on; ``total_s``: all their seconds."""

    window: str
    what: Duration
    step: int
    n: int
    total_s: int


@dataclass(frozen=True, slots=True)
class WindowName:
    """A window in scope; ``desk``: it is the county's own desk, where deciding bodies act."""

    window: str
    name: str
    desk: bool = False


@dataclass(frozen=True, slots=True)
class MissingWindow:
    """
    An enrolled window from which nothing came since ``since_ms`` (UTC; None: never).

    Its minutes from ``first`` up to ``end`` of this day are not covered: they are no zeros.
    """

    window: str
    name: str
    since_ms: int | None
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """A number to compare with, in hundredths of cases per minute, and the scope it is set to."""

    hundredths: int
    scope: Scope
    name: str = ""


BASELINES_KIND = "baselines"
"""Feed rows ``(hall_scope(hall), "baselines", hall)`` hold Baselines."""


@dataclass(frozen=True, slots=True)
class Baselines:
    """What is set to compare with."""

    lines: tuple[Baseline, ...]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """
    A day as counted at ``at_ms`` (UTC); ``cursor`` asks for what changed since.

    ``opening`` is of the whole day. ``missing`` and ``names`` are complete in every answer; of
    ``minutes`` and ``durations`` an answer that is not ``whole`` has those that changed.
    """

    scope: Scope
    day: date
    at_ms: int
    cursor: str
    whole: bool
    minutes: tuple[MinuteRow, ...]
    durations: tuple[DurationRow, ...]
    names: tuple[WindowName, ...]
    missing: tuple[MissingWindow, ...]
    opening: DayOpening
    baselines: tuple[Baseline, ...] = ()


def merge(before: DayFigures, news: DayFigures) -> DayFigures:
    """Return ``before`` with what changed laid over it; of another day or scope only the news."""
    if news.whole or (before.scope, before.day) != (news.scope, news.day):
        return news
    minutes = {_minute_key(each): each for each in (*before.minutes, *news.minutes)}
    durations = {_duration_key(each): each for each in (*before.durations, *news.durations)}
    # a row that came to nothing is told as zeros once
    return replace(
        news,
        whole=True,
        minutes=tuple(minutes[key] for key in sorted(minutes) if minutes[key].counts != Counts()),
        durations=tuple(durations[key] for key in sorted(durations) if durations[key].n),
    )


def changed_minutes(before: DayFigures, after: DayFigures) -> frozenset[int]:
    """Return the minutes whose bars differ, for a screen that draws only those."""
    return frozenset(each.minute for each in set(before.minutes) ^ set(after.minutes))


def minute_of(at_ms: int) -> int:
    """Return the minute of its day in Nyingchi."""
    return (at_ms - localtime.start_ms(localtime.day(at_ms))) // _MS_PER_MINUTE


def count_day(
    log: Iterable[Happening], day: date
) -> tuple[tuple[MinuteRow, ...], tuple[DurationRow, ...]]:
    """
    Count one day of a log that holds every operation on the day's cases and tickets.

    Whoever keeps roll-ups must come to the same rows.
    """
    facts = [each for each in facts_of(log) if localtime.day(each.at_ms) == day]
    return minute_rows(facts), duration_rows(facts)


def minute_rows(facts: Sequence[Fact]) -> tuple[MinuteRow, ...]:
    """Return the counts among ``facts`` of one day, by window, minute and mark."""
    found: dict[tuple[str, int, str], Counter[str]] = {}
    for each in facts:
        if isinstance(each.what, Measure):
            key = each.window, minute_of(each.at_ms), each.mark.value
            found.setdefault(key, Counter())[each.what.value] += 1
    return tuple(
        MinuteRow(window, minute, Counts(**found[window, minute, mark]), Mark(mark))
        for window, minute, mark in sorted(found)
    )


def duration_rows(facts: Sequence[Fact]) -> tuple[DurationRow, ...]:
    """Return the durations among ``facts`` of one day, by window, kind and step."""
    number: Counter[tuple[str, str, int]] = Counter()
    total: Counter[tuple[str, str, int]] = Counter()
    for each in facts:
        if isinstance(each.what, Duration) and each.seconds is not None:
            key = each.window, each.what.value, step_of(each.what, each.seconds)
            number[key] += 1
            total[key] += each.seconds
    return tuple(
        DurationRow(window, Duration(what), step, number[window, what, step], total[key])
        for key in sorted(number)
        for window, what, step in (key,)
    )


def step_of(what: Duration, seconds: int) -> int:
    """Return the step in which a duration is kept."""
    return min(seconds // what.unit_s, STEPS_MOST)


def own_scope(window: str) -> Scope:
    """Return the scope of one window, for which its ledger alone can answer."""
    return Scope(Level.WINDOW, window)


def _minute_key(each: MinuteRow) -> tuple[str, int, str]:
    return each.window, each.minute, each.mark.value


def _duration_key(each: DurationRow) -> tuple[str, str, int]:
    return each.window, each.what.value, each.step
