"""
Bad ratings as the hall's supervisor sees them at his window, and what he does with one (F-G3, F-H1).

A person who rated without a name stays unknown here: the number of the case is left out. Who is
rated is not among those who see it (``counter_app.domain.rating_rule``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from counter_app.domain.county_rating import RatedAt, lateness
from counter_app.domain.rating import Level
from counter_app.domain.rating_operation import CallResult, Verdict
from counter_app.domain.rating_ticket import RatingTicket, Stage

TicketAct = Literal["assign", "call", "verdict", "fix", "confirm"]
TICKET_ACTS: tuple[TicketAct, ...] = ("assign", "call", "verdict", "fix", "confirm")


@dataclass(frozen=True, slots=True)
class TicketsWish:
    """
    Every ticket of the own hall that is open, and those closed whose rating came in these days.

    ``by`` is the user who looks.
    """

    first: date
    last: date
    by: str


@dataclass(frozen=True, slots=True)
class TicketSeen:
    """
    A bad rating with its ticket.

    ``given_ms`` UTC as its recorder's clock told, ``received_on`` the day it reached the county.
    ``clerk`` (user's name) is rated, empty while that is not known; ``item`` and ``here``: its case
    has come; ``contact``: the person can be called. ``late`` is ``assign``, ``fix`` or nothing.
    """

    rating: str
    case_no: str = field(repr=False)
    item: str
    here: bool
    level: Level = field(repr=False)
    tags: tuple[str, ...] = field(repr=False)
    text: str = field(repr=False)
    clerk: str
    contact: bool
    given_ms: int
    received_on: date
    late: str
    ticket: RatingTicket = field(repr=False)

    def age_days(self, today: date) -> int:
        """Days since it reached the county; those of a closed one as well."""
        return (today - self.received_on).days


@dataclass(frozen=True, slots=True)
class TicketList:
    """The tickets, the oldest first, and the county's day."""

    today: date
    tickets: tuple[TicketSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketWish:
    """
    What ``by`` (user's name) does with a ticket; each act reads what it needs.

    assign: ``owner``. call: ``result``, ``note``. verdict: ``verdict``, ``grounds``, ``days`` (working
    days, None for the county's number), ``again``. fix: ``done``, ``reply``. confirm: ``note``.
    """

    by: str = ""
    owner: str = ""
    result: CallResult | None = None
    note: str = field(default="", repr=False)
    verdict: Verdict | None = None
    grounds: str = field(default="", repr=False)
    days: int | None = None
    again: bool = False
    done: str = field(default="", repr=False)
    reply: str = field(default="", repr=False)


def seen(at: RatedAt, today: date) -> TicketSeen:
    """Return a bad rating as a supervisor sees it on ``today``."""
    given, ticket = at.rated.given, at.rated.ticket
    assert ticket is not None  # noqa: S101 - only bad ratings are told of
    return TicketSeen(
        at.rated.id,
        "" if given.anonymous else given.case_no,
        at.item,
        at.here,
        given.level,
        given.tags,
        given.text,
        at.clerk,
        at.contact,
        at.rated.at_ms,
        at.received_on,
        lateness(at, today),
        ticket,
    )


def is_listed(at: RatedAt, hall: str, wish: TicketsWish) -> bool:
    """Whether a ticket belongs into the list that is asked for."""
    ticket = at.rated.ticket
    if ticket is None or at.hall != hall:
        return False
    return ticket.stage is not Stage.CLOSED or wish.first <= at.received_on <= wish.last
