"""What sets a case apart from every figure, under operation's rules (facts/domain.md 1.6, 4.)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class CaseMarked:
    """
    The county marked a case: imported in a batch, a test, or deleted as an error; empty: ordinary.

    It changes no state and no paper, only what figures count; the newest mark holds.
    """

    kind: ClassVar[str] = "case.mark"
    v: ClassVar[int] = 1
    case_id: str
    mark: Literal["", "batch", "test", "deleted"]
    reason: str
