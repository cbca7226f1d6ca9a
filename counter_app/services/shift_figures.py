"""What is left open at the window at this moment: one reading for closing list and hand-over (store lane)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.blank import BlankState
from counter_app.domain.blank_operation import BlankVoided
from counter_app.domain.case import CaseState
from counter_app.domain.issue_operation import CertificateConfirmed, CertificateSpoiled
from counter_app.domain.operation import CaseReceived, CaseSupplemented, Operation
from counter_app.domain.serial_range import runs
from counter_app.domain.shift import BlankUse, DayFigures
from counter_app.domain.shift_operation import ShiftHandedOver
from counter_app.domain.ticket import ASIDE, TicketState
from counter_app.services.calling import current
from counter_app.services.cases import case_of
from counter_app.services.desk import Desk, enrolled
from counter_app.services.papertime import paper_time
from counter_app.services.sketch import sketch_on_table
from counter_app.services.status import stored_status
from counter_app.services.visit import User

DEVICES_WELL = ("ready", "not_set")
"""States of a device that are no fault: a window does without one that it never had."""
RECEIPT_DAYS = 20
"""Five working days fit into it beside the longest holiday; an older one has run out (art. 32(4))."""
_DAY_MS = 86_400_000
_PAPERS = ("case.receive", "case.accept", "case.supplement")
_SHEETS = ("certificate.confirm", "certificate.spoil", "blank.void")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A case whose papers were received and that waits for an answer until the end of ``answer_by``."""

    case_id: str
    case_no: str
    answer_by: date


def day_figures(desk: Desk, user: User, devices: tuple[tuple[str, str], ...] = ()) -> DayFigures:
    """Return what stands now; ``devices`` are pairs of role and state as seen last."""
    known, ticket, table = stored_status(desk), current(desk), sketch_on_table(desk)
    moved = _moved(desk)
    return DayFigures(
        ticket=ticket.no if ticket else "",
        called=ticket is not None and ticket.state is TicketState.CALLED,
        held=held_tickets(desk, today(desk)),
        drafts=len(known.drafts),
        table=table is not None and not table.draft and not table.blank,
        receipts=len(open_receipts(desk)),
        unsent=known.pending,
        unsent_age_s=known.oldest_age_s or 0,
        parked=known.parked,
        unprinted=len(known.unprinted),
        sheets=len(known.sheets),
        papers=_papers(desk),
        blanks=tuple(_use(desk, each, user.name, moved) for each in desk.ledger.blank_series()),
        devices=tuple(each for each in devices if each[1] not in DEVICES_WELL),
    )


def today(desk: Desk) -> date:
    """Return the day of papers, whatever the PC's clock says."""
    return paper_time(desk, confirmed=True).day


def held_tickets(desk: Desk, day: date) -> tuple[str, ...]:
    """Return the numbers of a day that this window laid aside."""
    window = enrolled(desk).window.id
    own = desk.ledger.own_tickets(localtime.start_ms(day))
    here = (each for each in own if each.window == window and each.day == day)
    return tuple(sorted(each.no for each in here if each.state in ASIDE))


def open_receipts(desk: Desk) -> tuple[Receipt, ...]:
    """Return the cases received here that wait for an answer, the most urgent first."""
    since_ms = paper_time(desk, confirmed=True).moment.wall - RECEIPT_DAYS * _DAY_MS
    given = desk.ledger.of_kinds("case.receive", "case.supplement", since_ms=since_ms)
    waited = {each.entry.subject for each in given if _answer_by(each.entry.operation)}
    cases = (case_of(desk, each) for each in waited)
    open_ones = (
        Receipt(each.id, each.no, each.answer_by)
        for each in cases
        if each is not None and each.state is CaseState.RECEIVED and each.answer_by
    )
    return tuple(sorted(open_ones, key=lambda each: (each.answer_by, each.case_no)))


def _answer_by(did: Operation) -> date | None:
    return did.answer_by if isinstance(did, CaseReceived | CaseSupplemented) else None


def _papers(desk: Desk) -> int:
    found = desk.ledger.of_kinds(*_PAPERS, since_ms=localtime.start_ms(today(desk)))
    return len({each.entry.subject for each in found})


def _moved(desk: Desk) -> tuple[Operation, ...]:
    """Return what happened to blanks in this shift: since the last hand-over of today, else today."""
    start_ms = localtime.start_ms(today(desk))
    handed = desk.ledger.of_kinds(ShiftHandedOver.kind, since_ms=start_ms)
    # by its place in the log: the clock may have been set back since
    begun = max(((each.gen, each.seq) for each in handed), default=(0, 0))
    found = desk.ledger.of_kinds(*_SHEETS, since_ms=start_ms)
    return tuple(each.entry.operation for each in found if (each.gen, each.seq) > begun)


def _use(desk: Desk, series: str, person: str, moved: tuple[Operation, ...]) -> BlankUse:
    ledger = desk.ledger
    used, void = set(_used(moved, series)), set(_void(moved, series))
    offered = ledger.next_blank(series, person)
    return BlankUse(
        series,
        runs(sorted(used - void)),
        runs(sorted(void)),
        ledger.blank_counts(series).get(BlankState.HELD, 0),
        offered.serial if offered else 0,
        ledger.blanks_in(series, BlankState.BOUND),
        ledger.kept_blanks(series, person),
    )


def _used(moved: Iterable[Operation], series: str) -> Iterable[int]:
    for did in moved:
        if isinstance(did, CertificateConfirmed) and did.series == series:
            yield did.serial


def _void(moved: Iterable[Operation], series: str) -> Iterable[int]:
    for did in moved:
        if isinstance(did, CertificateSpoiled) and did.fate != "void":
            continue
        if isinstance(did, CertificateSpoiled | BlankVoided) and did.series == series:
            yield did.serial
