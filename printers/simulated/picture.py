"""A cut slip as a picture, for people: 203 dpi, black on white, codes that a scanner can read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import segno
from barcode.codex import Code128
from PIL import Image, ImageChops

from counter_app.typeset.raster import render_line
from printers.simulated.press import Printed

COLUMN_DOTS, ROW_DOTS, GLYPH_DOTS = 12, 30, 24
BAR_HEIGHT_DOTS = 80
MARGIN_DOTS = 16
WHITE = 255


def draw_slip(printed: Sequence[Printed], columns: int) -> Image.Image:
    """Return everything between two cuts, ``columns`` wide, with a margin all around."""
    width = columns * COLUMN_DOTS
    parts = [_draw(each) for each in printed]
    height = sum(part.height for part in parts)
    slip = Image.new("1", (width + 2 * MARGIN_DOTS, height + 2 * MARGIN_DOTS), WHITE)
    top = MARGIN_DOTS
    for each, part in zip(printed, parts, strict=True):
        left = (0, (width - part.width) // 2, width - part.width)[min(each.align, 2)]
        slip.paste(part, (MARGIN_DOTS + left, top))
        top += part.height
    return slip


def _draw(printed: Printed) -> Image.Image:
    if printed.picture is not None:
        return printed.picture
    if printed.kind == "QR":
        return _draw_qr(printed.text, printed.module_dots)
    if printed.kind == "CODE128":
        return _draw_bars(printed.text, printed.module_dots)
    return _draw_row(printed)


def _draw_row(printed: Printed) -> Image.Image:
    widths = [len(each.encode("gbk", "replace")) * COLUMN_DOTS for each in printed.text]
    row = Image.new("1", (max(1, sum(widths)), ROW_DOTS), WHITE)
    left = 0
    for character, width in zip(printed.text, widths, strict=True):
        glyph = _glyph(character)
        if glyph.width > width:
            glyph = glyph.resize((width, GLYPH_DOTS))
        row.paste(glyph, (left + (width - glyph.width) // 2, 0))
        left += width
    if printed.bold:
        row = ImageChops.logical_and(row, ImageChops.offset(row, 1, 0))
    return row.resize((row.width * printed.scale[0], row.height * printed.scale[1]))


@cache
def _glyph(character: str) -> Image.Image:
    if character in " \u3000\ufffd":
        return Image.new("1", (COLUMN_DOTS, GLYPH_DOTS), WHITE if character != "\ufffd" else 0)
    return render_line(character, GLYPH_DOTS)


def _draw_qr(text: str, module_dots: int) -> Image.Image:
    rows = list(segno.make(text, error="m", micro=False, boost_error=False).matrix)
    small = Image.new("1", (len(rows[0]), len(rows)), WHITE)
    small.putdata([0 if dark else 255 for row in rows for dark in row])
    framed = Image.new("1", (small.width + 8, small.height + 8), WHITE)
    framed.paste(small, (4, 4))
    return framed.resize((framed.width * module_dots, framed.height * module_dots))


def _draw_bars(text: str, module_dots: int) -> Image.Image:
    modules = Code128(text).build()[0]
    small = Image.new("1", (len(modules), 1), WHITE)
    small.putdata([0 if each == "1" else 255 for each in modules])
    bars = small.resize((small.width * module_dots, BAR_HEIGHT_DOTS))
    caption = _draw_row(Printed("text", text))
    whole = Image.new("1", (max(bars.width, caption.width), bars.height + ROW_DOTS), WHITE)
    whole.paste(bars, ((whole.width - bars.width) // 2, 0))
    whole.paste(caption, ((whole.width - caption.width) // 2, BAR_HEIGHT_DOTS))
    return whole
