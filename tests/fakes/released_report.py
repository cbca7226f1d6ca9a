"""One value of every released operation of reports, told in full."""

from __future__ import annotations

from datetime import date

from counter_app.domain.report_operation import (
    DayClosed,
    DeviceMark,
    FiguresExported,
    Match,
    Total,
)


def report_operations() -> dict[str, object]:
    return {
        "day.close.1": DayClosed(
            "hall-1",
            date(2026, 11, 24),
            (Total("accepted", 42), Total("blanks_void", 1)),
            (Match("receipts", 42, 41),),
            (DeviceMark("d-1", 2, 812),),
            ("w-05",),
            "打印机下午换过碳粉",
        ),
        "figures.export.1": FiguresExported(
            "compare.window", "xlsx", 12, "2026-11-01..2026-11-24", "hall:hall-1"
        ),
    }
