"""
A slip as ESC/POS bytes (facts/devices.md B2). Pure: the same slip gives the same bytes.

``1B 40 1C 26`` first, since some models wake up outside Chinese mode; text in GB18030; what does
not travel as a picture; codes native; feed and partial cut last.
"""

from __future__ import annotations

import hashlib

from PIL import Image

from counter_app.domain.slip import Barcode, Feed, Line, Pair, Qr, Rule, Slip, Text
from counter_app.typeset.raster import render_line
from printers.charset import CODEC
from printers.codes import encode_code128, encode_qr
from printers.layout import Render, Row, Sheet, Style
from printers.realtime import break_realtime

START = b"\x1b\x40\x1c\x26"
CUT = b"\x1d\x56\x42\x00"
PAPER_FENCE = b"\x1d\x72\x01"
COLUMNS_BY_WIDTH = {"80": 48, "58": 32}
_ALIGN = {"left": b"\x00", "centre": b"\x01", "right": b"\x02"}
_SCALE = {1: b"\x00", 2: b"\x11", 4: b"\x33"}
_MOST_FEED_LINES = 255
_INVERTED = bytes(range(255, -1, -1))


def encode(slip: Slip, width_columns: int, render: Render = render_line) -> bytes:
    """
    Encode ``slip`` for paper of 48 (80 mm) or 32 (58 mm) columns.

    Raises:
        RuleError: ``glyph_missing`` (no font has a character), ``slip_code_too_long``

    """
    writer = _Writer(Sheet(width_columns, render))
    for line in slip.lines:
        writer.put(line)
    return START + bytes(writer.out) + CUT


def end_marker(job: str) -> bytes:
    """Return the four characters that stand for ``job`` in its end-of-job marker."""
    return hashlib.blake2s(job.encode(), digest_size=2).hexdigest().upper().encode()


def ask_end(marker: bytes) -> bytes:
    """Return GS ( H function 48: answered ``37 22 marker 00`` when all before it is printed."""
    return b"\x1d\x28\x48\x06\x00\x30\x30" + marker


class _Writer:
    def __init__(self, sheet: Sheet) -> None:
        self.out = bytearray()
        self._sheet = sheet
        self._style = Style()

    def put(self, line: Line) -> None:
        if isinstance(line, Text):
            style = Style(line.align, line.scale, line.bold)
            self._put_rows(self._sheet.rows_of_text(line), style)
        elif isinstance(line, Pair):
            self._put_rows(self._sheet.rows_of_pair(line), Style())
        elif isinstance(line, Rule):
            self._put_rows([Row("-" * self._sheet.columns)], Style())
        elif isinstance(line, Feed):
            self._feed(line.lines)
        else:
            self._put_code(line)

    def _put_code(self, line: Qr | Barcode) -> None:
        self._set_style(Style("centre"))
        if isinstance(line, Barcode):
            self.out += encode_code128(line.data, self._sheet.dots)
            return
        self.out += encode_qr(line.data, self._sheet.dots)
        if line.caption:
            self.put(Text(line.caption, "centre"))

    def _put_rows(self, rows: list[Row], style: Style) -> None:
        self._set_style(style)
        for row in rows:
            if row.travels:
                self.out += self._sheet.text_of(row).encode(CODEC) + b"\n"
            else:
                self.out += encode_picture(self._sheet.picture_of(row, style))

    def _feed(self, lines: int) -> None:
        while lines > 0:
            step = min(lines, _MOST_FEED_LINES)
            self.out += b"\x1b\x64" + bytes((step,))
            lines -= step

    def _set_style(self, style: Style) -> None:
        # a change of alignment counts only at the start of a line, where every row begins
        if style.align != self._style.align:
            self.out += b"\x1b\x61" + _ALIGN[style.align]
        if style.scale != self._style.scale:
            self.out += b"\x1d\x21" + _SCALE[style.scale]
        if style.bold != self._style.bold:
            self.out += b"\x1b\x45" + bytes((style.bold,))
        self._style = style


def encode_picture(picture: Image.Image) -> bytes:
    """Return GS v 0 for a picture of mode "1", black on white, a whole number of bytes wide."""
    row_bytes = picture.width // 8
    size = row_bytes.to_bytes(2, "little") + picture.height.to_bytes(2, "little")
    dots = picture.tobytes().translate(_INVERTED)
    return b"\x1d\x76\x30\x00" + size + break_realtime(dots)
