"""
The certificate window's day ledger and its counts by day and year, from what was recorded here.

It needs no line. A certificate counts once, on the day of its first confirmation that stands: one
whose sheet was made void and not printed again does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.flow import Flow
from counter_app.domain.issue_operation import (
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
    ResultHandedOver,
)
from counter_app.domain.localtime import day as day_of
from counter_app.domain.localtime import start_ms
from counter_app.domain.records import Recorded
from counter_app.services.certificate_steps import ROLES
from counter_app.services.desk import Desk, enrolled, on_store
from counter_app.services.visit import Visit, signed_in

_KINDS = (CertificateBound, CertificateConfirmed, CertificateSpoiled, ResultHandedOver)


@dataclass(frozen=True, slots=True)
class DayLine:
    """One movement: ``act`` is the operation's kind; ``serial`` is 0 without a numbered sheet."""

    wall_ms: int
    act: str
    case_no: str
    number: str
    series: str
    serial: int
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Certificates issued, sheets made void, results handed over."""

    issued: int = 0
    void_sheets: int = 0
    handed_over: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of one window for a day and for its year."""

    window: str
    day: Count
    year: Count


def day_ledger(desk: Desk, visit: Visit, day: date) -> Flow[tuple[DayLine, ...]]:
    """Return what happened to certificates here on ``day``, oldest first."""
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _day_ledger(desk, day)))


def counts(desk: Desk, visit: Visit, day: date) -> Flow[Counts]:
    """Return this window's figures for ``day`` and for its year."""
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _counts(desk, day)))


def _year(desk: Desk, day: date) -> tuple[Recorded, ...]:
    """Return the year's movements, without those that the county has parked."""
    kinds = (each.kind for each in _KINDS)
    since = start_ms(date(day.year, 1, 1))
    return tuple(each for each in desk.ledger.of_kinds(*kinds, since_ms=since) if not each.code)


def _day_ledger(desk: Desk, day: date) -> tuple[DayLine, ...]:
    numbers: dict[str, str] = {}
    lines = []
    for each in _year(desk, day):
        did = each.entry.operation
        if isinstance(did, CertificateBound):
            numbers[did.certificate] = did.number
        if day_of(each.entry.at.wall) == day:
            lines += _lines(each, numbers)
    return tuple(lines)


def _lines(recorded: Recorded, numbers: dict[str, str]) -> list[DayLine]:
    entry, did = recorded.entry, recorded.entry.operation
    if isinstance(did, ResultHandedOver):
        given = did.certificates or ("",)
        sheets = [(numbers.get(each, ""), "", 0, "") for each in given]
    elif isinstance(did, CertificateBound | CertificateSpoiled):
        sheets = [(numbers.get(did.certificate, ""), did.series, did.serial, did.reason)]
    else:
        assert isinstance(did, CertificateConfirmed)  # noqa: S101 - no other kind was asked for
        sheets = [(numbers.get(did.certificate, ""), did.series, did.serial, "")]
    return [
        DayLine(entry.at.wall, did.kind, entry.no or "", number, series, serial, entry.by, reason)
        for number, series, serial, reason in sheets
    ]


def _counts(desk: Desk, day: date) -> Counts:
    year = _year(desk, day)
    issued = _issued(year)
    return Counts(
        enrolled(desk).window.name,
        _count([each for each in year if day_of(each.entry.at.wall) == day], _on(issued, day)),
        _count(year, len(issued)),
    )


def _on(issued: dict[str, date], day: date) -> int:
    return sum(each == day for each in issued.values())


def _issued(year: tuple[Recorded, ...]) -> dict[str, date]:
    """Return the certificates that stand confirmed, with the day of their first confirmation."""
    first: dict[str, date] = {}
    standing: set[str] = set()
    for each in year:
        did = each.entry.operation
        if isinstance(did, CertificateConfirmed):
            first.setdefault(did.certificate, day_of(each.entry.at.wall))
            standing.add(did.certificate)
        elif isinstance(did, CertificateSpoiled):
            standing.discard(did.certificate)
    return {each: day for each, day in first.items() if each in standing}


def _count(recorded: list[Recorded] | tuple[Recorded, ...], issued: int) -> Count:
    done = [each.entry.operation for each in recorded]
    void = sum(isinstance(each, CertificateSpoiled) and each.fate == "void" for each in done)
    handed = sum(isinstance(each, ResultHandedOver) for each in done)
    return Count(issued, void, handed)
