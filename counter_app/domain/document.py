"""
What a paper says, before it has a shape: the template it follows and the data it fills in.

This, never a PDF, is what an operation carries (facts/domain.md 2.5; design/sync.md 1.5): window
and county draw the same paper from it, byte for byte, for as long as its template is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Form = Literal["page", "slip"]
HANDWRITTEN = "＿＿＿＿＿＿＿＿（手写，盖章）"
"""The value of what is written by hand, because no font has a character of it (facts/domain.md 6.3)."""
Values = tuple[tuple[str, str], ...]
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    One paper of ``kind`` (W01 to W18) in one version of its template.

    ``id`` is the 文书编号; ``values`` fill the template's fields and ``rows`` its tables, by name,
    already worded in ``language`` (``zh`` or ``zh+bo``: Chinese, with Tibetan where approved).
    ``copies`` is how many the printer makes; ``signatures`` names the lines to be signed.
    ``reprint`` counts how often it was printed again, 0 the first time. ``form`` is what it is
    printed as unless the clerk says otherwise: A4 pages, or a narrow slip.
    """

    kind: str
    id: str
    case_no: str | None = None
    template_version: int
    language: str
    values: Values
    rows: tuple[tuple[str, Rows], ...]
    copies: int
    signatures: tuple[str, ...]
    reprint: int = 0
    reprint_reason: str = ""
    form: Form = "page"

    def value_map(self) -> Mapping[str, str]:
        """Return the values by the name of their field."""
        return dict(self.values)

    def row_map(self) -> Mapping[str, Rows]:
        """Return the rows by the name of their table."""
        return dict(self.rows)

    @property
    def by_hand(self) -> tuple[str, ...]:
        """The fields, and the tables, in which something is to be written by hand."""
        fields = (key for key, value in self.values if HANDWRITTEN in value)
        tables = (
            key
            for key, rows in self.rows
            if any(HANDWRITTEN in cell for row in rows for cell in row)
        )
        return (*fields, *tables)

    def reprinted(self, reason: str) -> Document:
        """Return the same paper, marked as printed once more for ``reason``."""
        return replace(self, reprint=self.reprint + 1, reprint_reason=reason)
