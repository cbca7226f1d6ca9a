"""Opening hours as people write them: ``09:30``, ``1-5``, a TOML file of spans."""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from counter_app.domain.errors import RuleError
from counter_app.domain.figure_opening import MINUTES_PER_DAY, OpeningSpan

_TIME = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])", re.ASCII)
_DAYS = re.compile(r"([1-7])(?:-([1-7]))?", re.ASCII)
_MINUTES_PER_HOUR = 60
_NAMES = frozenset({"days", "from", "to", "since", "until"})


def read_span(options: argparse.Namespace) -> OpeningSpan:
    """Return the span that a command line names; RuleError ``opening_form``."""
    since, until = options.since, options.until
    return make_span(options.days, options.first, options.end, since, until)


def read_hours(path: str) -> tuple[OpeningSpan, ...]:
    """
    Return the spans of a TOML file: tables ``[[span]]`` with days, from, to, and since and until.

    Raises:
        RuleError: ``opening_form``

    """
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        tables = data["span"]
        spans = tuple(_span(each) for each in tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise RuleError("opening_form") from wrong
    if not spans or set(data) != {"span"}:
        raise RuleError("opening_form")
    return spans


def make_span(
    days: object, first: object, end: object, since: object = None, until: object = None
) -> OpeningSpan:
    """Return a span of texts and dates; RuleError ``opening_form``."""
    weekdays, begun, ended = _days(str(days)), _minute(str(first)), _minute(str(end))
    dates = [each for each in (since, until) if each is not None]
    if begun >= ended or not all(type(each) is date for each in dates):
        raise RuleError("opening_form")
    made = OpeningSpan(weekdays, begun, ended, _date(since), _date(until))
    if made.since is not None and made.until is not None and made.until < made.since:
        raise RuleError("opening_form")
    return made


def _span(table: Mapping[str, object]) -> OpeningSpan:
    if not set(table) <= _NAMES:
        raise RuleError("opening_form")
    return make_span(
        table["days"], table["from"], table["to"], table.get("since"), table.get("until")
    )


def _date(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _days(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in text.split(","):
        match = _DAYS.fullmatch(part.strip())
        if match is None:
            raise RuleError("opening_form")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise RuleError("opening_form")
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _minute(text: str) -> int:
    match = _TIME.fullmatch(text.strip())
    minute = -1 if match is None else int(match[1]) * _MINUTES_PER_HOUR + int(match[2])
    if not 0 <= minute <= MINUTES_PER_DAY:
        raise RuleError("opening_form")
    return minute
