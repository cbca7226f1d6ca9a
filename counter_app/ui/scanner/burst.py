"""
What a scanner typed, told from what a clerk types: by its form, and by its pace.

A wedge sends its characters as keys, the next one within a few milliseconds, and Enter or Tab
behind them (facts/devices.md, QR/bar-code scanner).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counter_app.domain.errors import RuleError
from counter_app.domain.numbers import check_case_no
from counter_app.ui.numbers import is_credit_code, is_persons_number

CASE_NO = 19
CREDIT_CODE = 18
GAP_MS = 40
"""Between two keys of a scanner at most; a held key, which repeats as fast, is no key of it."""
LEAST = 6
"""Characters at that pace that no hand types."""
REACH = 4 * CASE_NO
"""As many characters are remembered."""
Kind = Literal["case", "body", "person", "unknown"]


@dataclass(frozen=True, slots=True)
class Scan:
    """What was scanned; ``text`` is never said or logged, it may be somebody's number."""

    kind: Kind
    text: str


class Burst:
    """
    The last characters typed without a step between them.

    Times are of the key events, in milliseconds; 0 where a platform gives none: then only the form
    counts. A case number is known by its form and check characters as soon as its last one is there,
    whatever the scanner puts behind it. A credit code counts whole and with Enter behind it.
    """

    def __init__(self) -> None:
        self._run = ""
        self._taken = False
        self._last_ms = 0
        self.fast = ""

    def in_pace(self, at_ms: int) -> bool:
        """Whether a key at that time follows the last one as a scanner's would."""
        return bool(self._last_ms and at_ms) and 0 <= at_ms - self._last_ms <= GAP_MS

    def feed(self, character: str, at_ms: int) -> Scan | None:
        """Note a character; the case number that it ends, if it does."""
        self._taken = False
        self._run = (self._run + character)[-REACH:]
        self.fast = (self.fast + character)[-REACH:] if self.in_pace(at_ms) else character
        self._last_ms = at_ms
        tail = self._run[-CASE_NO:]
        if len(tail) == CASE_NO and _is_case_no(tail):
            self._run, self.fast, self._taken = "", "", True
            return Scan("case", tail)
        return None

    def peek(self, at_ms: int) -> tuple[Scan | None, bool]:
        """Tell what Enter or Tab would end now, and whether that key belongs to a scanner."""
        if self._taken:
            return None, True
        if len(self._run) == CREDIT_CODE and is_credit_code(self._run):
            return Scan("body", self._run), True
        if len(self.fast) >= LEAST and self.in_pace(at_ms):
            return Scan(_kind(self.fast), self.fast), True
        return None, False

    def enter(self, at_ms: int) -> tuple[Scan | None, bool]:
        """Note Enter or Tab; as ``peek``."""
        found = self.peek(at_ms)
        self.clear()
        return found

    def erase(self) -> None:
        """Note a backspace."""
        self._run, self.fast, self._taken = self._run[:-1], "", False

    def clear(self) -> None:
        """Note a step: what comes next begins anew."""
        self._run, self.fast, self._taken, self._last_ms = "", "", False, 0


def _kind(text: str) -> Kind:
    if is_credit_code(text):
        return "body"
    return "person" if is_persons_number(text) else "unknown"


def _is_case_no(text: str) -> bool:
    try:
        check_case_no(text)
    except RuleError:
        return False
    return True
