"""What a number is that somebody typed or scanned: a paper's, a body's or a case's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from counter_app.domain.body import check_credit_code
from counter_app.domain.errors import RuleError
from counter_app.domain.identity import (
    check_foreigner_2017,
    check_foreigner_2023,
    check_passport_number,
    check_permit_number,
    check_resident_number,
)
from counter_app.domain.numbers import check_case_no

SELF_TELLING = ("resident", "permit")
"""Kinds of documents whose number tells the day of birth and the sex."""

_KINDS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("permit", check_permit_number),
    ("resident", check_resident_number),
    ("foreigner-2017", check_foreigner_2017),
    ("foreigner-2023", check_foreigner_2023),
)
_CHECKS: dict[str, Callable[[str], object]] = {**dict(_KINDS), "passport": check_passport_number}
_LONG = 15


@dataclass(frozen=True, slots=True)
class Reading:
    """How a typed or scanned number was understood: a paper's kind, a body or a case."""

    as_what: Literal["person", "body", "case"]
    kind: str = "resident"
    number: str = ""


def read_number(text: str, kind: str = "") -> Reading:
    """
    Tell what ``text`` is; ``kind`` is what the clerk chose, empty when he did not.

    Raises:
        RuleError: what the checks of its likeliest kind say

    """
    if kind:
        return _of_kind(text, kind)
    if _passes(check_case_no, text):
        return Reading("case", number=check_case_no(text))
    for name, check in _KINDS:
        if _passes(check, text):
            return Reading("person", name, text)
    if _passes(check_credit_code, text):
        return Reading("body", number=check_credit_code(text))
    return _of_kind(text, guess_kind(text))


def guess_kind(text: str) -> str:
    """Tell which paper a number under the fingers is likely to be of."""
    number = text.strip().upper()
    if number[:6] in ("810000", "820000", "830000"):
        return "permit"
    if number[:3].isalpha() and len(number) >= _LONG:
        return "foreigner-2017"
    return "passport" if number[:1].isalpha() else "resident"


def is_credit_code(text: str) -> bool:
    """Whether ``text`` is a credit code and no number of a person."""
    return not is_persons_number(text) and _passes(check_credit_code, text)


def is_persons_number(text: str) -> bool:
    """Whether ``text`` is the number of a card, by its form and check character."""
    return any(_passes(check, text) for _, check in _KINDS)


def _of_kind(text: str, kind: str) -> Reading:
    _CHECKS[kind](text)
    return Reading("person", kind, text)


def _passes(check: Callable[[str], object], text: str) -> bool:
    try:
        check(text)
    except RuleError:
        return False
    return True
