"""Blocks flowed onto A4 pages, and pages drawn with what stands on every one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from counter_app.documents.blocks import (
    MM,
    STROKE,
    TEXT_WIDTH,
    BarMark,
    Block,
    Mark,
    StrokeMark,
    TextMark,
)
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.shaping import pdf_font, set_line

PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
LEFT = (PAGE_WIDTH - TEXT_WIDTH) / 2
TOP = 14 * MM
# The foot (phones, numbers, page) stands in the last part of the page, below the text.
BOTTOM = 26 * MM
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
WATERMARK_PT = 56.0
WATERMARK_DEGREES = 52
# Pale enough for the codes and the text over it to be read.
WATERMARK_GREY = 0.9
# What is kept together must fit below a running head and the head of a table.
GROUP_HEIGHT_MOST = TEXT_HEIGHT - 25 * MM


@dataclass(frozen=True)
class Page:
    """Blocks with the height of each one's top below the top of the text, in points."""

    blocks: tuple[tuple[float, Block], ...]


def paginate(blocks: Sequence[Block], running_head: Block) -> tuple[Page, ...]:
    """
    Flow ``blocks`` onto pages; ``running_head`` opens each page but the first.

    Blocks that ask to be kept go to the next page together, unless a page cannot hold them.
    """
    pages: list[list[tuple[float, Block]]] = []
    y = TEXT_HEIGHT
    for group in _groups(blocks):
        height = sum(block.height for block in group)
        if not pages:
            pages.append([])
            y = 0.0
        elif group[0].breaks or y + height > TEXT_HEIGHT:
            pages.append([(0.0, running_head)])
            y = running_head.height
            if (head := group[0].head) is not None:
                pages[-1].append((y, head))
                y += head.height
        for block in group:
            pages[-1].append((y, block))
            y += block.height
    return tuple(Page(tuple(page)) for page in pages)


def open_canvas(target: BytesIO, title: str) -> Canvas:
    """
    Return a canvas of A4 pages whose bytes depend on what is drawn alone.

    It begins in a font that is embedded: reportlab's own choice, Helvetica, would be named in every
    paper without being in it.
    """
    # its stubs take the name of a font for a number
    first: Any = pdf_font(resolve_chain("regular").faces[0])
    canvas = Canvas(
        target, (PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1, initialFontName=first
    )
    canvas.setTitle(title)
    return canvas


def draw_page(canvas: Canvas, page: Page, foot: Block, watermark: str = "") -> None:
    """Draw ``page`` with ``foot`` below its text, over ``watermark``."""
    if watermark:
        _draw_watermark(canvas, watermark)
    for y, block in page.blocks:
        _draw_block(canvas, block, PAGE_HEIGHT - TOP - y)
    _draw_block(canvas, foot, BOTTOM)
    canvas.showPage()


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        height = sum(each.height for each in (*group, block))
        if group and (block.breaks or height > GROUP_HEIGHT_MOST):
            yield group
            group = []
        group.append(block)
        if not block.keep:
            yield group
            group = []
    if group:
        yield group


def _draw_watermark(canvas: Canvas, text: str) -> None:
    line = set_line(text, WATERMARK_PT, resolve_chain("regular"), text)
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(WATERMARK_DEGREES)
    canvas.setFillGray(WATERMARK_GREY)
    line.draw(canvas, -line.width / 2, 0)
    canvas.restoreState()


def _draw_block(canvas: Canvas, block: Block, top: float) -> None:
    canvas.setLineWidth(STROKE)
    for mark in block.marks:
        _draw_mark(canvas, mark, top)


def _draw_mark(canvas: Canvas, mark: Mark, top: float) -> None:
    if isinstance(mark, TextMark):
        canvas.setFillGray(mark.grey)
        mark.line.draw(canvas, LEFT + mark.x, top - mark.y)
        canvas.setFillGray(0)
    elif isinstance(mark, StrokeMark):
        canvas.line(LEFT + mark.x1, top - mark.y1, LEFT + mark.x2, top - mark.y2)
    elif isinstance(mark, BarMark):
        y = top - mark.y - mark.height
        canvas.rect(LEFT + mark.x, y, mark.width, mark.height, stroke=0, fill=1)
    else:
        canvas.saveState()
        canvas.setStrokeGray(0.6)
        canvas.setDash(2, 3)
        canvas.circle(LEFT + mark.x, top - mark.y, mark.radius, stroke=1, fill=0)
        canvas.restoreState()
