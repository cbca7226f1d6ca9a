"""
What a stored operation does: an effect, or parked with a code (pure; design/sync.md 1.8).

Parking is an outcome like any other: the sequence goes on. Which codes are alarms:
``counter_app.domain.county.ALARMS``. A case and the blank that it was printed on change together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counter_app.domain.blank_operation import CountyBlankOperation
from counter_app.domain.case import Case
from counter_app.domain.codec import to_bytes
from counter_app.domain.county import CaseAt, DeviceRow, Effect, Judged, Known, ReadOp
from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.errors import RuleError
from counter_app.domain.figure_operation import CaseMarked
from counter_app.domain.fold import fold
from counter_app.domain.fold_blank import moved, spans_of
from counter_app.domain.numbers import parse_case_no
from counter_app.domain.operation import CaseOperation, Entry
from counter_app.domain.rating_operation import RatingOperation, RatingTicketOperation
from counter_app.domain.report_operation import DayClosed
from counter_app.domain.serial_range import RANGE_MOST, SERIAL_MOST, SerialRange
from counter_app.domain.ticket_operation import QueueOperation, TicketOperation
from counter_app.domain.wire import OpResult
from county_server.sync.competence import competence_fault
from county_server.sync.ratings import judge_rating, ratings_of
from county_server.sync.tickets import judge_ticket, tickets_of


@dataclass(frozen=True, slots=True)
class Needs:
    """
    What must be known to judge operations: ids of operations (hex) and cases, case numbers.

    ``blanks`` are series and range, ``tickets`` and ``ratings`` ids.
    """

    op_ids: tuple[str, ...]
    cases: tuple[str, ...]
    numbers: tuple[str, ...]
    blanks: tuple[tuple[str, SerialRange], ...] = ()
    tickets: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()


def needs_of(reads: Sequence[ReadOp]) -> Needs:
    """Return what to look up before ``judge``; sorted, so that rows are locked in one order."""
    entries = [each.entry for each in reads if each.entry is not None]
    cases = [each for each in entries if isinstance(each.operation, CaseOperation)]
    op_ids = {each.op.op_id.hex() for each in reads} | {
        dep for each in entries for dep in each.deps
    }
    return Needs(
        tuple(sorted(op_ids)),
        tuple(sorted({each.subject for each in cases})),
        tuple(sorted({each.no for each in cases if each.no is not None})),
        _blanks_of(entries),
        tickets_of(entries),
        ratings_of(entries),
    )


def _blanks_of(entries: Sequence[Entry]) -> tuple[tuple[str, SerialRange], ...]:
    spans = {span for each in entries for span in spans_of(each.operation)}
    lawful = (each for each in spans if _is_lawful(each[1]) and "\0" not in each[0])
    return tuple(sorted(lawful, key=lambda each: (each[0], each[1].first, each[1].last)))


def _is_lawful(span: SerialRange) -> bool:
    return 0 < span.first <= span.last <= SERIAL_MOST and len(span) <= RANGE_MOST


def judge(device: DeviceRow, read: ReadOp, known: Known) -> Judged:
    """Return the outcome of one operation on top of what is ``known``."""
    entry = read.entry
    if entry is None:
        return park(read, read.code)
    code = _foreign(device, entry, known)
    if code:
        return park(read, code)
    judged = _judged_apart(device, read, entry, known)
    return judged if judged.parked else _with_blanks(judged, entry, known)


def _judged_apart(device: DeviceRow, read: ReadOp, entry: Entry, known: Known) -> Judged:
    """Judge an operation without its blanks."""
    if isinstance(entry.operation, TicketOperation):
        return judge_ticket(device, read, entry, known)
    if isinstance(entry.operation, RatingOperation):
        return judge_rating(read, entry, known)
    if not isinstance(entry.operation, CaseOperation):
        return Judged(read, OpResult(read.op.seq, "applied", id=entry.subject))
    there = known.cases.get(entry.subject)
    case = there.case if there is not None else None
    code = _number_fault(device, entry, known) or competence_fault(device, entry.operation, case)
    if code:
        return park(read, code)
    return _folded(device, read, entry, there)


def _with_blanks(judged: Judged, entry: Entry, known: Known) -> Judged:
    try:
        return replace(judged, moves=moved(known.blanks, entry))
    except RuleError as wrong:
        return park(judged.read, wrong.code)


def absorb(known: Known, judged: Judged) -> Known:
    """Return what is known after ``judged``."""
    outcomes = {**known.outcomes, judged.read.op.op_id.hex(): judged.result.s}
    effect, ticket, rated = judged.effect, judged.ticket, judged.rated
    if ticket is not None:
        known = replace(known, tickets={**known.tickets, ticket.id: ticket})
    if rated is not None:
        known = replace(known, ratings={**known.ratings, rated.id: rated})
    if judged.moves:
        changed = {(each.series, each.serial): each for each in judged.moves}
        known = replace(known, blanks={**known.blanks, **changed})
    if effect is None:
        return replace(known, outcomes=outcomes)
    return replace(
        known,
        outcomes=outcomes,
        cases={**known.cases, effect.case.id: CaseAt(effect.case, effect.hall)},
        numbers={**known.numbers, effect.case.no: effect.case.id},
    )


def judge_all(device: DeviceRow, reads: Sequence[ReadOp], known: Known) -> tuple[Judged, ...]:
    """Judge operations in order, each on top of those before it."""
    judged = []
    for read in reads:
        one = judge(device, read, known)
        known = absorb(known, one)
        judged.append(one)
    return tuple(judged)


def park(read: ReadOp, code: str) -> Judged:
    """Return ``read`` as stored without effect."""
    return Judged(read, OpResult(read.op.seq, "parked", code))


_OF_COUNTY = CountyBlankOperation | RatingTicketOperation | CaseMarked | DayClosed


def _foreign(device: DeviceRow, entry: Entry, known: Known) -> str:
    at_county = device.window.startswith(DESK_PREFIX)
    # the hall logs what its windows do to the queue, and to its day, over a living line
    elsewhere = entry.window != device.window and not (
        at_county and isinstance(entry.operation, QueueOperation | DayClosed)
    )
    of_county = isinstance(entry.operation, _OF_COUNTY)
    if elsewhere or (of_county and not at_county):
        return "foreign_window"
    if any(known.outcomes.get(dep) != "applied" for dep in entry.deps):
        return "dependency"
    return ""


def _number_fault(device: DeviceRow, entry: Entry, known: Known) -> str:
    there = known.cases.get(entry.subject)
    if there is not None:
        if there.hall != device.hall:
            return "foreign_hall"
        return "" if entry.no in (None, there.case.no) else "case_id_taken"
    if entry.no is None:
        return "case_no_missing"
    if entry.no in known.numbers:
        return "case_no_taken"
    try:
        parts = parse_case_no(entry.no)
    except RuleError as wrong:
        return wrong.code
    own = (parts.area, parts.slot) == (device.area, device.slot) and parts.generation <= device.gen
    return "" if own else "case_no_foreign"


def _folded(device: DeviceRow, read: ReadOp, entry: Entry, there: CaseAt | None) -> Judged:
    application = getattr(entry.operation, "application", None)
    if application is not None and application.case_id != entry.subject:
        return park(read, "case_subject")
    try:
        case = fold(there.case if there is not None else None, entry)
        body = to_bytes(case)
    except RuleError as wrong:
        return park(read, wrong.code)
    except (UnicodeEncodeError, RecursionError):
        return park(read, "poison")
    return _applied(read, case, body, there.hall if there is not None else device.hall)


def _applied(read: ReadOp, case: Case | None, body: bytes, hall: str) -> Judged:
    assert case is not None  # noqa: S101 - a case operation folds to a case
    result = OpResult(read.op.seq, "applied", id=case.id, rev=case.rev)
    return Judged(read, result, Effect(case, hall, body, created=case.rev == 1))
