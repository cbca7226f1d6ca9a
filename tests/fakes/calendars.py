"""Working-day tables for tests."""

from __future__ import annotations

from datetime import date

from counter_app.domain.calendar import Break, YearTable

YEAR_2026 = YearTable(
    area="",
    year=2026,
    breaks=(
        Break("元旦", date(2026, 1, 1), date(2026, 1, 3)),
        Break("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
    ),
    worked=(date(2026, 10, 10),),
    source="facts/domain.md 2.9",
    confidence="A",
)
