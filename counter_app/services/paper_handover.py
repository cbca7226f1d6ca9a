"""
What is signed when a result is handed over: W12 领证凭证 and W13 送达回证 (facts/domain.md 2.5).

Pure, beside ``services.paper``; the case is as it stands after the hand-over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from counter_app.domain.case import Case
from counter_app.domain.certificate import Certificate
from counter_app.domain.document import Document, Rows
from counter_app.domain.item import Item
from counter_app.domain.masking import mask_number
from counter_app.domain.person import Person
from counter_app.services import paper_decision, phrasing
from counter_app.services.paper import Issuer, Sheet
from counter_app.services.phrasing import say

DECISION = "W10"


class Relation(Enum):
    """Who takes the result: the applicant, one who acts for him, or the body's legal representative."""

    SELF = "self"
    AGENT = "agent"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Collector:
    """
    Who takes the result and by what right; ``typed_reason``: why no card was read.

    ``witness`` is the name of who saw the fingerprint, empty when it was signed.
    """

    person: Person
    relation: Relation
    authorisation: str = ""
    typed_reason: str = ""
    witness: str = ""

    def relation_words(self) -> str:
        """The relation as papers word it."""
        return say(f"relation_{self.relation.value}")


def papers(
    case: Case, item: Item, at: Issuer, collector: Collector, handed: Sequence[Certificate]
) -> tuple[Document, ...]:
    """
    Return W12 and W13; the decision before them where the window has not yet given it.

    ``handed`` is empty when the decision itself is the result.
    """
    signed = replace(at, witnessed=bool(collector.witness))
    given = any(each.kind == DECISION for each in case.documents)
    decision = () if given else (paper_decision.decision(case, item, at),)
    rows = _rows(case, handed)
    return (
        *decision,
        _collection(case, item, signed, collector, rows),
        _service(case, item, signed, collector, rows),
    )


def _rows(case: Case, handed: Sequence[Certificate]) -> Rows:
    found = case.decision
    assert found is not None  # noqa: S101 - only a decided case has a result
    named = [(each.grant.name, each.number) for each in handed]
    if not named:
        named = [(say(f"result_{found.kind.value}"), found.no)]
    return tuple((str(n), name, number, "1") for n, (name, number) in enumerate(named, start=1))


def _collection(case: Case, item: Item, at: Issuer, collector: Collector, rows: Rows) -> Document:
    values = {
        "collector": collector.person.name,
        "collector_document": _document(collector),
        "relation": collector.relation_words(),
        "authorisation": collector.authorisation,
        "collected_at": phrasing.moment(at.now_ms),
    }
    return Sheet(case, item, at).make("W12", values, {"certificates": rows}, "collector", "officer")


def _document(collector: Collector) -> str:
    kind, number = say(f"id_{collector.person.kind}"), mask_number(collector.person.number)
    if collector.typed_reason:
        return say("collector_typed", kind=kind, number=number, reason=collector.typed_reason)
    return say("collector_document", kind=kind, number=number)


def _service(case: Case, item: Item, at: Issuer, collector: Collector, rows: Rows) -> Document:
    by_agent = collector.relation is Relation.AGENT
    applicant = case.application.applicant_name()
    values = {
        "addressee": applicant,
        "place": at.window.address or f"{at.window.hall_name}{at.window.name}",
        "manner": say("served_to_agent" if by_agent else "served_directly"),
        "served_at": phrasing.moment(at.now_ms),
        "server": at.officer,
        "receiver": collector.person.name,
        "proxy": collector.person.name if by_agent else "",
        "relation": collector.relation_words() if by_agent else "",
    }
    signers = ("receiver", "server", *(("proxy",) if by_agent else ()))
    return Sheet(case, item, at).make("W13", values, {"documents": rows}, *signers)
