"""A document as an A4 PDF: the same bytes for the same document, on any day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import chain

from counter_app.documents.blocks import (
    MM,
    NOTE_PT,
    TEXT_WIDTH,
    Block,
    Cell,
    Look,
    fits_one_line,
    paragraph,
    row_blocks,
    sign_line,
    space,
)
from counter_app.documents.filling import NONE_APPROVED, Filled, fill
from counter_app.documents.furniture import page_foot, part_head, running_head
from counter_app.documents.pages import Page, draw_page, open_canvas, paginate
from counter_app.documents.seals import labels_to_sign, seal_blocks
from counter_app.documents.template import (
    FieldGrid,
    PageBreak,
    Paragraph,
    Part,
    SealSection,
    SignatureSection,
    Style,
    TableSection,
    Wording,
)
from counter_app.domain.document import HANDWRITTEN, Document
from counter_app.domain.errors import RuleError

LABEL_WIDTH = 29 * MM
KEPT_BEFORE_SEAL = 3
# A line of handwriting.
PEN_ROOM = 10 * MM


def render_pdf(document: Document, approved: Mapping[str, Wording] = NONE_APPROVED) -> bytes:
    """
    Draw ``document`` on A4, one set of pages; the printer makes the copies.

    ``approved`` as in ``filling.Filled``.

    Raises:
        RuleError: as ``filling.fill``; ``document_no_pages`` when the paper is only a slip

    """
    return draw_pdf(fill(document, approved))


def draw_pdf(filled: Filled) -> bytes:
    """
    Draw a document that has been filled; as ``render_pdf``.

    Raises:
        RuleError: ``document_no_pages``

    """
    document = filled.document
    if not filled.template.parts:
        raise RuleError("document_no_pages", document=document.kind)
    pages = tuple(chain.from_iterable(_part_pages(filled, part) for part in filled.template.parts))
    feet = [page_foot(filled, number + 1, len(pages)) for number in range(len(pages))]
    target = BytesIO()
    canvas = open_canvas(target, f"{filled.template.title.zh} {document.id}")
    for page, foot in zip(pages, feet, strict=True):
        draw_page(canvas, page, foot, filled.watermark)
    canvas.save()
    return target.getvalue()


def part_blocks(filled: Filled, part: Part) -> list[Block]:
    """Return everything that stands on the pages of ``part``, from its codes to its seal."""
    blocks = part_head(filled, part.title)
    for section in part.sections:
        if isinstance(section, SealSection):
            # A seal and signatures never stand on a page without a word of what they are for.
            blocks[-KEPT_BEFORE_SEAL:] = [
                replace(block, keep=True) for block in blocks[-KEPT_BEFORE_SEAL:]
            ]
        blocks += _SECTIONS[type(section)](filled, section)
    return blocks


def _part_pages(filled: Filled, part: Part) -> tuple[Page, ...]:
    return paginate(part_blocks(filled, part), running_head(filled, part.title))


def _grid_blocks(filled: Filled, section: FieldGrid) -> list[Block]:
    blocks: list[Block] = []
    for row in section.rows:
        keys = [key for key in row if filled.values[key] or section.blank]
        width = TEXT_WIDTH / max(len(keys), 1) - LABEL_WIDTH
        fits = all(fits_one_line(filled.values[key], width, key) for key in keys)
        # A long name gets the width of the page rather than half of it.
        for group in [keys] if fits else [[key] for key in keys]:
            blocks += _grid_row(filled, group)
    # Boxes to be written into stay on one page.
    return [*(replace(each, keep=section.blank or each.keep) for each in blocks), space(10)]


def _grid_row(filled: Filled, keys: Sequence[str]) -> list[Block]:
    cells: list[Cell] = []
    width = TEXT_WIDTH / max(len(keys), 1) - LABEL_WIDTH
    for key in keys:
        name, value = filled.label(key), filled.values[key]
        cells.append(Cell(name, name, LABEL_WIDTH, "left", "bold"))
        cells.append(Cell(value, name, width, room=_pen_room(value)))
    return row_blocks(cells) if cells else []


def _pen_room(value: str) -> float:
    return PEN_ROOM if not value or HANDWRITTEN in value else 0.0


def _paragraph_blocks(filled: Filled, section: Paragraph) -> list[Block]:
    if section.when and not filled.values[section.when]:
        return []
    text = filled.words(section.text)
    blocks = paragraph(text, text, _LOOKS[section.style])
    if section.style != "strong":
        return [*blocks, space(4)]
    # A heading stands with what it heads.
    return [replace(each, keep=True) for each in (*blocks, space(4))]


def _table_blocks(filled: Filled, section: TableSection) -> list[Block]:
    rows = filled.rows(section.key)
    if not rows:
        return []
    columns = filled.template.table(section.key).columns
    total = sum(each.share for each in columns)
    widths = [TEXT_WIDTH * each.share / total for each in columns]
    names = [filled.say(each.label) for each in columns]
    head = row_blocks(
        [
            Cell(name, name, width, "centre", "bold")
            for name, width in zip(names, widths, strict=True)
        ]
    )[0]
    blocks = [Block(head.height, head.marks, keep=True)]
    for row in rows:
        parts = zip(row, columns, names, widths, strict=True)
        cells = [
            Cell(text, name, width, each.align, room=_pen_room(text) if text else 0.0)
            for text, each, name, width in parts
        ]
        blocks += row_blocks(cells, head)
    return [*blocks, space(10)]


def _signature_blocks(filled: Filled, section: SignatureSection) -> list[Block]:
    day = filled.common("sign_date")
    blocks = [space(8)]
    for words in labels_to_sign(filled, section.keys):
        blocks += sign_line(words, day, words)
    return blocks


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
    SealSection: seal_blocks,
    PageBreak: _page_break,
}
