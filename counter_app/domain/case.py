"""
A case (办件) from the first paper to what the window can still do with it.

States are those of facts/domain.md 2.3; a case is the fold of its operations
(``counter_app.domain.fold``), the same at the window and at the county.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter_app.domain.body import Body
from counter_app.domain.certificate import Certificate
from counter_app.domain.decision import Decision
from counter_app.domain.delivery import Delivery
from counter_app.domain.document import Document
from counter_app.domain.item import (
    ItemCode,
    Limit,
    MaterialId,
    Necessity,
    ProjectType,
    SituationId,
)
from counter_app.domain.person import Person


class CaseState(Enum):
    """The states of facts/domain.md 2.3 that a window or the deciding body moves."""

    DRAFT = "S00"
    RECEIVED = "S10"
    CORRECTING = "S12"
    ACCEPTED_WITH_GAPS = "S15"
    ACCEPTED = "S20"
    NOT_ACCEPTED = "S30"
    NOT_NEEDED = "S40"
    GRANTED = "S60"
    DENIED = "S61"
    REFERRED = "S62"
    READY = "S75"
    DELIVERED = "S80"
    WITHDRAWN = "S92"


OPEN_STATES = frozenset(
    {
        CaseState.DRAFT,
        CaseState.RECEIVED,
        CaseState.CORRECTING,
        CaseState.ACCEPTED_WITH_GAPS,
        CaseState.ACCEPTED,
        CaseState.GRANTED,
        CaseState.DENIED,
        CaseState.READY,
    }
)


class MaterialState(Enum):
    """What the clerk found of one material."""

    RECEIVED = "received"
    MISSING = "missing"
    DEFERRED = "deferred"
    PROMISED = "promised"
    SHARED = "shared"


class RefusalKind(Enum):
    """
    Why no acceptance follows.

    Administrative licence law art. 32: (5) a contrario, (2) another body is competent (W04, S30),
    (1) no licence is needed (W05, S40).
    """

    NOT_ACCEPTED = "not_accepted"
    NOT_COMPETENT = "not_competent"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ItemRef:
    """The item and version a case was opened under, with what its papers and lists name."""

    code: ItemCode
    version: int
    name: str
    dept_name: str
    accept_org: str
    decide_org: str
    project_type: ProjectType
    statutory: Limit
    promised: Limit


@dataclass(frozen=True, slots=True)
class CaseMaterial:
    """
    One material of the case with its state.

    ``until`` is the gap date of a deferred one; ``fault`` says what is wrong with one that a
    correction notice names.
    """

    id: MaterialId
    name: str
    necessity: Necessity
    originals: int
    copies: int
    state: MaterialState
    until: date | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """Who acts for the applicant (administrative licence law art. 29) and for what."""

    person: Person
    scope: str


@dataclass(frozen=True, slots=True)
class Guardian:
    """The guardian of an applicant under 14 (personal information law art. 31)."""

    person: Person
    relation: str


@dataclass(frozen=True, slots=True)
class Application:
    """
    Who asks for what with which papers.

    Exactly one of ``person`` and ``body`` is the applicant. ``phone`` is empty when none is left.
    """

    case_id: str
    item: ItemRef
    materials: tuple[CaseMaterial, ...]
    situation: SituationId | None = None
    situation_name: str = ""
    person: Person | None = None
    body: Body | None = None
    agent: Agent | None = None
    guardian: Guardian | None = None
    phone: str = ""
    address: str = ""
    delivery: str = "pickup"

    def applicant_name(self) -> str:
        """The name that papers and lists show."""
        if self.body is not None:
            return self.body.name
        return self.person.name if self.person is not None else ""

    def applicant_number(self) -> str:
        """The credit code of a body, the number of a person; empty when neither is named."""
        if self.body is not None:
            return self.body.credit_code
        return self.person.number if self.person is not None else ""

    def promises(self) -> tuple[CaseMaterial, ...]:
        """Proofs that a written promise stands for (facts/domain.md 2.7)."""
        return tuple(each for each in self.materials if each.state is MaterialState.PROMISED)


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction notice (W03): what it named and until when it may be brought."""

    served_on: date
    materials: tuple[MaterialId, ...]
    bring_by: date | None = None
    repeat_reason: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A field changed before the person left (art. 32(3)), with the value it had."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Case:
    """
    The case as known here.

    Dates are days of Nyingchi (+08:00). ``due_date`` (promise) and ``statutory_due_date`` are None
    while the holiday table of a needed year is missing. ``rev`` counts the operations folded in.
    """

    id: str
    no: str
    state: CaseState
    application: Application
    window: str
    clerk: str
    rev: int
    received_on: date
    answer_by: date | None = None
    accepted_on: date | None = None
    accepted_at_ms: int | None = None
    due_date: date | None = None
    statutory_due_date: date | None = None
    corrections: tuple[Correction, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    documents: tuple[Document, ...] = ()
    closing_reason: str = ""
    competent_body: str = ""
    certificate_held: bool = False
    decision: Decision | None = None
    deliver_by: date | None = None
    certificates: tuple[Certificate, ...] = ()
    delivery: Delivery | None = None

    def certificate(self, certificate: str) -> Certificate | None:
        """The certificate of the grant with that id, or None."""
        return next((each for each in self.certificates if each.grant.id == certificate), None)

    def material(self, material: MaterialId) -> CaseMaterial | None:
        """The material with that id, or None."""
        return next((each for each in self.application.materials if each.id == material), None)

    def open_gaps(self) -> tuple[CaseMaterial, ...]:
        """Materials deferred and not yet brought."""
        return tuple(
            each for each in self.application.materials if each.state is MaterialState.DEFERRED
        )
