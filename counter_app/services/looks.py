"""
What was looked at and what was taken along: reveals and copies of personal data (F-K3, F-D19).

Both are operations, so that they stand in the county's log like everything else; which field it
was is told, never what it holds (facts/domain.md 7).
"""

from __future__ import annotations

from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry, Operation
from counter_app.domain.window_operation import FieldCopied, PersonalDataShown
from counter_app.services.desk import Desk, enrolled
from counter_app.services.papertime import paper_time
from counter_app.services.visit import User, Visit, signed_in

SHOWN_MS = 30_000
"""How long a revealed value stands, and a copied one in the clipboard (facts/domain.md 7)."""
REVEALERS = ("clerk", "certificate_clerk", "back_office")
"""Roles that handle cases; others see masked values only."""


def may_reveal(user: User) -> bool:
    """Whether this person may see masked values in full and copy them."""
    return bool(set(REVEALERS) & set(user.roles))


def show_field(desk: Desk, visit: Visit, field: str, case_id: str = "") -> Flow[None]:
    """
    Record that ``field`` (``number``, ``phone``, ``address`` ...) is shown in full.

    ``case_id`` is empty for a person at the counter without a case. Show it once this has ended.

    Raises:
        RuleError: ``not_signed_in`` or ``role_missing``

    """
    yield from _note(desk, visit, PersonalDataShown(field, case_id), case_id)


def copy_field(desk: Desk, visit: Visit, field: str, case_id: str = "") -> Flow[None]:
    """
    Record that ``field`` goes into the clipboard for another system; errors as ``show_field``.

    How often this happens is how much a department's own system makes the clerk type twice.
    """
    yield from _note(desk, visit, FieldCopied(field, case_id), case_id)


def _note(desk: Desk, visit: Visit, did: Operation, case_id: str) -> Flow[None]:
    user = signed_in(visit, *REVEALERS)
    yield Hop("store", lambda: _record(desk, user, did, case_id))


def _record(desk: Desk, user: User, did: Operation, case_id: str) -> None:
    moment = paper_time(desk, confirmed=True).moment
    subject = case_id or f"user:{user.name}"
    entry = Entry(did, moment, user.name, enrolled(desk).window.id, subject)
    desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)
