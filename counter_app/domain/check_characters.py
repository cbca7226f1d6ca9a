"""
Check characters: pure arithmetic on upper-case text.

Each function takes the characters before the check and gives the check. ValueError for a character
outside the scheme's alphabet. Vectors: facts/domain.md 3.3 and 3.5, facts/devices.md A14.
"""

from __future__ import annotations

from string import ascii_uppercase, digits

_ALPHANUMERIC = digits + ascii_uppercase
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_PASSPORT_WEIGHTS = (7, 3, 1)


def mod_11_2(number: str) -> str:
    """ISO 7064 MOD 11-2 over digits, as GB 11643-1999 uses it: 0 to 9 or X."""
    total = 0
    for character in number:
        total = (total + digits.index(character)) * 2 % 11
    return "0123456789X"[(12 - total) % 11]


def mod_7_3_1(text: str) -> str:
    """Sum with weights 7, 3, 1 repeating, modulo 10; A = 10 ... Z = 35, filler ``<`` = 0."""
    total = sum(
        (0 if character == "<" else _ALPHANUMERIC.index(character)) * _PASSPORT_WEIGHTS[place % 3]
        for place, character in enumerate(text)
    )
    return str(total % 10)


def credit_code_check(code: str) -> str:
    """GB 32100-2015: 17 characters without I O S V Z, weights are powers of 3 modulo 31."""
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(code, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[(31 - total % 31) % 31]


def organisation_code_check(code: str) -> str:
    """GB 11714: 8 characters, A = 10 ... Z = 35; 10 is written X, 11 is written 0."""
    total = sum(
        _ALPHANUMERIC.index(character) * weight
        for character, weight in zip(code, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def mod_97_10(text: str) -> str:
    """ISO 7064 MOD 97-10: two digits; letters count as two digits each, A = 10 ... Z = 35."""
    expanded = "".join(str(_ALPHANUMERIC.index(character)) for character in text)
    return f"{98 - int(expanded + '00') % 97:02d}"


def mod_37_36(text: str) -> str:
    """ISO 7064 MOD 37,36: one digit or letter (electronic licence identifier)."""
    product = 36
    for character in text:
        total = (product + _ALPHANUMERIC.index(character)) % 36 or 36
        product = total * 2 % 37
    return _ALPHANUMERIC[(37 - product) % 36]
