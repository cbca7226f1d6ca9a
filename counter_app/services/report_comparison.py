"""A comparison as a report: one table for each measure, the rows side by side (F-H4)."""

from __future__ import annotations

from datetime import date, timedelta

from counter_app.domain import localtime
from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.figure_period import Grouping, PeriodView
from counter_app.domain.figures import Basis, Figure, Level, Scope
from counter_app.domain.report import Cell, Column, Report, Row, Table
from counter_app.domain.report_compare import ComparedRow, Comparison
from counter_app.services.report_words import (
    change_cell,
    figure_cell,
    note_of,
    percent_cell,
)
from counter_app.words import Words

_SCOPES = {Grouping.WINDOW: Level.WINDOW, Grouping.ITEM: Level.ITEM, Grouping.CLERK: Level.CLERK}
_TIMES = (Grouping.DAY, Grouping.MONTH, Grouping.YEAR)


def comparison_report(words: Words, found: Comparison, hall: str) -> Report:
    """Return a comparison in words; ``hall`` is what the scope is called."""
    tables = tuple(_table(words, found, measure) for measure in found.measures())
    spans = [span_text(words, each) for each in (found.before, found.after)]
    facts = (
        words.say("report.fact.scope", scope=hall),
        words.say("report.fact.before", span=spans[0]),
        words.say("report.fact.after", span=spans[1]),
        counted_at(words, found.after.at_ms),
    )
    return Report(
        f"compare.{found.grouping.value}",
        words.say(f"report.compare.title.{found.grouping.value}"),
        facts,
        tables,
        (*missing_notes(words, found.before, found.after), *apart_notes(words, found.after)),
        f"{_days(found.before)} / {_days(found.after)}",
        scope_text(found.after.wish.scope),
    )


def scope_text(scope: Scope) -> str:
    """Return a scope as the log names it."""
    return f"{scope.level.value}:{scope.key}"


def span_text(words: Words, view: PeriodView) -> str:
    """Return the days of a period."""
    wish = view.wish
    first, last = (each.isoformat() for each in (wish.first, wish.last))
    if first == last:
        return first
    days = (wish.last - wish.first).days + 1
    return words.say("report.fact.span", first=first, last=last, days=days)


def counted_at(words: Words, at_ms: int) -> str:
    """Return the line that says when it was counted."""
    return words.say("report.fact.counted", at=f"{localtime.at(at_ms):%Y-%m-%d %H:%M}")


def missing_notes(words: Words, *views: PeriodView) -> tuple[str, ...]:
    """Return a sentence when windows have not reported: the figures may lack their work."""
    missing = sorted({each for view in views for each in view.missing})
    if not missing:
        return ()
    names = words.say("report.comma").join(missing)
    return (words.say("report.note.missing", count=len(missing), windows=names),)


def apart_notes(words: Words, view: PeriodView) -> tuple[str, ...]:
    """Return a line for each kind of case that no figure counts."""
    return tuple(
        words.say(
            "report.note.apart",
            mark=f"@figure.mark.{each.mark.value}",
            received=each.counts.received,
            accepted=each.counts.accepted,
            closed=each.counts.closed,
        )
        for each in view.apart
    )


def drill(view: PeriodView, measure: str, basis: Basis, row: ComparedRow, key: str) -> DrillWish:
    """Return what opens one figure of a row in one of the periods; an empty key is the whole."""
    wish, grouping = view.wish, view.wish.grouping
    scope, first, last = wish.scope, wish.first, wish.last
    if key and grouping in _SCOPES:
        scope = Scope(_SCOPES[grouping], row.key)
    elif key:
        first, last = _times(grouping, date.fromisoformat(key), (first, last))
    what = {
        "throughput": basis.value,
        "per_hour": basis.value,
        "immediate": f"{basis.value}_immediate",
    }.get(measure, measure)
    end_ms = localtime.start_ms(last + timedelta(days=1))
    return DrillWish(scope, what, localtime.start_ms(first), end_ms, by=wish.by)


def _times(grouping: Grouping, first: date, bounds: tuple[date, date]) -> tuple[date, date]:
    if grouping is Grouping.DAY:
        return first, first
    if grouping is Grouping.MONTH:
        end = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
    else:
        end = date(first.year + 1, 1, 1)
    return max(first, bounds[0]), min(end - timedelta(days=1), bounds[1])


def _table(words: Words, found: Comparison, measure: str) -> Table:
    rows = [_row(words, found, measure, each) for each in found.rows]
    rows.append(_row(words, found, measure, found.whole))
    return Table(
        measure,
        words.say(f"report.measure.{measure}"),
        (
            Column(words.say(f"report.column.{found.grouping.value}"), 5),
            Column(words.say("report.column.before"), 2, "right"),
            Column(words.say("report.column.after"), 2, "right"),
            Column(words.say("report.column.difference"), 2, "right"),
            Column(words.say("report.column.percent"), 2, "right"),
        ),
        tuple(rows) if found.rows else (),
        words.say(f"report.about.{measure}"),
        words.say("report.compare.empty"),
    )


def _row(words: Words, found: Comparison, measure: str, row: ComparedRow) -> Row:
    pair, basis = row.pair(measure), found.basis
    whole = row is found.whole
    sides = zip(
        (pair.before, pair.after),
        (found.before, found.after),
        (row.key_before, row.key),
        strict=True,
    )
    figures = [
        figure_cell(words, figure, drill(view, measure, basis, row, key) if key or whole else None)
        for figure, view, key in sides
    ]
    change = change_cell(words, pair.difference, pair.after)
    cells = (Cell(_name(words, found, row)), *figures, change, percent_cell(words, pair.percent))
    return Row(cells, _note(words, pair.before, pair.after), "" if not whole else "quiet")


def _note(words: Words, before: Figure, after: Figure) -> str:
    if after.definition.startswith("count."):
        return ""
    if after.definition.startswith("median.") and not (before.reason or after.reason):
        return words.say("report.compare.median", before=before.count, after=after.count)
    return words.say(
        "report.compare.note", before=note_of(words, before), after=note_of(words, after)
    )


def _name(words: Words, found: Comparison, row: ComparedRow) -> str:
    if row is found.whole:
        return words.say("report.whole")
    if found.grouping not in _TIMES:
        return row.name or row.key
    places = {Grouping.DAY: 10, Grouping.MONTH: 7, Grouping.YEAR: 4}[found.grouping]
    days = [each[:places] or "—" for each in (row.key_before, row.key)]
    return words.say("report.compare.days", before=days[0], after=days[1])


def _days(view: PeriodView) -> str:
    return f"{view.wish.first.isoformat()}..{view.wish.last.isoformat()}"
