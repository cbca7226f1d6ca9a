"""The test page of a page printer: each script, and a frame that shows whether the sheet is shifted."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from counter_app.documents.blocks import MM, TITLE_PT, Block, Look, centred, paragraph, space
from counter_app.documents.pages import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    draw_page,
    open_canvas,
    paginate,
)

FRAME_MM = 10
"""How far from the edge of the paper the frame stands."""


def render_specimen(title: str, lines: Sequence[str]) -> bytes:
    """
    Draw one A4 page with ``title`` and ``lines`` inside a frame 10 mm from each edge.

    Raises:
        RuleError: ``glyph_missing``

    """
    blocks = [*centred(title, title, size=TITLE_PT, weight="bold"), space(12)]
    for line in lines:
        blocks += [*paragraph(line, title, Look(indented=False)), space(4)]
    target = BytesIO()
    canvas = open_canvas(target, title)
    for page in paginate(blocks, Block(0)):
        edge = FRAME_MM * MM
        canvas.rect(edge, edge, PAGE_WIDTH - 2 * edge, PAGE_HEIGHT - 2 * edge)
        draw_page(canvas, page, Block(0))
    canvas.save()
    return target.getvalue()
