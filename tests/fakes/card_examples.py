"""
The three invented cards of facts/devices.md A11, and how to build others.

The text bytes are copied from the facts, not made by our code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """256 text bytes, their SHA-256, and the check byte of a base read with a zero photo."""

    text: bytes
    sha256: str
    check: int
    fields: dict[str, str | None]

    def base_answer(self) -> bytes:
        """The whole answer to 30 01 with 1024 zero bytes as photo, as the facts spell it."""
        head = bytes.fromhex("AAAAAA9669 0508 000090 0100 0400")
        return head + self.text + bytes(1024) + bytes([self.check])


CARD_R = Example(
    bytes.fromhex(
        """
        4B 6D D5 8B 32 75 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 31 00
        30 00 34 00 31 00 39 00 39 00 30 00 30 00 33 00
        30 00 37 00 7F 89 CF 85 EA 81 BB 6C 3A 53 97 67
        9D 82 02 5E F4 5D 9C 5B 3A 53 4B 6D D5 8B EF 8D
        31 00 F7 53 20 00 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 35 00 34 00 30 00
        34 00 30 00 32 00 31 00 39 00 39 00 30 00 30 00
        33 00 30 00 37 00 30 00 30 00 31 00 34 00 97 67
        9D 82 02 5E 6C 51 89 5B 40 5C F4 5D 9C 5B 3A 53
        06 52 40 5C 20 00 20 00 20 00 20 00 32 00 30 00
        32 00 30 00 30 00 31 00 30 00 31 00 32 00 30 00
        34 00 30 00 30 00 31 00 30 00 31 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 20 00
        """
    ),
    "9544c6d0bb7c331277a42dad70d0334f291944f1fad84399965f242140f32bc6",
    0xEB,
    {
        "kind": "resident",
        "name": "测试甲",
        "sex": "1",
        "ethnicity": "04",
        "birth_date": "1990-03-07",
        "address": "西藏自治区林芝市巴宜区测试路1号",
        "number": "540402199003070014",
        "issuer": "林芝市公安局巴宜区分局",
        "valid_from": "2020-01-01",
        "valid_to": "2040-01-01",
    },
)

CARD_L = Example(
    bytes.fromhex(
        """
        4B 6D D5 8B 0A 62 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 32 00
        35 00 34 00 31 00 39 00 37 00 35 00 30 00 38 00
        32 00 30 00 7F 89 CF 85 EA 81 BB 6C 3A 53 97 67
        9D 82 02 5E A8 58 31 81 BF 53 4B 6D D5 8B 61 4E
        32 00 F7 53 20 00 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 35 00 34 00 32 00
        36 00 32 00 31 00 31 00 39 00 37 00 35 00 30 00
        38 00 32 00 30 00 30 00 30 00 32 00 34 00 A8 58
        31 81 BF 53 6C 51 89 5B 40 5C 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 32 00 30 00
        32 00 31 00 30 00 38 00 32 00 30 00 7F 95 1F 67
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 20 00
        """
    ),
    "9639d01e7b0b4ae7c39102672dcb23d14c05d64d7134a2fa2eefb9f48ffa4c53",
    0xCA,
    {
        "kind": "resident",
        "name": "测试戊",
        "sex": "2",
        "ethnicity": "54",
        "birth_date": "1975-08-20",
        "address": "西藏自治区林芝市墨脱县测试乡2号",
        "number": "542621197508200024",
        "issuer": "墨脱县公安局",
        "valid_from": "2021-08-20",
        "valid_to": None,
    },
)

CARD_J = Example(
    bytes.fromhex(
        """
        4B 6D D5 8B 59 4E 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 32 00
        20 00 20 00 31 00 39 00 39 00 34 00 30 00 38 00
        32 00 33 00 7F 89 CF 85 EA 81 BB 6C 3A 53 97 67
        9D 82 02 5E F4 5D 9C 5B 3A 53 4B 6D D5 8B EF 8D
        32 00 F7 53 20 00 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 38 00 31 00 30 00
        30 00 30 00 30 00 31 00 39 00 39 00 34 00 30 00
        38 00 32 00 33 00 30 00 30 00 32 00 31 00 97 67
        9D 82 02 5E 6C 51 89 5B 40 5C 20 00 20 00 20 00
        20 00 20 00 20 00 20 00 20 00 20 00 32 00 30 00
        31 00 39 00 30 00 31 00 30 00 31 00 32 00 30 00
        32 00 34 00 30 00 31 00 30 00 31 00 48 00 31 00
        32 00 33 00 34 00 35 00 36 00 37 00 38 00 30 00
        31 00 20 00 20 00 20 00 4A 00 20 00 20 00 20 00
        """
    ),
    "84f4b56a597048c73d394c1be4d8bae87fc12909c14c42d50ec485ed33f054bc",
    0xDB,
    {
        "kind": "permit",
        "name": "测试乙",
        "sex": "2",
        "ethnicity": None,
        "birth_date": "1994-08-23",
        "address": "西藏自治区林芝市巴宜区测试路2号",
        "number": "810000199408230021",
        "issuer": "林芝市公安局",
        "valid_from": "2019-01-01",
        "valid_to": "2024-01-01",
        "permit_number": "H12345678",
        "issue_count": "01",
    },
)

EXAMPLES = (CARD_R, CARD_L, CARD_J)
