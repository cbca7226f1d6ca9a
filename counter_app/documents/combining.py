"""
One sheet for an immediate item: receipt, acceptance and decision in one sitting.

The three operations keep their own papers, and so their own numbers; this is what is printed and
signed (facts/domain.md 2.3, 即办件).
"""

from __future__ import annotations

from dataclasses import replace

from counter_app.documents.filling import match
from counter_app.documents.library import current_template
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError

KIND = "W10J"
SIGNATURES = ("applicant", "witness", "officer")


def one_sheet(receipt: Document, acceptance: Document, decision: Document) -> Document:
    """
    Return W10J from the W01, W02 and W10 of one case: their values and rows, by name.

    One seal stands for both acts, so one body must have done both (licence law art. 32, 38).

    Raises:
        RuleError: ``one_sheet_two_bodies``; ``document_value_missing`` when one of the papers lacks
            a statutory field of the sheet

    """
    accepting, deciding = (
        each.value_map().get(key, "")
        for each, key in ((acceptance, "accept_org"), (decision, "decide_org"))
    )
    if accepting != deciding:
        raise RuleError("one_sheet_two_bodies", accepting=accepting, deciding=deciding)
    template = current_template(KIND)
    fields = {each.key for each in template.fields}
    tables = {each.key for each in template.tables}
    papers = (acceptance, receipt, decision)
    values = {key: text for each in papers for key, text in each.values if key in fields}
    values |= {"receipt_no": receipt.id, "acceptance_no": acceptance.id}
    rows = {key: table for each in papers for key, table in each.rows if key in tables}
    signed = {name for each in papers for name in each.signatures}
    sheet = replace(
        decision,
        kind=KIND,
        id=decision.id.replace(f"-{decision.kind}-", f"-{KIND}-"),
        template_version=template.version,
        values=tuple(values.items()),
        rows=tuple(rows.items()),
        copies=len(template.copies),
        signatures=tuple(each for each in SIGNATURES if each in signed | {"applicant", "officer"}),
    )
    return match(sheet).document
