"""The dates a paper promises, by the working-day tables that the county sent (F-F3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.calendar import Calendar, YearTable
from counter_app.domain.codec import from_plain
from counter_app.domain.item import Item, Limit
from counter_app.services.desk import Desk

ANSWER = Limit(5)
"""Administrative licence law art. 32(4): five working days to tell all that is missing."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Due dates from a start; None where a holiday table is not there yet."""

    answer_by: date | None
    due: date | None
    statutory_due: date | None
    bring_by: date | None


def calendar(desk: Desk, area: str) -> Calendar:
    """Return the calendar of an area from the pulled tables (store lane)."""
    rows = desk.cache.rows("calendar")
    return Calendar.from_tables((from_plain(YearTable, row.body) for row in rows), area)


def dates(desk: Desk, area: str, item: Item, start: date) -> Dates:
    """Return every date that counts from ``start`` for ``item`` (store lane)."""
    table = calendar(desk, area)
    return Dates(
        answer_by=table.due_date(start, ANSWER),
        due=table.due_date(start, item.promised),
        statutory_due=table.due_date(start, item.statutory),
        bring_by=table.due_date(start, Limit(desk.settings.rules.correction_days)),
    )
