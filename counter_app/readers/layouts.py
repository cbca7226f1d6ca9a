"""
The 256-byte text area of a card: four layouts, UTF-16LE (facts/devices.md A7).

The type character at byte 248 alone decides the layout.
"""

from __future__ import annotations

from counter_app.domain.chip import ChipText
from counter_app.domain.errors import DeviceError
from counter_app.domain.person import Kind
from counter_app.readers.frames import decode_text

TEXT_BYTES = 256
TYPE_AT = slice(248, 250)
TYPES: dict[str, Kind] = {"J": "permit", "I": "foreigner-2017", "Y": "foreigner-2023"}

_ON_EVERY_CHINESE_CARD = {
    "name": (0, 30),
    "sex": (30, 2),
    "birth_date": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "issuer": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
}
LAYOUTS: dict[Kind, dict[str, tuple[int, int]]] = {
    "resident": {**_ON_EVERY_CHINESE_CARD, "ethnicity": (32, 4)},
    "permit": {**_ON_EVERY_CHINESE_CARD, "permit_number": (220, 18), "issue_count": (238, 4)},
    "foreigner-2017": {
        "english_name": (0, 120),
        "sex": (120, 2),
        "number": (122, 30),
        "nationality": (152, 6),
        "name": (158, 30),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "birth_date": (220, 16),
    },
    "foreigner-2023": {
        "name": (0, 30),
        "sex": (30, 2),
        "issue_count": (32, 4),
        "birth_date": (36, 16),
        "english_name": (52, 70),
        "number": (122, 36),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "nationality": (242, 6),
        "old_number_link": (250, 6),
    },
}
"""Field to offset and length in bytes."""
ENGLISH_NAME_REST = (220, 22)
"""Characters 36 to 46 of the English name on a 2023 card: joined before the padding is dropped."""


def read_layout(text: bytes) -> ChipText:
    """Cut a text area into its fields; DeviceError ``reader_garbled`` unless it has 256 bytes."""
    if len(text) != TEXT_BYTES:
        raise DeviceError("reader_garbled", fault="length")
    kind = TYPES.get(decode_text(text[TYPE_AT]), "resident")
    raw = {name: text[at : at + size] for name, (at, size) in LAYOUTS[kind].items()}
    if kind == "foreigner-2023":
        at, size = ENGLISH_NAME_REST
        raw["english_name"] += text[at : at + size]
    shown = raw["name"] if decode_text(raw["name"]) else raw.get("english_name", b"")
    return ChipText(
        kind=kind,
        name_fills_field=bool(shown) and shown[-2:] not in (b" \0", b"\0\0"),
        **{name: decode_text(units) for name, units in raw.items()},
    )
