"""What a scanner typed into whatever field had the caret: a case number, a credit code."""

from __future__ import annotations

from counter_app.domain.errors import RuleError
from counter_app.domain.numbers import check_case_no
from counter_app.ui.intake.numbers import is_credit_code

CASE_NO = 19
CREDIT_CODE = 18


class ScanTail:
    """
    The last characters typed without a step between them.

    A case number is known by its form and check characters as soon as its last one is there,
    whatever the scanner puts behind it. A credit code counts only whole and with Enter behind it.
    """

    def __init__(self) -> None:
        self._run = ""
        self._taken = False

    def feed(self, text: str) -> str:
        """Note typed characters; the case number that they end, or nothing."""
        self._taken = False
        self._run = (self._run + text)[-4 * CASE_NO :]
        tail = self._run[-CASE_NO:]
        if len(tail) == CASE_NO and _is_case_no(tail):
            self._run, self._taken = "", True
            return tail
        return ""

    def enter(self) -> tuple[str, bool]:
        """Note Enter or Tab: the credit code that stands whole before it, and whether to swallow it."""
        run, taken = self._run, self._taken
        self.clear()
        if len(run) == CREDIT_CODE and is_credit_code(run):
            return run, True
        return "", taken

    def erase(self) -> None:
        """Note a backspace."""
        self._run, self._taken = self._run[:-1], False

    def clear(self) -> None:
        """Note a step: what comes next begins anew."""
        self._run, self._taken = "", False


def _is_case_no(text: str) -> bool:
    try:
        check_case_no(text)
    except RuleError:
        return False
    return True
