"""
Tickets of a hall's queue (F-C1 to F-C4; design/sync.md 3.5): what one is, and how it is named.

A number is a letter and at least three digits. The letter is a line's (a business), or a kiosk's own
when that kiosk was cut off from the hall; a number is given once in a hall and day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter_app.domain.errors import RuleError

SUBJECT_PREFIX = "ticket:"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PEOPLE_MOST = 50
_NO = re.compile(r"([A-Z])0*([1-9][0-9]{0,5})", re.ASCII)


class TicketClass(Enum):
    """Why somebody may come before others; all but the ordinary do (F-C4)."""

    ORDINARY = "ordinary"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    MILITARY = "military"
    APPOINTMENT = "appointment"

    @property
    def comes_first(self) -> bool:
        """Whether it is a priority class."""
        return self is not TicketClass.ORDINARY


class TicketState(Enum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    TRANSFERRED = "transferred"
    SKIPPED = "skipped"
    DONE = "done"
    NO_SHOW = "no_show"


IN_LINE = frozenset({TicketState.WAITING, TicketState.TRANSFERRED})
"""Called by the rule, in its turn."""
ASIDE = frozenset({TicketState.HELD, TicketState.SKIPPED})
"""Called only one by one."""
AT_WINDOW = frozenset({TicketState.CALLED, TicketState.SERVING})


@dataclass(frozen=True, slots=True)
class Ticket:
    """
    One ticket: ``order`` rises with the taking and is its place in line; times are UTC ms.

    ``fence`` counts its calls, ``window`` is who called it last, ``target`` the one window that may
    call it after a transfer. ``passed`` are the lines over whose older tickets its call went.
    """

    id: str
    hall: str
    day: date
    no: str
    line: str
    ticket_class: TicketClass
    people: int
    order: int
    state: TicketState
    rev: int
    fence: int = 0
    window: str = ""
    target: str = ""
    passed: tuple[str, ...] = ()
    recalls: int = 0
    taken_ms: int = 0
    called_ms: int | None = None
    started_ms: int | None = None
    ended_ms: int | None = None


def make_no(letter: str, number: int) -> str:
    """Return ``A017`` of ``A`` and 17."""
    return f"{letter}{number:03d}"


def parse_no(typed: str) -> str:
    """
    Return the number that a person typed, as it is printed: ``a17`` is ``A017``.

    Raises:
        RuleError: ``ticket_form``

    """
    found = _NO.fullmatch(typed.strip().upper())
    if found is None:
        raise RuleError("ticket_form")
    return make_no(found[1], int(found[2]))


def ticket_id(hall: str, day: date, no: str) -> str:
    """Return the id under which a number of a hall's day is known everywhere."""
    return f"{hall}/{day.isoformat()}/{no}"


def read_ticket_id(ticket: str) -> tuple[str, date, str]:
    """
    Return hall, day and number of an id.

    Raises:
        RuleError: ``ticket_form``

    """
    parts = ticket.rsplit("/", 2)
    if len(parts) == 3 and parse_no(parts[2]) == parts[2]:  # noqa: PLR2004 - hall, day, number
        try:
            return parts[0], date.fromisoformat(parts[1]), parts[2]
        except ValueError as wrong:
            raise RuleError("ticket_form") from wrong
    raise RuleError("ticket_form")


def subject_of_ticket(ticket: str) -> str:
    """Return the subject of operations on a ticket."""
    return f"{SUBJECT_PREFIX}{ticket}"
