"""
Working days of the state, with the extra days of a city laid over them (facts/domain.md 2.9).

Periods of a licence are working days (administrative licence law art. 82). The day of the event is
day 0. Tables are data: a national one (area ``""``) for each year, and local ones for an area,
which may give days off or take them back. A year without a national table is an error, never a
guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from counter_app.domain.errors import RuleError
from counter_app.domain.item import DayUnit, Limit

T = TypeVar("T")

_DAY = timedelta(days=1)
_SATURDAY = 5
_HOURS_PER_DAY = 24
NATIONAL = ""


@dataclass(frozen=True, slots=True)
class Break:
    """Days off in a row, both ends included, ordinary weekend days among them."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class YearTable:
    """
    One published table of one year: the body of a feed row of kind ``calendar``.

    ``area`` is empty for the national table, else a six-digit area code (``540400``). ``worked``
    are days worked although they fall on a weekend or in a wider layer's break. ``confidence`` is
    the mark of facts/domain.md 0.
    """

    area: str
    year: int
    breaks: tuple[Break, ...]
    worked: tuple[date, ...]
    source: str
    confidence: str

    @property
    def id(self) -> str:
        """The table's feed id, such as ``540400-2025`` or ``national-2026``."""
        return f"{self.area or 'national'}-{self.year}"

    def rules_on(self, day: date) -> bool | None:
        """Whether ``day`` is worked by this table, or None when the table does not name it."""
        if day in self.worked:
            return True
        if any(each.first <= day <= each.last for each in self.breaks):
            return False
        return None


class Calendar:
    """Which days a hall works: the national layer under the local layers, the nearest one wins."""

    def __init__(
        self,
        national: Mapping[int, YearTable],
        local: Mapping[int, tuple[YearTable, ...]],
    ) -> None:
        self._national = dict(national)
        self._layers = {
            year: (*local.get(year, ()), table) for year, table in self._national.items()
        }

    @classmethod
    def from_tables(cls, tables: Iterable[YearTable], area: str) -> Calendar:
        """
        Choose the layers of ``area`` (six digits): its own, its city's, its region's, the state's.

        Raises:
            RuleError: ``calendar_doubled``, two tables of one year and area

        """
        chosen: dict[tuple[str, int], YearTable] = {}
        for table in tables:
            if (table.area, table.year) in chosen:
                raise RuleError("calendar_doubled", table=table.id)
            chosen[table.area, table.year] = table
        nearest_first = dict.fromkeys((area, f"{area[:4]}00", f"{area[:2]}0000"))
        years = {year for _, year in chosen}
        local = {
            year: tuple(chosen[code, year] for code in nearest_first if (code, year) in chosen)
            for year in years
        }
        national = {year: chosen[NATIONAL, year] for year in years if (NATIONAL, year) in chosen}
        return cls(national, local)

    def is_working(self, day: date) -> bool:
        """
        Whether the hall works on ``day``.

        Raises:
            RuleError: ``calendar_year_missing``, no national table of that year

        """
        named = self.named(day)
        return day.weekday() < _SATURDAY if named is None else named

    def named(self, day: date) -> bool | None:
        """
        Return whether a table says that ``day`` is worked, None when no table names it.

        Raises:
            RuleError: ``calendar_year_missing``

        """
        layers = self._layers.get(day.year)
        if layers is None:
            raise RuleError("calendar_year_missing", year=day.year)
        said = (table.rules_on(day) for table in layers)
        return next((each for each in said if each is not None), None)

    def add_working_days(self, day: date, count: int) -> date:
        """
        Return the ``count``-th working day after ``day``, which is day 0 itself.

        Raises:
            RuleError: ``calendar_year_missing``
            ValueError: ``count`` is negative

        """
        if count < 0:
            raise ValueError("working days are counted forward")
        for _ in range(count):
            day += _DAY
            while not self.is_working(day):
                day += _DAY
        return day

    def working_days_between(self, day: date, last: date) -> int:
        """
        Return how many working days lie after ``day`` up to and including ``last``.

        Negative when ``last`` is the earlier one: so many working days overdue.

        Raises:
            RuleError: ``calendar_year_missing``

        """
        if last < day:
            return -self.working_days_between(last, day)
        span = (day + _DAY * (at + 1) for at in range((last - day).days))
        return sum(map(self.is_working, span))

    def due_date(self, start: date, limit: Limit) -> date | None:
        """
        Return the last day of ``limit`` from ``start`` (day 0), or None while its year has no table.

        Hours give a day as early as they can end: whole days of 24 hours, the rest not counted.
        """
        if limit.unit is DayUnit.CALENDAR:
            return start + timedelta(days=limit.days)
        if limit.unit is DayUnit.HOURS:
            return start + timedelta(days=limit.days // _HOURS_PER_DAY)
        try:
            return self.add_working_days(start, limit.days)
        except RuleError:
            return None


def parse_year(data: Mapping[str, object]) -> YearTable:
    """
    Build a table from parsed TOML: ``area``?, ``year``, ``breaks``, ``worked``, ``source``, ``confidence``.

    Raises:
        RuleError: ``calendar_malformed``, naming the table and what is wrong

    """
    area, year = data.get("area", NATIONAL), data.get("year")
    name = f"{area or 'national'}-{year}"
    try:
        table = YearTable(
            area=_typed(area, str),
            year=_typed(year, int),
            breaks=tuple(_break(_typed(each, dict)) for each in _typed(data["breaks"], list)),
            worked=tuple(_typed(each, date) for each in _typed(data.get("worked", []), list)),
            source=_typed(data["source"], str),
            confidence=_typed(data["confidence"], str),
        )
    except (KeyError, TypeError) as wrong:
        raise RuleError("calendar_malformed", table=name, detail=str(wrong)) from wrong
    if fault := _fault(table):
        raise RuleError("calendar_malformed", table=name, detail=fault.isoformat())
    return table


def _typed(value: object, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


def _break(data: Mapping[str, object]) -> Break:
    return Break(
        name=_typed(data["name"], str),
        first=_typed(data["first"], date),
        last=_typed(data["last"], date),
    )


def _fault(table: YearTable) -> date | None:
    """Return a day that contradicts its table: out of its year, backwards, both off and worked."""
    for each in table.breaks:
        if each.last < each.first or not each.first.year == each.last.year == table.year:
            return each.first
    for day in table.worked:
        idle = table.area == NATIONAL and day.weekday() < _SATURDAY
        if idle or day.year != table.year or any(b.first <= day <= b.last for b in table.breaks):
            return day
    return None
