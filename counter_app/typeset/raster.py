"""
A line of text as black dots, for printers whose own fonts lack a character or cannot stack it.

One path for every script: HarfBuzz shapes and HarfBuzz draws, so that a computer without Pillow's
raqm library prints the same dots.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import uharfbuzz
from PIL import Image

from counter_app.typeset.fonts import Face, resolve_chain
from counter_app.typeset.runs import split_runs
from counter_app.typeset.shaping import Glyph, shape

# The em box of a Han character about its baseline, in ems; Tibetan reaches beyond it.
ASCENT_EM = 0.88
DESCENT_EM = -0.12
# Coverage (0 to 255) from which a dot burns: low enough to keep the thin strokes of a Song face.
DOT_THRESHOLD = 88


@dataclass(frozen=True)
class _Placed:
    face: Face
    glyph: Glyph
    x_em: float


def render_line(text: str, height_px: int, field: str = "小票") -> Image.Image:
    """
    Render ``text`` on one line, as wide as it gets and exactly ``height_px`` high.

    The picture has mode "1", black (0) on white (1). Everything is set in one size: the largest at
    which Han fills the height and no Tibetan stack is cut off.

    Raises:
        RuleError: ``glyph_missing``, with ``field``, when no font has a character

    """
    placed, width_em = _place(text, field)
    top, bottom = _reach(placed)
    em_px = height_px / (top - bottom)
    size = (max(1, math.ceil(width_em * em_px)), height_px)
    if not placed:
        return Image.new("1", size, 1)
    pen = uharfbuzz.RasterDraw()
    for each in placed:
        scale = em_px / each.face.units_per_em
        x = each.x_em * em_px + each.glyph.x_offset * scale
        y = -bottom * em_px + each.glyph.y_offset * scale
        pen.transform = (scale, 0, 0, scale, x, y)
        pen.draw_glyph(each.face.shaper, each.glyph.id)
    pen.extents = uharfbuzz.RasterExtents(0, 0, *size, 0)
    return _to_dots(pen.render())


def _to_dots(drawn: uharfbuzz.RasterImage) -> Image.Image:
    at = drawn.extents
    grey = Image.frombytes("L", (at.width, at.height), drawn.buffer, "raw", "L", at.stride, -1)
    return grey.point(lambda coverage: 0 if coverage >= DOT_THRESHOLD else 255, "1")


def _place(text: str, field: str) -> tuple[list[_Placed], float]:
    placed: list[_Placed] = []
    x_em = 0.0
    for run in split_runs(text, resolve_chain("regular"), field):
        for glyph in shape(run.face, run.text):
            placed.append(_Placed(run.face, glyph, x_em))
            x_em += glyph.advance / run.face.units_per_em
    return placed, x_em


def _reach(placed: list[_Placed]) -> tuple[float, float]:
    """Return how far the ink goes above and below the baseline, in ems."""
    top, bottom = ASCENT_EM, DESCENT_EM
    for each in placed:
        box = each.face.shaper.get_glyph_extents(each.glyph.id)
        em = each.face.units_per_em
        up = box.y_bearing + each.glyph.y_offset
        top = max(top, up / em)
        bottom = min(bottom, (up + box.height) / em)
    return top, bottom
