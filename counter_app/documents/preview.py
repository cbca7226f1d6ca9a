"""A template shown with specimen values, before anybody's case depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from counter_app.documents.library import common_words, parsed
from counter_app.documents.template import TableShape, Template
from counter_app.domain.document import Document, Rows

CASE_NO = "540402260A1A0000197"
NUMBER_COLUMN = "序号"


def specimen(template: Template, language: str = "zh", **changed: str) -> Document:
    """
    Return a paper of ``template`` filled with specimens, marked as a sample.

    A field that has none shows its own label in brackets; ``changed`` takes precedence by field.
    """
    known = {**_known()["values"], **_known()["kinds"].get(template.id, {}), **changed}
    paper_no = known.get("paper_no", "")
    own = {"qr": paper_no or CASE_NO, "sample": common_words().phrases["sample"].zh}
    values = {
        each.key: (own | known).get(each.key, f"〔{each.label.zh}〕") for each in template.fields
    }
    return Document(
        kind=template.id,
        id=paper_no or f"{CASE_NO}-{template.id}-01",
        case_no=None if paper_no else CASE_NO,
        template_version=template.version,
        language=language,
        values=tuple((key, value) for key, value in values.items() if value),
        rows=tuple((each.key, _rows(each)) for each in template.tables),
        copies=len(template.copies),
        signatures=tuple(each.key for each in template.signatures),
        form="page" if template.parts else "slip",
    )


def _rows(shape: TableShape) -> Rows:
    columns: Mapping[str, list[str]] = _known()["columns"]
    labels = [each.label.zh for each in shape.columns]
    count = min((len(columns[each]) for each in labels if each in columns), default=1)
    return tuple(
        tuple(
            str(row + 1)
            if label == NUMBER_COLUMN
            else columns.get(label, [f"〔{label}〕"] * count)[row]
            for label in labels
        )
        for row in range(count)
    )


@cache
def _known() -> Mapping[str, Any]:
    return parsed("specimen")
