"""
The decision itself (W10) and the promise that stands for a proof (W07), beside ``services.paper``.

Pure; each function raises RuleError ``document_value_missing`` when a statutory field has no value.
"""

from __future__ import annotations

from collections.abc import Mapping

from counter_app.domain.case import Case, CaseMaterial
from counter_app.domain.decision import Decision, DecisionKind
from counter_app.domain.document import Document, Rows
from counter_app.domain.item import Item, Material
from counter_app.services import phrasing
from counter_app.services.paper import APPLICANT_AND_OFFICER, Issuer, Sheet
from counter_app.services.phrasing import say

LICENCE = "01"
"""行政许可 among the kinds of items (facts/domain.md 3.3)."""


def promise(case: Case, item: Item, at: Issuer) -> Document:
    """告知承诺: W07, what the applicant is told and promises in place of proofs."""
    about = case.application
    values = {
        "applicant_number": phrasing.applicant_number(about),
        "handler": phrasing.handler(about),
        "applicant_phone": about.phone or say("phone_none"),
        "accepted_at": phrasing.moment(case.accepted_at_ms or at.now_ms),
        "condition": item.accept_condition,
        "basis": item.by_law or say("basis_unknown"),
    }
    asked = {each.id: each for each in item.materials}
    rows = tuple(
        _promised_row(number, each, asked.get(each.id), item)
        for number, each in enumerate(about.promises(), start=1)
    )
    return Sheet(case, item, at).make("W07", values, {"promised": rows}, "applicant")


def decision(case: Case, item: Item, at: Issuer) -> Document:
    """
    The decision that stands on ``case``: W10 (licence law art. 38-39).

    A refusal gives its reasons and the ways against it (art. 38); who decides by delegation names
    the delegation. ``case.decision`` must be there.
    """
    found = case.decision
    assert found is not None  # noqa: S101 - only a decided case has this paper
    rows = _certificate_rows(found) if found.kind is DecisionKind.GRANTED else ()
    values = {**_head(case, found, item), **_body(case, found, item)}
    return Sheet(case, item, at).make("W10", values, {"certificates": rows}, *APPLICANT_AND_OFFICER)


def _head(case: Case, found: Decision, item: Item) -> Mapping[str, str]:
    about = case.application
    return {
        "applicant_number": phrasing.applicant_number(about),
        "handler": phrasing.handler(about),
        "accepted_on": phrasing.day(case.accepted_on or found.decided_on),
        "decision_no": found.no,
        "ruling": say(f"ruling_{found.kind.value}{_form(item)}"),
        "decide_org": found.body,
        "decided_on": phrasing.day(found.decided_on),
        "officers": say("officers_separator").join(found.officers),
        "delegation": say("delegation", body=found.body, basis=found.basis) if found.basis else "",
    }


def _body(case: Case, found: Decision, item: Item) -> Mapping[str, str]:
    content = f"content_{found.kind.value}{_form(item)}"
    values = {
        "content": found.content or say(content, item=case.application.item.name),
        "reason": found.reason,
    }
    if found.kind is DecisionKind.DENIED:
        return values | {"denied": "1", "remedies": say("remedies")}
    if found.kind is DecisionKind.REFERRED:
        return values
    due = case.deliver_by
    return values | {
        "granted": "1",
        "valid": _validity(found),
        "deliver_by": say("deliver_date", day=phrasing.day(due)) if due else say("deliver_open"),
        "certificate_note": _held(case),
    }


def _form(item: Item) -> str:
    """Only a licence is granted or refused as one; what else an item gives is 办结 (W10)."""
    return "" if item.task_type == LICENCE else "_other"


def _validity(found: Decision) -> str:
    if found.valid_from is None:
        return ""
    first = phrasing.day(found.valid_from)
    if found.valid_to is None:
        return say("valid_open", first=first)
    return say("valid_period", first=first, last=phrasing.day(found.valid_to))


def _held(case: Case) -> str:
    gaps = case.open_gaps()
    names = say("officers_separator").join(each.name for each in gaps)
    return say("certificate_held", names=names) if gaps else ""


def _certificate_rows(found: Decision) -> Rows:
    return tuple(
        (str(number), each.name, each.holder, _validity(found))
        for number, each in enumerate(found.grants, start=1)
    )


def _promised_row(
    number: int, material: CaseMaterial, asked: Material | None, item: Item
) -> tuple[str, ...]:
    standard = (asked.accept_standard or asked.fill_explain) if asked else ""
    basis = (asked.by_law if asked else "") or item.by_law or say("basis_unknown")
    return str(number), material.name, standard or say("requirement"), basis
