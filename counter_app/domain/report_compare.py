"""
Two periods side by side: days, windows, items, clerks (F-H4).

A difference is told only between two numbers, a percentage only of what is not zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from counter_app.domain.figure_measures import Measures, OpenTime
from counter_app.domain.figure_period import Grouping, PeriodRow, PeriodView
from counter_app.domain.figures import Basis, Counts, Figure

GROUPINGS = (Grouping.WINDOW, Grouping.ITEM, Grouping.CLERK, Grouping.DAY)
"""What may be set side by side; with periods of years the days become months."""
_PER_HUNDRED = 100
_COUNTS = ("accepted", "received", "closed", "consultations")
_FIGURES = ("throughput", "per_hour", "handling", "waiting", "immediate")
MEASURES = (*_COUNTS, *_FIGURES)
"""What is compared, one table each; counts first."""
NO_DURATIONS = frozenset({"handling", "waiting", "throughput", "per_hour"})
"""Not told of items: a visit may serve several, and no minute is open for one item alone."""


@dataclass(frozen=True, slots=True)
class Pair:
    """
    One figure of one row in both periods.

    ``difference`` and ``percent`` (rounded half away from zero) are None where they mean nothing.
    """

    before: Figure
    after: Figure

    @property
    def difference(self) -> Fraction | None:
        """How much more it is now."""
        old, new = self.before.value, self.after.value
        return None if old is None or new is None else new - old

    @property
    def percent(self) -> int | None:
        """The difference in hundredths of the figure before; there is none of zero."""
        old, change = self.before.value, self.difference
        if change is None or not old:
            return None
        share = abs(change) / old * _PER_HUNDRED
        rounded = int(share + Fraction(1, 2))
        return rounded if change >= 0 else -rounded


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A window, an item, a clerk or the nth day; a key is empty where a period lacks the row."""

    key: str
    key_before: str
    name: str
    before: Measures
    after: Measures

    def pair(self, measure: str) -> Pair:
        """Return one of ``MEASURES`` in both periods."""
        return Pair(figure_of(self.before, measure), figure_of(self.after, measure))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows in the order of the later period, and the two periods as a whole."""

    grouping: Grouping
    basis: Basis
    before: PeriodView
    after: PeriodView
    rows: tuple[ComparedRow, ...]
    whole: ComparedRow

    def measures(self) -> tuple[str, ...]:
        """What can be told of such rows."""
        lacking = NO_DURATIONS if self.grouping is Grouping.ITEM else frozenset[str]()
        return tuple(each for each in MEASURES if each not in lacking)


def figure_of(measures: Measures, measure: str) -> Figure:
    """Return one figure; a plain count is over 1."""
    if measure in _COUNTS:
        number: int = getattr(measures.counts, measure)
        return Figure(f"count.{measure}", number, 1, number)
    found: Figure = getattr(measures, measure)
    return found


def compare(before: PeriodView, after: PeriodView, basis: Basis) -> Comparison:
    """
    Set two periods of one grouping side by side.

    Days and months meet by their place (the third with the third), everything else by its id. What
    one period lacks had no operations in it: its counts are 0, its medians are not known.
    """
    grouping = after.wish.grouping
    timely = grouping in (Grouping.DAY, Grouping.MONTH, Grouping.YEAR)
    keys = _by_place(before, after) if timely else _by_id(before, after)
    old = {each.key: each for each in before.rows}
    new = {each.key: each for each in after.rows}
    rows = tuple(
        _compared(old.get(earlier), new.get(later), (earlier, later), (before, after), basis)
        for earlier, later in keys
    )
    whole = ComparedRow("", "", "", before.whole.measures(basis), after.whole.measures(basis))
    return Comparison(grouping, basis, before, after, rows, whole)


def _by_place(before: PeriodView, after: PeriodView) -> list[tuple[str, str]]:
    old, new = ([each.key for each in view.rows] for view in (before, after))
    most = max(len(old), len(new))
    return [
        (old[at] if at < len(old) else "", new[at] if at < len(new) else "") for at in range(most)
    ]


def _by_id(before: PeriodView, after: PeriodView) -> list[tuple[str, str]]:
    new = [each.key for each in after.rows]
    gone = [each.key for each in before.rows if each.key not in set(new)]
    return [(key, key) for key in (*new, *gone)]


def _compared(
    old: PeriodRow | None,
    new: PeriodRow | None,
    keys: tuple[str, str],
    views: tuple[PeriodView, PeriodView],
    basis: Basis,
) -> ComparedRow:
    name = next((each.name for each in (new, old) if each is not None), "")
    told = (_measures(each, view, basis) for each, view in zip((old, new), views, strict=True))
    before, after = told
    return ComparedRow(keys[1], keys[0], name, before, after)


def _measures(row: PeriodRow | None, view: PeriodView, basis: Basis) -> Measures:
    if row is None:
        row = PeriodRow("", "", Counts(), (), view.whole.opened, OpenTime(0, "nothing"))
    return row.measures(basis)
