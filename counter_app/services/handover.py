"""
Handing the result over at the window: certificates, or the decision itself (F-E5).

The collector's card is read again, or his papers are typed with a reason; he signs by touch, or gives
a fingerprint before a witness. It works with the line cut (facts/domain.md 6.4).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from counter_app.domain.case import Case, CaseState
from counter_app.domain.certificate import Certificate, CertificateState
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.handwriting import Strokes
from counter_app.domain.issue_operation import ResultHandedOver
from counter_app.domain.person import Person, is_same_person
from counter_app.services import paper_handover
from counter_app.services.acts import Act, record_act
from counter_app.services.cases import case_by_no
from counter_app.services.certificate_steps import ROLES, step_time
from counter_app.services.confirmation import Manner, proof_of
from counter_app.services.desk import Changes, Desk, on_store
from counter_app.services.paper import Issuer
from counter_app.services.paper_handover import Collector, Relation
from counter_app.services.tabletop import Done
from counter_app.services.visit import Visit, signed_in

_BY_DECISION = (CaseState.READY, CaseState.DENIED)


@dataclass(frozen=True, slots=True)
class HandOver:
    """
    What is handed to whom.

    ``certificates``: grants' ids, empty for all that are printed. ``typed_reason``: why no card was
    read. Signed by ``touch`` with ``strokes``, or by ``fingerprint`` before ``witness``.
    """

    case_no: str
    collector: Person
    relation: Relation
    authorisation: str = ""
    typed_reason: str = ""
    certificates: tuple[str, ...] = ()
    manner: Manner = "touch"
    strokes: Strokes = ()
    witness: str = ""


def hand_over(desk: Desk, visit: Visit, given: HandOver) -> Flow[Done]:
    """
    Record the hand-over and word its papers (W12, W13).

    Raises:
        RuleError: ``nothing_to_hand_over``, ``certificate_unknown``, ``certificate_state``,
            ``certificate_held``, ``case_state``, ``collector_not_applicant``,
            ``collector_no_body``, ``authorisation_missing``, ``collector_typed_reason``,
            ``item_unknown`` or as ``confirmation.proof_of``
        StoreError: of the ledger; nothing was recorded

    """
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _hand_over(desk, visit, given)))


def _hand_over(desk: Desk, visit: Visit, given: HandOver) -> Done:
    case = case_by_no(desk, given.case_no)
    item = desk.cache.item(case.application.item.code)
    if item is None:
        raise RuleError("item_unknown", code=case.application.item.code)
    handed = _handed(case, given.certificates)
    strokes, witness = proof_of(given.manner, given.strokes, given.witness)
    collector = replace(_collector(case, given), witness=witness)
    time = step_time(desk, visit)
    did = ResultHandedOver(
        case_id=case.id,
        certificates=tuple(each.grant.id for each in handed),
        handed_on=time.day,
        collector=collector.person.name,
        collector_no=collector.person.number,
        relation=collector.relation_words(),
        manner=given.manner,
        documents=(),
        witness=witness,
        picture=hashlib.sha256(strokes).hexdigest() if strokes else "",
        strokes=strokes,
        authorisation=collector.authorisation,
        typed_reason=collector.typed_reason,
    )

    def papers(after: Case, at: Issuer) -> tuple[Document, ...]:
        return paper_handover.papers(after, item, at, collector, handed)

    after = record_act(desk, visit, Act(case.id, case, did, papers), time)
    new = after.documents[len(case.documents) :]
    return Done(visit.with_papers(*new), after, new, Changes(cases=(case.id,)))


def _handed(case: Case, named: tuple[str, ...]) -> tuple[Certificate, ...]:
    """Return what is handed over; nothing where the decision is itself the result."""
    if named:
        found = [case.certificate(each) for each in named]
        if None in found:
            raise RuleError("certificate_unknown")
        return tuple(each for each in found if each is not None)
    printed = [each for each in case.certificates if each.state is CertificateState.PRINTED]
    live = [each for each in case.certificates if each.state is not CertificateState.VOID]
    if not printed and (live or case.state not in _BY_DECISION):
        raise RuleError("nothing_to_hand_over", case_no=case.no)
    return tuple(printed)


def _collector(case: Case, given: HandOver) -> Collector:
    person, about = given.collector, case.application
    if person.source == "typed" and not given.typed_reason.strip():
        raise RuleError("collector_typed_reason")
    authorisation = given.authorisation.strip()
    if given.relation is Relation.SELF and (
        about.person is None or about.body is not None or not is_same_person(about.person, person)
    ):
        raise RuleError("collector_not_applicant")
    if given.relation is Relation.LEGAL and about.body is None:
        raise RuleError("collector_no_body")
    if given.relation is Relation.AGENT:
        authorisation = authorisation or _agency(case, person)
    typed = given.typed_reason.strip() if person.source == "typed" else ""
    return Collector(person, given.relation, authorisation, typed)


def _agency(case: Case, person: Person) -> str:
    """Return what the application's own agent was given; anybody else brings an authorisation."""
    agent = case.application.agent
    if agent is None or not agent.scope or not is_same_person(agent.person, person):
        raise RuleError("authorisation_missing")
    return agent.scope
