"""Verbs of the queue: taking a ticket, calling, and what follows (F-C)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter_app.domain.codec import to_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.ticket import PEOPLE_MOST, Ticket, TicketClass
from counter_app.script.arguments import Arguments
from counter_app.script.verb import Answer, Verb, wait
from counter_app.services import calling
from counter_app.services.calling import Called
from counter_app.services.checking_in import Claim, check_in, claim_of_card
from counter_app.services.desk import Desk
from counter_app.services.ticketing import AT_KIOSK, Wish, hall_state, renew_leases, take_ticket
from counter_app.services.visit import Visit


def _take(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    people = int(given.number("people", 1, most=float(PEOPLE_MOST)))
    kind = given.choice("class", TicketClass) if given.given("class") else TicketClass.ORDINARY
    wish = Wish(given.text("business"), kind, people)
    by = visit.user.name if visit.user else AT_KIOSK
    taken = wait(desk, take_ticket(desk, wish, by))
    told = {"ticket": _ticket(desk, taken.ticket), "live": taken.live}
    return visit, told if taken.ahead is None else {**told, "ahead": taken.ahead}


def _check_in(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    by = visit.user.name if visit.user else AT_KIOSK
    claim: Claim | None = Claim(given.text("code", ""))
    if given.given("number"):
        claim = wait(desk, claim_of_card(desk, given.text("number")))
    if claim is None:
        raise RuleError("appointment_cut")
    taken = wait(desk, check_in(desk, claim, by))
    return visit, {"ticket": _ticket(desk, taken.ticket), "live": True, "ahead": taken.ahead}


def _call_one(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    return _called(desk, visit, calling.call_one(desk, visit, given.text("ticket")))


def _hold(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    return _called(desk, visit, calling.hold(desk, visit, given.text("reason", "")))


def _transfer(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    window, line = given.text("window", ""), given.text("business", "")
    return _called(desk, visit, calling.transfer(desk, visit, window=window, line=line))


def _pause(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    return _called(desk, visit, calling.pause(desk, visit, given.text("reason", "")))


def _leases(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return visit, {"leases": wait(desk, renew_leases(desk))}


def _state(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return visit, {"hall": to_plain(wait(desk, hall_state(desk)))}


def _plain(act: Callable[[Desk, Visit], Flow[Called]]) -> Verb:
    return lambda desk, visit, _given: _called(desk, visit, act(desk, visit))


def _called(desk: Desk, visit: Visit, flow: Flow[Called]) -> Answer:
    done = wait(desk, flow)
    told: dict[str, Any] = {"live": done.live}
    if done.ticket is not None:
        told["ticket"] = _ticket(desk, done.ticket)
    if done.reason is not None:
        told["reason"] = desk.words.say(f"queue.reason.{done.reason.code}", **done.reason.values)
    return visit, told if done.waiting is None else {**told, "waiting": done.waiting}


def _ticket(desk: Desk, ticket: Ticket) -> dict[str, Any]:
    until = ticket.called_ms or desk.clock.read().wall_ms
    waited_s = max(0, until - ticket.taken_ms) // 1_000 if ticket.taken_ms else 0
    told = {"no": ticket.no, "business": ticket.line, "class": ticket.ticket_class.value}
    return {**told, "state": ticket.state.value, "waited_s": waited_s, "people": ticket.people}


QUEUE_VERBS: dict[str, Verb] = {
    "take_ticket": _take,
    "check_in": _check_in,
    "call_next": _plain(calling.call_next),
    "call_one": _call_one,
    "recall": _plain(calling.recall),
    "skip_ticket": _plain(calling.skip),
    "no_show": _plain(calling.no_show),
    "hold_ticket": _hold,
    "transfer_ticket": _transfer,
    "start": _plain(calling.start),
    "finish": _plain(calling.finish),
    "pause_window": _pause,
    "resume_window": _plain(calling.resume),
    "renew_leases": _leases,
    "hall_state": _state,
}
