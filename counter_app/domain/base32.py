"""Bytes in digits and capitals (RFC 4648 base 32, no padding): one text for one content."""

from __future__ import annotations

import base64
import binascii

from counter_app.domain.errors import RuleError


def to_base32(content: bytes) -> str:
    """Write bytes."""
    return base64.b32encode(content).decode().rstrip("=")


def of_base32(text: str) -> bytes:
    """Read them back; RuleError ``code_form``."""
    padded = text + "=" * (-len(text) % 8)
    try:
        content = base64.b32decode(padded)
    except binascii.Error as wrong:
        raise RuleError("code_form") from wrong
    if base64.b32encode(content).decode() != padded:
        raise RuleError("code_form")  # bits that the last character has too many
    return content
