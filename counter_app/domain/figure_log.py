"""
What the one log says for the figures: the one definition of every count and every duration (F-C7).

The county keeps roll-ups of these facts (``db.county.rollup``, proved equal); a window counts them
from its own ledger while the line is cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counter_app.domain import localtime
from counter_app.domain.figures import Duration, Mark, Measure

CASE_KINDS = (
    "case.receive",
    "case.accept",
    "case.correct",
    "case.refuse",
    "case.supplement",
    "case.amend",
    "case.withdraw",
    "case.decide",
    "case.undecide",
    "case.mark",
)
CLOSING_KINDS = ("case.decide", "case.refuse", "case.withdraw")
TICKET_KINDS = (
    "ticket.take",
    "ticket.call",
    "ticket.start",
    "ticket.finish",
    "ticket.no_show",
    "ticket.hold",
    "ticket.skip",
    "ticket.transfer",
)
FREEING_KINDS = (
    "ticket.finish",
    "ticket.no_show",
    "ticket.hold",
    "ticket.skip",
    "ticket.transfer",
    "window.resume",
)
"""From here on a window has nobody."""
TAKING_KINDS = ("ticket.call", "window.pause", "session.lock")
"""Up to here."""
CONSULT_KIND = "consult.serve"
LOG_KINDS = (
    *CASE_KINDS,
    *TICKET_KINDS,
    "window.resume",
    "window.pause",
    "session.lock",
    CONSULT_KIND,
)
"""Every kind of operation that some figure needs."""
_MS_PER_S = 1_000


@dataclass(frozen=True, slots=True)
class Happening:
    """
    An operation that took effect: ``n`` rises in the order of the log, ``at_ms`` is its moment (UTC).

    ``item`` and ``immediate`` (即办件) are of the case it concerns, ``opens``: it is the case's first
    operation; ``mark`` (a Mark's value) is of a ``case.mark``.
    """

    op_id: str
    n: int
    at_ms: int
    window: str
    by: str
    kind: str
    subject: str
    item: str = ""
    immediate: bool = False
    opens: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One counted thing: a Measure (then ``seconds`` is None) or a Duration; ``op_id`` of its operation."""

    what: Measure | Duration
    op_id: str
    at_ms: int
    window: str
    by: str
    item: str = ""
    mark: Mark = Mark.NONE
    seconds: int | None = None


def facts_of(log: Iterable[Happening]) -> tuple[Fact, ...]:
    """Return everything that a log makes count, whatever part of it: by case, ticket and window."""
    cases: dict[str, list[Happening]] = defaultdict(list)
    tickets: dict[str, list[Happening]] = defaultdict(list)
    calling: dict[tuple[str, object], list[Happening]] = defaultdict(list)
    facts: list[Fact] = []
    for each in sorted(log, key=lambda happening: happening.n):
        if each.kind in CASE_KINDS:
            cases[each.subject].append(each)
        elif each.kind in TICKET_KINDS:
            tickets[each.subject].append(each)
        elif each.kind == CONSULT_KIND:
            facts.append(_counted(Measure.CONSULTATIONS, each))
        if each.kind in FREEING_KINDS + TAKING_KINDS:
            calling[each.window, localtime.day(each.at_ms)].append(each)
    facts.extend(fact for of_case in cases.values() for fact in case_facts(of_case))
    facts.extend(fact for of_ticket in tickets.values() for fact in ticket_facts(of_ticket))
    facts.extend(fact for of_window in calling.values() for fact in idle_facts(of_window))
    return tuple(facts)


def case_facts(log: Sequence[Happening]) -> Iterator[Fact]:
    """
    Yield what one case counts, ``log`` being its operations in order.

    Received: its first operation, whatever it is. Accepted: ``case.accept``. Closed: the decision,
    refusal or withdrawal that stands; a decision taken back counts no more. The newest mark
    holds for all of it.
    """
    marks = [each.mark for each in log if each.kind == "case.mark"]
    mark = Mark(marks[-1]) if marks else Mark.NONE
    closing: Happening | None = None
    for each in log:
        if each.opens:
            yield _counted(Measure.RECEIVED, each, mark)
        if each.kind == "case.accept":
            yield from _with_immediate(Measure.ACCEPTED, Measure.ACCEPTED_IMMEDIATE, each, mark)
        if each.kind in CLOSING_KINDS:
            closing = each
        elif each.kind == "case.undecide":
            closing = None
    if closing is not None:
        yield from _with_immediate(Measure.CLOSED, Measure.CLOSED_IMMEDIATE, closing, mark)


def ticket_facts(log: Sequence[Happening]) -> Iterator[Fact]:
    """
    Yield what one ticket counts, ``log`` being its operations in order.

    A duration that would be negative (a clock was set back) is not known and left out.
    """
    taken = next((each for each in log if each.kind == "ticket.take"), None)
    called: Happening | None = None
    started: Happening | None = None
    for each in log:
        measure = _TICKET_MEASURES.get(each.kind)
        if measure is not None:
            yield _counted(measure, each)
        if each.kind == "ticket.call":
            if called is None:
                yield from _lasted(Duration.WAITING, taken, each)
            called, started = each, None
        elif each.kind == "ticket.start":
            yield from _lasted(Duration.WALKING, called, each)
            started = each
        elif each.kind == "ticket.finish":
            yield from _lasted(Duration.HANDLING, called, each)
            yield from _lasted(Duration.SERVING, started, each)


def idle_facts(log: Sequence[Happening]) -> Iterator[Fact]:
    """Yield the idle times of one window in one day, told at the operation that ends each."""
    for free, taken in pairwise(sorted(log, key=lambda each: (each.at_ms, each.n))):
        if free.kind in FREEING_KINDS and taken.kind in TAKING_KINDS:
            yield from _lasted(Duration.IDLE, free, taken)


_TICKET_MEASURES = {
    "ticket.take": Measure.ARRIVALS,
    "ticket.call": Measure.CALLS,
    "ticket.start": Measure.STARTS,
    "ticket.finish": Measure.FINISHES,
    "ticket.no_show": Measure.NO_SHOWS,
}


def _counted(what: Measure, each: Happening, mark: Mark = Mark.NONE) -> Fact:
    return Fact(what, each.op_id, each.at_ms, each.window, each.by, each.item, mark)


def _with_immediate(
    what: Measure, immediate: Measure, each: Happening, mark: Mark
) -> Iterator[Fact]:
    yield _counted(what, each, mark)
    if each.immediate:
        yield _counted(immediate, each, mark)


def _lasted(what: Duration, begun: Happening | None, ended: Happening) -> Iterator[Fact]:
    if begun is not None and begun.at_ms <= ended.at_ms:
        seconds = (ended.at_ms - begun.at_ms) // _MS_PER_S
        yield Fact(what, ended.op_id, ended.at_ms, ended.window, ended.by, seconds=seconds)
