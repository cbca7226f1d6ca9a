"""
Sample forms (样表) of materials: what a filled-in form looks like, drawn from ``samples.toml``.

Every page says 样表 across itself, and every name and number in it is invented: nobody can take it
for a paper of a case.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pypdfium2
from PIL import ImageOps

from counter_app.documents.blocks import (
    MM,
    NOTE_PT,
    TEXT_WIDTH,
    Block,
    Cell,
    Look,
    centred,
    paragraph,
    row_blocks,
    sign_line,
    space,
)
from counter_app.documents.pages import draw_page, open_canvas, paginate
from counter_app.paths import resources

LABEL_WIDTH = 38 * MM
TITLE_PT = 20.0
PICTURE_SCALE = 1.5
"""Pixels per point of the picture: an A4 page is 893 wide."""
MARGIN_PX = 40


@dataclass(frozen=True, slots=True)
class SampleKind:
    """One kind: words of material names, rows of label and value, notes, and who signs."""

    id: str
    words: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleBook:
    """All kinds, and what every sample says."""

    watermark: str
    notes: str
    closing: str
    kinds: tuple[SampleKind, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sample is drawn for: the material by name, the item, and what is said about filling it in."""

    material: str
    item: str
    org: str
    hints: tuple[str, ...] = ()


@cache
def sample_book() -> SampleBook:
    """Return ``resources/documents/samples.toml``."""
    text = (resources() / "documents" / "samples.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    kinds = tuple(
        SampleKind(
            each["id"],
            tuple(each["words"]),
            tuple((label, value) for label, value in each["rows"]),
            tuple(each.get("notes", ())),
            tuple(each.get("signs", ())),
        )
        for each in found["kind"]
    )
    return SampleBook(found["watermark"], found["notes"], found["closing"], kinds)


def kind_of(material: str) -> SampleKind | None:
    """Return the kind of a material: by the end of its name, else by a word in it, None without."""
    kinds = sample_book().kinds
    ending = (each for each in kinds if material.endswith(each.words))
    holding = (each for each in kinds if any(word in material for word in each.words))
    return next(ending, None) or next(holding, None)


def render_sample(kind: SampleKind, asked: Asked) -> bytes:
    """
    Draw a sample on A4.

    Raises:
        RuleError: ``glyph_missing``

    """
    book, target = sample_book(), BytesIO()
    blocks = [*centred(asked.material, asked.material, size=TITLE_PT, weight="bold"), space(12)]
    for label, value in kind.rows:
        filled = value.format(item=asked.item, org=asked.org)
        value_width = TEXT_WIDTH - LABEL_WIDTH
        blocks += row_blocks(
            [Cell(label, label, LABEL_WIDTH, "left", "bold"), Cell(filled, label, value_width)]
        )
    blocks += [space(14), *paragraph(book.notes, book.notes, Look(weight="bold", indented=False))]
    for number, note in enumerate((*asked.hints, *kind.notes), start=1):
        blocks += paragraph(f"{number}. {note}", book.notes, Look(NOTE_PT + 1.5, indented=False))
    blocks.append(space(14))
    for each in kind.signs:
        blocks += sign_line(each, "", each)
    blocks += [space(10), *paragraph(book.closing, book.notes, Look(NOTE_PT, indented=False))]
    canvas = open_canvas(target, asked.material)
    for page in paginate(blocks, Block(0)):
        draw_page(canvas, page, Block(0), book.watermark)
    canvas.save()
    return target.getvalue()


def picture_of(pdf: bytes) -> bytes:
    """Return the first page of a PDF as a PNG in grey, cut off below its last line."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        page = opened[0]
        picture = page.render(scale=PICTURE_SCALE, grayscale=True).to_pil()
    finally:
        opened.close()
    written = ImageOps.invert(picture).getbbox()
    bottom = picture.height if written is None else min(picture.height, written[3] + MARGIN_PX)
    target = BytesIO()
    picture.crop((0, 0, picture.width, bottom)).save(target, "PNG")
    return target.getvalue()
