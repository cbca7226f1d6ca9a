"""
Figures of ratings, each with what it is made of (F-H1, F-G3; formulas of facts/domain.md 3.6).

A real rating is one that a person gave and that no verdict took out (误评, 恶意); a default one and a
repeated one are none. A clerk is told of only from the next day on and from five ratings up, so that
nobody finds out who rated how.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from counter_app.domain.figures import Figure, rounded
from counter_app.domain.rating import BAD, LEVELS

CLERK_LEAST = 5
"""Real ratings of a period from which a clerk's figures are told."""
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class RatingCounts:
    """
    What ratings of a period come to; all but ``levels`` are plain numbers of ratings.

    ``levels``: real ratings by level, best first. ``rateable``: visits that could have been rated.
    Apart: ``defaults``, ``excluded``, ``again``. Of bad ones: ``reachable`` with a way to call,
    ``called`` of these; ``due`` valid and to be mended by now or mended, ``fixed`` of these.
    """

    rateable: int = 0
    levels: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    defaults: int = 0
    excluded: int = 0
    again: int = 0
    reachable: int = 0
    called: int = 0
    due: int = 0
    fixed: int = 0

    @property
    def real(self) -> int:
        """Ratings that count."""
        return sum(self.levels)

    @property
    def bad(self) -> int:
        """Those of them that are 差评."""
        return sum(count for level, count in zip(LEVELS, self.levels, strict=True) if level in BAD)


@dataclass(frozen=True, slots=True)
class ClerkRatings:
    """A clerk (user's name) and what he was rated; None with fewer than five."""

    clerk: str
    counts: RatingCounts | None


@dataclass(frozen=True, slots=True)
class RatingView:
    """Ratings of a hall from ``first`` to ``last``, asked on ``as_of``; ``clerks`` up to the day before."""

    hall: str
    first: date
    last: date
    as_of: date
    counts: RatingCounts
    clerks: tuple[ClerkRatings, ...] = ()


def rating_figures(counts: RatingCounts) -> tuple[Figure, Figure, Figure, Figure]:
    """Return 好评率, 参评率, 差评整改率 and 回访率."""
    good = counts.real - counts.bad
    return (
        _share("rating_good", good, counts.real),
        _share("rating_part", counts.real, counts.rateable),
        _share("rating_fixed", counts.fixed, counts.due),
        _share("rating_called", counts.called, counts.reachable),
    )


def percent(figure: Figure) -> str:
    """Return a share as "98.4%", empty without a value."""
    value = figure.value
    return "" if value is None else f"{rounded(value * _PERCENT, 1)}%"


def clerk_rows(counted: Iterable[tuple[str, RatingCounts]]) -> tuple[ClerkRatings, ...]:
    """Return clerks by name; of one with few ratings nothing but the name."""
    return tuple(
        ClerkRatings(clerk, counts if counts.real >= CLERK_LEAST else None)
        for clerk, counts in sorted(counted, key=lambda each: each[0])
    )


def _share(definition: str, numerator: int, denominator: int) -> Figure:
    reason: Literal["", "nothing"] = "" if denominator else "nothing"
    return Figure(definition, numerator, denominator, denominator, reason)
