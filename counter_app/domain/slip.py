"""
What a narrow paper says, line by line, before any printer sees it.

A slip is device-free: ``printers.escpos`` turns it into bytes, a test reads it as text. Widths are
in half-width columns (a Han character takes two); 80 mm paper has 48, 58 mm paper has 32.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph that wraps; ``scale`` 2 is double width and height, 4 is for a number across the room."""

    text: str
    align: Align = "left"
    scale: Literal[1, 2, 4] = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label at the left edge and its value at the right, wrapped under each other if long."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code of ``data`` (UTF-8), centred, with an optional caption."""

    data: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Barcode:
    """A Code 128 of printable ASCII ``data``, centred, human-readable text below."""

    data: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


Line = Text | Pair | Rule | Qr | Barcode | Feed


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: a title for the printer's queue and its lines from top to bottom."""

    title: str
    lines: tuple[Line, ...]

    def text(self) -> str:
        """Everything a person reads on the slip, one line of text each (codes as their data)."""
        return "\n".join(_plain(line) for line in self.lines)


def _plain(line: Line) -> str:
    if isinstance(line, Text):
        return line.text
    if isinstance(line, Pair):
        return f"{line.label} {line.value}"
    if isinstance(line, Qr):
        return f"[QR {line.data}] {line.caption}".rstrip()
    if isinstance(line, Barcode):
        return f"[CODE128 {line.data}]"
    return ""
