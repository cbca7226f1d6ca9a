"""A document as an A4 PDF: the same bytes for the same document, on any day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import chain

from counter_app.documents.blocks import (
    BASELINE,
    MM,
    NOTE_PT,
    TABLE_PT,
    TEXT_WIDTH,
    Block,
    Cell,
    Look,
    Mark,
    RingMark,
    TextMark,
    beside,
    fits_one_line,
    leading,
    paragraph,
    row_blocks,
    sign_line,
    sign_lines_narrow,
    space,
)
from counter_app.documents.filling import Filled, fill
from counter_app.documents.furniture import page_foot, part_head, running_head
from counter_app.documents.pages import Page, draw_page, open_canvas, paginate
from counter_app.documents.template import (
    FieldGrid,
    PageBreak,
    Paragraph,
    Part,
    SealSection,
    SignatureSection,
    Style,
    TableSection,
)
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.typeset.breaks import wrap_text
from counter_app.typeset.fonts import resolve_chain

LABEL_WIDTH = 29 * MM
# A county body's round seal is 38 to 42 mm wide.
SEAL_RADIUS = 19 * MM
SEAL_COLUMN = 64 * MM
KEPT_BEFORE_SEAL = 3


def render_pdf(document: Document) -> bytes:
    """
    Draw ``document`` on A4, one set of pages; the printer makes the copies.

    Raises:
        RuleError: as ``filling.fill``; ``document_no_pages`` when the paper is only a slip

    """
    filled = fill(document)
    if not filled.template.parts:
        raise RuleError("document_no_pages", document=document.kind)
    pages = tuple(chain.from_iterable(_part_pages(filled, part) for part in filled.template.parts))
    feet = [page_foot(filled, number + 1, len(pages)) for number in range(len(pages))]
    target = BytesIO()
    canvas = open_canvas(target, f"{filled.template.title.zh} {document.id}")
    for page, foot in zip(pages, feet, strict=True):
        draw_page(canvas, page, foot)
    canvas.save()
    return target.getvalue()


def _part_pages(filled: Filled, part: Part) -> tuple[Page, ...]:
    blocks = part_head(filled, part.title)
    for section in part.sections:
        if isinstance(section, SealSection):
            # A seal and signatures never stand on a page without a word of what they are for.
            blocks[-KEPT_BEFORE_SEAL:] = [
                replace(block, keep=True) for block in blocks[-KEPT_BEFORE_SEAL:]
            ]
        blocks += _SECTIONS[type(section)](filled, section)
    return paginate(blocks, running_head(filled, part.title))


def _grid_blocks(filled: Filled, section: FieldGrid) -> list[Block]:
    blocks: list[Block] = []
    for row in section.rows:
        keys = [key for key in row if filled.values[key]]
        width = TEXT_WIDTH / max(len(keys), 1) - LABEL_WIDTH
        fits = all(fits_one_line(filled.values[key], width, key) for key in keys)
        # A long name gets the width of the page rather than half of it.
        for group in [keys] if fits else [[key] for key in keys]:
            blocks += _grid_row(filled, group)
    return [*blocks, space(10)]


def _grid_row(filled: Filled, keys: Sequence[str]) -> list[Block]:
    cells: list[Cell] = []
    for key in keys:
        name = filled.label(key)
        cells.append(Cell(name, name, LABEL_WIDTH, "left", "bold"))
        cells.append(Cell(filled.values[key], name, TEXT_WIDTH / len(keys) - LABEL_WIDTH))
    return row_blocks(cells) if cells else []


def _paragraph_blocks(filled: Filled, section: Paragraph) -> list[Block]:
    if section.when and not filled.values[section.when]:
        return []
    text = filled.words(section.text)
    return [*paragraph(text, text, _LOOKS[section.style]), space(4)]


def _table_blocks(filled: Filled, section: TableSection) -> list[Block]:
    rows = filled.rows(section.key)
    if not rows:
        return []
    columns = filled.template.table(section.key).columns
    total = sum(each.share for each in columns)
    widths = [TEXT_WIDTH * each.share / total for each in columns]
    names = [each.label.text(filled.document.language) for each in columns]
    head = row_blocks(
        [
            Cell(name, name, width, "centre", "bold")
            for name, width in zip(names, widths, strict=True)
        ]
    )[0]
    blocks = [Block(head.height, head.marks, keep=True)]
    for row in rows:
        parts = zip(row, columns, names, widths, strict=True)
        cells = [Cell(text, name, width, each.align) for text, each, name, width in parts]
        blocks += row_blocks(cells, head)
    return [*blocks, space(10)]


def _signature_blocks(filled: Filled, section: SignatureSection) -> list[Block]:
    day = filled.common("sign_date")
    blocks = [space(8)]
    for words in _labels_to_sign(filled, section.keys):
        blocks += sign_line(words, day, words)
    return blocks


def _labels_to_sign(filled: Filled, keys: Iterable[str]) -> list[str]:
    asked = set(keys) & set(filled.document.signatures)
    return [filled.words(each.label) for each in filled.template.signatures if each.key in asked]


def _seal_blocks(filled: Filled, section: SealSection) -> list[Block]:
    """Return the place of the seal over the body's name and the date, with who signs beside it."""
    day = filled.common("sign_date")
    left: list[Block] = [space(6)]
    for words in _labels_to_sign(filled, section.signatures):
        left += sign_lines_narrow(words, day, words, TEXT_WIDTH - SEAL_COLUMN - 10 * MM)
    return [Block(4, keep=True), beside(left, _seal(filled, section))]


def _seal(filled: Filled, section: SealSection) -> Block:
    centre = TEXT_WIDTH - SEAL_COLUMN / 2
    chosen = resolve_chain("regular")
    marks: list[Mark] = [RingMark(centre, SEAL_RADIUS, SEAL_RADIUS)]
    caption = filled.words(section.caption)
    named = (filled.values[section.body], filled.values[section.date])
    y = 8 * MM
    for text, size, grey in ((caption, NOTE_PT, 0.55), *((each, TABLE_PT, 0.0) for each in named)):
        for line in wrap_text(text, SEAL_COLUMN, size, chosen, text):
            step = leading(line.text, size)
            marks.append(TextMark(centre - line.width / 2, y + step * BASELINE, line, grey))
            y += step
        y += 2
    return Block(max(y, 2 * SEAL_RADIUS + 2), tuple(marks))


def _page_break(_filled: Filled, _section: PageBreak) -> list[Block]:
    return [Block(0.0, breaks=True, keep=True)]


_LOOKS: Mapping[Style, Look] = {
    "body": Look(),
    "strong": Look(weight="bold", indented=False),
    "note": Look(NOTE_PT, indented=False),
}
_SECTIONS: Mapping[type, Callable[..., list[Block]]] = {
    FieldGrid: _grid_blocks,
    Paragraph: _paragraph_blocks,
    TableSection: _table_blocks,
    SignatureSection: _signature_blocks,
    SealSection: _seal_blocks,
    PageBreak: _page_break,
}
