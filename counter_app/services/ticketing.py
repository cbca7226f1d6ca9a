"""
Taking a ticket, at a kiosk or at a window of a hall without one (F-C1, F-C6; design/sync.md 3.5).

Cut off from the hall a kiosk gives numbers under its own letter: none is given twice, only the
order in line suffers. The hall's lines and that letter come with the feed.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain import localtime
from counter_app.domain.codec import from_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.hall import (
    DEFAULT_INFO,
    QUEUE_KIND,
    HallAct,
    HallState,
    LeaseAnswer,
    QueueInfo,
)
from counter_app.domain.operation import Entry
from counter_app.domain.records import Instant
from counter_app.domain.ticket import (
    Ticket,
    TicketClass,
    make_no,
    read_ticket_id,
    subject_of_ticket,
    ticket_id,
)
from counter_app.domain.ticket_lease import LEASE_MOST, lease_of
from counter_app.domain.ticket_operation import TicketTaken
from counter_app.services.desk import Desk, enrolled
from counter_app.services.hall_line import act, ask, new_op_id
from counter_app.services.papertime import paper_time

AT_KIOSK = "kiosk"
"""Who takes a ticket where nobody is signed in."""


@dataclass(frozen=True, slots=True)
class Taken:
    """
    A ticket given; ``ahead``: how many wait before it, None when that is not known.

    ``live``: the hall gave it; else it is of the kiosk's own letter and merged later.
    """

    ticket: Ticket
    ahead: int | None
    live: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted: a line's letter, a class, and for how many people."""

    line: str
    ticket_class: TicketClass = TicketClass.ORDINARY
    people: int = 1


def queue_info(desk: Desk) -> QueueInfo:
    """Return the hall's lines and letters as last heard (store lane)."""
    row = desk.cache.row(QUEUE_KIND, enrolled(desk).window.hall)
    return DEFAULT_INFO if row is None else from_plain(QueueInfo, row.body)


def has_queue(desk: Desk) -> bool:
    """Return whether people wait with tickets here, as far as this window has heard (store lane)."""
    if desk.cache.row(QUEUE_KIND, enrolled(desk).window.hall) is not None:
        return True
    start_ms = localtime.start_ms(localtime.day(desk.clock.read().wall_ms))
    return bool(desk.ledger.ticket_leases() or desk.ledger.own_tickets(start_ms))


def take_ticket(
    desk: Desk, wish: Wish, by: str = AT_KIOSK, op_id: bytes | None = None
) -> Flow[Taken]:
    """
    Give a ticket; ``op_id``: of an act that may have been asked for before, else a new one.

    Raises:
        RuleError: ``queue_line_unknown``, ``queue_line_closed``, ``ticket_people``;
            ``queue_no_letter``: cut off, and this place has no letter of its own
        StoreError: it could not be recorded; no number is used

    """
    wanted = HallAct(
        (op_id or new_op_id(desk)).hex(),
        by,
        line=wish.line,
        ticket_class=wish.ticket_class.value,
        people=wish.people,
    )
    answer = yield from act(desk, "take", wanted)
    if answer is not None and answer.ticket is not None:
        return Taken(answer.ticket, answer.ahead, live=True)
    taken: Taken = yield Hop("store", lambda: _take_here(desk, wish, by))
    return taken


def renew_leases(desk: Desk) -> Flow[int]:
    """
    Have the hall lend the next tickets, for the case that the line is cut; return how many there are.

    Called about every 20 s by a face that calls; does nothing when the line is cut.
    """
    asked: Instant = desk.clock.read()
    answer: LeaseAnswer | None = yield from ask(desk, lambda: desk.county.lease_tickets(LEASE_MOST))

    def keep() -> int:
        now = desk.clock.read()
        old = [each for each in desk.ledger.ticket_leases() if each.holds(now)]
        new = [] if answer is None else [lease_of(each, asked) for each in answer.lent]
        desk.ledger.take_ticket_leases([*old, *new])
        return len(old) + len(new)

    held: int = yield Hop("store", keep)
    return held


def hall_state(desk: Desk) -> Flow[HallState]:
    """
    Return the hall as its displays show it.

    Raises:
        RuleError: ``queue_live_only``

    """
    state: HallState | None = yield from ask(desk, desk.county.hall_state)
    if state is None:
        raise RuleError("queue_live_only")
    return state


def _take_here(desk: Desk, wish: Wish, by: str) -> Taken:
    window, info = enrolled(desk).window, queue_info(desk)
    letter = info.letter_of(window.id)
    if not letter:
        raise RuleError("queue_no_letter")
    time = paper_time(desk, confirmed=True)
    info.check_line(wish.line, time.day)
    no = make_no(letter, _newest(desk, letter, localtime.start_ms(time.day)) + 1)
    new = ticket_id(window.hall, time.day, no)
    did = TicketTaken(new, wish.line, wish.ticket_class, wish.people)
    entry = Entry(did, time.moment, by, window.id, subject_of_ticket(new))
    desk.ledger.record(new_op_id(desk), lambda _no: entry)
    ticket = desk.ledger.own_ticket(new)
    assert ticket is not None  # noqa: S101 - the ledger has just made it
    return Taken(ticket, None, live=False)


def _newest(desk: Desk, letter: str, since_ms: int) -> int:
    """Return the last number given today under a letter, 0 before the first."""
    taken = (
        each.entry.operation for each in desk.ledger.of_kinds("ticket.take", since_ms=since_ms)
    )
    numbers = (read_ticket_id(each.ticket)[2] for each in taken if isinstance(each, TicketTaken))
    return max((int(each[1:]) for each in numbers if each[0] == letter), default=0)
