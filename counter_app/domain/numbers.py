"""
The case number: unique without a line, checked by two digits (design/sync.md 1.7).

``area(6) year(2) window(4) seq(5) check(2)``, 19 characters, check by ISO 7064 MOD 97-10 over all
before it. The window's four characters are letters and all others digits: a letter read as a
digit, or swapped with one, then breaks the form, and what keeps the form MOD 97-10 finds. (With
digits among the letters ``B1`` and ``1B`` would have the same check: both expand to ``111``.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType

from counter_app.domain.check_characters import mod_97_10
from counter_app.domain.errors import RuleError

CaseNo = NewType("CaseNo", str)

WINDOW_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""24 letters; I and O are left out because they are read as 1 and 0."""
SLOTS = GENERATIONS = len(WINDOW_LETTERS) ** 2
LAST_SEQ = 99_999
CHECK_DIGITS = 2
_CENTURY = 2000
_YEARS = 100
_AREA = re.compile(r"\d{6}", re.ASCII)
_WINDOW = re.compile(f"[{WINDOW_LETTERS}]{{4}}")
_STEM = re.compile(
    rf"(?P<area>\d{{6}})(?P<year>\d{{2}})(?P<window>[{WINDOW_LETTERS}]{{4}})(?P<seq>\d{{5}})",
    re.ASCII,
)
_CHECK = re.compile(r"\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CaseNumberParts:
    """What a case number says; ``year`` has four digits, ``window`` is slot and generation."""

    area: str
    year: int
    window: str
    seq: int

    @property
    def slot(self) -> int:
        """The window's slot in its county, 0 to 575."""
        return _value(self.window[:2])

    @property
    def generation(self) -> int:
        """How often this slot has been enrolled anew, 0 to 575."""
        return _value(self.window[2:])


def window_code(slot: int, generation: int) -> str:
    """
    Write a window's four letters: two for its slot in the county, two for its generation.

    Each is a whole number of 0 to 575. RuleError ``window_slot_range`` or
    ``window_generation_range`` beyond: a new area code must then be taken.
    """
    if not 0 <= slot < SLOTS:
        raise RuleError("window_slot_range", last=SLOTS - 1)
    if not 0 <= generation < GENERATIONS:
        raise RuleError("window_generation_range", last=GENERATIONS - 1)
    return _letters(slot) + _letters(generation)


def make_case_no(area: str, year: int, window: str, seq: int) -> CaseNo:
    """
    Build a case number.

    ``area`` six digits (GB/T 2260), ``year`` 2000 to 2099, ``window`` from ``window_code``, ``seq``
    1 to 99999. RuleError ``case_no_area``, ``case_no_year``, ``case_no_window`` or
    ``case_no_used_up``.
    """
    stem = make_stem(area, year, window, seq)
    return CaseNo(stem + mod_97_10(stem))


def make_stem(area: str, year: int, window: str, seq: int) -> str:
    """Build what stands before the check digits; arguments and RuleErrors as ``make_case_no``."""
    if not _AREA.fullmatch(area):
        raise RuleError("case_no_area")
    if not _CENTURY <= year < _CENTURY + _YEARS:
        raise RuleError("case_no_year", year=year)
    if not _WINDOW.fullmatch(window):
        raise RuleError("case_no_window")
    if not 1 <= seq <= LAST_SEQ:
        raise RuleError("case_no_used_up", last=LAST_SEQ)
    return f"{area}{year % _YEARS:02d}{window}{seq:05d}"


def is_number_stem(text: str) -> bool:
    """Whether ``text`` has the form of ``make_stem``, with a running number of 1 or more."""
    found = _STEM.fullmatch(text)
    return found is not None and int(found["seq"]) > 0


def check_case_no(text: str) -> CaseNo:
    """
    Tidy and verify a case number that a person typed or a scanner read.

    Blanks and hyphens are dropped, letters made capitals. RuleError ``case_no_form`` when the
    characters cannot be a case number, ``case_no_check`` when one was misread.
    """
    number = re.sub(r"[\s-]", "", text).upper()
    stem, check = number[:-CHECK_DIGITS], number[-CHECK_DIGITS:]
    if not is_number_stem(stem) or not _CHECK.fullmatch(check):
        raise RuleError("case_no_form")
    if mod_97_10(stem) != check:
        raise RuleError("case_no_check")
    return CaseNo(number)


def parse_case_no(text: str) -> CaseNumberParts:
    """Verify a case number as ``check_case_no`` does and give its parts."""
    return parse_stem(check_case_no(text))


def parse_stem(stem: str) -> CaseNumberParts:
    """Give the parts of what ``make_stem`` has built, whatever stands behind it."""
    return CaseNumberParts(stem[:6], _CENTURY + int(stem[6:8]), stem[8:12], int(stem[12:17]))


def _letters(value: int) -> str:
    high, low = divmod(value, len(WINDOW_LETTERS))
    return WINDOW_LETTERS[high] + WINDOW_LETTERS[low]


def _value(letters: str) -> int:
    high, low = (WINDOW_LETTERS.index(letter) for letter in letters)
    return high * len(WINDOW_LETTERS) + low
