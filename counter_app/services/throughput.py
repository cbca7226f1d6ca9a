"""
The figures that 大厅 shows: the hall's from the county, or with the line cut this window's own (F-H1 to F-H4).

The county is asked in short turns, never by a call that waits: the line's lane is also the one that
calls people and records cases.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from counter_app.domain.errors import RuleError
from counter_app.domain.figure_alert import HallNow
from counter_app.domain.figure_day import DayFigures, merge
from counter_app.domain.figure_drill import DrillPage, DrillWish
from counter_app.domain.figure_view import MinuteView, minutes_passed, of_window, view_of
from counter_app.domain.figures import Basis, Level, Scope
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.wire import WindowInfo
from counter_app.services.desk import Desk, enrolled
from counter_app.services.hall_line import ask
from counter_app.services.throughput_ledger import own_figures, own_list

_CITY_DIGITS, _CODE_DIGITS = 4, 6


Reach = Literal["hall", "city"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at: a hall or its city on one day, all of it or one window."""

    day: date
    reach: Reach = "hall"
    window: str = ""
    basis: Basis = Basis.ACCEPTED


@dataclass(frozen=True, slots=True)
class HallSeen:
    """
    What was asked, as it was seen.

    ``live``: from the county; else ``figures`` are of this window alone, from its ledger. ``view`` is
    of the window asked for, ``figures`` of all; ``own`` is this window. ``now`` is what the alerts are
    made of, None where nobody told.
    """

    asked: Asked
    own: WindowInfo
    figures: DayFigures
    live: bool
    view: MinuteView
    now: HallNow | None = None


def hall_of(window: WindowInfo) -> Scope:
    """Return the scope of a window's hall."""
    return Scope(Level.HALL, window.hall)


def city_of(window: WindowInfo) -> Scope:
    """Return the scope of the city that a window's hall lies in."""
    return Scope(Level.AREA, window.area[:_CITY_DIGITS].ljust(_CODE_DIGITS, "0"))


def look(
    desk: Desk, asked: Asked, before: HallSeen | None = None, *, alerts: bool = False
) -> Flow[HallSeen]:
    """
    Look once; ``before`` is what was seen last, so that only what changed travels and is counted.

    ``alerts``: ask for what they are made of, too. With the line cut: this window's own day.

    Raises:
        RuleError: ``figures_scope``, ``not_enrolled``
        StoreError: of the window's own files

    """
    own: WindowInfo = yield Hop("store", lambda: enrolled(desk).window)
    scope = hall_of(own) if asked.reach == "hall" else city_of(own)
    known = _known(before, scope, asked.day)
    cursor = known.cursor if known is not None else ""
    news = yield from ask(desk, lambda: desk.county.day_figures(scope, asked.day, cursor=cursor))
    if news is None:
        counted: DayFigures = yield Hop("store", lambda: own_figures(desk, asked.day))
        return (yield from _seen(asked, own, counted, before, live=False))
    figures = news if known is None else merge(known, news)
    seen = yield from _seen(asked, own, figures, before, live=True)
    now = (yield from ask(desk, desk.county.hall_now)) if alerts else None
    return replace(seen, now=now or seen.now)


def look_again(seen: HallSeen, asked: Asked) -> Flow[HallSeen]:
    """Return what was seen already under another basis, or another window of it."""
    return (yield from _seen(asked, seen.own, seen.figures, seen, live=seen.live))


def _known(before: HallSeen | None, scope: Scope, day: date) -> DayFigures | None:
    if before is None or not before.live:
        return None
    same = (before.figures.scope, before.figures.day) == (scope, day)
    return before.figures if same else None


def _seen(
    asked: Asked, own: WindowInfo, figures: DayFigures, before: HallSeen | None, *, live: bool
) -> Flow[HallSeen]:
    now = before.now if before is not None and live else None
    if before is not None and before.asked == asked and _same(before.figures, figures):
        return HallSeen(asked, own, figures, live, before.view, now)
    part = of_window(figures, asked.window) if asked.window and live else figures
    # counting a day of a city takes longer than a key may wait
    view: MinuteView = yield Hop("paper", lambda: view_of(part, asked.basis))
    return HallSeen(asked, own, figures, live, view, now)


def _same(before: DayFigures, after: DayFigures) -> bool:
    """Whether a view of both is the same: nothing happened, and the minute is not over."""
    moment = replace(after, at_ms=before.at_ms, cursor=before.cursor)
    return before == moment and minutes_passed(before) == minutes_passed(after)


def list_behind(desk: Desk, wish: DrillWish) -> Flow[DrillPage]:
    """
    Return one page of what lies behind a figure.

    With the line cut only what lies in this window's own ledger.

    Raises:
        RuleError: ``figures_scope``; ``figures_live_only``: the line is cut, and it is of others
        StoreError: of the window's own files

    """
    page = yield from ask(desk, lambda: desk.county.drill_figures(wish))
    if page is not None:
        return page
    own: DrillPage = yield Hop("store", lambda: _own_list(desk, wish))
    return own


def _own_list(desk: Desk, wish: DrillWish) -> DrillPage:
    if wish.scope != Scope(Level.WINDOW, enrolled(desk).window.id):
        raise RuleError("figures_live_only")
    return own_list(desk, wish)
