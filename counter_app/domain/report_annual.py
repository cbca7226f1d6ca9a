"""
年度指标: every figure of the seed article, each with what it is or why there is none (F-H6).

What the program does not count yet is said in words, never as 0 (facts/domain.md 1.2 to 1.4).
``seed`` is the number that the article printed for 2024, as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counter_app.domain.report_operation import Total

Source = Literal["figure", "fact", "now", "none"]
Group = Literal["lists", "windows", "cases", "help", "guarantee"]


@dataclass(frozen=True, slots=True)
class AnnualLine:
    """
    One figure of the article.

    ``source``: a ``figure`` of the period's roll-ups, a ``fact`` counted of the period, something
    that stands ``now`` whatever the period, or ``none``: text ``report.annual.why.ID`` says why.
    """

    id: str
    group: Group
    source: Source
    seed: str


ANNUAL: tuple[AnnualLine, ...] = (
    AnnualLine("bulletins", "lists", "none", "26"),
    AnnualLine("notice_units", "lists", "now", "22"),
    AnnualLine("notice_items", "lists", "now", "243"),
    AnnualLine("slips", "lists", "fact", ""),
    AnnualLine("themes", "lists", "none", "22"),
    AnnualLine("filing_units", "lists", "none", "18"),
    AnnualLine("filing_items", "lists", "none", "53"),
    AnnualLine("filing_elements", "lists", "none", "259"),
    AnnualLine("windows_nd", "windows", "now", "14"),
    AnnualLine("items_nd", "windows", "now", "156"),
    AnnualLine("windows_field", "windows", "now", "50"),
    AnnualLine("items_field", "windows", "now", "207"),
    AnnualLine("windows_cert", "windows", "now", "7"),
    AnnualLine("windows_fallback", "windows", "now", "21"),
    AnnualLine("accepted", "cases", "figure", "740000"),
    AnnualLine("closed", "cases", "figure", ""),
    AnnualLine("throughput", "cases", "figure", "4.99"),
    AnnualLine("immediate", "cases", "figure", ""),
    AnnualLine("consultations", "cases", "figure", ""),
    AnnualLine("certificates", "cases", "fact", "8719"),
    AnnualLine("firms", "help", "none", "241"),
    AnnualLine("requests", "help", "none", "265"),
    AnnualLine("visits", "help", "none", "1180"),
    AnnualLine("heads", "help", "none", "324"),
    AnnualLine("problems", "help", "none", "69"),
    AnnualLine("deliveries", "guarantee", "fact", "356"),
    AnnualLine("packs", "guarantee", "none", "110"),
    AnnualLine("ratings", "guarantee", "fact", ""),
    AnnualLine("questionnaires", "guarantee", "none", "1579"),
    AnnualLine("calls", "guarantee", "none", "1021"),
    AnnualLine("satisfaction", "guarantee", "none", "99.2"),
)
FACTS = tuple(each.id for each in ANNUAL if each.source == "fact")
NOW = tuple(each.id for each in ANNUAL if each.source == "now")


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """What the county counted at ``at_ms`` (UTC): every one of ``FACTS`` and ``NOW``."""

    at_ms: int
    counts: tuple[Total, ...]

    def of(self, name: str) -> int | None:
        """One count, None when the county does not tell it."""
        return next((each.count for each in self.counts if each.name == name), None)
