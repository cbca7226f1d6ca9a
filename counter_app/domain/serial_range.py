"""Ranges of printed serial numbers, and what a person types for them: ``35001-35100, 35103``."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counter_app.domain.errors import RuleError

SERIAL_MOST = 10**12 - 1
RANGE_MOST = 200_000
"""Sheets in one range: what one delivery or one stock-taking names at once."""
_TYPED = re.compile(r"(\d{1,12})(?:\s*[-—–~至]\s*(\d{1,12}))?", re.ASCII)
_BETWEEN = re.compile(r"[,、;\s]*[,、;\n]\s*")


@dataclass(frozen=True, slots=True)
class SerialRange:
    """Serials ``first`` to ``last``, both included."""

    first: int
    last: int

    def __len__(self) -> int:
        """Return how many sheets it has."""
        return self.last - self.first + 1

    def serials(self) -> range:
        """Return its serials."""
        return range(self.first, self.last + 1)

    def meets(self, other: SerialRange) -> bool:
        """Whether both have a serial in common."""
        return self.first <= other.last and other.first <= self.last


def check_range(span: SerialRange) -> None:
    """Refuse a range that no delivery has: RuleError ``blank_range_form`` or ``blank_range_large``."""
    if not 0 < span.first <= span.last <= SERIAL_MOST:
        raise RuleError("blank_range_form")
    if len(span) > RANGE_MOST:
        raise RuleError("blank_range_large", most=RANGE_MOST)


def check_ranges(spans: Sequence[SerialRange]) -> None:
    """Refuse ranges as ``check_range``, or with a serial twice: RuleError ``blank_overlap``."""
    for each in spans:
        check_range(each)
    rising = sorted(spans, key=lambda each: each.first)
    for before, each in pairwise(rising):
        if before.meets(each):
            raise RuleError("blank_overlap", first=each.first, last=each.last)


def parse_ranges(typed: str) -> tuple[SerialRange, ...]:
    """
    Read what was typed: serials and ranges, parted by commas or lines; full-width signs count too.

    Raises:
        RuleError: ``blank_range_form``, ``blank_range_large`` or ``blank_overlap``

    """
    text = unicodedata.normalize("NFKC", typed).strip()
    found = []
    for part in _BETWEEN.split(text):
        typed_range = _TYPED.fullmatch(part.strip())
        if typed_range is None:
            raise RuleError("blank_range_form")
        first, last = typed_range.groups()
        found.append(SerialRange(int(first), int(last or first)))
    check_ranges(found)
    return tuple(found)


def runs(serials: Iterable[int]) -> tuple[SerialRange, ...]:
    """Return rising ``serials`` as ranges without holes."""
    found: list[SerialRange] = []
    for serial in serials:
        if found and found[-1].last == serial - 1:
            found[-1] = SerialRange(found[-1].first, serial)
        else:
            found.append(SerialRange(serial, serial))
    return tuple(found)


def without(spans: Iterable[SerialRange], taken: Iterable[SerialRange]) -> tuple[SerialRange, ...]:
    """Return what is in ``spans`` and not in ``taken``; neither has a serial twice."""
    left: list[SerialRange] = []
    holes = deque(sorted(taken, key=lambda each: each.first))
    for span in sorted(spans, key=lambda each: each.first):
        first = span.first
        while holes and holes[0].first <= span.last:
            if holes[0].first > first:
                left.append(SerialRange(first, holes[0].first - 1))
            first = max(first, holes[0].last + 1)
            if holes[0].last > span.last:
                break  # it reaches into the next span
            holes.popleft()
        if first <= span.last:
            left.append(SerialRange(first, span.last))
    return tuple(left)


def spelled(spans: Iterable[SerialRange]) -> str:
    """Return ranges as a person writes them."""
    return "、".join(
        str(each.first) if each.first == each.last else f"{each.first}-{each.last}"
        for each in spans
    )
