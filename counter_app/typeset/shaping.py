"""
HarfBuzz places the glyphs of a run; reportlab writes them, searchable.

reportlab's own ``shaping=True`` does nothing without a package that does not exist, and its
private characters depend on what was drawn before (facts/dependencies.md 5). Here a shaped glyph
is the character ``PRIVATE + glyph id``, so that one document's bytes never depend on another's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont
from reportlab.pdfgen.canvas import Canvas

from counter_app.typeset.fonts import Chain, Face
from counter_app.typeset.runs import Run, split_runs

PRIVATE = 0xF0000
PDF_UNITS_PER_EM = 1000


@dataclass(frozen=True)
class Glyph:
    """One placed glyph, in font units; ``cluster`` is the place in the text it stands for."""

    id: int
    cluster: int
    advance: int
    x_offset: int
    y_offset: int


@dataclass(frozen=True)
class Line:
    """Text on one baseline: its runs, its font size and its width, both in points."""

    text: str
    runs: tuple[Run, ...]
    size: float
    width: float

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw with the left end of the baseline at ``x``, ``y`` (points)."""
        for run in self.runs:
            _draw_run(canvas, run, x, y, self.size)
            x += measure_run(run, self.size)


class SearchableFont(TTFont):
    """
    A TrueType font whose text can be read back beyond U+FFFF.

    reportlab writes such characters as odd-length hex; this writes UTF-16 as the PDF standard
    (ISO 32000-1, 9.10.3) asks, and no text for the private characters, which ActualText covers.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  reportlab's name
        """Add the font's objects to ``doc`` and put its ToUnicode maps right."""
        subsets = self.state[doc].subsets
        # The names are gone with the state once the objects are made.
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        fonts: Any = doc.idToObject["BasicFonts"]
        for name, subset in zip(names, subsets, strict=True):
            stream: Any = doc.idToObject[fonts.dict[name].ToUnicode.name]
            stream.content = _unicode_map(subset)


def shape(face: Face, text: str) -> list[Glyph]:
    """Let HarfBuzz choose and place the glyphs of ``text``, which ``face`` covers."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face.shaper, buffer, {"kern": True, "liga": True})
    placed = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [
        Glyph(info.codepoint, info.cluster, at.x_advance, at.x_offset, at.y_offset)
        for info, at in placed
    ]


def set_line(text: str, size: float, chain: Chain, field: str) -> Line:
    """
    Set ``text`` on one line at ``size`` points.

    Raises:
        RuleError: ``glyph_missing`` naming ``field``

    """
    runs = split_runs(text, chain, field)
    return Line(text, runs, size, sum(measure_run(run, size) for run in runs))


def measure_run(run: Run, size: float) -> float:
    """Return the width of ``run`` in points at ``size`` points."""
    if run.complex:
        return _advance(run.face, run.text) * size
    return float(pdfmetrics.stringWidth(run.text, pdf_font(run.face), size))


@lru_cache(maxsize=8192)
def measure_piece(text: str, chain: Chain) -> float:
    """
    Return the width of ``text``, which ``chain`` covers, in ems.

    Remembered, so it is for the short pieces between two line breaks, not for whole values.
    """
    return sum(measure_run(run, 1.0) for run in split_runs(text, chain, ""))


@cache
def pdf_font(face: Face) -> str:
    """Register ``face`` with reportlab once and return the name it goes by there."""
    name = f"{face.name}-{face.index}"
    pdfmetrics.registerFont(SearchableFont(name, str(face.path), subfontIndex=face.index))
    return name


@lru_cache(maxsize=1024)
def _advance(face: Face, text: str) -> float:
    return sum(glyph.advance for glyph in shape(face, text)) / face.units_per_em


def _draw_run(canvas: Canvas, run: Run, x: float, y: float, size: float) -> None:
    font = pdf_font(run.face)
    canvas.setFont(font, size)
    if not run.complex:
        canvas.drawString(x, y, run.text)
        return
    canvas.addLiteral(f"/Span <</ActualText <FEFF{_utf16(run.text)}>>> BDC")
    canvas.drawString(x, y, _private_text(run.face, font, run.text))
    canvas.addLiteral("EMC")


def _private_text(face: Face, font: str, text: str) -> ShapedStr:
    units = PDF_UNITS_PER_EM / face.units_per_em
    registered: Any = pdfmetrics.getFont(font)
    known = registered.face
    data: Any = []
    glyphs = shape(face, text)
    for glyph in glyphs:
        character = PRIVATE + glyph.id
        own_width = face.shaper.get_glyph_h_advance(glyph.id) * units
        known.charToGlyph[character] = glyph.id
        known.charWidths[character] = own_width
        at = (glyph.advance * units, 0, glyph.x_offset * units, glyph.y_offset * units)
        data.append(ShapeData(glyph.cluster, *at, own_width))
    return ShapedStr("".join(chr(PRIVATE + glyph.id) for glyph in glyphs), shapeData=data)


def _unicode_map(subset: Iterable[int]) -> str:
    codes = list(subset)
    pairs = [(n, code) for n, code in enumerate(codes) if 0 < code < PRIVATE]
    lines = [f"<{n:02X}> <{_utf16(chr(code))}>" for n, code in pairs]
    # A block holds at most 100 entries (Adobe technical note 5014, CMap specification).
    cuts = [*range(0, len(lines), 100), len(lines)]
    blocks = [
        f"{end - start} beginbfchar\n" + "\n".join(lines[start:end]) + "\nendbfchar"
        for start, end in pairwise(cuts)
    ]
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <{len(codes) - 1:02X}>\nendcodespacerange"
    )
    tail = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    return "\n".join([head, *blocks, tail])


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
