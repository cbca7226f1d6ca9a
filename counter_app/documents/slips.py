"""A document as a slip for the narrow printer, from the slip layout of its template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from counter_app.documents.filling import Filled, fill
from counter_app.documents.template import SlipLine
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.domain.slip import Barcode, Feed, Line, Pair, Qr, Rule, Slip, Text


def render_slip(document: Document) -> Slip:
    """
    Lay ``document`` out as a slip.

    Raises:
        RuleError: as ``filling.fill``; ``document_no_slip`` when its template has none

    """
    filled = fill(document)
    if not filled.template.slip:
        raise RuleError("document_no_slip", document=document.kind)
    lines = [*_notices(filled)]
    for layout in filled.template.slip:
        lines += _lines(filled, layout)
    return Slip(f"{filled.template.title.zh} {document.id}", tuple(lines))


def _notices(filled: Filled) -> Iterator[Line]:
    document = filled.document
    if filled.values["sample"]:
        yield Text(filled.values["sample"], "centre", bold=True)
    if document.reprint:
        reason = document.reprint_reason
        text = filled.common("reprint", times=document.reprint, reason=reason)
        yield Text(text, "centre", bold=True)


def _lines(filled: Filled, layout: SlipLine) -> Iterator[Line]:
    if layout.when and not filled.values[layout.when]:
        return
    if not layout.each:
        yield _line(filled, layout, filled.values)
        return
    for row in filled.rows(layout.each):
        columns = {f"c{number}": cell for number, cell in enumerate(row, start=1)}
        yield _line(filled, layout, {**filled.values, **columns})


def _line(filled: Filled, layout: SlipLine, values: Mapping[str, str]) -> Line:
    text = layout.text.text(filled.document.language).format_map(values)
    value = layout.value.format_map(values)
    made: dict[str, Line] = {
        "text": Text(text, layout.align, layout.scale, layout.bold),
        "pair": Pair(text, value),
        "rule": Rule(),
        "qr": Qr(value, text),
        "barcode": Barcode(value),
        "feed": Feed(layout.lines),
    }
    return made[layout.kind]
