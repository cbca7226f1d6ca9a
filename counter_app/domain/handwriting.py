"""
A signature as lines on a field, packed small; no pressure and no time, which would be biometric.

The field is ``WIDE`` units wide; x runs right, y down, both 0 to ``WIDE - 1`` in the same unit, so
a picture of any size is the same drawing. Only what a pen on paper leaves is kept
(personal information law art. 6: no more than the purpose needs).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import hypot

from counter_app.domain.errors import RuleError

WIDE = 4096
NEAR = 8
"""Points nearer than this to the one before tell nothing."""
LEAST_INK = WIDE // 8
"""A shorter line is a slip of the finger, not a name."""
MAX_BYTES = 8_000
"""So that an operation with it stays below 20 kB (its bytes are written as hex)."""
_VERSION = 1

Stroke = tuple[tuple[int, int], ...]
Strokes = tuple[Stroke, ...]


def thinned(stroke: Stroke) -> Stroke:
    """Return ``stroke`` without points that lie nearly on the one before; both ends stay."""
    kept = list(stroke[:1])
    for point in stroke[1:-1]:
        if hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= NEAR:
            kept.append(point)
    return (*kept, *stroke[1:][-1:])


def is_written(strokes: Strokes) -> bool:
    """Whether there is enough ink to be a name or a mark."""
    ink = sum(hypot(b[0] - a[0], b[1] - a[1]) for stroke in strokes for a, b in pairwise(stroke))
    return ink >= LEAST_INK


def pack(strokes: Strokes) -> bytes:
    """
    Return the lines as bytes: a version, then each stroke's length and the steps between points.

    Numbers are variable-length, steps zigzag: a name takes one to two kilobytes.

    Raises:
        RuleError: ``signature_empty`` or ``signature_too_long``

    """
    if not is_written(strokes):
        raise RuleError("signature_empty")
    packed = bytearray((_VERSION,))
    x = y = 0
    for stroke in strokes:
        packed += _number(len(stroke))
        for point in stroke:
            packed += _number(_zigzag(point[0] - x)) + _number(_zigzag(point[1] - y))
            x, y = point
    if len(packed) > MAX_BYTES:
        raise RuleError("signature_too_long")
    return bytes(packed)


def unpack(packed: bytes) -> Strokes:
    """
    Return the lines of ``pack``.

    Raises:
        ValueError: not such bytes

    """
    if packed[:1] != bytes((_VERSION,)):
        raise ValueError("not a drawing of version 1")
    numbers = _numbers(packed[1:])
    strokes: list[Stroke] = []
    x = y = 0
    for count in numbers:
        points = []
        for _ in range(count):
            x += _unzigzag(_next(numbers))
            y += _unzigzag(_next(numbers))
            points.append((x, y))
        strokes.append(tuple(points))
    return tuple(strokes)


def _zigzag(step: int) -> int:
    return step * 2 if step >= 0 else -step * 2 - 1


def _unzigzag(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number + 1) // 2


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:  # noqa: PLR2004  seven bits a byte
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def _numbers(packed: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in packed:
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            yield value
            value = shift = 0
    if shift:
        raise ValueError("the drawing ends in the middle of a number")


def _next(numbers: Iterator[int]) -> int:
    for each in numbers:
        return each
    raise ValueError("the drawing ends in the middle of a stroke")
