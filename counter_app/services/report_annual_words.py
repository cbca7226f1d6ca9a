"""年度指标 as a report: every figure of the article, its formula under it, or why there is none (F-H6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from counter_app.domain import localtime
from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.figures import Basis, Level
from counter_app.domain.report import Cell, Column, LinesWish, Report, Row, Table
from counter_app.domain.report_annual import ANNUAL, AnnualLine
from counter_app.domain.report_compare import figure_of
from counter_app.domain.report_span import write_span
from counter_app.services.report_comparison import (
    apart_notes,
    counted_at,
    missing_notes,
    scope_text,
    span_text,
)
from counter_app.services.report_words import NOTHING, figure_cell, note_of, number_cell
from counter_app.services.reports import Year
from counter_app.words import Words

_DRILLS = {"throughput": "accepted", "immediate": "accepted_immediate"}


def annual_report(words: Words, found: Year, scope: str) -> Report:
    """Return the year page in words; ``scope`` is what it is of."""
    facts = (
        words.say("report.fact.scope", scope=scope),
        words.say("report.fact.period", span=span_text(words, found.view)),
        counted_at(words, found.view.at_ms),
    )
    rows: list[Row] = []
    group = ""
    for line in ANNUAL:
        if line.group != group:
            group = line.group
            rows.append(Row((Cell(words.say(f"report.annual.group.{group}")),), heading=True))
        rows.append(_row(words, found, line))
    table = Table(
        "annual",
        words.say("report.annual.table"),
        (
            Column(words.say("report.column.figure"), 5),
            Column(words.say("report.column.value"), 2, "right"),
            Column(words.say("report.column.seed"), 2, "right"),
        ),
        tuple(rows),
    )
    notes = (
        words.say("report.annual.note"),
        *missing_notes(words, found.view),
        *apart_notes(words, found.view),
    )
    return Report(
        "annual",
        words.say("report.annual.title", span=write_span(found.span)),
        facts,
        (table,),
        notes,
        f"{found.view.wish.first.isoformat()}..{found.view.wish.last.isoformat()}",
        scope_text(found.view.wish.scope),
    )


def _row(words: Words, found: Year, line: AnnualLine) -> Row:
    name, seed = Cell(words.say(f"report.annual.name.{line.id}")), Cell(line.seed and _seed(line))
    if line.source == "none":
        none = Cell(words.say("report.annual.not_counted"))
        return Row((name, none, seed), words.say(f"report.annual.why.{line.id}"), "quiet")
    if line.source == "figure":
        value, note = _figure(words, found, line)
    else:
        value, note = _fact(words, found, line)
    return Row((name, value, seed), note)


def _seed(line: AnnualLine) -> str:
    return f"{int(line.seed):,}" if line.seed.isdecimal() else line.seed


def _figure(words: Words, found: Year, line: AnnualLine) -> tuple[Cell, str]:
    wish, measures = found.view.wish, found.view.whole.measures(Basis.ACCEPTED)
    figure = figure_of(measures, line.id)
    what = _DRILLS.get(line.id, line.id)
    end_ms = localtime.start_ms(wish.last + timedelta(days=1))
    opens = DrillWish(wish.scope, what, localtime.start_ms(wish.first), end_ms)
    return figure_cell(words, figure, opens), _note(words, line, note_of(words, figure))


def _fact(words: Words, found: Year, line: AnnualLine) -> tuple[Cell, str]:
    count, wish = found.facts.of(line.id), found.view.wish
    if count is None:
        return NOTHING, words.say("report.annual.not_told")
    level: Literal["hall", "area"] = "area" if wish.scope.level is Level.AREA else "hall"
    end_ms = localtime.start_ms(wish.last + timedelta(days=1))
    opens = LinesWish(level, wish.scope.key, line.id, localtime.start_ms(wish.first), end_ms)
    definition = words.say(f"report.annual.about.{line.id}")
    note = "report.annual.now" if line.source == "now" else "report.annual.counted"
    return number_cell(count, opens), words.say(note, definition=definition, count=count)


def _note(words: Words, line: AnnualLine, note: str) -> str:
    """Add what the article's own figure of that name leaves open."""
    extra = f"report.annual.extra.{line.id}"
    return f"{note}{words.say(extra)}" if words.knows(extra) else note
