"""Which roll-ups cover a period: whole years, then whole months, then days at the edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from counter_app.domain.figure_period import Grouping

Grain = Literal["day", "month", "year"]
_DAY = timedelta(days=1)
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Cover:
    """Roll-up rows of one grain whose first days lie from ``first`` to ``last``, both included."""

    grain: Grain
    first: date
    last: date


def cover(first: date, last: date, grouping: Grouping) -> tuple[Cover, ...]:
    """Return the roll-ups that make up the days ``first`` to ``last``, in order of time."""
    if grouping is Grouping.DAY:
        return (Cover("day", first, last),) if first <= last else ()
    months = _by_month(first, last)
    return _in_a_row(months if grouping is Grouping.MONTH else _by_year(months))


def group_start(day: date, grouping: Grouping) -> date:
    """Return the first day of the day's, month's or year's row."""
    if grouping is Grouping.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if grouping is Grouping.YEAR else day


def _by_month(first: date, last: date) -> list[Cover]:
    covers: list[Cover] = []
    day = first
    while day <= last:
        end = _next_month(day) - _DAY
        if day.day == 1 and end <= last:
            covers.append(Cover("month", day, day))
        else:
            covers.append(Cover("day", day, min(end, last)))
        day = end + _DAY
    return covers


def _by_year(covers: list[Cover]) -> Iterator[Cover]:
    """Yield whole years for their twelve months, all else as it is."""
    at = 0
    while at < len(covers):
        here = covers[at]
        year = covers[at : at + _DECEMBER]
        whole = [each.first.year for each in year if each.grain == "month"]
        if here.first.month == 1 and whole == [here.first.year] * _DECEMBER:
            yield Cover("year", here.first, here.first)
            at += _DECEMBER
        else:
            yield here
            at += 1


def _in_a_row(covers: Iterable[Cover]) -> tuple[Cover, ...]:
    """Return covers of one grain that follow each other as one."""
    joined: list[Cover] = []
    for each in covers:
        if joined and joined[-1].grain == each.grain:
            joined[-1] = Cover(each.grain, joined[-1].first, each.last)
        else:
            joined.append(each)
    return tuple(joined)


def _next_month(day: date) -> date:
    if day.month == _DECEMBER:
        return date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)
