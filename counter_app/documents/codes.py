"""Barcode and QR as vectors: dark rectangles in modules, drawn by whoever knows the scale."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno
from barcode.codex import Code128


@lru_cache(maxsize=64)
def code128_bars(data: str) -> tuple[int, tuple[tuple[int, int], ...]]:
    """
    Return the width of a Code 128 in modules and its bars as (start, width), without quiet zones.

    ``data`` is printable ASCII (ISO/IEC 15417).
    """
    modules = Code128(data).build()[0]
    return len(modules), _dark_spans(modules)


@lru_cache(maxsize=64)
def qr_rows(data: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the dark spans (start, width) of each row of a QR code, level M, without quiet zone."""
    symbol = segno.make(data, error="m", micro=False)
    return tuple(
        _dark_spans("".join("1" if dark else "0" for dark in row)) for row in symbol.matrix
    )


def _dark_spans(modules: str) -> tuple[tuple[int, int], ...]:
    spans, at = [], 0
    for module, group in groupby(modules):
        width = len(list(group))
        if module == "1":
            spans.append((at, width))
        at += width
    return tuple(spans)
