"""
The minute view: a counted day as bars, a mean, bands, baselines and figures (F-H1, F-H2).

Pure and the same wherever the day was counted: at the county, or at a window that is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from counter_app.domain import localtime
from counter_app.domain.county_desk import is_desk
from counter_app.domain.figure_day import (
    Baseline,
    DayFigures,
    DurationRow,
    MinuteRow,
    MissingWindow,
    minute_of,
)
from counter_app.domain.figure_measures import (
    LAST_OPEN_MINUTES,
    Measures,
    OpenTime,
    measures,
    rate,
    spent_of,
)
from counter_app.domain.figure_opening import MINUTES_PER_DAY, DayOpening
from counter_app.domain.figures import Basis, Counts, Figure, Level, Mark, Scope

MEAN_MINUTES = 15
_FLAT = 3
"""A line more than so many times above everything else would flatten the rest."""
_PER_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class MinuteBar:
    """What happened in one minute; a minute without a bar had nothing, unless it is not covered."""

    minute_of_day: int
    arrivals: int
    received: int
    accepted: int
    closed: int
    consultations: int

    def completions(self, basis: Basis) -> int:
        """The lower bar."""
        return self.accepted if basis is Basis.ACCEPTED else self.closed


@dataclass(frozen=True, slots=True)
class MeanPoint:
    """Completions of the last 15 open minutes up to and with this one, over how many those were."""

    minute_of_day: int
    events: int
    minutes: int

    @property
    def value(self) -> Fraction:
        """Completions per minute."""
        return Fraction(self.events, self.minutes)


@dataclass(frozen=True, slots=True)
class BaselineLook:
    """
    How a baseline is shown: drawn, or in words.

    Text ``figure.baseline.MANNER``. ``other_scope``: it is set to another scope than this view's.
    ``flat``: its line would flatten the scale. ``percent`` of it that the day's throughput is, None
    where there is no throughput.
    """

    baseline: Baseline
    manner: Literal["drawn", "flat", "other_scope"]
    percent: int | None


@dataclass(frozen=True, slots=True)
class WindowFigures:
    """One window's row; ``missing`` when it has not reported: its figures are not whole."""

    window: str
    name: str
    desk: bool
    measures: Measures
    missing: MissingWindow | None = None


@dataclass(frozen=True, slots=True)
class ApartCount:
    """Cases that no figure counts."""

    mark: Mark
    received: int
    accepted: int
    closed: int


@dataclass(frozen=True, slots=True)
class MinuteView:
    """
    A day as the 大厅 place shows it; ``until``: the first minute that lies ahead.

    ``opening`` is the whole day's, ``whole`` its figures up to now, ``windows`` in the order of the
    names. Without open minutes the mean has no points.
    """

    scope: Scope
    basis: Basis
    until: int
    bars: tuple[MinuteBar, ...]
    mean: tuple[MeanPoint, ...]
    opening: DayOpening
    missing: tuple[MissingWindow, ...]
    baselines: tuple[BaselineLook, ...]
    whole: Measures
    windows: tuple[WindowFigures, ...]
    apart: tuple[ApartCount, ...]


def view_of(day: DayFigures, basis: Basis = Basis.ACCEPTED) -> MinuteView:
    """Return the minute view of a day."""
    until = minutes_passed(day)
    counted = [each for each in day.minutes if each.mark is Mark.NONE]
    bars = _bars(counted)
    mean = mean_points(bars, day.opening, until, basis)
    whole = _measures(counted, day.durations, day.opening.until(until), basis)
    return MinuteView(
        day.scope,
        basis,
        until,
        bars,
        mean,
        day.opening,
        day.missing,
        tuple(_look(each, day, bars, mean, whole.throughput, basis) for each in day.baselines),
        whole,
        _windows(day, counted, until, basis),
        _apart(day.minutes),
    )


def minutes_passed(day: DayFigures) -> int:
    """Return how many minutes of the day were over when it was counted, the running one included."""
    now = localtime.day(day.at_ms)
    if now == day.day:
        return minute_of(day.at_ms) + 1
    return MINUTES_PER_DAY if now > day.day else 0


def mean_points(
    bars: Sequence[MinuteBar], opening: DayOpening, until: int, basis: Basis
) -> tuple[MeanPoint, ...]:
    """Return the mean of completions at each open minute that is over."""
    events = {each.minute_of_day: each.completions(basis) for each in bars}
    open_ = {at for each in opening.until(until).minutes for at in range(each.first, each.end)}
    points = []
    for minute in sorted(open_):
        last = [at for at in range(minute - MEAN_MINUTES + 1, minute + 1) if at in open_]
        points.append(MeanPoint(minute, sum(events.get(at, 0) for at in last), len(last)))
    return tuple(points)


def _bars(rows: Iterable[MinuteRow]) -> tuple[MinuteBar, ...]:
    found: dict[int, Counts] = {}
    for each in rows:
        found[each.minute] = found.get(each.minute, Counts()) + each.counts
    return tuple(
        MinuteBar(at, c.arrivals, c.received, c.accepted, c.closed, c.consultations)
        for at, c in sorted(found.items())
    )


def _measures(
    rows: Sequence[MinuteRow], lasting: Sequence[DurationRow], passed: DayOpening, basis: Basis
) -> Measures:
    counts = sum((each.counts for each in rows), Counts())
    at_work = {each.window for each in rows if each.counts.at_work and not is_desk(each.window)}
    return measures(
        counts,
        spent_of(lasting),
        OpenTime.of(passed),
        basis,
        worked=OpenTime.of(passed, len(at_work)),
        rate_60=_last_hour(rows, passed, basis),
    )


def _last_hour(rows: Sequence[MinuteRow], passed: DayOpening, basis: Basis) -> Figure:
    """Return the events from the first of the last 60 open minutes on, over those minutes."""
    last = passed.last(LAST_OPEN_MINUTES)
    first = last.minutes[0].first if last.minutes else 0
    events = sum(each.counts.of(basis) for each in rows if each.minute >= first)
    return rate("rate_60", events, OpenTime.of(last), basis)


def _windows(
    day: DayFigures, rows: Sequence[MinuteRow], until: int, basis: Basis
) -> tuple[WindowFigures, ...]:
    passed = day.opening.until(until)
    missing = {each.window: each for each in day.missing}
    shown = []
    for name in day.names:
        own = [each for each in rows if each.window == name.window]
        lasting = [each for each in day.durations if each.window == name.window]
        found = _measures(own, lasting, passed, basis)
        gap = missing.get(name.window)
        shown.append(WindowFigures(name.window, name.name, name.desk, found, gap))
    return tuple(shown)


def _look(
    baseline: Baseline,
    day: DayFigures,
    bars: Sequence[MinuteBar],
    mean: Sequence[MeanPoint],
    throughput: Figure,
    basis: Basis,
) -> BaselineLook:
    value = Fraction(baseline.hundredths, _PER_HUNDRED)
    reached = throughput.value
    percent = None if reached is None else int(reached / value * _PER_HUNDRED + Fraction(1, 2))
    if baseline.scope != day.scope:
        return BaselineLook(baseline, "other_scope", percent)
    heights = [Fraction(max(each.arrivals, each.completions(basis))) for each in bars]
    highest = max([*heights, *(each.value for each in mean)], default=Fraction(0))
    return BaselineLook(baseline, "flat" if value > highest * _FLAT else "drawn", percent)


def _apart(rows: Iterable[MinuteRow]) -> tuple[ApartCount, ...]:
    found: dict[Mark, Counts] = {}
    for each in rows:
        if each.mark is not Mark.NONE:
            found[each.mark] = found.get(each.mark, Counts()) + each.counts
    ordered = (mark for mark in Mark if mark in found)
    return tuple(
        ApartCount(m, c.received, c.accepted, c.closed) for m in ordered for c in (found[m],)
    )


def of_window(day: DayFigures, window: str) -> DayFigures:
    """Return the part of a day that one window made: the view's window filter."""
    return replace(
        day,
        scope=Scope(Level.WINDOW, window),
        minutes=tuple(each for each in day.minutes if each.window == window),
        durations=tuple(each for each in day.durations if each.window == window),
        names=tuple(each for each in day.names if each.window == window),
        missing=tuple(each for each in day.missing if each.window == window),
    )
