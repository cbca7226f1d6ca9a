"""
The figures of a scope over some time, from its counts, durations and open minutes (F-H1).

One place for every formula: the living day, the period, the window cut off from the county and the
report all print these. Each is told with numerator, denominator and definition.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from counter_app.domain.figure_opening import DayOpening
from counter_app.domain.figures import (
    Basis,
    Counts,
    Duration,
    Figure,
    NoFigure,
)

_SECONDS_PER_MINUTE = 60
_MINUTES_PER_HOUR = 60
LAST_OPEN_MINUTES = 60


class Lasting(Protocol):
    """A step of a histogram: ``n`` durations from ``step`` units on, ``total_s`` together."""

    @property
    def what(self) -> Duration: ...  # noqa: D102 - as the class says
    @property
    def step(self) -> int: ...  # noqa: D102
    @property
    def n(self) -> int: ...  # noqa: D102
    @property
    def total_s(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Spent:
    """
    ``n`` durations (one at least), ``total_s`` seconds together.

    ``lower`` and ``upper``: the steps in the middle when all are put in order, one and the same when
    ``n`` is odd.
    """

    what: Duration
    n: int
    total_s: int
    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class OpenTime:
    """``minutes`` in which the scope was open; with a ``reason`` they are not known (or none yet)."""

    minutes: int
    reason: NoFigure = ""

    @classmethod
    def of(cls, opening: DayOpening, windows: int = 1) -> OpenTime:
        """Count a day's open minutes, once for each of so many windows."""
        minutes = opening.count()
        reason = opening.reason or ("" if minutes else "closed") or ("" if windows else "nothing")
        return cls(0 if reason else minutes * windows, reason)


@dataclass(frozen=True, slots=True)
class Measures:
    """
    Every figure of one scope; ``counts`` are of ordinary cases.

    ``throughput``: events per open minute over all the time; ``rate_60``: over the last 60 open
    minutes of a living day. ``per_hour``: events per window-hour. ``immediate``: share of 即办件.
    The medians and ``idle`` (all of it) are minutes.
    """

    counts: Counts
    throughput: Figure
    rate_60: Figure
    per_hour: Figure
    immediate: Figure
    waiting: Figure
    walking: Figure
    handling: Figure
    serving: Figure
    idle: Figure


def measures(
    counts: Counts,
    spent: Sequence[Spent],
    opened: OpenTime,
    basis: Basis,
    *,
    worked: OpenTime | None = None,
    rate_60: Figure | None = None,
) -> Measures:
    """
    Return the figures of a scope.

    ``worked``: the open minutes of each window on each day it was at work, together; None: one
    window, or one clerk, all the time.
    """
    events = counts.of(basis)
    living = rate_60 or Figure(f"rate_60.{basis.value}", 0, 1, 0, "not_live")
    return Measures(
        counts,
        rate("throughput", events, opened, basis),
        living,
        rate("per_hour", events * _MINUTES_PER_HOUR, worked or opened, basis, count=events),
        share("immediate", counts.immediate_of(basis), events, basis),
        median(spent, Duration.WAITING),
        median(spent, Duration.WALKING),
        median(spent, Duration.HANDLING),
        median(spent, Duration.SERVING),
        total(spent, Duration.IDLE),
    )


def rate(
    name: str, events: int, opened: OpenTime, basis: Basis, *, count: int | None = None
) -> Figure:
    """Return events over open minutes; without open minutes the reason."""
    known = opened.minutes if not opened.reason else 1
    behind = events if count is None else count
    return Figure(f"{name}.{basis.value}", events, known, behind, opened.reason)


def share(name: str, part: int, whole: int, basis: Basis) -> Figure:
    """Return a part of a whole; of nothing there is no share."""
    return Figure(f"{name}.{basis.value}", part, whole or 1, part, "" if whole else "nothing")


def median(spent: Sequence[Spent], what: Duration) -> Figure:
    """Return the median in minutes, exact to the duration's unit; ``numerator`` are half seconds."""
    found = next((each for each in spent if each.what is what), None)
    if found is None:
        return Figure(f"median.{what.value}", 0, 1, 0, "nothing")
    halves = (found.lower + found.upper) * what.unit_s
    return Figure(f"median.{what.value}", halves, 2 * _SECONDS_PER_MINUTE, found.n)


def total(spent: Sequence[Spent], what: Duration) -> Figure:
    """Return all minutes together; nothing measured is not zero."""
    found = next((each for each in spent if each.what is what), None)
    if found is None:
        return Figure(f"total.{what.value}", 0, 1, 0, "nothing")
    return Figure(f"total.{what.value}", found.total_s, _SECONDS_PER_MINUTE, found.n)


def spent_of(lasting: Iterable[Lasting]) -> tuple[Spent, ...]:
    """Return a histogram's number, sum and middle, for each kind of duration in it."""
    found: dict[Duration, list[Lasting]] = {}
    for each in lasting:
        found.setdefault(each.what, []).append(each)
    return tuple(_spent(what, found[what]) for what in Duration if what in found)


def _spent(what: Duration, rows: Sequence[Lasting]) -> Spent:
    steps: Counter[int] = Counter()
    for each in rows:
        steps[each.step] += each.n
    number, seconds = sum(steps.values()), sum(each.total_s for each in rows)
    places = list(accumulate(steps[step] for step in sorted(steps)))
    lower, upper = (
        sorted(steps)[bisect_right(places, place)] for place in ((number - 1) // 2, number // 2)
    )
    return Spent(what, number, seconds, lower, upper)
