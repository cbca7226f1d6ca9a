"""A window's own figures from its own ledger, while the line to the county is cut (F-H1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from counter_app.domain.calendar import Calendar
from counter_app.domain.figure_day import (
    Baseline,
    DayFigures,
    WindowName,
    count_day,
    own_scope,
)
from counter_app.domain.figure_log import CASE_KINDS, LOG_KINDS, Happening
from counter_app.domain.figure_opening import OpeningHours, opening_on
from counter_app.domain.item import ProjectType
from counter_app.domain.numbers import parse_case_no
from counter_app.domain.operation import Entry
from counter_app.domain.records import Recorded
from counter_app.domain.wire import WindowInfo

PARKED = "parked"
_UNKNOWN = ("", False)


@dataclass(frozen=True, slots=True)
class OwnWindow:
    """What a window knows of itself and its hall with the line cut."""

    info: WindowInfo
    hours: OpeningHours | None
    calendar: Calendar
    baselines: tuple[Baseline, ...] = ()


def own_day(recorded: Sequence[Recorded], day: date, own: OwnWindow, at_ms: int) -> DayFigures:
    """
    Count one day of this window; ``recorded`` are its operations of LOG_KINDS, oldest first.

    They reach back as far as the day's cases and tickets do. A case that another window opened is
    told by its number only, and its decision there is not known here.
    """
    minutes, durations = count_day(happenings(recorded, own.info), day)
    return DayFigures(
        own_scope(own.info.id),
        day,
        at_ms,
        "",
        True,  # noqa: FBT003 - whole
        minutes,
        durations,
        (WindowName(own.info.id, own.info.name),),
        (),
        opening_on(own.hours, own.calendar, day),
        own.baselines,
    )


def happenings(recorded: Iterable[Recorded], own: WindowInfo) -> tuple[Happening, ...]:
    """Return what took effect, in the order of the ledger; what the county parked did not."""
    known: dict[str, tuple[str, bool]] = {}
    found = []
    for n, each in enumerate(recorded):
        entry = each.entry
        if each.outcome == PARKED or entry.operation.kind not in LOG_KINDS:
            continue
        opens = _opens(entry, own) and entry.subject not in known
        if entry.operation.kind in CASE_KINDS:
            known[entry.subject] = _item(entry) or known.get(entry.subject, _UNKNOWN)
        found.append(_happening(n, each, known.get(entry.subject, _UNKNOWN), opens=opens))
    return tuple(found)


def _happening(n: int, each: Recorded, item: tuple[str, bool], *, opens: bool) -> Happening:
    entry = each.entry
    head = (each.op_id.hex(), n, entry.at.wall, entry.window, entry.by, entry.operation.kind)
    return Happening(*head, entry.subject, *item, opens=opens)


def _opens(entry: Entry, own: WindowInfo) -> bool:
    """Whether the case got its number here: another window's case was opened there."""
    if entry.operation.kind not in CASE_KINDS or entry.no is None:
        return False
    parts = parse_case_no(entry.no)
    return (parts.area, parts.slot) == (own.area, own.slot)


def _item(entry: Entry) -> tuple[str, bool] | None:
    application = getattr(entry.operation, "application", None)
    if application is None:
        return None
    return application.item.code, application.item.project_type is ProjectType.IMMEDIATE
