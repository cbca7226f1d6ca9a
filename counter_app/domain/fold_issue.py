"""
A decided case: the steps of ``counter_app.domain.fold`` from the decision to the hand-over.

An operation on a certificate that its state does not allow is refused (RuleError
``certificate_state``), wherever it comes from: a sheet is used once. While a deferred material is
open nothing is bound or handed over (``certificate_held``; facts/domain.md 2.7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from counter_app.domain.case import Case, CaseState
from counter_app.domain.certificate import Certificate, CertificateState, Sheet
from counter_app.domain.decision import DecisionKind
from counter_app.domain.delivery import fetched
from counter_app.domain.errors import RuleError
from counter_app.domain.issue_operation import (
    CaseDecided,
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
    DecisionWithdrawn,
    ResultHandedOver,
)

if TYPE_CHECKING:
    from counter_app.domain.operation import Entry, Operation

DECIDED = frozenset({CaseState.GRANTED, CaseState.READY})
_WITHDRAWN = frozenset({CaseState.ACCEPTED, CaseState.ACCEPTED_WITH_GAPS, CaseState.DENIED})
"""After a decision was taken back: sheets bound under it are still told of, and made void."""
ALLOWED: dict[type[Operation], frozenset[CaseState]] = {
    CaseDecided: frozenset({CaseState.ACCEPTED, CaseState.ACCEPTED_WITH_GAPS}),
    DecisionWithdrawn: frozenset({*DECIDED, CaseState.DENIED}),
    CertificateBound: frozenset({*DECIDED, CaseState.DELIVERED, *_WITHDRAWN}),
    CertificateConfirmed: frozenset({CaseState.GRANTED}),
    CertificateSpoiled: frozenset({*DECIDED, CaseState.DELIVERED, *_WITHDRAWN}),
    ResultHandedOver: frozenset({CaseState.GRANTED, CaseState.READY, CaseState.DENIED}),
}
_AFTER_DECISION = {
    DecisionKind.GRANTED: CaseState.GRANTED,
    DecisionKind.DENIED: CaseState.DENIED,
    DecisionKind.REFERRED: CaseState.REFERRED,
}
_GONE = frozenset({CertificateState.HANDED_OVER, CertificateState.SENT})
_SPOILABLE = (CertificateState.BOUND, CertificateState.PRINTED, CertificateState.VOID)
OPEN = frozenset({CertificateState.TO_PRINT, CertificateState.BOUND})


def gap_closed(before: Case, after: Case) -> Case:
    """
    Return a decided case after a deferred material was brought: it is held while one is open.

    Raises:
        RuleError: ``nothing_to_supplement``, no gap was open

    """
    if not before.open_gaps():
        raise RuleError("nothing_to_supplement")
    return replace(after, certificate_held=bool(after.open_gaps()))


def _decide(case: Case, _entry: Entry, did: CaseDecided) -> Case:
    decision = did.decision
    certificates = tuple(Certificate(grant) for grant in decision.grants)
    state = _AFTER_DECISION[decision.kind]
    if state is CaseState.GRANTED and not certificates:
        state = CaseState.READY
    return replace(
        case,
        state=state,
        decision=decision,
        deliver_by=did.deliver_by,
        certificates=(*case.certificates, *certificates),
    )


def _undecide(case: Case, _entry: Entry, did: DecisionWithdrawn) -> Case:
    void = tuple(
        each if each.state in _GONE else replace(each, state=CertificateState.VOID)
        for each in case.certificates
    )
    state = CaseState.ACCEPTED_WITH_GAPS if case.open_gaps() else CaseState.ACCEPTED
    return replace(
        case,
        state=state,
        decision=None,
        deliver_by=None,
        certificates=void,
        closing_reason=did.reason,
    )


def _bind(case: Case, entry: Entry, did: CertificateBound) -> Case:
    _require_released(case)
    there = _untaken(case, did.certificate)
    if there.number and there.number != did.number:
        raise RuleError("certificate_number_changed", number=there.number)
    bound = replace(
        there,
        state=CertificateState.BOUND if there.state in OPEN else CertificateState.VOID,
        number=did.number,
        identifier=did.identifier,
        issued_on=did.issued_on,
        sheet=Sheet(did.series, did.serial, did.fence) if did.series else None,
        job=did.job,
        prints=there.prints + 1,
        by_hand=did.by_hand,
        window=entry.window,
        qr=did.qr,
    )
    return _with(case, bound)


def _confirm(case: Case, _entry: Entry, did: CertificateConfirmed) -> Case:
    there = _in_state(case, did.certificate, CertificateState.BOUND)
    _same_sheet(there, did.series, did.serial)
    changed = _with(case, replace(there, state=CertificateState.PRINTED))
    waiting = any(each.state in OPEN for each in changed.certificates)
    return changed if waiting else replace(changed, state=CaseState.READY)


def _spoil(case: Case, _entry: Entry, did: CertificateSpoiled) -> Case:
    if _is_double(case, did):
        return case
    there = _in_state(case, did.certificate, *_SPOILABLE)
    _same_sheet(there, did.series, did.serial)
    without = replace(there, sheet=None, job="", by_hand=False, qr="")
    if there.state is CertificateState.VOID:
        return _with(case, without)
    again = replace(without, state=CertificateState.TO_PRINT)
    return replace(_with(case, again), state=CaseState.GRANTED)


def _is_double(case: Case, did: CertificateSpoiled) -> bool:
    """Whether the void sheet was printed by another window than the one that was first."""
    there = _in_state(case, did.certificate, *CertificateState)
    return did.fate == "void" and bool(did.series) and did.job != there.job


def _hand_over(case: Case, _entry: Entry, did: ResultHandedOver) -> Case:
    _require_released(case)
    for each in did.certificates:
        there = _in_state(case, each, CertificateState.PRINTED)
        case = _with(case, replace(there, state=CertificateState.HANDED_OVER))
    return delivered_if_all(replace(case, delivery=fetched(case.delivery)))


def delivered_if_all(case: Case) -> Case:
    """Return ``case`` as delivered (S80) when no certificate of it is still in the house."""
    live = [each for each in case.certificates if each.state is not CertificateState.VOID]
    if all(each.state in _GONE for each in live):
        return replace(case, state=CaseState.DELIVERED)
    return case


def _require_released(case: Case) -> None:
    if case.certificate_held:
        names = "、".join(each.name for each in case.open_gaps())
        raise RuleError("certificate_held", names=names)


def _in_state(case: Case, certificate: str, *states: CertificateState) -> Certificate:
    there = case.certificate(certificate)
    if there is None:
        raise RuleError("certificate_unknown")
    if there.state not in states:
        raise RuleError(
            "certificate_state", name=there.grant.name, state=f"@certificate.{there.state.value}"
        )
    return there


def _untaken(case: Case, certificate: str) -> Certificate:
    """Return a certificate without a sheet: whoever binds one first owns it, a second is an alarm."""
    there = _in_state(case, certificate, *CertificateState)
    if there.state not in (CertificateState.TO_PRINT, CertificateState.VOID) or there.job:
        raise RuleError("certificate_taken", name=there.grant.name)
    return there


def _same_sheet(there: Certificate, series: str, serial: int) -> None:
    sheet = there.sheet
    bound = (sheet.series, sheet.serial) if sheet is not None else ("", 0)
    if bound != (series, serial):
        raise RuleError("blank_not_bound", serial=serial)


def _with(case: Case, changed: Certificate) -> Case:
    certificates = tuple(
        changed if each.grant.id == changed.grant.id else each for each in case.certificates
    )
    return replace(case, certificates=certificates)


STEPS: dict[type[Operation], Callable[..., Case]] = {
    CaseDecided: _decide,
    DecisionWithdrawn: _undecide,
    CertificateBound: _bind,
    CertificateConfirmed: _confirm,
    CertificateSpoiled: _spoil,
    ResultHandedOver: _hand_over,
}
