"""Where things stand in the strip of minutes: pixels of a minute and of a count; nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from counter_app.ui.minute_look import StripLook

TOPS = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80)
"""Counts that a scale may end at; above them the next of these times ten, a hundred, ..."""
_SHARE = 3
"""The lower of both lanes has at least this part of the higher one's scale."""
_GAP = 6
_MARK = 5


@dataclass(frozen=True, slots=True)
class Plot:
    """
    One scale for both lanes: a person above is as high as a case below.

    ``first`` and ``last`` are the minutes at the left and right edge; ``above`` and ``below`` the
    counts at the top of each lane; ``upper`` and ``lower`` the lanes in pixels of the widget.
    """

    first: int
    last: int
    above: float
    below: float
    upper: QRect
    lower: QRect

    @property
    def whole(self) -> QRect:
        """Both lanes."""
        return self.upper.united(self.lower)

    def x(self, minute: float) -> int:
        """Return the pixel at which a minute begins."""
        wide = self.upper.width() / max(1, self.last - self.first)
        return self.upper.left() + round((minute - self.first) * wide)

    def minute_at(self, x: int) -> int:
        """Return the minute under a pixel, the nearest one beside the lanes."""
        wide = self.upper.width() / max(1, self.last - self.first)
        found = self.first + int((x - self.upper.left() + 0.5) / wide)
        return min(max(self.first, found), self.last - 1)

    def height(self, count: float) -> int:
        """Return how high a count stands; at least a pixel where there is anything."""
        room = self.lower.height() / self.below
        return max(1, round(count * room)) if count else 0

    def column(self, first: int, last: int) -> QRect:
        """Return the minutes from ``first`` up to ``last`` over both lanes, one pixel wide at least."""
        left = self.x(max(first, self.first))
        right = max(left + 1, self.x(min(last, self.last)))
        return QRect(left, self.upper.top(), right - left, self.whole.height())


def plot(look: StripLook, room: QRect, text: QFontMetrics, scale: float) -> Plot:
    """Return the plot of a strip in ``room``; ``scale`` is that of the theme."""
    gap, line = round(_GAP * scale), text.lineSpacing()
    above = top_of(max((each.arrivals for each in look.bars), default=0))
    highest = (
        *(each.done for each in look.bars),
        *(each.value for each in look.mean),
        *(each.value for each in look.lines),
    )
    below = top_of(max(highest, default=0))
    above, below = max(above, below / _SHARE), max(below, above / _SHARE)
    left = text.horizontalAdvance("000") + 2 * gap
    inner = room.adjusted(left, line + 2 * gap, -gap, -line - gap - round(_MARK * scale))
    unit = max(1, inner.height() - gap) / (above + below)
    high = round(above * unit)
    upper = QRect(inner.left(), inner.top(), inner.width(), high)
    low = max(1, inner.height() - high - gap)
    return Plot(
        look.first,
        max(look.first + 1, look.last),
        above,
        below,
        upper,
        QRect(inner.left(), inner.top() + high + gap, inner.width(), low),
    )


def top_of(highest: float) -> float:
    """Return the count that a scale ends at so that ``highest`` stands on it."""
    factor = 1
    while highest > TOPS[-1] * factor:
        factor *= 10
    return float(next(each * factor for each in TOPS if each * factor >= highest))
