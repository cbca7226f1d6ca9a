"""A span of days as it is typed, turned over, and set against another one (F-H4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from counter_app.domain.errors import RuleError

Grain = Literal["day", "week", "month", "quarter", "year", "days"]
_DAY = timedelta(days=1)
_WEEK_DAYS = 7
_QUARTER_MONTHS = 3
_YEAR_MONTHS = 12
MOST_DAYS = 3_660
"""Ten years."""
_PARTS = re.compile(
    r"(\d{4})(?:\s*[-./年]\s*(?:([1-4])\s*季度?|[Qq]([1-4])|(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})日?)?月?)?)?年?"
)
_UNTIL = re.compile(r"\s*(?:\.\.|~|至|到|—)\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """The days ``first`` to ``last``, both included, as one ``grain``."""

    grain: Grain
    first: date
    last: date

    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1

    def turned(self, steps: int) -> Span:
        """Return the one so many steps later, earlier when negative."""
        if self.grain == "days":
            shift = _DAY * self.days() * steps
            return Span("days", self.first + shift, self.last + shift)
        return span_at(self.grain, _moved(self.grain, self.first, steps))

    def year_before(self) -> Span:
        """Return the same of the year before; a 29 February becomes the 28th."""
        if self.grain in ("day", "days", "week"):
            first = _same_day(self.first, -1)
            return Span(self.grain, first, first + _DAY * (self.days() - 1))
        return span_at(self.grain, _same_day(self.first, -1))

    def cut(self, today: date) -> Span:
        """Return it without days that lie ahead, its first day at least."""
        return Span(self.grain, self.first, max(self.first, min(self.last, today)))

    def with_days(self, number: int) -> Span:
        """Return its first so many days, all of them if it has fewer."""
        return Span(self.grain, self.first, min(self.last, self.first + _DAY * (number - 1)))


def span_at(grain: Grain, day: date) -> Span:
    """Return the day, week (from Monday), month, quarter or year that holds ``day``."""
    if grain == "week":
        first = day - _DAY * (day.isoweekday() - 1)
        return Span(grain, first, first + _DAY * (_WEEK_DAYS - 1))
    if grain in ("day", "days"):
        return Span(grain, day, day)
    months = _MONTHS[grain]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(grain, first, _months_on(first, months) - _DAY)


def read_span(text: str) -> Span:
    """
    Read ``2026``, ``2026-11``, ``2026-11-24``, ``2026 Q3``, ``2026年11月``, or two with ``..`` between.

    Raises:
        RuleError: ``report_span``, ``report_span_order``, ``report_span_long``

    """
    first, *rest = _UNTIL.split(text.strip())
    begun = _read_one(first)
    if not rest:
        return begun
    ended = _read_one(rest[0])
    if len(rest) > 1:
        raise RuleError("report_span")
    if ended.last < begun.first:
        raise RuleError("report_span_order")
    whole = Span("days", begun.first, ended.last)
    if whole.days() > MOST_DAYS:
        raise RuleError("report_span_long", years=MOST_DAYS // 366)
    return whole


def write_span(span: Span) -> str:
    """Return what ``read_span`` reads back."""
    if span == span_at("year", span.first):
        return f"{span.first:%Y}"
    if span == span_at("month", span.first):
        return f"{span.first:%Y-%m}"
    if span == span_at("quarter", span.first):
        return f"{span.first:%Y} Q{(span.first.month - 1) // _QUARTER_MONTHS + 1}"
    if span.first == span.last:
        return span.first.isoformat()
    return f"{span.first.isoformat()}..{span.last.isoformat()}"


_MONTHS = {"month": 1, "quarter": _QUARTER_MONTHS, "year": _YEAR_MONTHS}


def _read_one(text: str) -> Span:
    found = _PARTS.fullmatch(text.strip().replace(" Q", "-Q").replace(" q", "-q"))
    if found is None:
        raise RuleError("report_span")
    year, quarter, other_quarter, month, day = found.groups()
    quarter = quarter or other_quarter
    try:
        if day:
            return span_at("day", date(int(year), int(month), int(day)))
        if month:
            return span_at("month", date(int(year), int(month), 1))
        if quarter:
            return span_at("quarter", date(int(year), int(quarter) * _QUARTER_MONTHS, 1))
        return span_at("year", date(int(year), 1, 1))
    except (ValueError, OverflowError) as wrong:
        raise RuleError("report_span") from wrong


def _moved(grain: Grain, first: date, steps: int) -> date:
    if grain == "day":
        return first + _DAY * steps
    if grain == "week":
        return first + _DAY * _WEEK_DAYS * steps
    return _months_on(first, _MONTHS[grain] * steps)


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * _YEAR_MONTHS + first.month - 1 + months, _YEAR_MONTHS)
    return date(year, month + 1, 1)


def _same_day(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, day=28)
