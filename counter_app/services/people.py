"""Who may sign in at this window, for the sign-in to offer."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.flow import Flow, Hop
from counter_app.domain.window_operation import SignedIn
from counter_app.services.desk import Desk

REACH = 400
"""How many of the newest operations are searched for who signed in here."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A name to sign in with, and how the person is called."""

    name: str
    display_name: str


@dataclass(frozen=True, slots=True)
class Door:
    """What the sign-in has to know: whether this PC is a window, and its people."""

    enrolled: bool
    people: tuple[KnownPerson, ...] = ()


def at_the_door(desk: Desk) -> Flow[Door]:
    """
    Tell whether this PC is a window and who may sign in.

    Those who signed in here come first, the last one foremost; the others by name.
    """
    found: Door = yield Hop("store", lambda: _door(desk))
    return found


def _door(desk: Desk) -> Door:
    if desk.ledger.enrolment() is None:
        return Door(enrolled=False)
    recent = [each.entry.operation for each in desk.ledger.recent(REACH)]
    names = dict.fromkeys(each.user for each in recent if isinstance(each, SignedIn))
    listed = dict.fromkeys(each.id for each in desk.cache.rows("user"))
    records = (desk.ledger.user(name) for name in (names | listed))
    return Door(
        enrolled=True,
        people=tuple(KnownPerson(each.name, each.display_name) for each in records if each),
    )
