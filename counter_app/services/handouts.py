"""Which papers each act hands out, as functions of the case after it (facts/domain.md 2.5)."""

from __future__ import annotations

from counter_app.documents.combining import one_sheet
from counter_app.domain.case import Case, CaseMaterial, CaseState, RefusalKind
from counter_app.domain.document import Document
from counter_app.domain.item import Item
from counter_app.services import paper, paper_decision
from counter_app.services.acts import Papers
from counter_app.services.paper import Issuer

SITTING = ("W01", "W02")
"""The papers that the one sheet of an immediate item stands for, beside the decision."""


def received(item: Item) -> Papers:
    """W01, which starts the five days."""
    return lambda case, at: (paper.receipt(case, item, at),)


def accepted(item: Item) -> Papers:
    """
    W02; W06 beside it when there are gaps, W07 when a promise stands for a proof; W01 first when the papers are only taken now.

    Received and accepted in one sitting, the case passes both states, so the citizen gets the
    receipt for what he leaves here and the notice (facts/domain.md 2.3).
    """

    def papers(case: Case, at: Issuer) -> tuple[Document, ...]:
        return (*_receipt_if_new(case, item, at), *_acceptance(case, item, at))

    return papers


def corrected(item: Item) -> Papers:
    """W03."""
    return lambda case, at: (paper.correction(case, item, at),)


def refused(item: Item, refusal: RefusalKind) -> Papers:
    """W04, or W05 when no licence is needed."""
    return lambda case, at: (paper.refusal(case, item, refusal, at),)


def supplemented(item: Item, brought: tuple[CaseMaterial, ...]) -> Papers:
    """The receipt W01S for what was brought."""
    return lambda case, at: (paper.supplement_receipt(case, item, brought, at),)


def withdrawn(item: Item) -> Papers:
    """W16."""
    return lambda case, at: (paper.withdrawal(case, item, at),)


def amended(item: Item, reason: str) -> Papers:
    """The papers of the case's present state once more, marked as reprints for ``reason``."""

    def papers(case: Case, at: Issuer) -> tuple[Document, ...]:
        if case.state in (CaseState.ACCEPTED, CaseState.ACCEPTED_WITH_GAPS):
            again = _acceptance(case, item, at)
        elif case.state is CaseState.CORRECTING:
            again = (paper.correction(case, item, at),)
        else:
            again = (paper.receipt(case, item, at),)
        return tuple(each.reprinted(reason) for each in again)

    return papers


def decided(item: Item) -> Papers:
    """
    W10; one sheet that says it all (W10J) beside it when receipt and acceptance are of this sitting.

    The receipt of such a sitting is a slip (``paper.receipt``): nothing was waited for.
    """

    def papers(case: Case, at: Issuer) -> tuple[Document, ...]:
        decision = paper_decision.decision(case, item, at)
        last = {each.kind: each for each in case.documents if each.kind in SITTING}
        receipt, acceptance = (last.get(kind) for kind in SITTING)
        if receipt is None or acceptance is None or receipt.form != "slip":
            return (decision,)
        return (decision, one_sheet(receipt, acceptance, decision))

    return papers


def _acceptance(case: Case, item: Item, at: Issuer) -> tuple[Document, ...]:
    gaps = (paper.deferral(case, item, at),) if case.open_gaps() else ()
    promises = (paper_decision.promise(case, item, at),) if case.application.promises() else ()
    return (paper.acceptance(case, item, at), *gaps, *promises)


def _receipt_if_new(case: Case, item: Item, at: Issuer) -> tuple[Document, ...]:
    return () if case.documents else (paper.receipt(case, item, at),)
