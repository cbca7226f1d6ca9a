"""
ESC/POS bytes cut into tokens, strictly: written from facts/devices.md B2, not from the encoder.

Whatever the tables do not hold is a violation; the cutter then goes on with the next byte. Real-time
requests are found wherever they stand, as a printer finds them, but within a command they are a
violation of the host's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "command", "realtime", "violation"]

# command bytes -> how many argument bytes follow
_FIXED = {
    b"\x0a": 0,
    b"\x0d": 0,
    b"\x1b\x40": 0,
    b"\x1b\x32": 0,
    b"\x1c\x26": 0,
    b"\x1c\x2e": 0,
    b"\x1b\x33": 1,
    b"\x1b\x61": 1,
    b"\x1b\x21": 1,
    b"\x1b\x45": 1,
    b"\x1b\x47": 1,
    b"\x1b\x2d": 1,
    b"\x1b\x4d": 1,
    b"\x1b\x64": 1,
    b"\x1b\x4a": 1,
    b"\x1b\x74": 1,
    b"\x1b\x3d": 1,
    b"\x1b\x70": 3,
    b"\x1c\x21": 1,
    b"\x1c\x2d": 1,
    b"\x1c\x53": 2,
    b"\x1c\x57": 1,
    b"\x1d\x21": 1,
    b"\x1d\x42": 1,
    b"\x1d\x4c": 2,
    b"\x1d\x57": 2,
    b"\x1d\x68": 1,
    b"\x1d\x77": 1,
    b"\x1d\x48": 1,
    b"\x1d\x66": 1,
    b"\x1d\x61": 1,
    b"\x1d\x72": 1,
    b"\x1d\x49": 1,
    b"\x10\x04": 1,
    b"\x10\x05": 1,
    b"\x10\x14": 3,
}
_LEADS = frozenset(b"\x10\x1b\x1c\x1d")
_REALTIME = re.compile(rb"\x10(?:\x04[\x01-\x04]|\x05[\x01\x02])")
_CUTS_AT_ONCE, _CUTS_AFTER_FEED = b"\x00\x01\x30\x31", b"\x41\x42"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: ``name`` is the command's bytes (violation: what is wrong), ``data`` its rest."""

    kind: Kind
    name: bytes
    data: bytes = b""


class Tokenizer:
    """Cuts a stream; keeps what is not yet whole."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Token]:
        """Yield every token that ``data`` completes."""
        self._rest += data
        while self._rest:
            length = _measure(self._rest)
            if length is None or length > len(self._rest):
                return
            raw, self._rest = self._rest[: max(1, length)], self._rest[max(1, length) :]
            yield from _name(raw, is_known=length > 0)


def _measure(data: bytes) -> int | None:
    """Return the whole length of the token that ``data`` begins with; 0: no such; None: wait."""
    if data[0] not in _LEADS and data[:1] not in _FIXED:
        return _measure_text(data)
    if data[:1] in _FIXED:
        return 1
    if len(data) < 2:  # noqa: PLR2004 - a command's name has two bytes
        return None
    if data[:2] in _FIXED:
        return 2 + _FIXED[data[:2]]
    return _measure_variable(data)


def _measure_text(data: bytes) -> int | None:
    if 0x20 <= data[0] <= 0x7E:  # noqa: PLR2004 - printable ASCII
        return 1
    if not 0x81 <= data[0] <= 0xFE:  # noqa: PLR2004 - GB 18030 lead bytes
        return 0
    if len(data) < 2:  # noqa: PLR2004
        return None
    if 0x30 <= data[1] <= 0x39:  # noqa: PLR2004 - a digit: four-byte form
        return 4
    return 2 if 0x40 <= data[1] <= 0xFE and data[1] != 0x7F else 0  # noqa: PLR2004 - trail bytes


def _measure_variable(data: bytes) -> int | None:
    if data[:2] not in _SIZED:
        return 0
    head_bytes, measure = _SIZED[data[:2]]
    return measure(data) if len(data) >= head_bytes else None


def _measure_cut(data: bytes) -> int:
    if data[2] in _CUTS_AT_ONCE:
        return 3
    return 4 if data[2] in _CUTS_AFTER_FEED else 0


def _measure_picture(data: bytes) -> int:
    size = int.from_bytes(data[4:6], "little") * int.from_bytes(data[6:8], "little")
    return 8 + size if data[2] == ord("0") and data[3] in b"\0\1\2\3" and size else 0


def _measure_bars(data: bytes) -> int:
    return 4 + data[3] if data[2] >= ord("A") else 0


def _measure_function(data: bytes) -> int:
    return 5 + int.from_bytes(data[3:5], "little") if data[2] in b"kH" else 0


_SIZED = {
    b"\x1d\x56": (3, _measure_cut),
    b"\x1d\x76": (8, _measure_picture),
    b"\x1d\x6b": (4, _measure_bars),
    b"\x1d\x28": (5, _measure_function),
}


def _name(raw: bytes, *, is_known: bool) -> Iterator[Token]:
    if not is_known:
        yield Token("violation", f"unknown byte {raw.hex().upper()}".encode())
        return
    if raw[0] not in _LEADS and raw[:1] not in _FIXED:
        yield Token("text", b"", raw)
        return
    if raw[0] == 0x10:  # noqa: PLR2004 - DLE
        yield Token("realtime", raw[:2], raw[2:])
        return
    for inside in _REALTIME.finditer(raw):
        yield Token("violation", b"real-time request within a command")
        yield Token("realtime", inside.group()[:2], inside.group()[2:])
    length = 3 if raw[:2] in _SIZED else 2
    length = 1 if raw[:1] in _FIXED else length
    yield Token("command", raw[:length], raw[length:])
