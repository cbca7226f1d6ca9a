"""
A window's own figures from its own ledger (F-H1; all of it on the store lane).

What was done over the living line stands in the hall's log, not in this outbox; of those tickets the
ledger keeps the last state, from which their times are read. A ticket that was called more than
once tells only its last call: when its waiting ended is then not known, and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from counter_app.domain import localtime
from counter_app.domain.codec import ShapeError, from_plain
from counter_app.domain.figure_day import (
    BASELINES_KIND,
    Baselines,
    DayFigures,
)
from counter_app.domain.figure_drill import (
    DRILL_PAGE,
    CaseLine,
    DrillPage,
    DrillWish,
    TicketLine,
    is_ticket_figure,
)
from counter_app.domain.figure_ledger import OwnWindow, happenings, own_day
from counter_app.domain.figure_log import CASE_KINDS, LOG_KINDS, Fact, facts_of
from counter_app.domain.figure_opening import OPENING_KIND, OpeningHours
from counter_app.domain.figure_view import of_window
from counter_app.domain.masking import mask_name
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.records import Recorded
from counter_app.domain.ticket import Ticket, TicketState, read_ticket_id, subject_of_ticket
from counter_app.domain.ticket_operation import (
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketOperation,
    TicketStarted,
    TicketTaken,
)
from counter_app.domain.wire import WindowInfo
from counter_app.services.cases import case_of
from counter_app.services.desk import Desk, enrolled
from counter_app.services.limits import calendar

T = TypeVar("T")
_DAY = timedelta(days=1)
_KIOSK = "kiosk"
"""Stands for who took a ticket at the hall: its arrival counts there, not at this window."""


def own_figures(desk: Desk, day: date) -> DayFigures:
    """
    Count one day of this window.

    Raises:
        RuleError: ``not_enrolled``
        StoreError: of the window's own files

    """
    window = enrolled(desk).window
    baselines = _row(desk, BASELINES_KIND, Baselines)
    own = OwnWindow(
        window,
        _row(desk, OPENING_KIND, OpeningHours),
        calendar(desk, window.area),
        baselines.lines if baselines is not None else (),
    )
    counted = own_day(own_log(desk, day), day, own, desk.clock.read().wall_ms)
    return of_window(counted, window.id)


def own_list(desk: Desk, wish: DrillWish) -> DrillPage:
    """Return one page of what this window counted; errors as ``own_figures``."""
    window = enrolled(desk).window
    log = own_log(desk, localtime.day(wish.first_ms))
    facts = sorted(
        (each for each in facts_of(happenings(log, window)) if _wanted(each, wish, window)),
        key=lambda fact: (fact.at_ms, fact.op_id),
    )
    first = int(wish.after or 0)
    shown, rest = facts[first : first + DRILL_PAGE], facts[first + DRILL_PAGE :]
    entries = {each.op_id.hex(): each.entry for each in log}
    more = str(first + DRILL_PAGE) if rest else ""
    if is_ticket_figure(wish.what):
        return DrillPage(tickets=tuple(_ticket(each, entries) for each in shown), more=more)
    return DrillPage(cases=tuple(_case(desk, each, entries) for each in shown), more=more)


def own_log(desk: Desk, day: date) -> tuple[Recorded, ...]:
    """
    Return what happened at this window on ``day``, in order.

    The day's cases come with all their operations, whatever the day: which one came first, and which
    decision stands, is told by them.
    """
    first = localtime.start_ms(day)
    end = localtime.start_ms(day + _DAY)
    since = desk.ledger.of_kinds(*LOG_KINDS, since_ms=first)
    of_day = [each for each in since if each.entry.at.wall < end]
    cases = dict.fromkeys(
        each.entry.subject for each in of_day if each.entry.operation.kind in CASE_KINDS
    )
    whole = [each for case in cases for each in desk.ledger.entries(case)]
    others = [each for each in of_day if each.entry.subject not in cases]
    lived = _lived(desk, day, others)
    return tuple(sorted((*whole, *others, *lived), key=lambda each: each.entry.at.wall))


def _wanted(fact: Fact, wish: DrillWish, window: WindowInfo) -> bool:
    inside = wish.first_ms <= fact.at_ms < wish.end_ms
    counted = (fact.what.value, fact.mark, fact.window)
    return inside and counted == (wish.what, wish.mark, window.id)


def _case(desk: Desk, fact: Fact, entries: dict[str, Entry]) -> CaseLine:
    entry = entries[fact.op_id]
    case = case_of(desk, entry.subject)
    item = case.application.item if case is not None else None
    return CaseLine(
        fact.op_id,
        entry.subject,
        case.no if case is not None else entry.no or "",
        fact.item,
        item.name if item is not None else "",
        fact.window,
        fact.by,
        fact.at_ms,
        case.state.value if case is not None else "",
        mask_name(case.application.applicant_name()) if case is not None else "",
    )


def _ticket(fact: Fact, entries: dict[str, Entry]) -> TicketLine:
    did = entries[fact.op_id].operation
    no = read_ticket_id(did.ticket)[2] if isinstance(did, TicketOperation) else ""
    return TicketLine(fact.op_id, no, fact.window, fact.by, fact.at_ms, fact.seconds)


def _lived(desk: Desk, day: date, here: Sequence[Recorded]) -> Iterator[Recorded]:
    """Yield what is known of the day's tickets beside what the outbox holds of them."""
    window = enrolled(desk).window.id
    known = {(each.entry.subject, each.entry.operation.kind) for each in here}
    for ticket in desk.ledger.own_tickets(localtime.start_ms(day)):
        if ticket.day == day and ticket.window == window:
            for at_ms, did, where in _steps(ticket, window):
                subject = subject_of_ticket(ticket.id)
                if (subject, did.kind) not in known:
                    entry = Entry(did, Moment(at_ms, 0, "", "county"), "", where, subject)
                    yield Recorded(0, 0, f"{did.kind} {ticket.id}".encode(), entry, acked=True)


def _steps(ticket: Ticket, window: str) -> Iterator[tuple[int, TicketOperation, str]]:
    waited = ticket.taken_ms if ticket.fence == 1 else 0
    if waited:
        take = TicketTaken(ticket.id, ticket.line, ticket.ticket_class, ticket.people)
        yield waited, take, _KIOSK
    if ticket.called_ms:
        yield ticket.called_ms, TicketCalled(ticket.id, "turn", 0, ticket.fence), window
    if ticket.started_ms and ticket.started_ms != ticket.called_ms:
        yield ticket.started_ms, TicketStarted(ticket.id), window
    ends: dict[TicketState, TicketOperation] = {
        TicketState.DONE: TicketFinished(ticket.id),
        TicketState.NO_SHOW: TicketMissed(ticket.id),
    }
    if ticket.ended_ms and ticket.state in ends:
        yield ticket.ended_ms, ends[ticket.state], window


def _row(desk: Desk, kind: str, shape: type[T]) -> T | None:
    row = desk.cache.row(kind, enrolled(desk).window.hall)
    try:
        return None if row is None else from_plain(shape, row.body)
    except ShapeError:  # the county is newer than this window: what it set is not known here
        return None
