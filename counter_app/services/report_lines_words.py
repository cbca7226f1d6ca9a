"""What lies behind a count, as a table: numbers, windows, times, never a name (F-H3)."""

from __future__ import annotations

from collections.abc import Sequence

from counter_app.domain import localtime
from counter_app.domain.report import Cell, Column, Report, ReportLine, Row, Table
from counter_app.words import Words


def lines_report(words: Words, title: str, lines: Sequence[ReportLine], *, more: bool) -> Report:
    """Return lines as a report; ``more``: there are others that were not read yet."""
    table = Table(
        "lines",
        title,
        (
            Column(words.say("report.column.no"), 4),
            Column(words.say("report.column.what"), 4),
            Column(words.say("report.column.place"), 2),
            Column(words.say("report.column.by"), 2),
            Column(words.say("report.column.at"), 3),
        ),
        tuple(_row(words, each) for each in lines),
        "",
        words.say("report.lines.empty"),
    )
    notes = (words.say("report.lines.more", count=len(lines)),) if more else ()
    return Report("lines", title, (), (table,), notes)


def _row(words: Words, line: ReportLine) -> Row:
    kind = f"report.act.{line.what}"
    what = words.say(kind) if words.knows(kind) else line.what
    at = f"{localtime.at(line.at_ms):%Y-%m-%d %H:%M:%S}" if line.at_ms else ""
    return Row(tuple(Cell(text) for text in (line.no, what, line.window, line.by, at)))
