"""
What happens to tickets and to a window's calling, under operation's rules (one log, F-C7).

Subject ``ticket:ID``. An act over a living line is logged by the hall under the acting window's
name; one made with the line cut is logged by the window. Each stands in the county's log once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from counter_app.domain.ticket import TicketClass, subject_of_ticket

CallManner = Literal[
    "longest", "priority", "turn", "passed", "transferred", "one", "lease", "typed"
]
"""Why this one: the first five by the rule, then by the clerk's choice, by a lease, by its paper."""


@dataclass(frozen=True, slots=True)
class TicketTaken:
    """A number was given; ``order`` 0: by a kiosk that was cut off, its place comes at merging."""

    kind: ClassVar[str] = "ticket.take"
    v: ClassVar[int] = 1
    ticket: str
    line: str
    ticket_class: TicketClass
    people: int
    order: int = 0


@dataclass(frozen=True, slots=True)
class TicketCalled:
    """
    A window called a ticket whose fence then was ``fence`` (None: read from its paper).

    ``waited_s``: since it was taken, 0 when not known. ``passed``: lines whose older tickets wait on.
    """

    kind: ClassVar[str] = "ticket.call"
    v: ClassVar[int] = 1
    ticket: str
    manner: CallManner
    waited_s: int
    fence: int | None = None
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketRecalled:
    """The called one was called again."""

    kind: ClassVar[str] = "ticket.recall"
    v: ClassVar[int] = 1
    ticket: str


@dataclass(frozen=True, slots=True)
class TicketSkipped:
    """The called one did not come; it is laid aside and may be called one by one."""

    kind: ClassVar[str] = "ticket.skip"
    v: ClassVar[int] = 1
    ticket: str


@dataclass(frozen=True, slots=True)
class TicketMissed:
    """The called one did not come and is closed (过号)."""

    kind: ClassVar[str] = "ticket.no_show"
    v: ClassVar[int] = 1
    ticket: str


@dataclass(frozen=True, slots=True)
class TicketHeld:
    """The person fetches something; the ticket is laid aside."""

    kind: ClassVar[str] = "ticket.hold"
    v: ClassVar[int] = 1
    ticket: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketTransferred:
    """It goes on at another window, or in another line; it keeps its place."""

    kind: ClassVar[str] = "ticket.transfer"
    v: ClassVar[int] = 1
    ticket: str
    window: str = ""
    line: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketStarted:
    """The person sits at the window: the first card read or key."""

    kind: ClassVar[str] = "ticket.start"
    v: ClassVar[int] = 1
    ticket: str


@dataclass(frozen=True, slots=True)
class TicketFinished:
    """The visit ended; ``cases``: ids recorded in it, ``consultations``: 咨询 that count as served."""

    kind: ClassVar[str] = "ticket.finish"
    v: ClassVar[int] = 1
    ticket: str
    cases: tuple[str, ...] = ()
    consultations: int = 0


@dataclass(frozen=True, slots=True)
class CallingPaused:
    """The window calls nobody for a while (暂停)."""

    kind: ClassVar[str] = "window.pause"
    v: ClassVar[int] = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CallingResumed:
    """The window calls (again)."""

    kind: ClassVar[str] = "window.resume"
    v: ClassVar[int] = 1


TicketOperation = (
    TicketTaken
    | TicketCalled
    | TicketRecalled
    | TicketSkipped
    | TicketMissed
    | TicketHeld
    | TicketTransferred
    | TicketStarted
    | TicketFinished
)
CallingOperation = CallingPaused | CallingResumed
QueueOperation = TicketOperation | CallingOperation


def subject_of(did: QueueOperation, window: str) -> str:
    """Return the subject of an operation: its ticket, or the window that pauses or resumes."""
    if isinstance(did, CallingPaused | CallingResumed):
        return f"window:{window}"
    return subject_of_ticket(did.ticket)
