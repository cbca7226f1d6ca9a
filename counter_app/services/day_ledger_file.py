"""The certificate window's day as an .xlsx file: movements, and the figures of day and year (F-E7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.flow import Flow, Hop
from counter_app.services.certificate_counts import Counts, DayLine
from counter_app.services.desk import Desk
from counter_app.spreadsheet import Row, Sheet, write_sheets

COLUMNS = ("time", "act", "case_no", "number", "series", "serial", "by", "reason")
FIGURES = ("issued", "void_sheets", "handed_over")


def export_day(desk: Desk, day: date, lines: Sequence[DayLine], counts: Counts) -> Flow[str]:
    """
    Write a day's ledger into the session's papers and return the path; it is gone at lock.

    Raises:
        StoreError: of the disk

    """
    content: bytes = yield Hop("paper", lambda: _book(desk, day, lines, counts))
    path: str = yield Hop("store", lambda: desk.files.put(f"ledger-{day:%Y%m%d}.xlsx", content))
    return path


def _book(desk: Desk, day: date, lines: Sequence[DayLine], counts: Counts) -> bytes:
    def say(message: str) -> str:
        return desk.words.say(f"day_ledger.{message}")

    titles = {each: say(f"column.{each}") for each in COLUMNS}
    rows = tuple(
        Row(at, {titles[name]: text for name, text in _cells(desk, each).items()})
        for at, each in enumerate(lines, start=2)
    )
    both = ((f"{day:%Y-%m-%d}", counts.day), (str(day.year), counts.year))
    heads = [say("column.period"), *(say(f"figure.{each}") for each in FIGURES)]
    figures = tuple(
        Row(at, dict(zip(heads, (period, *(str(getattr(count, f)) for f in FIGURES)), strict=True)))
        for at, (period, count) in enumerate(both, start=2)
    )
    return write_sheets(
        (
            Sheet(say("sheet.movements"), tuple(titles.values()), rows),
            Sheet(say("sheet.figures"), tuple(heads), figures),
        )
    )


def _cells(desk: Desk, line: DayLine) -> dict[str, str]:
    return {
        "time": f"{localtime.at(line.wall_ms):%H:%M:%S}",
        "act": desk.words.say(f"day_ledger.act.{line.act}"),
        "case_no": line.case_no,
        "number": line.number,
        "series": line.series,
        "serial": str(line.serial) if line.serial else "",
        "by": line.by,
        "reason": line.reason,
    }
