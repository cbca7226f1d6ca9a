"""Wishes for figures, from a request's query to values within their limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from counter_app.domain.codec import from_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.figure_drill import KNOWN, DrillWish
from counter_app.domain.figure_period import DAYS_MOST, Grouping, PeriodWish
from counter_app.domain.figure_scope import SUPERVISOR
from counter_app.domain.figures import Level, Scope
from county_server.sync.bodies import MalformedError

T = TypeVar("T")

LONGEST = 64
YEARS_MOST = 12
_FIRST_YEAR, _LAST_YEAR = 2000, 2200
_LAST_MS = 2**43
_TIMES = frozenset({Grouping.DAY, Grouping.MONTH, Grouping.YEAR, Grouping.ALL})


@dataclass(frozen=True, slots=True)
class DayAsk:
    """A day asked for; ``by`` is who asks, ``cursor`` what he has seen."""

    scope: Scope
    day: date
    by: str = ""
    cursor: str = ""


def read_day_ask(query: Mapping[str, str]) -> DayAsk:
    """Return the wish for a day; MalformedError, RuleError ``figures_range``."""
    asked = _read(DayAsk, query)
    if max(map(len, (asked.scope.key, asked.by, asked.cursor))) > LONGEST:
        raise MalformedError("long")
    if asked.scope.level in (Level.ITEM, Level.CLERK):
        raise MalformedError("scope")
    _check_days(asked.day, asked.day)
    return asked


def read_period_wish(query: Mapping[str, str]) -> PeriodWish:
    """Return the wish for a period; MalformedError, RuleError ``figures_range``."""
    wish = _read(PeriodWish, query)
    if max(len(wish.scope.key), len(wish.by)) > LONGEST:
        raise MalformedError("long")
    narrow = wish.scope.level not in (Level.HALL, Level.AREA)
    if narrow and wish.grouping not in _TIMES:
        raise MalformedError("grouping")
    _check_days(wish.first, wish.last)
    days = (wish.last - wish.first).days + 1
    if wish.grouping is Grouping.DAY and days > DAYS_MOST:
        raise RuleError("figures_range", most=DAYS_MOST)
    return wish


def read_drill_wish(query: Mapping[str, str]) -> DrillWish:
    """Return the wish for a list; MalformedError."""
    wish = _read(DrillWish, query)
    if max(map(len, (wish.scope.key, wish.by, wish.after))) > LONGEST or wish.what not in KNOWN:
        raise MalformedError("long")
    if not 0 <= wish.first_ms <= wish.end_ms < _LAST_MS or "\0" in wish.scope.key + wish.by:
        raise MalformedError("time")
    return wish


def check_clerks(wish: PeriodWish, roles: tuple[str, ...]) -> None:
    """Let only supervisors see figures by clerk: RuleError ``figures_scope``."""
    if wish.grouping is Grouping.CLERK and SUPERVISOR not in roles:
        raise RuleError("figures_scope")


def _check_days(first: date, last: date) -> None:
    if not (_FIRST_YEAR <= first.year <= _LAST_YEAR and _FIRST_YEAR <= last.year <= _LAST_YEAR):
        raise RuleError("figures_range", most=DAYS_MOST)
    if last < first or last - first > timedelta(days=366 * YEARS_MOST):
        raise RuleError("figures_range", most=DAYS_MOST)


def _read(cls: type[T], query: Mapping[str, str]) -> T:
    try:
        data = json.loads(query.get("wish", ""))
        wish = from_plain(cls, data, strict=True)
    except (ValueError, RecursionError) as wrong:
        raise MalformedError("wish") from wrong
    if "\\u0000" in json.dumps(data):
        raise MalformedError("wish")
    return wish
