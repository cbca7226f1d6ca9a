"""
Whose decision it is: a window's only by delegation, else the county desk's (licence law art. 34).

A window's program asks the same before it decides; what arrives all the same changes nothing.
"""

from __future__ import annotations

from counter_app.domain.case import Case
from counter_app.domain.county import DeviceRow
from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.decision import DecisionKind
from counter_app.domain.issue_operation import CaseDecided, DecisionWithdrawn
from counter_app.domain.item import ProjectType
from counter_app.domain.operation import Operation


def competence_fault(device: DeviceRow, did: Operation, case: Case | None) -> str:
    """Return ``decide_not_here`` when ``device`` may not do this to ``case``, else nothing."""
    if device.window.startswith(DESK_PREFIX) or case is None:
        return ""
    if isinstance(did, DecisionWithdrawn):
        return "decide_not_here"
    if isinstance(did, CaseDecided) and not _is_delegated(did, case):
        return "decide_not_here"
    return ""


def _is_delegated(did: CaseDecided, case: Case) -> bool:
    immediate = case.application.item.project_type is ProjectType.IMMEDIATE
    decision = did.decision
    return immediate and bool(decision.basis) and decision.kind is not DecisionKind.REFERRED
