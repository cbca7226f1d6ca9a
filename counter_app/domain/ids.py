"""Ids that sort by the moment they were made (UUID version 7, RFC 9562 section 5.7)."""

from __future__ import annotations


def uuid7(wall_ms: int, random: bytes) -> bytes:
    """Return 16 bytes: 48 bits of UTC milliseconds, version and variant, 74 random bits of 10 bytes."""
    head = wall_ms.to_bytes(6, "big")
    a = (0x70 | (random[0] & 0x0F)).to_bytes(1, "big") + random[1:2]
    b = (0x80 | (random[2] & 0x3F)).to_bytes(1, "big") + random[3:10]
    return head + a + b


def wall_ms_of(made: bytes) -> int:
    """Return when an id was made, in UTC milliseconds."""
    return int.from_bytes(made[:6], "big")
