"""
Acts on the queue: judged by the rules of ``domain.fold_ticket``, logged in the hall's own chain.

Ticket, log and event change in one transaction; the op_id is the caller's, so an act that comes
twice is done once and answered alike.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from counter_app.domain.appointment import check_time
from counter_app.domain.county import Known
from counter_app.domain.errors import RuleError
from counter_app.domain.fold_ticket import fold_ticket
from counter_app.domain.hall import KIOSK, HallAct, HallAnswer, reason_of
from counter_app.domain.hall_desk import Place
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.queue_rule import choose, passed_lines
from counter_app.domain.ticket import (
    Ticket,
    TicketClass,
    TicketState,
    make_no,
    ticket_id,
)
from counter_app.domain.ticket_operation import (
    CallingPaused,
    CallingResumed,
    CallManner,
    QueueOperation,
    TicketCalled,
    TicketFinished,
    TicketHeld,
    TicketMissed,
    TicketOperation,
    TicketRecalled,
    TicketSkipped,
    TicketStarted,
    TicketTaken,
    TicketTransferred,
    subject_of,
)
from county_server.desk.acts import COUNTY_CLOCK
from county_server.desk.recording import judged_next
from county_server.hall.store import HallTurn


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that came: ``op_id`` 16 bytes, ``now_ms`` the county's time (UTC ms)."""

    name: str
    op_id: bytes
    wanted: HallAct
    place: Place
    now_ms: int


async def perform(turn: HallTurn, asked: Asked) -> HallAnswer:
    """
    Do one act, or tell again what was done under its id.

    Raises:
        RuleError: as ``fold_ticket``, and ``queue_kiosk``, ``queue_serving``, ``queue_open``,
            ``queue_line_unknown``, ``queue_class``, ``ticket_lent``, ``transfer_closed``,
            ``transfer_where``, ``queue_repeat``, ``queue_refused``, ``queue_line_closed``,
            ``appointment_unknown``, or as ``domain.appointment.check_time``
        StoreError: ``county_store_busy``, nothing was done

    """
    before = await turn.done(asked.op_id)
    if before is not None:
        return await _again(turn, asked, before)
    if turn.kind == KIOSK and asked.name not in _TAKES:
        raise RuleError("queue_kiosk")
    planned = await ACTS[asked.name](turn, asked)
    if not isinstance(planned, _OPERATIONS):
        return await _answer(turn, asked, planned, None)
    return await _logged(turn, asked, planned)


async def _logged(turn: HallTurn, asked: Asked, did: QueueOperation) -> HallAnswer:
    window, wanted = asked.place.window, asked.wanted
    moment = Moment(asked.now_ms, 0, COUNTY_CLOCK, COUNTY_CLOCK)
    entry = Entry(did, moment, wanted.by, window, subject_of(did, window))
    known = Known()
    if isinstance(did, TicketOperation):
        there = None if isinstance(did, TicketTaken) else await turn.ticket(did.ticket)
        ticket = None if there is None else there.ticket
        fold_ticket(ticket, entry)  # says in its own words why not
        known = Known(tickets={did.ticket: ticket} if ticket else {})
    judged = judged_next(turn.device, asked.op_id, entry, known)
    if judged.parked:
        raise RuleError("queue_refused", why=judged.result.code)
    await turn.record(judged)
    called = did if isinstance(did, TicketCalled) else None
    return await _answer(turn, asked, judged.ticket, called)


async def _again(turn: HallTurn, asked: Asked, before: Entry) -> HallAnswer:
    did = before.operation
    if before.window != asked.place.window or not isinstance(did, KINDS[asked.name]):
        raise RuleError("queue_repeat")
    if not isinstance(did, TicketOperation):
        return await _answer(turn, asked, None, None)
    there = await turn.ticket(did.ticket)
    called = did if isinstance(did, TicketCalled) else None
    return await _answer(turn, asked, None if there is None else there.ticket, called)


async def _answer(
    turn: HallTurn, asked: Asked, ticket: Ticket | None, called: TicketCalled | None
) -> HallAnswer:
    if asked.name in _TAKES and ticket is not None:
        return HallAnswer(ticket, None, ahead=await turn.ahead(ticket))
    if asked.name not in _CALLS:
        return HallAnswer(ticket)
    reason = None if ticket is None or called is None else reason_of(ticket, called)
    waiting = await turn.waiting(asked.place, _lines(turn))
    return HallAnswer(ticket, reason, waiting=waiting)


def _lines(turn: HallTurn) -> list[str]:
    return [each.letter for each in turn.info.lines if each.served_by(turn.kind)]


# ---- what each act does


async def _take(turn: HallTurn, asked: Asked) -> QueueOperation:
    wanted = asked.wanted
    try:
        kind = TicketClass(wanted.ticket_class)
    except ValueError as wrong:
        raise RuleError("queue_class") from wrong
    return await _taking(turn, asked.place.day, wanted.line, kind, wanted.people)


async def _check_in(turn: HallTurn, asked: Asked) -> QueueOperation | Ticket:
    """Give an appointment its ticket; who is there already is told the same one."""
    wanted, day = asked.wanted, asked.place.day
    if bool(wanted.code) == bool(wanted.person):
        raise RuleError("appointment_unknown")
    found = await turn.appointment(day, asked.now_ms, wanted.code, wanted.person)
    if found is None:
        raise RuleError("appointment_unknown")
    there = await turn.ticket(found.ticket) if found.ticket and found.day == day else None
    if there is not None:
        return there.ticket
    check_time(found, asked.now_ms)
    did = await _taking(turn, day, found.line, TicketClass.APPOINTMENT, found.people)
    await turn.check_in(found, did.ticket)
    return did


async def _taking(
    turn: HallTurn, day: date, line: str, kind: TicketClass, people: int
) -> TicketTaken:
    turn.info.check_line(line, day)
    number, order = await turn.next_place(day, line)
    new = ticket_id(turn.device.hall, day, make_no(line, number))
    return TicketTaken(new, line, kind, people, order)


async def _call(turn: HallTurn, asked: Asked) -> QueueOperation | Ticket | None:
    """Call the next by the rule; who was called and has not come yet is told again."""
    there = await turn.at_window(asked.place)
    if there is not None and there.state is TicketState.CALLED:
        return there
    if there is not None:
        raise RuleError("queue_serving", no=there.no)
    lines = _lines(turn)
    candidates = await turn.candidates(asked.place, lines)
    chosen = choose(candidates, await turn.runs(asked.place.day, lines) if candidates else {})
    if chosen is None:
        return None
    return called_of(chosen.ticket, chosen.manner, chosen.passed, asked.now_ms)


async def _call_one(turn: HallTurn, asked: Asked) -> QueueOperation:
    open_ = await turn.at_window(asked.place)
    if open_ is not None:
        raise RuleError("queue_open", no=open_.no)
    there = await turn.ticket(asked.wanted.ticket)
    if there is None:
        raise RuleError("ticket_unknown", no=asked.wanted.ticket.rpartition("/")[2][:8])
    lending, ticket = there.lending, there.ticket
    if lending.window not in ("", asked.place.window) and not lending.over(asked.place.tick):
        raise RuleError("ticket_lent", no=ticket.no, window=lending.window)
    candidates = await turn.candidates(asked.place, _lines(turn))
    passed = passed_lines([each for each in candidates if each.ticket.order < ticket.order])
    return called_of(ticket, "one", passed, asked.now_ms)


def called_of(
    ticket: Ticket, manner: CallManner, passed: tuple[str, ...], now_ms: int
) -> TicketCalled:
    """Return the call of a ticket at ``now_ms`` (UTC ms)."""
    waited_s = max(0, now_ms - ticket.taken_ms) // 1_000 if ticket.taken_ms else 0
    return TicketCalled(ticket.id, manner, waited_s, ticket.fence, passed)


async def _transfer(turn: HallTurn, asked: Asked) -> QueueOperation:
    wanted = asked.wanted
    if bool(wanted.window) == bool(wanted.line) or wanted.window == asked.place.window:
        raise RuleError("transfer_where")
    if wanted.line and wanted.line not in {each.letter for each in turn.info.lines}:
        raise RuleError("queue_line_unknown", line=wanted.line[:1])
    if wanted.window and not await turn.is_open(wanted.window, asked.place.day):
        raise RuleError("transfer_closed", window=wanted.window[:64])
    return TicketTransferred(wanted.ticket, wanted.window, wanted.line, wanted.reason)


def _plain(make: Callable[[HallAct], QueueOperation]) -> _Planner:
    async def plan(_turn: HallTurn, asked: Asked) -> QueueOperation:
        return make(asked.wanted)

    return plan


_OPERATIONS = QueueOperation
_TAKES = frozenset({"take", "check_in"})
_CALLS = frozenset({"call", "call_one"})
_Planner = Callable[[HallTurn, Asked], Awaitable[QueueOperation | Ticket | None]]
ACTS: dict[str, _Planner] = {
    "take": _take,
    "check_in": _check_in,
    "call": _call,
    "call_one": _call_one,
    "transfer": _transfer,
    "recall": _plain(lambda each: TicketRecalled(each.ticket)),
    "skip": _plain(lambda each: TicketSkipped(each.ticket)),
    "no_show": _plain(lambda each: TicketMissed(each.ticket)),
    "hold": _plain(lambda each: TicketHeld(each.ticket, each.reason)),
    "start": _plain(lambda each: TicketStarted(each.ticket)),
    "finish": _plain(lambda each: TicketFinished(each.ticket, each.cases, each.consultations)),
    "pause": _plain(lambda each: CallingPaused(each.reason)),
    "resume": _plain(lambda _each: CallingResumed()),
}
KINDS: dict[str, type[QueueOperation]] = {
    "take": TicketTaken,
    "check_in": TicketTaken,
    "call": TicketCalled,
    "call_one": TicketCalled,
    "transfer": TicketTransferred,
    "recall": TicketRecalled,
    "skip": TicketSkipped,
    "no_show": TicketMissed,
    "hold": TicketHeld,
    "start": TicketStarted,
    "finish": TicketFinished,
    "pause": CallingPaused,
    "resume": CallingResumed,
}
