"""
The number of a certificate: unique without a line, like a case number (design/sync.md 1.7).

``Z area(6) year(2) window(4) seq(5) check(2)``, 20 characters, check by ISO 7064 MOD 97-10 over all
before it. The ``Z`` (证) keeps it apart from case numbers, so that neither is ever read as the other.
It holds only digits and letters, as the electronic licence identifier asks (facts/domain.md 3.5).
"""

from __future__ import annotations

import re
from typing import Literal, NewType

from counter_app.domain.check_characters import mod_97_10
from counter_app.domain.errors import RuleError
from counter_app.domain.numbers import (
    CHECK_DIGITS,
    CaseNumberParts,
    is_number_stem,
    make_stem,
    parse_stem,
)
from counter_app.domain.operation import Entry

CertificateNo = NewType("CertificateNo", str)
Series = Literal["case", "certificate"]
"""What a window numbers by itself: each series has its own running number in a year."""
LETTER = "Z"
SAMPLE_NO = "Z00000000AAAA0000000"
"""As wide as any number, never given out: what a trial is drawn with."""
VERSION = 1
"""A version other than the first belongs to the re-issue of a certificate that was handed over."""


def make_certificate_no(area: str, year: int, window: str, seq: int) -> CertificateNo:
    """
    Build a certificate number; arguments and RuleErrors as ``numbers.make_case_no``.

    RuleError ``certificate_no_used_up`` when the year has no number left.
    """
    try:
        stem = LETTER + make_stem(area, year, window, seq)
    except RuleError as refused:
        if refused.code != "case_no_used_up":
            raise
        raise RuleError("certificate_no_used_up", **refused.values) from refused
    return CertificateNo(stem + mod_97_10(stem))


def check_certificate_no(text: str) -> CertificateNo:
    """
    Tidy and verify a certificate number that a person typed or a scanner read.

    Blanks and hyphens are dropped, letters made capitals. RuleError ``certificate_no_form`` when the
    characters cannot be one, ``certificate_no_check`` when one was misread.
    """
    number = re.sub(r"[\s-]", "", text).upper()
    stem, check = number[:-CHECK_DIGITS], number[-CHECK_DIGITS:]
    if not stem.startswith(LETTER) or not is_number_stem(stem[1:]) or not check.isdecimal():
        raise RuleError("certificate_no_form")
    if mod_97_10(stem) != check:
        raise RuleError("certificate_no_check")
    return CertificateNo(number)


def parse_certificate_no(text: str) -> CaseNumberParts:
    """Verify a certificate number as ``check_certificate_no`` does and give its parts."""
    return parse_stem(check_certificate_no(text)[len(LETTER) :])


def numbered_by(entry: Entry, series: Series) -> str | None:
    """Return the number of ``series`` that an entry carries: its case's, or its certificate's."""
    return entry.no if series == "case" else getattr(entry.operation, "number", None)
