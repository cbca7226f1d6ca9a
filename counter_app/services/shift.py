"""
交班 (F-A4): one clerk hands the window to another as it stands; both sign.

The giver is signed in, the receiver signs beside him and then sits there. What was read out is frozen:
if anything changed since, both look again. One operation records it and moves the blanks that the
giver keeps, so that nothing is ever half. It works with the line cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.shift import DayFigures
from counter_app.domain.shift_operation import ShiftHandedOver
from counter_app.services.desk import Desk, enrolled
from counter_app.services.opening_checks import Check
from counter_app.services.papertime import paper_time
from counter_app.services.pin import take_up
from counter_app.services.second_person import Second, second_signs
from counter_app.services.shift_checks import shift_checks
from counter_app.services.shift_figures import day_figures
from counter_app.services.visit import User, Visit, signed_in

RECEIVERS = ("clerk", "certificate_clerk")
"""Who may take a window over."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The window as it is handed over, at ``at_ms`` (UTC); ``checks`` put it into lines."""

    giver: User
    at_ms: int
    left: DayFigures
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was recorded, and the empty visit of the person who sits there now."""

    left: DayFigures
    visit: Visit


def look_to_hand_over(
    desk: Desk, visit: Visit, devices: tuple[tuple[str, str], ...] = ()
) -> Flow[Snapshot]:
    """Freeze what stands at the window; ``devices`` as a look at them gave them."""
    user = signed_in(visit)
    found: Snapshot = yield Hop("store", lambda: _snapshot(desk, user, devices))
    return found


def hand_over_shift(desk: Desk, visit: Visit, shown: Snapshot, second: Second) -> Flow[HandedOver]:
    """
    Let the receiver sign for what was ``shown``, record it, and seat the receiver.

    Drafts and the ticket at the window stay with the window.

    Raises:
        RuleError: ``shift_sheets`` (a certificate lies on its sheet without an answer),
            ``shift_changed`` (what was shown is not so any more), or as ``second_person.second_signs``
            of ``RECEIVERS``

    """
    giver = signed_in(visit)
    yield Hop("store", lambda: _check(desk, giver, shown))
    receiver = yield from second_signs(desk, visit, second, *RECEIVERS)
    left: DayFigures = yield Hop("store", lambda: _record(desk, giver, receiver, shown))
    seated = yield from take_up(desk, receiver, giver.name)
    return HandedOver(left, Visit(user=seated))


def _snapshot(desk: Desk, user: User, devices: tuple[tuple[str, str], ...]) -> Snapshot:
    left = day_figures(desk, user, devices)
    return Snapshot(user, desk.clock.read().wall_ms, left, shift_checks(left))


def _check(desk: Desk, giver: User, shown: Snapshot) -> DayFigures:
    """Return what stands now, which must be what was shown."""
    now = day_figures(desk, giver, shown.left.devices)
    if now.sheets:
        raise RuleError("shift_sheets", count=now.sheets)
    if shown.giver.name != giver.name or _firm(now) != _firm(shown.left):
        raise RuleError("shift_changed")
    return now


def _firm(figures: DayFigures) -> DayFigures:
    """Return the figures without what the line and the clock change by themselves."""
    return replace(figures, unsent=0, unsent_age_s=0, parked=0, devices=())


def _record(desk: Desk, giver: User, receiver: str, shown: Snapshot) -> DayFigures:
    left = _check(desk, giver, shown)
    window = enrolled(desk).window.id
    moment = paper_time(desk, confirmed=True).moment
    did = ShiftHandedOver(giver.name, receiver, left)
    entry = Entry(did, moment, giver.name, window, f"shift:{window}")
    desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)
    return left
