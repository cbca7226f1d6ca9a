"""A second person signs: hand-over, loss and destruction take two (F-A4, facts/devices.md C5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.records import UserRecord
from counter_app.services.desk import Desk
from counter_app.services.session import forget_failures, prove_person
from counter_app.services.visit import Visit, signed_in


@dataclass(frozen=True, slots=True)
class Second:
    """What the second person typed."""

    name: str
    password: str = field(repr=False)


def second_signs(desk: Desk, visit: Visit, second: Second) -> Flow[str]:
    """
    Return the user name of the second person, proved by password; the first stays signed in.

    Raises:
        RuleError: ``blank_two_persons`` (nobody, or the first again), or as ``session.sign_in``

    """
    user = signed_in(visit)
    if second.name.strip() in ("", user.name):
        raise RuleError("blank_two_persons")
    yield from prove_person(desk, second.name.strip(), second.password)
    proved: UserRecord = yield Hop("store", lambda: forget_failures(desk, second.name.strip()))
    return proved.name
