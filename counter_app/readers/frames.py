"""
Frames of the identity card module (GA/T 467): requests to bytes, bytes to answers.

Facts: facts/devices.md A2 to A5 and A10. A frame is ``AA AA AA 96 69``, a big-endian length of what
follows it with the check byte, the body, and the XOR of everything from the length on. Nothing is
escaped, so the preamble may occur inside a photo: inside a frame only the length counts.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import reduce
from operator import xor

from counter_app.domain.errors import DeviceError

PREAMBLE = bytes.fromhex("AAAAAA9669")
LENGTH_MOST = 4096
"""A longer length is noise: the longest answer known has 2314 bytes after the length."""

RATES = (115_200, 57_600, 38_400, 19_200, 9_600)
"""Rates in baud, in the order of the vendors' detection; the index is the parameter of 60 nn."""

RECORD_BYTES = 70
"""One appended address: 35 units."""
_RECORDS_MOST = 4
_SAM_ID = struct.Struct("<HHIII")
_STATUS_BYTES = 3


def build_frame(body: bytes) -> bytes:
    """Wrap a request's or an answer's body with preamble, length and check byte."""
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes([reduce(xor, counted)])


RESET = build_frame(b"\x10\xff")
STATUS = build_frame(b"\x11\xff")
READ_SAM_ID = build_frame(b"\x12\xff")
FIND = build_frame(b"\x20\x01")
SELECT = build_frame(b"\x20\x02")
READ_BASE = build_frame(b"\x30\x01")
READ_NEWEST_ADDRESS = build_frame(b"\x30\x03")
READ_MANAGEMENT_NUMBER = build_frame(b"\x30\x05")
READ_BASE_WITH_FINGERPRINT = build_frame(b"\x30\x10")


def set_rate_request(rate: int) -> bytes:
    """Request 60 nn for one of the five rates; ``reader_rate_unsupported`` for another."""
    if rate not in RATES:
        raise DeviceError("reader_rate_unsupported", rate=rate)
    return build_frame(bytes([0x60, RATES.index(rate)]))


def set_rf_bytes_request(size: int) -> bytes:
    """Request 61 FF nn: most bytes per radio frame, 1 to 255 (vendors use 80)."""
    return build_frame(bytes([0x61, 0xFF, size]))


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame's body (status or command first), and whether its check byte was right."""

    body: bytes
    intact: bool


class FrameDecoder:
    """
    Finds frames in bytes that come in pieces of any size.

    Noise before a preamble is dropped. After a frame with a wrong check byte or an impossible
    length the search goes on behind its preamble, so the next frame is still found.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def started(self) -> bool:
        """Whether a whole preamble has come and its frame is not complete."""
        return self._buffer.startswith(PREAMBLE)

    def feed(self, data: bytes) -> None:
        """Add bytes as they come from the line."""
        self._buffer += data

    def clear(self) -> None:
        """Forget an unfinished frame."""
        self._buffer.clear()

    def take(self) -> Frame | None:
        """Give the next frame, or None until more bytes come."""
        self._drop_noise()
        start = len(PREAMBLE)
        if len(self._buffer) < start + 2:
            return None
        length = int.from_bytes(self._buffer[start : start + 2], "big")
        if not 1 < length <= LENGTH_MOST:
            del self._buffer[:start]
            return Frame(b"", intact=False)
        end = start + 2 + length
        if len(self._buffer) < end:
            return None
        counted = bytes(self._buffer[start:end])
        intact = reduce(xor, counted) == 0
        del self._buffer[: end if intact else start]
        return Frame(counted[2:-1], intact)

    def _drop_noise(self) -> None:
        found = self._buffer.find(PREAMBLE)
        if found < 0:
            kept = next(
                size
                for size in range(len(PREAMBLE) - 1, -1, -1)
                if self._buffer.endswith(PREAMBLE[:size])
            )
            found = len(self._buffer) - kept
        del self._buffer[:found]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with SW1 SW2 00 00: the status byte SW3 and the data behind it."""

    status: int
    data: bytes


def parse_answer(frame: Frame) -> Answer:
    """
    Read an answer's status; DeviceError ``reader_garbled`` for a transmission fault.

    A non-zero SW1 or SW2 is one too: no documented answer has it.
    """
    if not frame.intact:
        raise DeviceError("reader_garbled", fault="checksum")
    if len(frame.body) < _STATUS_BYTES:
        raise DeviceError("reader_garbled", fault="length")
    if frame.body[:2] != b"\0\0":
        raise DeviceError("reader_garbled", fault="status")
    return Answer(frame.body[2], frame.body[3:])


@dataclass(frozen=True, slots=True)
class BaseBlocks:
    """The blocks of a base read: 256 bytes of text, 1024 of photo, fingerprint or nothing."""

    text: bytes
    photo: bytes
    fingerprint: bytes = b""


def split_base(data: bytes, *, fingerprint: bool = False) -> BaseBlocks:
    """
    Cut the data of 30 01 (or of 30 10) by its own big-endian length words.

    DeviceError ``reader_garbled`` when they do not add up to what came.
    """
    words = 3 if fingerprint else 2
    sizes = [int.from_bytes(data[at : at + 2], "big") for at in range(0, words * 2, 2)]
    if len(data) != words * 2 + sum(sizes):
        raise DeviceError("reader_garbled", fault="length")
    blocks, at = [], words * 2
    for size in sizes:
        blocks.append(data[at : at + size])
        at += size
    return BaseBlocks(*blocks)


def newest_address(data: bytes) -> str:
    """
    Text of the last record of 30 03 that is not blank, "" when all are.

    Zero to four records of 70 bytes (facts/devices.md A4); ``reader_garbled`` for other sizes.
    """
    if len(data) % RECORD_BYTES or len(data) > _RECORDS_MOST * RECORD_BYTES:
        raise DeviceError("reader_garbled", fault="length")
    records = [
        decode_text(data[at : at + RECORD_BYTES]) for at in range(0, len(data), RECORD_BYTES)
    ]
    return next((record for record in reversed(records) if record), "")


def decode_text(units: bytes) -> str:
    """
    UTF-16LE text without its padding of spaces or zeros.

    A first half of a surrogate pair at the very end was cut by whoever wrote the field: it goes.
    Any other lone half becomes U+FFFD.
    """
    text = units.decode("utf-16-le", errors="surrogatepass").strip(" \0")
    if text and "\ud800" <= text[-1] <= "\udbff":
        text = text[:-1]
    return "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in text)


def sam_id_text(data: bytes) -> str:
    """Write 16 bytes as ``AA.BB-DDDDDDDD-NNNNNNNNNN-NNNNNNNNNN`` (facts/devices.md A10)."""
    if len(data) != _SAM_ID.size:
        raise DeviceError("reader_garbled", fault="length")
    kind, maker, day, serial, random = _SAM_ID.unpack(data)
    return f"{kind:02d}.{maker:02d}-{day:08d}-{serial:010d}-{random:010d}"


def management_number_text(data: bytes) -> str:
    """Card management number: as text if it is printable ASCII in UTF-16LE, else as hex."""
    text = data.decode("utf-16-le", errors="replace").strip(" \0")
    if text.isascii() and text.isprintable():
        return text
    return data.hex().upper()
