"""
What screens, tickets and lists show of a person (facts/domain.md section 7, Masking).

Statutory papers carry full values only where their form asks for them.
"""

from __future__ import annotations

import re

from counter_app.domain.errors import RuleError

_TAIL = 4
_PHONE_HEAD = 3
_ADDRESS_HEAD = 6
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{7,8}", re.ASCII)
_FOREIGN_PHONE = re.compile(r"\+\d{7,15}", re.ASCII)


def mask_number(number: str) -> str:
    """First character, stars, last four; a number of five characters or fewer is all stars."""
    return _mask(number, 1, _TAIL)


def mask_phone(phone: str) -> str:
    """First three, stars, last four; a number of seven digits or fewer is all stars."""
    return _mask(phone, _PHONE_HEAD, _TAIL)


def mask_name(name: str) -> str:
    """First character and one star, whatever the length."""
    return f"{name[:1]}*"


def mask_address(address: str) -> str:
    """First six characters (county and town, no street) and four stars, however long the rest is."""
    head = address[: min(_ADDRESS_HEAD, len(address) // 2)]
    return f"{head}{'*' * _TAIL}" if address else ""


def check_phone(text: str) -> str:
    """
    Check a phone number and give it without blanks.

    Mobile (11 digits from 13), land line with or without area code, or ``+`` and 7 to 15 digits.
    RuleError ``phone_form``.
    """
    phone = re.sub(r"\s", "", text).removeprefix("+86")
    if not _PHONE.fullmatch(phone) and not _FOREIGN_PHONE.fullmatch(phone):
        raise RuleError("phone_form")
    return phone


def _mask(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
