"""
A second person signs beside the one who is signed in (F-A4; facts/devices.md C5).

One way for all: hand-over of a shift, blanks lost, handed over or destroyed, a doubtful clock. It
works with the line cut, and a wrong password counts towards that person's lock-out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.records import UserRecord
from counter_app.services.desk import Desk
from counter_app.services.pin import DIGITS
from counter_app.services.session import forget_failures, prove_person
from counter_app.services.visit import Visit, signed_in


@dataclass(frozen=True, slots=True)
class Second:
    """
    What the second person typed: the user name, and a password or the six digits of a PIN.

    ``pin`` is the verifier of that person's PIN of this run of the program, empty without one.
    """

    name: str
    password: str = field(repr=False)
    pin: str = field(default="", repr=False)

    @property
    def by_pin(self) -> bool:
        """Whether a PIN was typed: no password is that short (``county_server.roles``)."""
        typed = self.password
        return bool(self.pin) and len(typed) == DIGITS and typed.isdecimal()


def second_signs(desk: Desk, visit: Visit, second: Second, *roles: str) -> Flow[str]:
    """
    Return the user name of the second person, proved; the first stays signed in.

    ``roles``: one of them is needed, any will do if none is named.

    Raises:
        RuleError: ``second_missing``, ``second_same`` (the first again), ``second_role``, or as
            ``session.sign_in``

    """
    user, name = signed_in(visit), second.name.strip()
    if not name:
        raise RuleError("second_missing")
    if name == user.name:
        raise RuleError("second_same", name=user.display_name)
    yield from prove_person(desk, name, second.password, second.pin if second.by_pin else "")
    proved: UserRecord = yield Hop("store", lambda: forget_failures(desk, name))
    if roles and not set(roles) & set(proved.roles):
        raise RuleError("second_role", name=proved.display_name, role=f"@user_role.{roles[0]}")
    return proved.name
