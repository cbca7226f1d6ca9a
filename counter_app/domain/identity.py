"""
Numbers of identity papers: form, check character and what a number says of its holder.

Rules: facts/devices.md A14 (GB 11643-1999 and the permanent residence cards of 2017 and 2023).
Every ``check_`` function gives the number normalised (blanks dropped, capitals) or raises
RuleError; the error never carries the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from counter_app.domain.check_characters import mod_7_3_1, mod_11_2
from counter_app.domain.errors import RuleError

_RESIDENT = re.compile(r"\d{17}[\dX]", re.ASCII)
_FIRST_GENERATION = re.compile(r"\d{15}", re.ASCII)
_FOREIGNER_2017 = re.compile(r"[A-Z]{3}\d{12}", re.ASCII)
_FOREIGNER_2023 = re.compile(r"9\d{16}[\dX]", re.ASCII)
_TRAVEL_PERMIT = re.compile(r"[HM]?\d{8}", re.ASCII)
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}", re.ASCII)
_PERMIT_REGIONS = ("810000", "820000", "830000")


@dataclass(frozen=True, slots=True)
class ResidentNumber:
    """A valid 18-character number and what it says: region code, birth date, sex (1 or 2)."""

    text: str
    region: str
    birth_date: date
    sex: str


def check_resident_number(text: str) -> ResidentNumber:
    """
    Check a resident number (GB 11643-1999).

    15-digit numbers of the first generation are converted: 19 before the year, check added.
    RuleError ``number_form``, ``number_birth_date`` or ``number_check_failed``.
    """
    number = _tidy(text)
    if _FIRST_GENERATION.fullmatch(number):
        longer = f"{number[:6]}19{number[6:]}"
        number = longer + mod_11_2(longer)
    if not _RESIDENT.fullmatch(number):
        raise RuleError("number_form")
    return _resident(number)


def check_permit_number(text: str) -> ResidentNumber:
    """Check a Hong Kong, Macao or Taiwan residence permit number: regions 81, 82, 83 0000 only."""
    number = _tidy(text)
    if not _RESIDENT.fullmatch(number) or not number.startswith(_PERMIT_REGIONS):
        raise RuleError("number_form")
    return _resident(number)


def check_foreigner_2017(text: str) -> str:
    """Check a 15-character permanent residence number: nationality, place, birth, sequence, 7-3-1."""
    number = _tidy(text)
    if not _FOREIGNER_2017.fullmatch(number):
        raise RuleError("number_form")
    if mod_7_3_1(number[:14]) != number[14]:
        raise RuleError("number_check_failed")
    return number


def check_foreigner_2023(text: str) -> ResidentNumber:
    """Check an 18-character permanent residence number: 9, province, country, birth, MOD 11-2."""
    number = _tidy(text)
    if not _FOREIGNER_2023.fullmatch(number):
        raise RuleError("number_form")
    return _resident(number)


def check_passport_number(text: str) -> str:
    """Check the form of a passport number: 5 to 20 Latin letters and digits, no check character."""
    number = _tidy(text)
    if not _PASSPORT.fullmatch(number):
        raise RuleError("number_form")
    return number


def is_travel_permit(text: str) -> bool:
    """Whether ``text`` has the form of a travel permit: H or M and 8 digits, or 8 digits (Taiwan)."""
    return bool(_TRAVEL_PERMIT.fullmatch(text))


def old_foreigner_number(nationality: str, number: str, birth_date: date, link: str) -> str | None:
    """
    Derive the 15-character number of the earlier card from a 2023 card.

    ``link`` is the three-character 既往版本证件号码关联项; None when it is blank or malformed.
    Source: facts/devices.md A7, layout Y.
    """
    if not re.fullmatch(r"\d{3}", link, re.ASCII):
        return None
    stem = f"{nationality}{number[1:3]}{link[:2]}{birth_date:%y%m%d}{link[2]}"
    return stem + mod_7_3_1(stem)


def _resident(number: str) -> ResidentNumber:
    if mod_11_2(number[:17]) != number[17]:
        raise RuleError("number_check_failed")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise RuleError("number_birth_date") from None
    return ResidentNumber(number, number[:6], born, "1" if int(number[16]) % 2 else "2")


def _tidy(text: str) -> str:
    return re.sub(r"\s", "", text).upper()
