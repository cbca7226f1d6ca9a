"""What a decision looks like outside: the same JSON from the command and from the API."""

from __future__ import annotations

from counter_app.domain.case import Case


def told(case: Case) -> dict[str, object]:
    """Return the case as a decision leaves it; dates are ISO 8601, null when open."""
    due = case.deliver_by
    return {
        "case_no": case.no,
        "state": case.state.value,
        "decision_no": case.decision.no if case.decision is not None else "",
        "deliver_by": None if due is None else due.isoformat(),
        "certificate_held": case.certificate_held,
        "certificates": [
            {"id": each.grant.id, "name": each.grant.name, "state": each.state.value}
            for each in case.certificates
        ],
    }
