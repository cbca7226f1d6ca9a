"""
Bytes that come back from an ESC/POS printer, told apart by their fixed bits (facts/devices.md B3, B4).

Four kinds of answer share the line: DLE EOT (real time, one byte), ASB (four bytes, unasked), GS r
(one byte) and the end-of-job marker of GS ( H (seven bytes); XON and XOFF may fall between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from counter_app.domain.printing import PrinterState

REALTIME_MASK, REALTIME_PATTERN, ASB_PATTERN = 0x93, 0x12, 0x10
PLAIN_MASK = 0x90
XON, XOFF = 0x11, 0x13
MARKER_HEAD, MARKER_BYTES = b"\x37\x22", 7
ASB_BYTES = 4

Kind = Literal["realtime", "asb", "paper", "marker", "noise"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its kind and its bytes (``marker``: the four characters of its token)."""

    kind: Kind
    data: bytes


@dataclass
class AnswerStream:
    """Cuts the incoming bytes into answers; keeps what is not yet whole."""

    _rest: bytes = field(default=b"")

    def feed(self, data: bytes) -> Iterator[Answer]:
        """Yield every answer that ``data`` completes."""
        self._rest += data
        while self._rest:
            length, answer = _cut(self._rest)
            if not length:
                return
            self._rest = self._rest[length:]
            if answer is not None:
                yield answer


def _cut(data: bytes) -> tuple[int, Answer | None]:
    first = data[0]
    if first in (XON, XOFF):
        return 1, None
    if first == MARKER_HEAD[0]:
        return _cut_marker(data)
    if first & REALTIME_MASK == REALTIME_PATTERN:
        return 1, Answer("realtime", data[:1])
    if first & REALTIME_MASK == ASB_PATTERN:
        return _cut_asb(data)
    if not first & PLAIN_MASK:
        return 1, Answer("paper", data[:1])
    return 1, Answer("noise", data[:1])


def _cut_marker(data: bytes) -> tuple[int, Answer | None]:
    if len(data) > 1 and data[1] != MARKER_HEAD[1]:
        return 1, Answer("noise", data[:1])
    if len(data) < MARKER_BYTES:
        return 0, None
    if data[MARKER_BYTES - 1]:
        return 1, Answer("noise", data[:1])
    return MARKER_BYTES, Answer("marker", data[2 : MARKER_BYTES - 1])


def _cut_asb(data: bytes) -> tuple[int, Answer | None]:
    tail = data[1:ASB_BYTES]
    if any(byte & PLAIN_MASK for byte in tail):
        return 1, Answer("noise", data[:1])
    if len(tail) < ASB_BYTES - 1:
        return 0, None
    return ASB_BYTES, Answer("asb", data[:ASB_BYTES])


def decode_realtime(
    printer: int | None, cause: int | None = None, error: int | None = None, roll: int | None = None
) -> PrinterState:
    """
    Join the answers to DLE EOT 1 to 4 into one state; None where there was no answer.

    Bit 2 of the first is the drawer's pin, high on real printers that have no drawer: it is
    never looked at.
    """
    if printer is None:
        return PrinterState("unknown")
    cause, error, roll = cause or 0, error or 0, roll or 0
    if cause & 0x04:
        return PrinterState("cover_open")
    if cause & 0x20 or roll & 0x60:
        return PrinterState("paper_out")
    if error & 0x6C or cause & 0x40:
        return _decode_error(cutter=error & 0x08, fatal=error & 0x20, hot=error & 0x40)
    if printer & 0x08:
        return PrinterState("offline")
    return PrinterState("paper_near_end" if roll & 0x0C else "ready")


def decode_asb(data: bytes) -> PrinterState:
    """Return the state told by the four bytes of an automatic status."""
    first, second, third = data[0], data[1], data[2]
    if first & 0x20:
        return PrinterState("cover_open")
    if third & 0x0C:
        return PrinterState("paper_out")
    if second & 0x6C:
        return _decode_error(cutter=second & 0x08, fatal=second & 0x20, hot=second & 0x40)
    if first & 0x08:
        return PrinterState("offline")
    return PrinterState("paper_near_end" if third & 0x03 else "ready")


def decode_paper(answer: int) -> PrinterState:
    """Return the state told by the answer to GS r 1."""
    if answer & 0x0C:
        return PrinterState("paper_out")
    return PrinterState("paper_near_end" if answer & 0x03 else "ready")


def _decode_error(*, cutter: int, fatal: int, hot: int) -> PrinterState:
    if cutter:
        return PrinterState("error", "cutter")
    if fatal:
        return PrinterState("error", "unrecoverable")
    return PrinterState("error", "hot" if hot else "recoverable")
