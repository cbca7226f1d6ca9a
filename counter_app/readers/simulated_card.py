"""A card for the simulated module: JSON in the shape of ``read-card``, to the chip's bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha512
from pathlib import Path
from typing import Any

from counter_app.domain.chip import LONG_TERM
from counter_app.domain.names import cut_units
from counter_app.readers.frames import RECORD_BYTES
from counter_app.readers.layouts import ENGLISH_NAME_REST, LAYOUTS, TEXT_BYTES, TYPE_AT, TYPES
from counter_app.simulation.control import ControlError

PHOTO_BYTES = 1024
_DATES = ("birth_date", "valid_from", "valid_to")
_FINGERPRINT_SIZES = (0, 512, 1024)


@dataclass(frozen=True, slots=True)
class SimulatedCard:
    """A card's blocks: 256 bytes of text, 1024 of photo, 0, 512 or 1024 of fingerprint."""

    text: bytes
    photo: bytes
    fingerprint: bytes = b""
    newest_addresses: bytes = b""
    """Zero to four records of 70 bytes; none: the card has no such item."""
    management_number: str = "10000000012345"


def load_card(path: str) -> SimulatedCard:
    """Read a card file; ControlError when it cannot be read or is no card."""
    try:
        plain = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise ControlError(f"the card file cannot be read: {type(wrong).__name__}") from wrong
    if not isinstance(plain, dict):
        raise ControlError("the card file is not an object")
    return make_card(plain.get("person", plain))


def make_card(plain: dict[str, Any]) -> SimulatedCard:
    """
    Make a card from the fields of ``read-card`` or from ``text_hex``, the 256 bytes themselves.

    ``raw_name`` goes before ``name``; ``valid_to`` null is 长期. Beside them: ``newest_address``
    or ``newest_addresses`` (a list, up to four), ``fingerprint_size``, ``photo_hex``,
    ``old_number_link``. Nothing is checked: wrong cards are wanted too.
    """
    try:
        text = bytes.fromhex(plain["text_hex"]) if "text_hex" in plain else encode_layout(plain)
        photo = bytes.fromhex(plain.get("photo_hex", "")) or invent_photo(text)
        size = int(plain.get("fingerprint_size", 0))
        newest = plain.get("newest_addresses") or [plain.get("newest_address")]
        records = b"".join(pad(address, RECORD_BYTES) for address in newest if address is not None)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise ControlError(f"the card file has a field of a wrong kind: {wrong}") from wrong
    if len(text) != TEXT_BYTES or len(photo) != PHOTO_BYTES or size not in _FINGERPRINT_SIZES:
        raise ControlError("text has 256 bytes, photo 1024, fingerprint 0, 512 or 1024")
    return SimulatedCard(text, photo, b"C" + bytes(size - 1) if size else b"", records)


def encode_layout(plain: dict[str, Any]) -> bytes:
    """Write the text area of ``plain["kind"]`` (default resident), padded with spaces."""
    kind = plain.get("kind", "resident")
    values = {**plain, "name": plain.get("raw_name") or plain.get("name")}
    for field in _DATES:
        values[field] = str(plain.get(field) or "").replace("-", "")
    values["valid_to"] = values["valid_to"] or LONG_TERM
    text = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    for field, (at, size) in LAYOUTS[kind].items():
        text[at : at + size] = pad(values.get(field) or "", size)
    if kind == "foreigner-2023":
        at, size = ENGLISH_NAME_REST
        text[at : at + size] = pad((values.get("english_name") or "")[35:], size)
    letter = next((letter for letter, each in TYPES.items() if each == kind), " ")
    text[TYPE_AT] = letter.encode("utf-16-le")
    return bytes(text)


def pad(value: str, size: int) -> bytes:
    """Write text into ``size`` bytes of UTF-16LE: cut at a whole character, padded with spaces."""
    units = cut_units(value, size // 2).encode("utf-16-le")
    return units + " ".encode("utf-16-le") * ((size - len(units)) // 2)


def invent_photo(text: bytes) -> bytes:
    """Make 1024 bytes that look compressed and hold the preamble, as a real photo may."""
    blocks = b"".join(sha512(text + bytes([place])).digest() for place in range(16))
    return blocks[:500] + bytes.fromhex("AAAAAA9669") + blocks[505:]
