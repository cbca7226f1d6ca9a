"""
The ruler sheet: what a printer puts where, read off on plain paper (facts/devices.md C4).

Scales in mm begin at the left and the upper edge of the sheet, as far as the printer reaches; a cross
stands near each corner, whose distances from the edges one measures.
"""

from __future__ import annotations

from collections.abc import Iterator

from counter_app.documents.certificate_form import PRINTABLE_MM, Rule, Sheet
from counter_app.documents.certificate_page import CertificateCanvas
from counter_app.domain.placement import crosses
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.shaping import set_line

SCALE_MM = 20.0
"""How far from the edges the scales run."""
TICKS_MM = {1: 1.5, 5: 2.5, 10: 4.0}
CROSS_ARM_MM = 5.0
HAIR_PT, NUMBER_PT, TITLE_PT = 0.3, 7.0, 12.0


def draw_ruler(sheet: Sheet, title: str) -> bytes:
    """
    Draw the ruler sheet of the size of ``sheet``; ``title`` says what it is and of which printer.

    Raises:
        RuleError: ``glyph_missing``

    """
    chain = resolve_chain("regular")
    heading = set_line(title, TITLE_PT, chain, title)
    canvas = CertificateCanvas(sheet, title)
    canvas.line(heading, SCALE_MM + 12, SCALE_MM + 14)
    for rule in (*_across(sheet), *_down(sheet), *_crosses(sheet)):
        canvas.rule(rule)
    for at in range(10, int(sheet.width), 10):
        canvas.line(set_line(str(at), NUMBER_PT, chain, ""), at - 1.5, SCALE_MM - 1)
    for at in range(10, int(sheet.height), 10):
        canvas.line(set_line(str(at), NUMBER_PT, chain, ""), SCALE_MM - 5, at + 1)
    return canvas.end()


def _across(sheet: Sheet) -> Iterator[Rule]:
    yield Rule(PRINTABLE_MM, SCALE_MM, sheet.width - PRINTABLE_MM, SCALE_MM, HAIR_PT)
    for at in range(int(PRINTABLE_MM), int(sheet.width - PRINTABLE_MM) + 1):
        yield Rule(at, SCALE_MM, at, SCALE_MM + _tick(at), HAIR_PT)


def _down(sheet: Sheet) -> Iterator[Rule]:
    yield Rule(SCALE_MM, PRINTABLE_MM, SCALE_MM, sheet.height - PRINTABLE_MM, HAIR_PT)
    for at in range(int(PRINTABLE_MM), int(sheet.height - PRINTABLE_MM) + 1):
        yield Rule(SCALE_MM, at, SCALE_MM + _tick(at), at, HAIR_PT)


def _tick(at: int) -> float:
    return next(length for step, length in sorted(TICKS_MM.items(), reverse=True) if at % step == 0)


def _crosses(sheet: Sheet) -> Iterator[Rule]:
    left, top, right, bottom = crosses(sheet.width, sheet.height)
    for x in (left, right):
        for y in (top, bottom):
            yield Rule(x - CROSS_ARM_MM, y, x + CROSS_ARM_MM, y, HAIR_PT)
            yield Rule(x, y - CROSS_ARM_MM, x, y + CROSS_ARM_MM, HAIR_PT)
