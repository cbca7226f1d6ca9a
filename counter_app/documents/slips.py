"""A document as a slip for the narrow printer, from the slip layout of its template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from counter_app.documents.filling import NONE_APPROVED, Filled, fill
from counter_app.documents.template import SlipLine, Wording
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.domain.slip import Barcode, Feed, Line, Pair, Qr, Rule, Slip, Text


def render_slip(document: Document, approved: Mapping[str, Wording] = NONE_APPROVED) -> Slip:
    """
    Lay ``document`` out as a slip; ``approved`` as in ``filling.Filled``.

    Raises:
        RuleError: as ``filling.fill``; ``document_no_slip`` when its template has none

    """
    return lay_out(fill(document, approved))


def lay_out(filled: Filled) -> Slip:
    """
    Lay a filled document out as a slip.

    Raises:
        RuleError: ``document_no_slip``

    """
    document = filled.document
    if not filled.template.slip:
        raise RuleError("document_no_slip", document=document.kind)
    lines = [*_notices(filled)]
    for layout in filled.template.slip:
        lines += _lines(filled, layout)
    return Slip(f"{filled.template.title.zh} {document.id}", tuple(lines))


def _notices(filled: Filled) -> Iterator[Line]:
    for text in filled.notices():
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
    text = filled.say(layout.text).format_map(values)
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
