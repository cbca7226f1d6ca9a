"""
Real-time requests, which a printer obeys even inside the data of another command.

So no other command may hold their bytes by accident (facts/devices.md B3).
"""

from __future__ import annotations

import re

DLE = 0x10
_REQUEST = re.compile(rb"\x10(?=[\x04\x05\x14])")


def ask_status(number: int) -> bytes:
    """Return DLE EOT ``number`` (1 printer, 2 cause, 3 error, 4 roll paper)."""
    return bytes((DLE, 0x04, number))


def holds_realtime(data: bytes) -> bool:
    """Whether a printer would find a request in ``data``."""
    return _REQUEST.search(data) is not None


def break_realtime(picture: bytes) -> bytes:
    """Return dots without a request: one dot beside the lonely one of each ``10`` is blackened."""
    return _REQUEST.sub(b"\x18", picture)
