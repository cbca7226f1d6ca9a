"""
Compact binary records: fields one after the other, each written in exactly one way.

Whole numbers are big-endian, texts are UTF-8 behind one byte of length, days are counted from
2000-01-01 in two bytes. Reading refuses what writing would not have made, so that two different
records never mean the same.
"""

from __future__ import annotations

from datetime import date, timedelta

FIRST_DAY = date(2000, 1, 1)
NO_DAY = 0xFFFF
MOST_DAYS = NO_DAY - 1
_DAY_BYTES = 2
_TEXT_MOST = 0xFF


class OctetsError(ValueError):
    """The bytes are not such a record, or a value does not fit into one."""


def put_number(value: int, width: int) -> bytes:
    """Write a number that is not negative in ``width`` bytes."""
    try:
        return value.to_bytes(width, "big")
    except OverflowError as wrong:
        raise OctetsError("number") from wrong


def put_text(text: str) -> bytes:
    """Write a text of at most 255 bytes in UTF-8."""
    try:
        content = text.encode()
    except UnicodeEncodeError as wrong:
        raise OctetsError("text") from wrong
    if len(content) > _TEXT_MOST:
        raise OctetsError("text")
    return bytes([len(content)]) + content


def put_day(day: date | None) -> bytes:
    """Write a day from 2000-01-01 to 2179-06-05, or None."""
    days = NO_DAY if day is None else (day - FIRST_DAY).days
    if day is not None and not 0 <= days <= MOST_DAYS:
        raise OctetsError("day")
    return put_number(days, _DAY_BYTES)


class OctetReader:
    """Reads the fields of a record in their order; OctetsError where they are not."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def bytes(self, width: int) -> bytes:
        """Read ``width`` bytes."""
        part = self._content[self._at : self._at + width]
        if len(part) != width:
            raise OctetsError("short")
        self._at += width
        return part

    def number(self, width: int) -> int:
        """Read a number of ``width`` bytes."""
        return int.from_bytes(self.bytes(width), "big")

    def text(self) -> str:
        """Read a text."""
        try:
            return self.bytes(self.number(1)).decode()
        except UnicodeDecodeError as wrong:
            raise OctetsError("text") from wrong

    def day(self) -> date:
        """Read a day that must be there."""
        found = self.day_or_none()
        if found is None:
            raise OctetsError("day")
        return found

    def day_or_none(self) -> date | None:
        """Read a day or None."""
        days = self.number(_DAY_BYTES)
        return None if days == NO_DAY else FIRST_DAY + timedelta(days)

    def end(self) -> None:
        """Refuse anything that is left over."""
        if self._at != len(self._content):
            raise OctetsError("long")
