"""
Everything that happens at a window, one frozen class per outbox entry: the wire format.

An operation's bytes are written once, when the clerk acts, and sent as they are by whatever
version of the program (design/sync.md 1.5). ``kind`` and ``v`` name its class; an unknown pair is
stored and parked by the county, never refused. Changing a class means a new ``v`` beside it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, get_args

from counter_app.domain.blank_operation import BlankOperation
from counter_app.domain.case import Application, CaseMaterial, RefusalKind
from counter_app.domain.codec import ShapeError, from_plain, to_bytes, to_plain
from counter_app.domain.delivery_operation import (
    BatchClosed,
    DeliveryAuthorised,
    ParcelOperation,
)
from counter_app.domain.document import Document
from counter_app.domain.figure_operation import CaseMarked
from counter_app.domain.issue_operation import (
    CaseDecided,
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
    DecisionWithdrawn,
    ResultHandedOver,
)
from counter_app.domain.item import MaterialId
from counter_app.domain.rating_operation import RatingOperation
from counter_app.domain.report_operation import ReportOperation
from counter_app.domain.shift_operation import ShiftOperation
from counter_app.domain.ticket_operation import QueueOperation
from counter_app.domain.window_operation import (
    CitizenConfirmed,
    ConsultationServed,
    FieldCopied,
    Locked,
    MattersShown,
    PersonalDataShown,
    PrintFinished,
    SignedIn,
    SlipHanded,
    UserChanged,
    WindowOpened,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """
    When it happened, as evidence: nothing is ordered by it.

    ``wall`` is UTC milliseconds as printed; ``mono`` is milliseconds since boot ``boot``;
    ``clock`` says where ``wall`` came from: the PC, the county's time carried on by the monotonic
    clock, or a doubtful PC clock that the clerk confirmed.
    """

    wall: int
    mono: int
    boot: str
    clock: str = "pc"


@dataclass(frozen=True, slots=True)
class CaseReceived:
    """收件: papers taken, W01 printed, the five-day clock runs (art. 32(4))."""

    kind: ClassVar[str] = "case.receive"
    v: ClassVar[int] = 1
    application: Application
    received_on: date
    documents: tuple[Document, ...]
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class CaseAccepted:
    """受理, with gaps when a material is deferred: W02 (and W06) printed."""

    kind: ClassVar[str] = "case.accept"
    v: ClassVar[int] = 1
    application: Application
    received_on: date
    accepted_on: date
    documents: tuple[Document, ...]
    due_date: date | None = None
    statutory_due_date: date | None = None


@dataclass(frozen=True, slots=True)
class CaseCorrected:
    """One-time correction notice served (W03, art. 32(4))."""

    kind: ClassVar[str] = "case.correct"
    v: ClassVar[int] = 1
    application: Application
    received_on: date
    served_on: date
    materials: tuple[MaterialId, ...]
    documents: tuple[Document, ...]
    answer_by: date | None = None
    bring_by: date | None = None
    repeat_reason: str = ""


@dataclass(frozen=True, slots=True)
class CaseRefused:
    """Not accepted or another body is competent (W04, S30), or no licence is needed (W05, S40)."""

    kind: ClassVar[str] = "case.refuse"
    v: ClassVar[int] = 1
    application: Application
    received_on: date
    refusal: RefusalKind
    reason: str
    documents: tuple[Document, ...]
    competent_body: str = ""


@dataclass(frozen=True, slots=True)
class CaseSupplemented:
    """
    Corrected or deferred materials brought; each is ticked against its notice.

    ``answer_by``: when all is corrected the case is back at 已收件, and its five days run anew.
    """

    kind: ClassVar[str] = "case.supplement"
    v: ClassVar[int] = 1
    case_id: str
    brought_on: date
    materials: tuple[CaseMaterial, ...]
    documents: tuple[Document, ...]
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class CaseAmended:
    """A field put right before the person left (art. 32(3)); the old value is kept."""

    kind: ClassVar[str] = "case.amend"
    v: ClassVar[int] = 1
    case_id: str
    field: str
    old: str
    new: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class CaseWithdrawn:
    """退件/撤回 in writing before the decision; originals returned against W16."""

    kind: ClassVar[str] = "case.withdraw"
    v: ClassVar[int] = 1
    case_id: str
    withdrawn_on: date
    reason: str
    documents: tuple[Document, ...]


PaperedOperation = (
    CaseReceived
    | CaseAccepted
    | CaseCorrected
    | CaseRefused
    | CaseSupplemented
    | CaseAmended
    | CaseWithdrawn
    | CaseDecided
    | ResultHandedOver
    | DeliveryAuthorised
)
CaseOperation = (
    PaperedOperation
    | DecisionWithdrawn
    | CertificateBound
    | CertificateConfirmed
    | CertificateSpoiled
    | ParcelOperation
)
Operation = (
    CaseOperation
    | BlankOperation
    | BatchClosed
    | CaseMarked
    | QueueOperation
    | RatingOperation
    | ReportOperation
    | ShiftOperation
    | SlipHanded
    | ConsultationServed
    | PrintFinished
    | SignedIn
    | Locked
    | UserChanged
    | WindowOpened
    | PersonalDataShown
    | MattersShown
    | FieldCopied
    | CitizenConfirmed
)

OPERATIONS: dict[tuple[str, int], type[Operation]] = {
    (each.kind, each.v): each for each in get_args(Operation)
}


def documents_of(operation: Operation) -> tuple[Document, ...]:
    """Return the papers that an operation brings into the world."""
    if isinstance(operation, SlipHanded):
        return (operation.document,)
    return getattr(operation, "documents", ())


@dataclass(frozen=True, slots=True)
class Entry:
    """
    An operation with who, when and where: what the body bytes hold.

    ``no`` is the case number it concerns; ``subject`` the id of the case (or other thing) that it
    changes; ``deps`` are op ids (hex) that must have been applied before it.
    """

    operation: Operation
    at: Moment
    by: str
    window: str
    subject: str
    no: str | None = None
    deps: tuple[str, ...] = ()


class UnknownOperation(ShapeError):  # noqa: N818  not a fault: a newer window's entry, to be parked
    """Bytes of a ``(kind, v)`` that this version does not know; the message names the pair."""


@dataclass(frozen=True, slots=True)
class _Body:
    """The body as JSON: an entry with its operation's plain data."""

    kind: str
    v: int
    at: Moment
    by: str
    window: str
    subject: str
    data: dict[str, object]
    no: str | None = None
    deps: tuple[str, ...] = ()


def encode(entry: Entry) -> bytes:
    """Return the body bytes of ``entry``."""
    did = entry.operation
    data = to_plain(did)
    body = _Body(
        did.kind, did.v, entry.at, entry.by, entry.window, entry.subject, data, entry.no, entry.deps
    )
    return to_bytes(body)


def decode(body: bytes) -> Entry:
    """
    Read body bytes back.

    Raises:
        UnknownOperation: well-formed, but of a kind or version not known here
        ShapeError: not an operation at all

    """
    try:
        head = from_plain(_Body, json.loads(body), strict=True)
    except ValueError as wrong:
        raise ShapeError(f"Entry: {wrong}") from wrong
    found = OPERATIONS.get((head.kind, head.v))
    if found is None:
        raise UnknownOperation(f"{head.kind} v{head.v}")
    did = from_plain(found, head.data, strict=True)
    return Entry(did, head.at, head.by, head.window, head.subject, head.no, head.deps)
