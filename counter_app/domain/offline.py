"""
What the law does not let a window do with the line cut, and why (facts/domain.md 6.4).

Everything else goes on: certificates are numbered from the window's own block and printed on the
blanks of its own drawer, hand-over, confirmation and void sheets need no line.
"""

from __future__ import annotations

from typing import Literal

NeedsLine = Literal[
    "quantity_limited", "withdraw_decision", "extend_limit", "county_decision", "more_blanks"
]
NEEDS_LINE: tuple[NeedsLine, ...] = (
    "quantity_limited",
    "withdraw_decision",
    "extend_limit",
    "county_decision",
    "more_blanks",
)
"""Acts that need the county's answer; the text ``line_needed.ACT`` says why."""
