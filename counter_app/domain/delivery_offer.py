"""When a delivery may be offered at all (F-G1; facts/domain.md 1.4, item field ``is_express``)."""

from __future__ import annotations

from datetime import date

from counter_app.domain.case import Case, CaseState
from counter_app.domain.delivery import DeliveryState
from counter_app.domain.errors import RuleError
from counter_app.domain.item import Item, ProjectType

LIES_HERE = frozenset({CaseState.READY, CaseState.DENIED})
"""The result is in the house, certificates and decision alike."""
OFFERED = LIES_HERE | {
    CaseState.RECEIVED,
    CaseState.ACCEPTED,
    CaseState.ACCEPTED_WITH_GAPS,
    CaseState.GRANTED,
}


def check_offer(case: Case, item: Item, today: date) -> None:
    """
    Let a delivery be offered only where the result is not to be had today.

    The item may be sent, the case is on its way to a result, and that neither lies ready nor is
    decided on the spot. What the courier brought back may be sent anew.

    Raises:
        RuleError: ``not_deliverable``, ``delivery_authorised``, ``delivery_under_way``,
            ``delivery_no_result``, ``delivery_result_here`` or ``delivery_result_today``

    """
    if not item.deliverable:
        raise RuleError("not_deliverable")
    there = case.delivery
    if there is not None and there.is_open:
        raise RuleError("delivery_under_way" if there.is_out else "delivery_authorised")
    if case.state not in OFFERED:
        raise RuleError("delivery_no_result", state=f"@case_state.{case.state.value}")
    came_back = there is not None and there.state is DeliveryState.RETURNED
    if case.state in LIES_HERE and not came_back:
        raise RuleError("delivery_result_here")
    if _comes_today(case, today):
        raise RuleError("delivery_result_today")


def _comes_today(case: Case, today: date) -> bool:
    if case.state in LIES_HERE:
        return False
    if case.decision is not None:
        spot = bool(case.decision.basis) and case.decision.decided_on == today
        return spot and not case.certificate_held
    immediate = case.application.item.project_type is ProjectType.IMMEDIATE
    return immediate and case.received_on == today and not case.open_gaps()
