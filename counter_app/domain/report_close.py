"""
The totals of a hall's day, and how cases, papers, blanks and parcels meet (F-H5).

Pure: it counts the day's operations as they stand in the log. Cases and tickets are counted by the
one definition of every figure (``figure_log``); papers and sheets as they lie on the table, those of
test cases included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counter_app.domain.blank_operation import BlankVoided
from counter_app.domain.delivery_operation import (
    DeliveryAuthorised,
    ParcelBatched,
    WaybillScanned,
)
from counter_app.domain.figure_log import CASE_KINDS, LOG_KINDS, Happening, facts_of
from counter_app.domain.figures import Mark
from counter_app.domain.issue_operation import (
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
    ResultHandedOver,
)
from counter_app.domain.operation import Entry, documents_of
from counter_app.domain.rating import Source
from counter_app.domain.rating_operation import RatingGiven
from counter_app.domain.report import ReportLine
from counter_app.domain.report_operation import Match, Total
from counter_app.domain.ticket import read_ticket_id
from counter_app.domain.ticket_operation import TicketFinished, TicketMissed, TicketTaken
from counter_app.domain.window_operation import PrintFinished, SlipHanded

COUNTED = (
    "arrivals",
    "finishes",
    "no_shows",
    "received",
    "accepted",
    "closed",
    "consultations",
)
"""Totals that are figures: each opens the list of its Measure."""
PAPERS = ("receipts", "acceptances", "slips", "certificates", "blanks_used", "blanks_void")
SENT = ("handed_over", "authorised", "dispatched", "ratings")
TOTALS = (*COUNTED, *PAPERS, *SENT)
MATCHES = ("tickets", "receipts", "acceptances", "sheets", "parcels")
PRINTED = frozenset({"device_done", "confirmed"})
"""How a print ended of which something is known to have come out."""
OTHER_KINDS = (
    "print.finish",
    "certificate.bind",
    "certificate.confirm",
    "certificate.spoil",
    "blank.void",
    "result.hand_over",
    "delivery.authorise",
    "delivery.batch",
    "delivery.waybill",
    "slip.hand",
    "rating.give",
)
CLOSE_KINDS = (*LOG_KINDS, *OTHER_KINDS)
"""Every kind of operation that the close of a day counts."""
_RECEIPT, _ACCEPTANCE = "W01", "W02"
Thing = tuple[str, ReportLine]


@dataclass(frozen=True, slots=True)
class DayOp:
    """
    One operation of a hall's day as the log holds it.

    ``opens``: it is its case's first; ``mark`` of its case as it stands now.
    """

    op_id: str
    n: int
    device: str
    gen: int
    seq: int
    entry: Entry
    opens: bool = False
    mark: str = ""


def totals_of(ops: Sequence[DayOp]) -> tuple[Total, ...]:
    """Return every total of a day, in the order of ``TOTALS``."""
    facts = facts_of(_happenings(ops))
    counted = [each.what.value for each in facts if each.mark is Mark.NONE]
    things = {name: len(dict(find(ops))) for name, find in _THINGS.items()}
    return tuple(
        Total(name, counted.count(name) if name in COUNTED else things[name]) for name in TOTALS
    )


def matches_of(ops: Sequence[DayOp]) -> tuple[Match, ...]:
    """Return what should meet, in the order of ``MATCHES``."""
    found = []
    for name in MATCHES:
        expected = dict(_EXPECTED[name](ops))
        there = dict(_FOUND[name](ops))
        found.append(Match(name, len(expected), len(expected.keys() & there.keys())))
    return tuple(found)


def open_lines(ops: Sequence[DayOp], match: str) -> tuple[ReportLine, ...]:
    """Return what of a match lacks its counterpart, oldest first."""
    there = dict(_FOUND[match](ops))
    return tuple(line for key, line in dict(_EXPECTED[match](ops)).items() if key not in there)


def thing_lines(ops: Sequence[DayOp], total: str) -> tuple[ReportLine, ...]:
    """Return what a total of ``PAPERS`` or ``SENT`` counts, oldest first."""
    return tuple(dict(_THINGS[total](ops)).values())


def op_line(op: DayOp) -> ReportLine:
    """Return any operation as a line: ``what`` is its kind."""
    entry = op.entry
    return ReportLine(
        entry.no or entry.subject, entry.operation.kind, entry.window, entry.by, entry.at.wall
    )


def _happenings(ops: Sequence[DayOp]) -> list[Happening]:
    """Return the operations as the figures see them, each case under the mark it has now."""
    seen = []
    for op in ops:
        entry = op.entry
        if entry.operation.kind not in LOG_KINDS or entry.operation.kind == "case.mark":
            continue
        of_case = entry.operation.kind in CASE_KINDS
        if of_case and op.mark:
            continue
        seen.append(
            Happening(
                op.op_id,
                op.n,
                entry.at.wall,
                entry.window,
                entry.by,
                entry.operation.kind,
                entry.subject,
                opens=op.opens,
            )
        )
    return seen


def _line(entry: Entry, no: str, what: str = "") -> ReportLine:
    return ReportLine(no, what, entry.window, entry.by, entry.at.wall)


def _papers(kind: str) -> Callable[[Sequence[DayOp]], Iterable[Thing]]:
    def found(ops: Sequence[DayOp]) -> Iterable[Thing]:
        for op in ops:
            for paper in documents_of(op.entry.operation):
                if paper.kind == kind:
                    yield paper.id, _line(op.entry, paper.id, op.entry.no or "")

    return found


def _printed(ops: Sequence[DayOp]) -> Iterable[Thing]:
    for op in ops:
        did = op.entry.operation
        if isinstance(did, PrintFinished) and did.state in PRINTED:
            yield did.document, _line(op.entry, did.document)


def _of(*kinds: type) -> Callable[[Sequence[DayOp]], Iterable[Thing]]:
    """Return what finds operations of some classes, each once by its own key."""

    def found(ops: Sequence[DayOp]) -> Iterable[Thing]:
        for op in ops:
            if isinstance(op.entry.operation, kinds):
                yield _key_and_line(op)

    return found


def _key_and_line(op: DayOp) -> Thing:
    entry, did = op.entry, op.entry.operation
    match did:
        case TicketTaken() | TicketFinished() | TicketMissed():
            return did.ticket, _line(entry, read_ticket_id(did.ticket)[2])
        case ParcelBatched() | WaybillScanned() | DeliveryAuthorised():
            order = did.order if isinstance(did.order, str) else did.order.id
            return order, _line(entry, entry.no or "", getattr(did, "waybill", ""))
        case RatingGiven():  # nothing of what was said: the line shows that there is one
            return entry.subject, _line(entry, entry.no or "")
    return op.op_id, _line(entry, entry.no or entry.subject)


def _sheets(*kinds: type) -> Callable[[Sequence[DayOp]], Iterable[Thing]]:
    """Return what finds numbered sheets by operations of some classes."""

    def found(ops: Sequence[DayOp]) -> Iterable[Thing]:
        for op in ops:
            did: Any = op.entry.operation if isinstance(op.entry.operation, kinds) else None
            if did is not None and did.serial:
                sheet = f"{did.series} {did.serial}"
                yield sheet, _line(op.entry, sheet, op.entry.no or "")

    return found


def _void(ops: Sequence[DayOp]) -> Iterable[Thing]:
    kept = [op for op in ops if getattr(op.entry.operation, "fate", "void") == "void"]
    return _sheets(CertificateSpoiled, BlankVoided)(kept)


def _certificates(ops: Sequence[DayOp]) -> Iterable[Thing]:
    """Certificates whose sheet was confirmed and not spoiled again the same day."""
    standing: dict[str, ReportLine] = {}
    for op in ops:
        did = op.entry.operation
        if isinstance(did, CertificateConfirmed):
            standing[did.certificate] = _line(op.entry, op.entry.no or "")
        elif isinstance(did, CertificateSpoiled):
            standing.pop(did.certificate, None)
    return standing.items()


def _used(ops: Sequence[DayOp]) -> Iterable[Thing]:
    """Sheets that became a certificate and were not spoiled after."""
    spoiled = dict(_sheets(CertificateSpoiled)(ops))
    return ((key, line) for key, line in _sheets(CertificateConfirmed)(ops) if key not in spoiled)


def _slips(ops: Sequence[DayOp]) -> Iterable[Thing]:
    for op in ops:
        if isinstance(op.entry.operation, SlipHanded):
            yield op.op_id, _line(op.entry, op.entry.operation.item)


def _ratings(ops: Sequence[DayOp]) -> Iterable[Thing]:
    real = [
        op
        for op in ops
        if isinstance(op.entry.operation, RatingGiven)
        and op.entry.operation.source is Source.CITIZEN
    ]
    return _of(RatingGiven)(real)


_THINGS: Mapping[str, Callable[[Sequence[DayOp]], Iterable[Thing]]] = {
    "receipts": _papers(_RECEIPT),
    "acceptances": _papers(_ACCEPTANCE),
    "slips": _slips,
    "certificates": _certificates,
    "blanks_used": _used,
    "blanks_void": _void,
    "handed_over": _of(ResultHandedOver),
    "authorised": _of(DeliveryAuthorised),
    "dispatched": _of(WaybillScanned),
    "ratings": _ratings,
}
_EXPECTED: Mapping[str, Callable[[Sequence[DayOp]], Iterable[Thing]]] = {
    "tickets": _of(TicketTaken),
    "receipts": _papers(_RECEIPT),
    "acceptances": _papers(_ACCEPTANCE),
    "sheets": _sheets(CertificateBound),
    "parcels": _of(ParcelBatched),
}
_FOUND: Mapping[str, Callable[[Sequence[DayOp]], Iterable[Thing]]] = {
    "tickets": _of(TicketFinished, TicketMissed),
    "receipts": _printed,
    "acceptances": _printed,
    "sheets": _sheets(CertificateConfirmed, CertificateSpoiled),
    "parcels": _of(WaybillScanned),
}
