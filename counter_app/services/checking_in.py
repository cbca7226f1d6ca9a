"""
Checking in an appointment, at a kiosk or for somebody at a window (F-C1).

Only the hall knows who is expected, so this needs the living line. Of a laid card only a keyed hash
of its number leaves this place, and nothing of it stays here (facts/domain.md 7).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from counter_app.domain.appointment import check_code, hash_person
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.hall import HallAct
from counter_app.services.desk import Desk
from counter_app.services.hall_line import act, ask, new_op_id
from counter_app.services.ticketing import AT_KIOSK, Taken


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose appointment: a ``code``, or the keyed hash of a card's number."""

    code: str = ""
    person: str = field(default="", repr=False)


def check_in(desk: Desk, claim: Claim, by: str = AT_KIOSK) -> Flow[Taken]:
    """
    Give the ticket of an appointment; one that was checked in before is told again.

    Raises:
        RuleError: ``appointment_code``; ``appointment_cut``: the line is cut; as
            ``domain.appointment.check_time``; ``appointment_unknown``, ``queue_line_closed``

    """
    code = check_code(claim.code) if claim.code else ""
    wanted = HallAct(new_op_id(desk).hex(), by, code=code, person=claim.person)
    answer = yield from act(desk, "check_in", wanted)
    if answer is None or answer.ticket is None:
        raise RuleError("appointment_cut")
    return Taken(answer.ticket, answer.ahead, live=True)


def claim_of_card(desk: Desk, number: str) -> Flow[Claim | None]:
    """Return the claim of who laid a card of that number; None when the line is cut."""
    key: bytes | None = yield from ask(desk, desk.county.person_key)
    return None if key is None else Claim(person=hash_person(key, number))
