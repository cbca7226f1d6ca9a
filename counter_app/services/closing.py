"""
收窗 (F-A6): the closing list, and one act that ends the day at this window.

Only what would be lost keeps a window open: somebody who was called, and a certificate on its sheet
of which nobody has said what became. Everything else is noted and comes back at the next opening.
It works with the line cut.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.shift import DayFigures
from counter_app.domain.shift_operation import WindowClosed
from counter_app.services.calling import pause
from counter_app.services.closing_checks import closing_checks
from counter_app.services.desk import Desk, enrolled
from counter_app.services.opening_checks import Check
from counter_app.services.opening_day import day_subject, stands_closed
from counter_app.services.papertime import paper_time
from counter_app.services.session import LockedWindow, lock
from counter_app.services.shift_figures import day_figures, today
from counter_app.services.ticketing import hall_state, has_queue
from counter_app.services.visit import User, Visit, signed_in

Devices = tuple[tuple[str, str], ...]
"""Pairs of role and state, as a look at the devices gave them."""


@dataclass(frozen=True, slots=True)
class ClosingList:
    """
    What stands, judged; ``queue``: people wait with tickets in this hall.

    ``closed``: the window was closed today already.
    """

    figures: DayFigures
    checks: tuple[Check, ...]
    queue: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """What was recorded, and the lock that followed; ``left`` None: it was closed already."""

    left: DayFigures | None
    locked: LockedWindow


def look_to_close(desk: Desk, visit: Visit, devices: Devices = ()) -> Flow[ClosingList]:
    """Look at everything that is left open here."""
    user = signed_in(visit)
    found: ClosingList = yield Hop("store", lambda: _look(desk, user, devices))
    return found


def look_at_hall(desk: Desk) -> Flow[int | None]:
    """Return how many people wait in the hall, None with the line cut."""
    try:
        state = yield from hall_state(desk)
    except RuleError:
        return None
    return sum(each.waiting for each in state.waiting)


def close_window(desk: Desk, visit: Visit, devices: Devices = ()) -> Flow[Closed]:
    """
    Pause calling, record 收窗 with what is left, and sign out; a second time records nothing more.

    Raises:
        RuleError: ``closing_called``, ``closing_serving`` or ``closing_sheets``

    """
    user = signed_in(visit)
    queue: bool = yield Hop("store", lambda: _may_close(desk, user))
    if queue:
        yield from pause(desk, visit, desk.words.say("closing.pause_reason"))
    left: DayFigures | None = yield Hop("store", lambda: _close(desk, user, devices))
    locked = yield from lock(desk, visit)
    return Closed(left, locked)


def check_ends(figures: DayFigures) -> None:
    """
    Refuse to end a day in which something would be lost.

    Raises:
        RuleError: as ``close_window``

    """
    if figures.ticket and figures.called:
        raise RuleError("closing_called", no=figures.ticket)
    if figures.ticket:
        raise RuleError("closing_serving", no=figures.ticket)
    if figures.sheets:
        raise RuleError("closing_sheets", count=figures.sheets)


def _look(desk: Desk, user: User, devices: Devices) -> ClosingList:
    figures = day_figures(desk, user, devices)
    return ClosingList(figures, closing_checks(figures), has_queue(desk), stands_closed(desk))


def _may_close(desk: Desk, user: User) -> bool:
    """Return whether there is a queue to be paused."""
    check_ends(day_figures(desk, user))
    return has_queue(desk) and not stands_closed(desk)


def _close(desk: Desk, user: User, devices: Devices) -> DayFigures | None:
    if stands_closed(desk):
        return None
    left = day_figures(desk, user, devices)
    check_ends(left)
    moment = paper_time(desk, confirmed=True).moment
    subject = day_subject(desk, today(desk))
    entry = Entry(
        WindowClosed(user.name, left), moment, user.name, enrolled(desk).window.id, subject
    )
    desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)
    return left
