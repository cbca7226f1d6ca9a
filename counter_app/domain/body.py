"""An applicant that is not a natural person, known by its unified social credit code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counter_app.domain.check_characters import credit_code_check, organisation_code_check
from counter_app.domain.errors import RuleError
from counter_app.domain.names import tidy_text

_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
_NAME_MOST = 200


@dataclass(frozen=True, slots=True)
class Body:
    """A body: 18-character credit code (GB 32100-2015) and registered name."""

    credit_code: str
    name: str


def make_body(credit_code: str, name: str) -> Body:
    """
    Make a body from what was typed or scanned; blanks dropped, letters made capitals.

    RuleError ``credit_code_form``, ``credit_code_check``, ``body_name_missing`` or
    ``body_name_long``.
    """
    code = check_credit_code(credit_code)
    registered = tidy_text(name)
    if not registered:
        raise RuleError("body_name_missing")
    if len(registered) > _NAME_MOST:
        raise RuleError("body_name_long", most=_NAME_MOST)
    return Body(code, registered)


def check_credit_code(text: str) -> str:
    """Verify a unified social credit code and give it tidy; RuleError as in ``make_body``."""
    code = re.sub(r"\s", "", text).upper()
    if not _CREDIT_CODE.fullmatch(code):
        raise RuleError("credit_code_form")
    if credit_code_check(code[:17]) != code[17]:
        raise RuleError("credit_code_check")
    return code


def has_organisation_check(credit_code: str) -> bool:
    """Whether the nine characters inside a code pass their own check (GB 11714): advice only."""
    organisation = credit_code[8:17]
    return organisation_code_check(organisation[:8]) == organisation[8]
