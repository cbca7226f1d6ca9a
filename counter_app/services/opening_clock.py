"""
Two persons confirm a PC clock that stands before what is already recorded (F-A4, F-I3).

At the counter one key of the clerk vouches for it (architecture 6), so that nobody waits; before the
window opens two persons can do it once for the day, and their names are on record.
"""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.flow import Flow, Hop
from counter_app.domain.shift_operation import ClockConfirmed
from counter_app.services.desk import Desk
from counter_app.services.second_person import Second, second_signs
from counter_app.services.session import note_session
from counter_app.services.visit import User, Visit, signed_in


def confirm_by_two(desk: Desk, visit: Visit, second: Second) -> Flow[User]:
    """
    Record that two persons compared the PC's clock; return the user, for whom it counts from now on.

    Raises:
        RuleError: as ``second_person.second_signs``

    """
    user = signed_in(visit)
    witness = yield from second_signs(desk, visit, second)
    shown_ms = desk.clock.read().wall_ms
    did = ClockConfirmed(shown_ms, witness)
    yield Hop("store", lambda: note_session(desk, did, user.name))
    return replace(user, clock_confirmed=True)
