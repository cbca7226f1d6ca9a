"""Who may end the kiosk's program: a person of the list, by password, with the line cut too (F-A1)."""

from __future__ import annotations

from counter_app.domain.flow import Flow, Hop
from counter_app.domain.records import UserRecord
from counter_app.services.desk import Desk
from counter_app.services.session import forget_failures, prove_person


def prove_staff(desk: Desk, name: str, password: str) -> Flow[str]:
    """
    Return how a person is called who has proved who it is; nobody is signed in.

    Raises:
        RuleError: as ``session.sign_in``

    """
    yield from prove_person(desk, name, password)
    proved: UserRecord = yield Hop("store", lambda: forget_failures(desk, name))
    return proved.display_name
