"""
Calling at the window (F-C3, F-C6): live at the hall, or with the line cut from what was lent.

Whoever was called acts on over the same way: while an act on a ticket lies in the outbox, the next
one is recorded there too, so that the hall hears them in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.hall import HallAct, HallAnswer, Reason, reason_of
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.ticket import (
    ASIDE,
    AT_WINDOW,
    Ticket,
    TicketState,
    parse_no,
    subject_of_ticket,
    ticket_id,
)
from counter_app.domain.ticket_operation import (
    CallingOperation,
    CallingPaused,
    CallingResumed,
    TicketCalled,
    TicketFinished,
    TicketHeld,
    TicketMissed,
    TicketOperation,
    TicketRecalled,
    TicketSkipped,
    TicketStarted,
    subject_of,
)
from counter_app.services.desk import Desk, enrolled
from counter_app.services.hall_line import act, new_op_id
from counter_app.services.papertime import paper_time
from counter_app.services.visit import Visit, signed_in

OUTCOMES = ("case.receive", "case.accept", "case.correct", "case.refuse")
CONSULTED = "consult.serve"


@dataclass(frozen=True, slots=True)
class Called:
    """
    The window's ticket after an act, None when there is none (or nobody waits).

    ``live``: the hall did it; else it is recorded here and merged later. ``waiting``: how many may
    still be called, None when that is not known.
    """

    ticket: Ticket | None
    reason: Reason | None = None
    live: bool = False
    waiting: int | None = None


def current(desk: Desk) -> Ticket | None:
    """Return the ticket that this window has called or serves (store lane)."""
    window, now = enrolled(desk).window.id, desk.clock.read().wall_ms
    own = desk.ledger.own_tickets(localtime.start_ms(localtime.day(now)))
    there = [each for each in own if each.window == window and each.state in AT_WINDOW]
    return there[-1] if there else None


def call_next(desk: Desk, visit: Visit) -> Flow[Called]:
    """
    Call the next by the rule (F2); what is being served ends with it.

    With the line cut: the next of those lent. Who was called and has not come yet is told again.

    Raises:
        RuleError: ``queue_cut``: nothing lent is left, type the number of the next paper

    """
    user = signed_in(visit)
    there: Ticket | None = yield Hop("store", lambda: current(desk))
    if there is not None and there.state is TicketState.SERVING:
        yield from finish(desk, visit)
        there = None
    if there is not None and (yield from _lies_here(desk, there)):
        return Called(there)
    wanted = HallAct(new_op_id(desk).hex(), user.name)
    answer = yield from act(desk, "call", wanted)
    if answer is not None:
        return _told(answer)
    called: Called = yield Hop("store", lambda: Called(there) if there else _call_lent(desk, visit))
    return called


def call_one(desk: Desk, visit: Visit, no: str) -> Flow[Called]:
    """
    Call one ticket by its number, as it was typed.

    A number that the hall does not know (a kiosk that is cut off gave it) is believed from its
    paper; so is any number with the line cut.

    Raises:
        RuleError: ``ticket_form``, ``queue_open``, or as the hall's rules

    """
    user, number = signed_in(visit), parse_no(no)
    there: Ticket | None = yield Hop("store", lambda: current(desk))
    if there is not None:
        raise RuleError("queue_open", no=there.no)
    wanted = yield Hop("store", lambda: _id_today(desk, number))
    try:
        asked = HallAct(new_op_id(desk).hex(), user.name, ticket=wanted)
        answer = yield from act(desk, "call_one", asked)
    except RuleError as refused:
        if refused.code != "ticket_unknown":
            raise
        answer = None
    if answer is not None:
        return _told(answer)
    called: Called = yield Hop("store", lambda: _call_typed(desk, visit, wanted))
    return called


def recall(desk: Desk, visit: Visit) -> Flow[Called]:
    """Call the called one again; the ticket counts it."""
    return (yield from _step(desk, visit, "recall", lambda at, _: TicketRecalled(at.id)))


def skip(desk: Desk, visit: Visit) -> Flow[Called]:
    """Lay the called one aside: it may be called one by one."""
    return (yield from _step(desk, visit, "skip", lambda at, _: TicketSkipped(at.id)))


def no_show(desk: Desk, visit: Visit) -> Flow[Called]:
    """Close the called one that did not come."""
    return (yield from _step(desk, visit, "no_show", lambda at, _: TicketMissed(at.id)))


def hold(desk: Desk, visit: Visit, reason: str = "") -> Flow[Called]:
    """Lay the ticket aside while the person fetches something."""
    did = _step(desk, visit, "hold", lambda at, _: TicketHeld(at.id, reason.strip()))
    return (yield from did)


def start(desk: Desk, visit: Visit) -> Flow[Called]:
    """Note that the called one sits here: the first card read or key; once is enough."""
    signed_in(visit)
    there: Ticket | None = yield Hop("store", lambda: current(desk))
    if there is None or there.state is TicketState.SERVING:
        return Called(there)
    return (yield from _step(desk, visit, "start", lambda at, _: TicketStarted(at.id)))


def finish(desk: Desk, visit: Visit) -> Flow[Called]:
    """End the visit (F2 or 离开) with the cases and consultations recorded since it began."""
    return (yield from _step(desk, visit, "finish", _finished))


def transfer(desk: Desk, visit: Visit, *, window: str = "", line: str = "") -> Flow[Called]:
    """
    Send the person on to another window or line; only the hall knows who is open.

    Raises:
        RuleError: ``queue_live_only``, ``transfer_closed``, ``transfer_where``, ``queue_no_ticket``

    """
    user = signed_in(visit)
    there = yield from _here(desk)
    wanted = HallAct(new_op_id(desk).hex(), user.name, there.id, line, window=window)
    answer = None
    if not (yield from _lies_here(desk, there)):
        answer = yield from act(desk, "transfer", wanted)
    if answer is None:
        raise RuleError("queue_live_only")
    return Called(answer.ticket, live=True)


def pause(desk: Desk, visit: Visit, reason: str = "") -> Flow[Called]:
    """Call nobody for a while; nothing can be transferred here meanwhile."""
    return (yield from _change(desk, visit, "pause", CallingPaused(reason.strip())))


def resume(desk: Desk, visit: Visit) -> Flow[Called]:
    """Call again."""
    return (yield from _change(desk, visit, "resume", CallingResumed()))


# ---- one step on the window's ticket

_Make = Callable[[Ticket, Desk], TicketOperation]


def _step(desk: Desk, visit: Visit, name: str, make: _Make) -> Flow[Called]:
    user = signed_in(visit)
    there = yield from _here(desk)
    did: TicketOperation = yield Hop("store", lambda: make(there, desk))
    answer = None
    if not (yield from _lies_here(desk, there)):
        answer = yield from act(desk, name, _asked(new_op_id(desk), user.name, did))
    if answer is not None:
        return Called(answer.ticket, live=True)
    yield Hop("store", lambda: _record(desk, visit, did))
    after: Ticket | None = yield Hop("store", lambda: desk.ledger.own_ticket(there.id))
    return Called(after)


def _change(desk: Desk, visit: Visit, name: str, did: CallingOperation) -> Flow[Called]:
    reason = did.reason if isinstance(did, CallingPaused) else ""
    wanted = HallAct(new_op_id(desk).hex(), signed_in(visit).name, reason=reason)
    answer = yield from act(desk, name, wanted)
    if answer is None:
        yield Hop("store", lambda: _record(desk, visit, did))
    there: Ticket | None = yield Hop("store", lambda: current(desk))
    return Called(there, live=answer is not None)


def _here(desk: Desk) -> Flow[Ticket]:
    there: Ticket | None = yield Hop("store", lambda: current(desk))
    if there is None:
        raise RuleError("queue_no_ticket")
    return there


def _lies_here(desk: Desk, ticket: Ticket) -> Flow[bool]:
    """Return whether the hall has not heard yet of what happened to the ticket here."""
    subject = subject_of_ticket(ticket.id)
    here: bool = yield Hop(
        "store", lambda: any(not each.acked for each in desk.ledger.entries(subject))
    )
    return here


def _asked(op_id: bytes, by: str, did: TicketOperation) -> HallAct:
    wanted = HallAct(op_id.hex(), by, did.ticket)
    if isinstance(did, TicketHeld):
        return replace(wanted, reason=did.reason)
    if isinstance(did, TicketFinished):
        return replace(wanted, cases=did.cases, consultations=did.consultations)
    return wanted


def _finished(ticket: Ticket, desk: Desk) -> TicketFinished:
    since = ticket.started_ms or ticket.called_ms or 0
    done = desk.ledger.of_kinds(*OUTCOMES, CONSULTED, since_ms=since)
    consulted = [each for each in done if each.entry.operation.kind == CONSULTED]
    cases = dict.fromkeys(each.entry.subject for each in done if each not in consulted)
    return TicketFinished(ticket.id, tuple(cases), len(consulted))


# ---- with the line cut


def _call_lent(desk: Desk, visit: Visit) -> Called:
    now = desk.clock.read()
    lent = [each for each in desk.ledger.ticket_leases() if each.holds(now)]
    if not lent:
        raise RuleError("queue_cut")
    ticket = lent[0].ticket
    waited_s = max(0, now.wall_ms - ticket.taken_ms) // 1_000
    return _called(desk, visit, TicketCalled(ticket.id, "lease", waited_s, ticket.fence))


def _call_typed(desk: Desk, visit: Visit, wanted: str) -> Called:
    now = desk.clock.read()
    own = desk.ledger.own_ticket(wanted)
    lent = {each.ticket.id: each.ticket for each in desk.ledger.ticket_leases() if each.holds(now)}
    if own is not None and own.state in ASIDE:
        return _called(desk, visit, TicketCalled(wanted, "one", 0, own.fence))
    if wanted in lent:
        return _called(desk, visit, TicketCalled(wanted, "lease", 0, lent[wanted].fence))
    return _called(desk, visit, TicketCalled(wanted, "typed", 0))


def _called(desk: Desk, visit: Visit, did: TicketCalled) -> Called:
    _record(desk, visit, did)
    ticket = desk.ledger.own_ticket(did.ticket)
    assert ticket is not None  # noqa: S101 - the ledger has just moved it
    return Called(ticket, reason_of(ticket, did))


def _record(desk: Desk, visit: Visit, did: TicketOperation | CallingOperation) -> None:
    user, window = signed_in(visit), enrolled(desk).window.id
    moment: Moment = paper_time(desk, confirmed=user.clock_confirmed).moment
    entry = Entry(did, moment, user.name, window, subject_of(did, window))
    desk.ledger.record(new_op_id(desk), lambda _no: entry)


def _id_today(desk: Desk, no: str) -> str:
    day = localtime.day(desk.clock.read().wall_ms)
    return ticket_id(enrolled(desk).window.hall, day, no)


def _told(answer: HallAnswer) -> Called:
    return Called(answer.ticket, answer.reason, live=True, waiting=answer.waiting)
