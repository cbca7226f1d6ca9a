"""The lines of a hand-over: those of the closing list, and whose the blanks are (F-A4)."""

from __future__ import annotations

from counter_app.domain.serial_range import spelled
from counter_app.domain.shift import BlankUse, DayFigures
from counter_app.services.closing_checks import closing_checks
from counter_app.services.opening_checks import Check


def shift_checks(figures: DayFigures) -> tuple[Check, ...]:
    """Judge what is handed over; somebody at the window is no obstacle, the ticket stays here."""
    return (
        *(_noted(each) for each in closing_checks(figures)),
        *(_kept(each) for each in figures.blanks if each.kept),
    )


def _noted(check: Check) -> Check:
    if check.id == "serving" and check.light == "red":
        return Check("serving", "yellow", f"{check.state}_over", check.values)
    return check


def _kept(use: BlankUse) -> Check:
    values = (("series", use.series), ("ranges", spelled(use.kept)), ("count", _count(use)))
    return Check("kept", "yellow", "some", values)


def _count(use: BlankUse) -> int:
    return sum(len(each) for each in use.kept)
