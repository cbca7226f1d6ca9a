"""
How a day and a shift end at a window, under operation's rules (F-A4, F-A6).

``by`` of the entry is the person signed in; the second person's name was proved by password or PIN
when the operation was recorded (``services.second_person``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from counter_app.domain.shift import DayFigures


@dataclass(frozen=True, slots=True)
class WindowClosed:
    """收窗: the closing list was seen; ``left`` is carried to the next opening."""

    kind: ClassVar[str] = "window.close"
    v: ClassVar[int] = 1
    user: str
    left: DayFigures


@dataclass(frozen=True, slots=True)
class ShiftHandedOver:
    """
    交班: ``receiver`` takes the window over from ``giver`` as it stands in ``left``; both signed.

    The blanks that the giver keeps (``left.kept``) are the receiver's from then on, by the rule of
    ``blank.hand_over`` (``counter_app.domain.fold_blank``): one operation, so nothing is half.
    """

    kind: ClassVar[str] = "shift.hand_over"
    v: ClassVar[int] = 1
    giver: str
    receiver: str
    left: DayFigures


@dataclass(frozen=True, slots=True)
class ClockConfirmed:
    """Two persons compared a doubtful PC clock with another; ``shown_ms`` (UTC ms) is what it said."""

    kind: ClassVar[str] = "clock.confirm"
    v: ClassVar[int] = 1
    shown_ms: int
    witness: str


ShiftOperation = WindowClosed | ShiftHandedOver | ClockConfirmed
