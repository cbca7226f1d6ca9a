"""
A case is the fold of its operations: the same at the window, at the county and in a test.

An operation that its case's state does not allow is refused here (facts/domain.md 2.3, column
"leaves to"), wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain import fold_delivery, fold_issue
from counter_app.domain.case import (
    Amendment,
    Application,
    Case,
    CaseState,
    Correction,
    MaterialState,
    RefusalKind,
)
from counter_app.domain.errors import RuleError
from counter_app.domain.names import normalise_name
from counter_app.domain.operation import (
    CaseAccepted,
    CaseAmended,
    CaseCorrected,
    CaseReceived,
    CaseRefused,
    CaseSupplemented,
    CaseWithdrawn,
    Entry,
    Operation,
)

ALLOWED: dict[type[Operation], frozenset[CaseState]] = {
    CaseReceived: frozenset({CaseState.DRAFT}),
    CaseAccepted: frozenset({CaseState.DRAFT, CaseState.RECEIVED}),
    CaseCorrected: frozenset({CaseState.DRAFT, CaseState.RECEIVED}),
    CaseRefused: frozenset({CaseState.DRAFT, CaseState.RECEIVED}),
    CaseSupplemented: frozenset(
        {
            CaseState.CORRECTING,
            CaseState.ACCEPTED_WITH_GAPS,
            CaseState.GRANTED,
            CaseState.READY,
        }
    ),
    CaseAmended: frozenset(
        {
            CaseState.RECEIVED,
            CaseState.CORRECTING,
            CaseState.ACCEPTED,
            CaseState.ACCEPTED_WITH_GAPS,
        }
    ),
    CaseWithdrawn: frozenset(
        {
            CaseState.RECEIVED,
            CaseState.CORRECTING,
            CaseState.ACCEPTED,
            CaseState.ACCEPTED_WITH_GAPS,
        }
    ),
    **fold_issue.ALLOWED,
    **fold_delivery.ALLOWED,
}
AMENDABLE = ("phone", "address", "delivery", "name")


def fold(case: Case | None, entry: Entry) -> Case | None:
    """
    Return ``case`` after ``entry``; ``case`` is None before the first operation.

    An operation that concerns no case (a print, a sign-in) leaves it as it is.

    Raises:
        RuleError: ``case_state`` (the state does not allow it) or ``case_unknown`` (an operation
            on a case whose opening is not here)

    """
    did = entry.operation
    apply = _STEPS.get(type(did))
    if apply is None:
        return case
    state = case.state if case is not None else CaseState.DRAFT
    if state not in ALLOWED[type(did)]:
        raise _refusal(case, did)
    changed: Case = apply(case, entry, did)
    documents = (*changed.documents, *getattr(did, "documents", ()))
    return replace(changed, rev=changed.rev + 1, documents=documents)


def fold_all(entries: tuple[Entry, ...]) -> Case | None:
    """Fold entries in the order of the log, from nothing."""
    case: Case | None = None
    for entry in entries:
        case = fold(case, entry)
    return case


def _refusal(case: Case | None, did: Operation) -> RuleError:
    if case is None:
        return RuleError("case_unknown", kind=did.kind)
    return RuleError("case_state", state=f"@case_state.{case.state.value}", kind=did.kind)


def _opened(case: Case | None, entry: Entry, application: Application) -> Case:
    did = entry.operation
    if case is not None:
        return replace(case, application=application)
    return Case(
        id=entry.subject,
        no=entry.no or "",
        state=CaseState.DRAFT,
        application=application,
        window=entry.window,
        clerk=entry.by,
        rev=0,
        received_on=did.received_on,  # type: ignore[union-attr]  # only opening operations come here
    )


def _receive(case: Case | None, entry: Entry, did: CaseReceived) -> Case:
    opened = _opened(case, entry, did.application)
    return replace(opened, state=CaseState.RECEIVED, answer_by=did.answer_by)


def _accept(case: Case | None, entry: Entry, did: CaseAccepted) -> Case:
    opened = _opened(case, entry, did.application)
    gaps = bool(opened.open_gaps())
    return replace(
        opened,
        state=CaseState.ACCEPTED_WITH_GAPS if gaps else CaseState.ACCEPTED,
        accepted_on=did.accepted_on,
        accepted_at_ms=entry.at.wall,
        due_date=did.due_date,
        statutory_due_date=did.statutory_due_date,
        certificate_held=gaps,
    )


def _correct(case: Case | None, entry: Entry, did: CaseCorrected) -> Case:
    opened = _opened(case, entry, did.application)
    notice = Correction(did.served_on, did.materials, did.bring_by, did.repeat_reason)
    return replace(
        opened,
        state=CaseState.CORRECTING,
        answer_by=did.answer_by,
        corrections=(*opened.corrections, notice),
    )


def _refuse(case: Case | None, entry: Entry, did: CaseRefused) -> Case:
    not_needed = did.refusal is RefusalKind.NOT_NEEDED
    return replace(
        _opened(case, entry, did.application),
        state=CaseState.NOT_NEEDED if not_needed else CaseState.NOT_ACCEPTED,
        closing_reason=did.reason,
        competent_body=did.competent_body,
    )


def _supplement(case: Case, _entry: Entry, did: CaseSupplemented) -> Case:
    brought = {each.id: each for each in did.materials}
    application = replace(
        case.application,
        materials=tuple(brought.get(each.id, each) for each in case.application.materials),
    )
    changed = replace(case, application=application)
    if case.state is CaseState.CORRECTING:
        return _corrected(changed, did)
    if case.state in fold_issue.DECIDED:
        return fold_issue.gap_closed(case, changed)
    gaps = bool(changed.open_gaps())
    state = CaseState.ACCEPTED_WITH_GAPS if gaps else CaseState.ACCEPTED
    return replace(changed, state=state, certificate_held=gaps)


def _corrected(case: Case, did: CaseSupplemented) -> Case:
    named = case.corrections[-1].materials
    still = [
        each
        for each in case.application.materials
        if each.id in named and each.state is MaterialState.MISSING
    ]
    return case if still else replace(case, state=CaseState.RECEIVED, answer_by=did.answer_by)


def _amend(case: Case, _entry: Entry, did: CaseAmended) -> Case:
    amendment = Amendment(did.field, did.old, did.new)
    return replace(
        case,
        application=amended(case.application, did.field, did.new),
        amendments=(*case.amendments, amendment),
    )


def _withdraw(case: Case, _entry: Entry, did: CaseWithdrawn) -> Case:
    return replace(case, state=CaseState.WITHDRAWN, closing_reason=did.reason)


def amended(application: Application, field: str, value: str) -> Application:
    """
    Return ``application`` with one of ``AMENDABLE`` set to ``value``; a name is normalised.

    Raises:
        RuleError: ``amend_field``, the field is not one that may be amended here, or what
            ``normalise_name`` raises

    """
    if field not in AMENDABLE or (field == "name" and application.person is None):
        raise RuleError("amend_field", field=field)
    if field == "name" and application.person is not None:
        person = replace(application.person, name=normalise_name(value))
        return replace(application, person=person)
    return replace(application, **{field: value})  # type: ignore[arg-type]  # AMENDABLE are texts


_STEPS: dict[type[Operation], Callable[..., Case]] = {
    CaseReceived: _receive,
    CaseAccepted: _accept,
    CaseCorrected: _correct,
    CaseRefused: _refuse,
    CaseSupplemented: _supplement,
    CaseAmended: _amend,
    CaseWithdrawn: _withdraw,
    **fold_issue.STEPS,
    **fold_delivery.STEPS,
}
