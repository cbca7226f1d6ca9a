"""
Certificates, forms, trial and ruler sheets drawn in millimetres from the sheet's upper left corner.

The bytes depend on what is drawn alone. A placement moves and stretches everything that is printed,
never the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import segno
from reportlab.pdfgen.canvas import Canvas

from counter_app.documents.blocks import MM
from counter_app.documents.certificate_form import Box, Frame, Rule, Sheet
from counter_app.documents.certificate_layout import PlacedLine
from counter_app.documents.codes import qr_rows
from counter_app.domain.errors import RuleError
from counter_app.domain.placement import UNMOVED, Placement
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.shaping import Line, pdf_font, set_line

QR_QUIET = 4
"""Modules that stay white on each side (ISO/IEC 18004)."""
QR_MODULE_LEAST_MM = 0.3
"""What a 600 dpi printer and a simple scanner still manage (facts/dependencies.md 7)."""
WATERMARK_GREY, WATERMARK_DEGREES = 0.86, 30
WATERMARK_SHARE = 0.8
"""Of the sheet's width."""


def check_qr(data: str, box: Box) -> None:
    """
    Refuse a code whose modules would be too small to be read back.

    Raises:
        RuleError: ``certificate_code_dense``

    """
    try:
        module = _module(data, box)
    except segno.DataOverflowError as wrong:
        raise RuleError("certificate_code_dense", length=len(data)) from wrong
    if module < QR_MODULE_LEAST_MM:
        raise RuleError("certificate_code_dense", length=len(data))


def _module(data: str, box: Box) -> float:
    return box.width / (len(qr_rows(data)) + 2 * QR_QUIET)


class CertificateCanvas:
    """One page of ``sheet``; y counts downwards, in mm."""

    def __init__(self, sheet: Sheet, title: str, placement: Placement = UNMOVED) -> None:
        self._target = BytesIO()
        self._sheet = sheet
        # Helvetica, reportlab's own choice, would be named in the file without being in it
        first: Any = pdf_font(resolve_chain("regular").faces[0])
        size = (sheet.width * MM, sheet.height * MM)
        self._canvas = Canvas(
            self._target, size, pageCompression=1, invariant=1, initialFontName=first
        )
        self._canvas.setTitle(title)
        if placement != UNMOVED:
            self._move(placement)

    def end(self) -> bytes:
        """Close the page and return the PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._target.getvalue()

    def texts(self, placed: Iterable[PlacedLine]) -> None:
        """Draw lines that stand at their places."""
        for each in placed:
            each.line.draw(self._canvas, each.x * MM, self._up(each.y))

    def line(self, line: Line, x: float, y: float) -> None:
        """Draw ``line`` with the left end of its baseline at ``x``, ``y``."""
        line.draw(self._canvas, x * MM, self._up(y))

    def rule(self, rule: Rule) -> None:
        """Draw a straight line."""
        self._canvas.setLineWidth(rule.width)
        self._canvas.line(rule.x1 * MM, self._up(rule.y1), rule.x2 * MM, self._up(rule.y2))

    def frame(self, frame: Frame) -> None:
        """Draw a rectangle."""
        box = frame.box
        self._canvas.setLineWidth(frame.width)
        self._canvas.rect(box.x * MM, self._up(box.bottom), box.width * MM, box.height * MM)

    def qr(self, data: str, box: Box) -> None:
        """Draw a QR code, as ``check_qr`` allows it, with its quiet zone inside ``box``."""
        rows = qr_rows(data)
        module = _module(data, box)
        left, top = box.x + QR_QUIET * module, box.y + QR_QUIET * module
        for number, spans in enumerate(rows):
            y = self._up(top + (number + 1) * module)
            for at, wide in spans:
                x = (left + at * module) * MM
                self._canvas.rect(x, y, wide * module * MM, module * MM, stroke=0, fill=1)

    def watermark(self, text: str) -> None:
        """Draw ``text`` large and pale across the sheet; what comes later stands on it."""
        chain = resolve_chain("regular")
        wide = set_line(text, 10.0, chain, text)
        size = 10.0 * WATERMARK_SHARE * self._sheet.width * MM / wide.width
        with self._grey(WATERMARK_GREY):
            self._canvas.saveState()
            self._canvas.translate(self._sheet.width * MM / 2, self._sheet.height * MM / 2)
            self._canvas.rotate(WATERMARK_DEGREES)
            line = set_line(text, size, chain, text)
            line.draw(self._canvas, -line.width / 2, -size / 3)
            self._canvas.restoreState()

    @contextmanager
    def _grey(self, shade: float) -> Iterator[None]:
        self._canvas.setFillGray(shade)
        yield
        self._canvas.setFillGray(0)

    def _up(self, y: float) -> float:
        return (self._sheet.height - y) * MM

    def _move(self, placement: Placement) -> None:
        height = self._sheet.height * MM
        scale_x, scale_y = placement.scale_x / 1000, placement.scale_y / 1000
        right, down = placement.offset_x / 10 * MM, placement.offset_y / 10 * MM
        self._canvas.transform(scale_x, 0, 0, scale_y, right, height * (1 - scale_y) - down)
