"""
The messages between a hall and its windows, kiosks and displays (design/sync.md 3.2, 3.5).

JSON like ``counter_app.domain.wire``; the same device signature. ``op_id`` (UUIDv7, hex) is made
when the key is pressed: the same act sent twice is done once and answered alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import RuleError
from counter_app.domain.ticket import Ticket
from counter_app.domain.ticket_lease import LentTicket
from counter_app.domain.ticket_operation import TicketCalled

QUEUE_KIND = "queue"
FIGURES_KIND = "figures"
KIOSK = "kiosk"
LAST_CALLS = 8


def queue_scope(hall: str) -> str:
    """Return the feed scope whose one row moves with every change of the hall's queue."""
    return f"queue:{hall}"


def figures_scope(hall: str) -> str:
    """Return the feed scope of which a row moves with every change of the hall's figures."""
    return f"figures:{hall}"


@dataclass(frozen=True, slots=True)
class QueueLine:
    """
    A line (a business): ``kinds`` of windows that call from it, all if none are named.

    ``closed_on``: the one day on which nobody is taken in.
    """

    letter: str
    name: str
    name_bo: str = ""
    kinds: tuple[str, ...] = ()
    closed_on: date | None = None

    def served_by(self, kind: str) -> bool:
        """Whether windows of that kind call from it."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class KioskLetter:
    """The letter under which a kiosk that is cut off gives numbers."""

    window: str
    letter: str


@dataclass(frozen=True, slots=True)
class QueueInfo:
    """What a hall's kiosks and windows know of its queue with the line cut."""

    lines: tuple[QueueLine, ...]
    kiosks: tuple[KioskLetter, ...] = ()

    def check_line(self, letter: str, day: date) -> None:
        """
        Refuse a line in which nobody can be taken on ``day``.

        Raises:
            RuleError: ``queue_line_unknown``, ``queue_line_closed``

        """
        line = next((each for each in self.lines if each.letter == letter), None)
        if line is None:
            raise RuleError("queue_line_unknown", line=letter[:1])
        if line.closed_on == day:
            raise RuleError("queue_line_closed", line=line.name)

    def letter_of(self, window: str) -> str:
        """Return a kiosk's own letter, empty when it has none."""
        return next((each.letter for each in self.kiosks if each.window == window), "")


DEFAULT_INFO = QueueInfo((QueueLine("A", "综合业务"),))
"""A hall for which no lines were set."""


@dataclass(frozen=True, slots=True)
class HallAct:
    """
    One act: ``ticket`` is an id; the other fields as the act needs them.

    ``window`` and ``line`` say where a transfer goes, ``line`` and ``ticket_class`` what is taken;
    ``code`` or ``person`` (keyed hash, hex) which appointment is checked in.
    """

    op_id: str
    by: str
    ticket: str = ""
    line: str = ""
    ticket_class: str = "ordinary"
    people: int = 1
    window: str = ""
    reason: str = ""
    cases: tuple[str, ...] = ()
    consultations: int = 0
    code: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class PersonKey:
    """The key (hex) with which a kiosk hashes a card's number; never written down there."""

    key: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a ticket was called: text ``queue.reason.CODE`` with its values."""

    code: str
    no: str
    minutes: int
    ticket_class: str

    @property
    def values(self) -> dict[str, str | int]:
        """The values of the text."""
        named = f"@ticket_class.{self.ticket_class}"
        return {"no": self.no, "minutes": self.minutes, "ticket_class": named}


@dataclass(frozen=True, slots=True)
class HallAnswer:
    """
    The ticket after the act, None when nobody waits; ``reason`` of a call.

    ``ahead``: how many waited before a ticket just taken; ``waiting``: how many may still be called.
    """

    ticket: Ticket | None = None
    reason: Reason | None = None
    ahead: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class LeaseWish:
    """Asks to have up to ``want`` tickets lent."""

    want: int


@dataclass(frozen=True, slots=True)
class LeaseAnswer:
    """The tickets newly lent; what was lent before runs on to its own end."""

    lent: tuple[LentTicket, ...]


@dataclass(frozen=True, slots=True)
class CalledAt:
    """One of the newest calls, for a display; ``at_ms`` UTC."""

    no: str
    window: str
    window_name: str
    at_ms: int
    recalls: int


@dataclass(frozen=True, slots=True)
class LineCount:
    """A line and how many wait in it."""

    letter: str
    name: str
    name_bo: str
    waiting: int


@dataclass(frozen=True, slots=True)
class WindowAt:
    """A window in the hall: ``open`` for calling; the ticket it has, if any."""

    window: str
    name: str
    open: bool
    no: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class HallState:
    """A hall as its displays and windows show it; ``aside`` are tickets held or skipped."""

    hall: str
    day: date
    calls: tuple[CalledAt, ...]
    waiting: tuple[LineCount, ...]
    windows: tuple[WindowAt, ...]
    aside: tuple[Ticket, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many of a class wait in a line, those transferred included."""

    line: str
    ticket_class: str
    waiting: int


@dataclass(frozen=True, slots=True)
class HallAhead:
    """
    The hall for one of its windows: whom it would call ``next`` now, and why; nothing is called.

    ``waiting``: how many it may still call. Another window may be faster: a call asks the rule anew.
    """

    state: HallState
    next: Ticket | None = None
    reason: Reason | None = None
    waiting: int = 0
    classes: tuple[ClassCount, ...] = ()


def reason_of(ticket: Ticket, did: TicketCalled) -> Reason:
    """Return why ``ticket`` was called."""
    return Reason(did.manner, ticket.no, did.waited_s // 60, ticket.ticket_class.value)
