"""
Which characters a printer's own font can be trusted with (facts/devices.md B2; facts/domain.md 6.3).

Only ASCII and plain GBK travel as text: older firmware prints a four-byte character as rubbish and
digits, and the two-byte places that GB 18030 added later are empty in a GBK font.
"""

from __future__ import annotations

import unicodedata

from counter_app.domain.names import PRIVATE_USE_NOW

CODEC = "gb18030"


def clean(text: str) -> str:
    """Return ``text`` in today's code points and without control characters, but for newlines."""
    mapped = text.replace("\r\n", "\n").replace("\t", " ").translate(PRIVATE_USE_NOW)
    return "".join(each for each in mapped if each == "\n" or unicodedata.category(each) != "Cc")


def travels(text: str) -> bool:
    """Whether every character of ``text`` may be sent as text."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def count_columns(text: str) -> int:
    """Return the width of text that travels, in half-width columns: its bytes."""
    return len(text.encode(CODEC))
