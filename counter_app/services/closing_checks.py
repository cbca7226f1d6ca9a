"""
The lines of the closing list: each a pure judgement on what stands (F-A6).

Red keeps the window open, yellow is noted and comes back at the next opening. ``state`` is the end of
the sentences ``ui.closing.says.<id>.<state>``.
"""

from __future__ import annotations

from counter_app.domain.serial_range import SerialRange, spelled
from counter_app.domain.shift import BlankUse, DayFigures
from counter_app.services.opening_checks import UNSENT_OLD_S, Check

_HOUR_S, _MINUTE_S = 3_600, 60


def closing_checks(figures: DayFigures) -> tuple[Check, ...]:
    """Judge everything the window's own files tell, in the order of the list."""
    return (
        _serving(figures),
        _held(figures),
        _table(figures),
        _counted("drafts", figures.drafts),
        _counted("receipts", figures.receipts),
        _sheets(figures),
        _counted("unprinted", figures.unprinted),
        _counted("papers", figures.papers),
        _unsent(figures),
        *(_blanks(each) for each in figures.blanks),
    )


def waiting_check(waiting: int | None) -> Check:
    """Judge who still waits in the hall; None: the line is cut."""
    if waiting is None:
        return Check("waiting", "yellow", "unknown")
    return _counted("waiting", waiting)


def _serving(figures: DayFigures) -> Check:
    if not figures.ticket:
        return Check("serving", "green", "none")
    state = "called" if figures.called else "there"
    return Check("serving", "red", state, (("no", figures.ticket),))


def _held(figures: DayFigures) -> Check:
    if not figures.held:
        return Check("held", "green", "none")
    values = (("count", len(figures.held)), ("numbers", "、".join(figures.held)))
    return Check("held", "yellow", "some", values)


def _table(figures: DayFigures) -> Check:
    return Check("table", "yellow", "some") if figures.table else Check("table", "green", "none")


def _sheets(figures: DayFigures) -> Check:
    if not figures.sheets:
        return Check("sheets", "green", "none")
    return Check("sheets", "red", "some", (("count", figures.sheets),))


def _counted(name: str, count: int) -> Check:
    if not count:
        return Check(name, "green", "none")
    return Check(name, "yellow", "some", (("count", count),))


def _unsent(figures: DayFigures) -> Check:
    if figures.parked:
        return Check("unsent", "yellow", "parked", (("count", figures.parked),))
    if not figures.unsent:
        return Check("unsent", "green", "none")
    count, age_s = ("count", figures.unsent), figures.unsent_age_s
    if age_s > UNSENT_OLD_S:
        return Check("unsent", "yellow", "days", (count, ("days", age_s // UNSENT_OLD_S)))
    if age_s > _HOUR_S:
        return Check("unsent", "yellow", "hours", (count, ("hours", age_s // _HOUR_S)))
    return Check("unsent", "yellow", "minutes", (count, ("minutes", age_s // _MINUTE_S)))


def _blanks(use: BlankUse) -> Check:
    values = (
        ("series", use.series),
        ("used", _sheets_of(use.used)),
        ("ranges", spelled(use.used)),
        ("void", _sheets_of(use.void)),
        ("left", use.left),
        ("next", use.next),
        ("unconfirmed", _sheets_of(use.unconfirmed)),
    )
    state = "used" if use.used else "still"
    if use.void:
        state = f"{state}_void"
    return Check("blanks", "green", state, values)


def _sheets_of(spans: tuple[SerialRange, ...]) -> int:
    return sum(len(each) for each in spans)
