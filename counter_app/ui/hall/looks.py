"""What the page of the living day shows: frozen values in words, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.ui.hall.drills import Drill
from counter_app.ui.looks import Choice, PillState, SheetRow
from counter_app.ui.minute_look import StripLook


@dataclass(frozen=True, slots=True)
class CardLook:
    """
    A large figure: ``value`` with ``unit``, under it ``note``: definition, numerator, denominator.

    ``known`` False: ``note`` says why there is no number.
    """

    id: str
    title: str
    value: str
    unit: str
    note: str
    known: bool = True
    drill: Drill | None = None


@dataclass(frozen=True, slots=True)
class CellLook:
    """A figure in a row: what it says, and where it sorts (without a number last)."""

    text: str
    order: float = -1.0


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One window; ``cells`` by column, ``told``: each figure with its definition and numbers."""

    window: str
    name: str
    cells: tuple[CellLook, ...]
    state: str
    kind: str
    told: str
    drill: Drill


@dataclass(frozen=True, slots=True)
class AlertLook:
    """A line of what to look at, and where it leads: a list, a place, or nowhere."""

    row: SheetRow
    there: Drill | str | None = None


@dataclass(frozen=True, slots=True)
class Worded:
    """What was seen, in words; made beside the screen's thread, since there is much of it."""

    cards: tuple[CardLook, ...]
    strip: StripLook
    beside: tuple[str, ...]
    windows: tuple[WindowRow, ...]
    alerts: tuple[AlertLook, ...]


@dataclass(frozen=True, slots=True)
class LiveLook:
    """
    The page: ``reaches`` are what can be looked at, ``reach`` the one that is.

    ``told``: sentences that stand over the figures: the line is cut, no hours are set.
    """

    day: str
    pill: PillState
    reaches: tuple[Choice, ...]
    reach: str
    basis: str
    told: tuple[str, ...]
    cards: tuple[CardLook, ...]
    strip: StripLook
    beside: tuple[str, ...]
    windows: tuple[WindowRow, ...]
    windows_empty: str
    alerts: tuple[AlertLook, ...]
    alerts_title: str
    alerts_empty: str
