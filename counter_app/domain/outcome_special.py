"""
Two further ways to an end: 告知承诺 in place of a proof, and 即办件 decided on the spot.

Each function gives the code and values of the rule that closes the way, or None
(facts/domain.md 2.3, 2.7; administrative licence law art. 34).
"""

from __future__ import annotations

from counter_app.domain.case import Application, CaseMaterial, MaterialState
from counter_app.domain.item import Item, ProjectType

Closed = tuple[str, dict[str, str | int]]


def promise_closed(item: Item, material: CaseMaterial) -> Closed | None:
    """Return why a written promise may not stand for ``material``, or None."""
    if not item.promise_allowed:
        return "promise_not_allowed", {"item": item.name}
    if not any(each.id == material.id and each.promisable for each in item.materials):
        return "not_promisable", {"name": material.name}
    return None


def promises_closed(item: Item, application: Application) -> Closed | None:
    """Return why one of the promises of ``application`` may not be taken, or None."""
    found = (promise_closed(item, each) for each in application.promises())
    return next((each for each in found if each is not None), None)


def delegation_closed(item: Item) -> Closed | None:
    """Return why this window may not decide on ``item`` itself, or None."""
    if item.project_type is not ProjectType.IMMEDIATE:
        return "spot_not_immediate", {"item": item.name, "body": item.decide_org}
    if not item.delegated_basis:
        return "spot_not_delegated", {"item": item.name, "body": item.decide_org}
    return None


def gaps_closed(application: Application) -> Closed | None:
    """Return that materials are still to come, so that nothing is decided on the spot, or None."""
    gaps = [each.name for each in application.materials if each.state is MaterialState.DEFERRED]
    return ("spot_gaps", {"count": len(gaps), "names": "、".join(gaps)}) if gaps else None
