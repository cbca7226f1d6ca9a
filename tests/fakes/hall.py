"""
The hall's live side in memory: the same rule, the same fold, the same refusals as the server.

``clock`` is the hall's own, which a test may let run wrong; ``open`` are the windows that call,
``names`` what windows are called.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.fold_ticket import fold_ticket
from counter_app.domain.hall import (
    DEFAULT_INFO,
    CalledAt,
    ClassCount,
    HallAhead,
    HallAnswer,
    HallState,
    LeaseAnswer,
    LineCount,
    WindowAt,
    reason_of,
)
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.queue_rule import HALL, Candidate, choose, passed_lines, run_of
from counter_app.domain.ticket import (
    ASIDE,
    AT_WINDOW,
    IN_LINE,
    TicketClass,
    TicketState,
    make_no,
    subject_of_ticket,
    ticket_id,
)
from counter_app.domain.ticket_lease import (
    LEASE_MS,
    HallTick,
    Lending,
    LentTicket,
    lease_margin_ms,
)
from counter_app.domain.ticket_operation import (
    CallingPaused,
    CallingResumed,
    TicketCalled,
    TicketFinished,
    TicketHeld,
    TicketMissed,
    TicketRecalled,
    TicketSkipped,
    TicketStarted,
    TicketTaken,
    TicketTransferred,
)
from tests.fakes.figures import FiguresSide
from tests.fakes.hall_appointments import PERSON_KEY, AppointmentSide
from tests.fakes.rating_line import RatingsSide

PLAIN = {
    "recall": lambda wish: TicketRecalled(wish.ticket),
    "skip": lambda wish: TicketSkipped(wish.ticket),
    "no_show": lambda wish: TicketMissed(wish.ticket),
    "hold": lambda wish: TicketHeld(wish.ticket, wish.reason),
    "start": lambda wish: TicketStarted(wish.ticket),
    "finish": lambda wish: TicketFinished(wish.ticket, wish.cases, wish.consultations),
}


class FakeHall(AppointmentSide):
    def __init__(self, clock, hall="hall-1"):
        self.clock, self.hall, self.info = clock, hall, DEFAULT_INFO
        self.tickets, self.lent, self.lent_once, self.appointments = {}, {}, set(), {}
        self.numbers, self.open, self.calls, self.done = {}, set(), [], {}
        self.log, self.names = [], {}

    def act(self, window, name, wish, kind="nd"):
        if wish.op_id in self.done:
            return self.done[wish.op_id]
        if kind == "kiosk" and name not in ("take", "check_in"):
            raise RuleError("queue_kiosk")
        answer = self._do(window, name, wish)
        self.done[wish.op_id] = answer
        return answer

    def _do(self, window, name, wish):
        if name in ("pause", "resume"):
            (self.open.discard if name == "pause" else self.open.add)(window)
            did = CallingPaused(wish.reason) if name == "pause" else CallingResumed()
            self.log.append(did)
            return HallAnswer()
        if name == "take":
            return self._take(window, wish)
        if name == "check_in":
            return self._check_in(window, wish)
        if name == "call":
            return self._call(window, wish)
        if name == "call_one":
            return self._call_one(window, wish)
        did = self._transfer(window, wish) if name == "transfer" else PLAIN[name](wish)
        return HallAnswer(self._fold(window, wish, did))

    def _take(self, window, wish):
        self.info.check_line(wish.line, self._today())
        key = (self._today(), wish.line)
        number = self.numbers[key] = self.numbers.get(key, 0) + 1
        order = sum(self.numbers.values())
        new = ticket_id(self.hall, self._today(), make_no(wish.line, number))
        kind = TicketClass(wish.ticket_class)
        ahead = sum(each.line == wish.line for each in self._line())
        ticket = self._fold(window, wish, TicketTaken(new, wish.line, kind, wish.people, order))
        return HallAnswer(ticket, ahead=ahead)

    def _call(self, window, wish):
        there = self._at(window)
        if there is not None and there.state is TicketState.CALLED:
            return HallAnswer(there, waiting=len(self._line()))
        if there is not None:
            raise RuleError("queue_serving", no=there.no)
        chosen = choose(self._candidates(window), self._runs())
        if chosen is None:
            return HallAnswer(waiting=len(self._line()))
        return self._called(window, wish, chosen.ticket, chosen.manner, chosen.passed)

    def _call_one(self, window, wish):
        there = self._at(window)
        if there is not None:
            raise RuleError("queue_open", no=there.no)
        ticket = self.tickets.get(wish.ticket)
        if ticket is None:
            raise RuleError("ticket_unknown", no=wish.ticket.rpartition("/")[2])
        lending = self.lent.get(ticket.id)
        if lending is not None and lending.window != window and not lending.over(self._tick()):
            raise RuleError("ticket_lent", no=ticket.no, window=lending.window)
        before = [each for each in self._candidates(window) if each.ticket.order < ticket.order]
        return self._called(window, wish, ticket, "one", passed_lines(before))

    def _called(self, window, wish, ticket, manner, passed):
        waited = (self.clock.read().wall_ms - ticket.taken_ms) // 1_000
        did = TicketCalled(ticket.id, manner, waited, ticket.fence, passed)
        after = self._fold(window, wish, did)
        return HallAnswer(after, reason_of(after, did), waiting=len(self._line()))

    def _transfer(self, window, wish):
        if bool(wish.window) == bool(wish.line) or wish.window == window:
            raise RuleError("transfer_where")
        if wish.window and wish.window not in self.open:
            raise RuleError("transfer_closed", window=wish.window)
        return TicketTransferred(wish.ticket, wish.window, wish.line, wish.reason)

    def _fold(self, window, wish, did):
        now = self.clock.read().wall_ms
        entry = Entry(
            did, Moment(now, 0, "county", "county"), wish.by, window, subject_of_ticket(did.ticket)
        )
        return self.take_entry(entry)

    def take_entry(self, entry):
        """An operation at the hall, live or merged."""
        did = entry.operation
        after = fold_ticket(self.tickets.get(did.ticket), entry)
        if not after.order:
            after = replace(after, order=10_000 + len(self.tickets))
        self.tickets[after.id] = after
        self.log.append(entry)
        if isinstance(did, TicketCalled):
            self.lent.pop(did.ticket, None)
            self.open.add(entry.window)
            self.calls.append(after)
        return after

    def lease(self, window, want):
        tick = self._tick()
        kept = [
            each
            for each in self.lent.values()
            if each.window == window
            and each.until_mono_ms - tick.mono_ms > lease_margin_ms(LEASE_MS)
        ]
        free = [each for each in self._free(window) if not each.target][len(self.open) :]
        new = [each for each in free if each.id not in self.lent_once][: max(0, want - len(kept))]
        for each in new:
            self.lent[each.id] = Lending(window, tick.mono_ms + LEASE_MS, tick.boot, LEASE_MS)
            self.lent_once.add(each.id)
        return LeaseAnswer(tuple(LentTicket(each, LEASE_MS) for each in new))

    def state(self):
        waiting = self._line()
        return HallState(
            self.hall,
            self._today(),
            tuple(
                CalledAt(each.no, each.window, each.window, each.called_ms, each.recalls)
                for each in reversed(self.calls[-8:])
            ),
            tuple(
                LineCount(
                    each.letter,
                    each.name,
                    each.name_bo,
                    sum(w.line == each.letter for w in waiting),
                )
                for each in self.info.lines
            ),
            tuple(self._window(each) for each in sorted(self.names | dict.fromkeys(self.open))),
            tuple(each for each in self.tickets.values() if each.state in ASIDE),
        )

    def ahead(self, window, kind="nd"):
        waiting = self._line()
        counts = Counter((each.line, each.ticket_class.value) for each in waiting)
        classes = tuple(ClassCount(*each, count) for each, count in sorted(counts.items()))
        if kind == "kiosk":
            return HallAhead(self.state(), classes=classes)
        chosen = choose(self._candidates(window), self._runs())
        if chosen is None:
            return HallAhead(self.state(), waiting=len(waiting), classes=classes)
        ticket = chosen.ticket
        waited = (self.clock.read().wall_ms - ticket.taken_ms) // 1_000
        would = TicketCalled(ticket.id, chosen.manner, waited, ticket.fence, chosen.passed)
        reason = reason_of(ticket, would)
        return HallAhead(self.state(), ticket, reason, len(waiting), classes)

    def _window(self, window):
        there = self._at(window)
        told = (there.no, there.state.value) if there else ("", "")
        return WindowAt(window, self.names.get(window) or window, window in self.open, *told)

    def _line(self):
        today = self._today()
        mine = (each for each in self.tickets.values() if each.day == today)
        return [each for each in mine if each.state in IN_LINE]

    def _free(self, window):
        tick = self._tick()
        lent = {
            name
            for name, each in self.lent.items()
            if each.window != window and not each.over(tick)
        }
        found = (each for each in self._line() if each.target in ("", window))
        return sorted((e for e in found if e.id not in lent), key=lambda each: each.order)

    def _candidates(self, window):
        return [Candidate(each, self._passed(each)) for each in self._free(window)]

    def _passed(self, ticket):
        later = (each for each in self.tickets.values() if each.order > ticket.order)
        return sum(ticket.line in each.passed for each in later)

    def _runs(self):
        newest = list(reversed(self.calls))
        lines = {each.line for each in newest}
        of = {
            line: run_of([e.ticket_class.comes_first for e in newest if e.line == line])
            for line in lines
        }
        return of | {HALL: run_of([each.ticket_class.comes_first for each in newest])}

    def _at(self, window):
        own = (each for each in self.tickets.values() if each.window == window)
        return next((each for each in own if each.state in AT_WINDOW), None)

    def _today(self):
        return localtime.day(self.clock.read().wall_ms)

    def _tick(self):
        now = self.clock.read()
        return HallTick(now.mono_ms, now.boot, 0)


class HallSide(FiguresSide, RatingsSide):
    """A County's live side: ``_meet`` lets its line fail."""

    @cached_property
    def hall(self):
        return FakeHall(self.clock, self.window.hall)

    def hall_act(self, act, wanted):
        window = self.window
        return self._meet(f"hall {act}", lambda: self.hall.act(window.id, act, wanted, window.kind))

    def lease_tickets(self, want):
        return self._meet("hall lease", lambda: self.hall.lease(self.window.id, want))

    def person_key(self):
        return self._meet("hall person_key", lambda: PERSON_KEY)

    def hall_state(self):
        return self._meet("hall state", self.hall.state)

    def hall_ahead(self):
        return self._meet("hall ahead", lambda: self.hall.ahead(self.window.id, self.window.kind))
