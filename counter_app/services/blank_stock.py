"""
What is in the drawer: the next sheet, counts, whether it runs low, and stock-taking (盘点).

Everything here runs with the line cut; functions without a flow run on the store lane.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counter_app.domain.blank import Blank, BlankState, read_tail
from counter_app.domain.blank_operation import BlankCounted
from counter_app.domain.certificate import Sheet
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.serial_range import SerialRange, check_ranges, without
from counter_app.services.blanks import drawer_time, record_on_series
from counter_app.services.desk import Desk, on_store
from counter_app.services.visit import Visit, signed_in

LOW_PERCENT = 50
"""Of what the drawer was given: from there on it asks for more (design/sync.md 3.8 F1)."""
_THERE = (BlankState.HELD, BlankState.VOID)


@dataclass(frozen=True, slots=True)
class SeriesStock:
    """
    One series of the drawer.

    ``next`` is the sheet to offer to the person signed in, None when there is none; ``leased`` how
    many sheets the live leases have in all; ``low``: time to ask for more.
    """

    series: str
    next: int | None
    counts: Mapping[BlankState, int]
    leased: int
    low: bool


@dataclass(frozen=True, slots=True)
class StockTaking:
    """Counted against the books: ``missing`` is not there, ``surplus`` is there but should not be."""

    series: str
    counted: int
    expected: int
    missing: tuple[SerialRange, ...]
    surplus: tuple[SerialRange, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return not self.missing and not self.surplus


def drawer_stock(desk: Desk, visit: Visit) -> Flow[tuple[SeriesStock, ...]]:
    """Tell what is in the drawer, a series after the other."""
    user = signed_in(visit)
    return (yield from on_store(lambda: _stock(desk, user.name)))


def take_stock(
    desk: Desk, visit: Visit, series: str, counted: Sequence[SerialRange]
) -> Flow[StockTaking]:
    """
    Compare what was counted in the drawer with the books, and record it; nothing is moved.

    Counted are unused and void sheets; a bound one may lie there or in the printer.

    Raises:
        RuleError: ``blank_series_unknown``, or as ``serial_range.check_ranges``

    """
    signed_in(visit)
    check_ranges(counted)
    return (yield from on_store(lambda: _take_stock(desk, visit, series, tuple(counted))))


def next_blank(desk: Desk, series: str, person: str) -> Sheet:
    """
    Return the next number of the drawer for a person.

    Raises:
        RuleError: ``blank_none_left``

    """
    offered = desk.ledger.next_blank(series, person)
    if offered is None:
        raise RuleError("blank_none_left", series=series)
    return _sheet(offered)


def sheet_of(desk: Desk, series: str, serial: int, person: str, *, skip: bool = False) -> Sheet:
    """
    Return a sheet that a person named; ``skip``: it is so although others come before it.

    Raises:
        RuleError: ``blank_unknown``, ``blank_elsewhere``, ``blank_taken``, ``blank_keeper``, or
            ``blank_skipped`` with the sheet that should come first

    """
    named = desk.ledger.blank(series, serial)
    if named is None:
        raise RuleError("blank_unknown", serial=serial)
    if named.state is BlankState.TRANSFERRED:
        raise RuleError("blank_elsewhere", serial=serial)
    if named.state is not BlankState.HELD:
        raise RuleError("blank_taken", serial=serial, state=f"@blank_state.{named.state.value}")
    if named.keeper not in ("", person):
        raise RuleError("blank_keeper", serial=serial, keeper=named.keeper)
    first = desk.ledger.next_blank(series, person)
    if first is not None and first != named and not skip:
        raise RuleError("blank_skipped", serial=serial, first=first.serial)
    return _sheet(named)


def candidates(desk: Desk, series: str, typed: str) -> tuple[int, ...]:
    """Return the drawer's unused sheets that end in what was typed, none unless three digits."""
    tail = read_tail(typed)
    return desk.ledger.blanks_with_tail(series, tail) if tail else ()


def _sheet(blank: Blank) -> Sheet:
    return Sheet(blank.series, blank.serial, blank.fence)


def _stock(desk: Desk, person: str) -> tuple[SeriesStock, ...]:
    leases = desk.ledger.blank_leases()
    return tuple(
        _series(desk, person, each, sum(len(lease) for lease in leases if lease.series == each))
        for each in desk.ledger.blank_series()
    )


def _series(desk: Desk, person: str, series: str, leased: int) -> SeriesStock:
    offered = desk.ledger.next_blank(series, person)
    counts = desk.ledger.blank_counts(series)
    low = counts.get(BlankState.HELD, 0) * 100 <= leased * LOW_PERCENT
    return SeriesStock(series, offered.serial if offered else None, counts, leased, low)


def _take_stock(
    desk: Desk, visit: Visit, series: str, counted: tuple[SerialRange, ...]
) -> StockTaking:
    if series not in desk.ledger.blank_series():
        raise RuleError("blank_series_unknown", series=series)
    expected = desk.ledger.blanks_in(series, *_THERE)
    may_be = desk.ledger.blanks_in(series, *_THERE, BlankState.BOUND)
    missing, surplus = without(expected, counted), without(counted, may_be)
    time = drawer_time(desk, visit)
    did = BlankCounted(series, counted, time.day, missing, surplus)
    record_on_series(desk, visit, did, time)
    return StockTaking(series, _sheets(counted), _sheets(expected), missing, surplus)


def _sheets(spans: Sequence[SerialRange]) -> int:
    return sum(len(each) for each in spans)
