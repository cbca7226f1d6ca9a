"""
What a kiosk does (F-C1, F-C6): one press gives one number, and its paper if there is paper.

A press is written down before the hall is asked: after a restart the same act is asked again, and
the hall, which knows it by its id, gives no second number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from counter_app.domain import localtime
from counter_app.domain.codec import ShapeError, from_plain, to_bytes
from counter_app.domain.errors import CounterError, DeviceError, RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.hall import KIOSK, QueueInfo
from counter_app.domain.ids import wall_ms_of
from counter_app.domain.person import age_on
from counter_app.domain.printing import PrinterState, Trouble
from counter_app.domain.records import CardRead, PrintJob
from counter_app.domain.ticket import Ticket, TicketClass
from counter_app.domain.wire import WindowInfo
from counter_app.services.checking_in import Claim, check_in, claim_of_card
from counter_app.services.desk import Desk, configured, enrolled
from counter_app.services.hall_line import new_op_id
from counter_app.services.kiosk_paper import (
    TicketPaper,
    papers_missing,
    print_again,
    print_queued,
    queue_paper,
)
from counter_app.services.papertime import paper_time
from counter_app.services.ticketing import AT_KIOSK, Taken, Wish, queue_info, take_ticket

ELDERLY_AGE = 60
"""Law on the Protection of the Rights of the Elderly, art. 2."""
PRESS_DRAFT = "kiosk-press"
STILL_THERE_MS = 120_000
"""How long a person is thought to stand before a kiosk that has stopped."""


@dataclass(frozen=True, slots=True)
class KioskPlace:
    """Which kiosk this is, what can be chosen, and the day it is."""

    window: WindowInfo
    info: QueueInfo
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """A number that was given, how many wait before it (None: not known), and its paper."""

    ticket: Ticket
    ahead: int | None
    paper: TicketPaper


@dataclass(frozen=True, slots=True)
class CardSeen:
    """
    All that is kept of a laid card: the class by age, and whose appointment to ask for.

    ``claim`` is None when the line is cut.
    """

    ticket_class: TicketClass
    claim: Claim | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Press:
    """A press: the act's id (hex), what was wished, and the newest ticket of this kiosk before it."""

    op_id: str
    line: str
    ticket_class: TicketClass
    people: int
    before: str


def kiosk_place(desk: Desk) -> Flow[KioskPlace]:
    """
    Tell what this kiosk may offer.

    Raises:
        RuleError: ``not_enrolled``, ``kiosk_not_kiosk``

    """
    found: KioskPlace = yield Hop("store", lambda: _place(desk))
    return found


def printer_trouble(desk: Desk) -> Flow[Trouble | None]:
    """Ask the printer; None while it prints, or says nothing of itself."""
    found: Trouble | None = yield Hop("tickets", lambda: _trouble(desk))
    return found


def give_ticket(desk: Desk, wish: Wish) -> Flow[Given]:
    """
    Give a number and print it; no number is taken while the printer is known not to print.

    Raises:
        DeviceError: what the printer says; no number was taken
        RuleError: as ``take_ticket``
        StoreError: it could not be written down; no number was taken

    """
    yield from _printer_ready(desk)
    press: Press = yield Hop("store", lambda: _pressed(desk, wish))
    return (yield from _completed(desk, press))


def give_appointment(desk: Desk, claim: Claim) -> Flow[Given]:
    """
    Check an appointment in and print its ticket.

    Raises:
        DeviceError: what the printer says; nothing was checked in
        RuleError: as ``check_in``

    """
    yield from _printer_ready(desk)
    taken = yield from check_in(desk, claim)
    return (yield from _on_paper(desk, taken))


def see_card(desk: Desk, wait_s: float) -> Flow[CardSeen]:
    """
    Wait for a card and forget it: class and claim are all that is told.

    Raises:
        DeviceError: as ``CardReader.read_card``; ``device_not_set``
        RuleError: the card's content is refused

    """
    reader = configured(desk.reader, "reader")
    today = localtime.day(desk.clock.read().wall_ms)
    read: CardRead = yield Hop("reader", lambda: reader.read_card(wait_s))
    elderly = age_on(read.person, today) >= ELDERLY_AGE
    claim = yield from claim_of_card(desk, read.person.number)
    return CardSeen(TicketClass.ELDERLY if elderly else TicketClass.ORDINARY, claim)


def reprint(desk: Desk, given: Given) -> Flow[Given]:
    """
    Print the paper of a number again, marked.

    Raises:
        DeviceError: what the printer says; nothing was printed
        RuleError: ``print_running``

    """
    yield from _printer_ready(desk)
    paper = yield from print_again(desk, given.paper.job)
    return Given(given.ticket, given.ahead, paper)


def left_behind(desk: Desk) -> Flow[Given | None]:
    """
    Return the number that this kiosk was giving when it stopped, if its person may still be there.

    It is not printed by itself: nobody may be there. One of yesterday is none.

    Raises:
        RuleError: as ``take_ticket``

    """
    press: Press | None = yield Hop("store", lambda: _last_press(desk))
    if press is not None:
        taken = yield from _taken(desk, press)
        job: PrintJob = yield Hop("store", lambda: _queued(desk, taken))
        return Given(taken.ticket, taken.ahead, TicketPaper(job))
    missing: Given | None = yield Hop("store", lambda: _newest_missing(desk))
    return missing


def missing_papers(desk: Desk) -> Flow[tuple[Given, ...]]:
    """Return today's numbers of this kiosk without a paper, the newest first."""
    found: tuple[Given, ...] = yield Hop("store", lambda: _missing(desk, _today_ms(desk)))
    return found


def _place(desk: Desk) -> KioskPlace:
    window, info = enrolled(desk).window, queue_info(desk)
    if window.kind != KIOSK:
        raise RuleError("kiosk_not_kiosk")
    today = paper_time(desk, confirmed=True).day
    return KioskPlace(
        window, info, frozenset(each.letter for each in info.lines if each.closed_on == today)
    )


def _trouble(desk: Desk) -> Trouble | None:
    try:
        state: PrinterState = configured(desk.tickets, "tickets").probe()
    except DeviceError as fault:
        return Trouble.of(fault)
    return None if state.prints else state.trouble()


def _printer_ready(desk: Desk) -> Flow[None]:
    trouble = yield from printer_trouble(desk)
    if trouble is not None:
        raise trouble.error()


def _pressed(desk: Desk, wish: Wish) -> Press:
    before = _newest_own(desk)
    op_id = new_op_id(desk).hex()
    press = Press(op_id, wish.line, wish.ticket_class, wish.people, before)
    desk.journal.save(PRESS_DRAFT, to_bytes(press))
    return press


def _completed(desk: Desk, press: Press) -> Flow[Given]:
    try:
        taken = yield from _taken(desk, press)
    except CounterError:
        yield Hop("store", lambda: desk.journal.clear(PRESS_DRAFT))
        raise
    return (yield from _on_paper(desk, taken))


def _taken(desk: Desk, press: Press) -> Flow[Taken]:
    wish = Wish(press.line, press.ticket_class, press.people)
    return (yield from take_ticket(desk, wish, AT_KIOSK, bytes.fromhex(press.op_id)))


def _on_paper(desk: Desk, taken: Taken) -> Flow[Given]:
    job: PrintJob = yield Hop("store", lambda: _queued(desk, taken))
    paper = yield from print_queued(desk, job)
    return Given(taken.ticket, taken.ahead, paper)


def _queued(desk: Desk, taken: Taken) -> PrintJob:
    job = queue_paper(desk, taken.ticket, taken.ahead)
    desk.journal.clear(PRESS_DRAFT)
    return job


def _last_press(desk: Desk) -> Press | None:
    """Return a press that ended in no number here; whose person has gone is forgotten."""
    content = desk.journal.load(PRESS_DRAFT)
    if content is None:
        return None
    try:
        press = from_plain(Press, json.loads(content))
    except (ShapeError, ValueError):  # of another version of the program
        press = None
    gone = press is None or not _is_recent(desk, wall_ms_of(bytes.fromhex(press.op_id)))
    if gone or press is None or _newest_own(desk) != press.before:
        desk.journal.clear(PRESS_DRAFT)
        return None
    return press


def _newest_missing(desk: Desk) -> Given | None:
    missing = _missing(desk, _today_ms(desk))
    recent = [each for each in missing if _is_recent(desk, each.ticket.taken_ms)]
    return recent[0] if recent else None


def _missing(desk: Desk, since_ms: int) -> tuple[Given, ...]:
    found = reversed(papers_missing(desk, since_ms))
    return tuple(
        Given(ticket, None, TicketPaper(job or queue_paper(desk, ticket, None)))
        for ticket, job in found
    )


def _newest_own(desk: Desk) -> str:
    own = desk.ledger.own_tickets(_today_ms(desk))
    return own[-1].id if own else ""


def _today_ms(desk: Desk) -> int:
    return localtime.start_ms(localtime.day(desk.clock.read().wall_ms))


def _is_recent(desk: Desk, at_ms: int) -> bool:
    return abs(desk.clock.read().wall_ms - at_ms) <= STILL_THERE_MS
