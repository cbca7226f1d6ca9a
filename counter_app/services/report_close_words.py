"""The close of day as a report: what is counted, what meets, and what came after (F-H5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from counter_app.domain import localtime
from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.figures import Level, Scope
from counter_app.domain.report import Cell, Column, LinesWish, Opens, Report, Row, Table
from counter_app.domain.report_close import COUNTED, MATCHES, PAPERS, SENT
from counter_app.domain.report_operation import Match, Total
from counter_app.services.report_comparison import counted_at
from counter_app.services.report_words import number_cell
from counter_app.services.reports import DayBook
from counter_app.words import Words

_GROUPS = (("counted", COUNTED), ("papers", PAPERS), ("sent", SENT))


def day_report(words: Words, book: DayBook, hall: str) -> Report:
    """Return a hall's day in words: as signed off if it was, with what came after beside it."""
    closing = book.closing
    facts = (
        words.say("report.fact.scope", scope=hall),
        words.say("report.fact.day", day=closing.day.isoformat()),
        _signed(words, book),
        counted_at(words, closing.at_ms),
    )
    return Report(
        "close",
        words.say("report.close.title"),
        facts,
        (_totals(words, book), _matches(words, book)),
        _notes(words, book),
        closing.day.isoformat(),
        f"hall:{closing.hall}",
    )


def differing(book: DayBook) -> tuple[Match, ...]:
    """Return what does not meet, as signed off or as it stands."""
    closing = book.closing
    matches = closing.matches if closing.closed is None else closing.closed.matches
    return tuple(each for each in matches if each.open)


def late_wish(book: DayBook) -> LinesWish:
    """Return what opens the operations that came after the close."""
    return _lines_wish(book, "late")


def _signed(words: Words, book: DayBook) -> str:
    closed = book.closing.closed
    if closed is None:
        return words.say("report.close.open")
    at = f"{localtime.at(closed.at_ms):%Y-%m-%d %H:%M}"
    return words.say("report.close.signed", by=book.signer or closed.by, at=at)


def _totals(words: Words, book: DayBook) -> Table:
    closing, closed = book.closing, book.closing.closed
    now = _counts(closing.totals)
    signed = now if closed is None else _counts(closed.totals)
    rows: list[Row] = []
    for group, names in _GROUPS:
        rows.append(Row((Cell(words.say(f"report.close.group.{group}")),), heading=True))
        rows += [_total(words, book, each, signed, now) for each in names if each in now]
    columns = [
        Column(words.say("report.column.total"), 5),
        Column(words.say("report.column.count"), 2, "right"),
    ]
    if closed is not None:
        columns.append(Column(words.say("report.column.after_close"), 2, "right"))
    return Table("totals", words.say("report.close.totals"), tuple(columns), tuple(rows))


def _total(
    words: Words, book: DayBook, name: str, signed: Mapping[str, int], now: Mapping[str, int]
) -> Row:
    was, after = signed.get(name, 0), now[name] - signed.get(name, 0)
    opens = _figure_wish(book, name) if name in COUNTED else _lines_wish(book, name)
    cells = [Cell(words.say(f"report.close.total.{name}")), number_cell(was, opens)]
    if book.closing.closed is not None:
        late = number_cell(abs(after), late_wish(book))
        sign = "+" if after > 0 else "−" if after else ""
        cells.append(Cell(f"{sign}{late.text}" if after else "", late.number, 0, late.opens))
    return Row(
        tuple(cells),
        words.say(f"report.close.about.{name}"),
        "warning" if after and book.closing.closed is not None else "",
    )


def _matches(words: Words, book: DayBook) -> Table:
    closing, closed = book.closing, book.closing.closed
    told = closing.matches if closed is None else closed.matches
    rows = tuple(_match(words, book, each) for each in told if each.name in MATCHES)
    return Table(
        "matches",
        words.say("report.close.matches"),
        (
            Column(words.say("report.column.match"), 5),
            Column(words.say("report.column.expected"), 2, "right"),
            Column(words.say("report.column.found"), 2, "right"),
            Column(words.say("report.column.open"), 2, "right"),
        ),
        rows,
        words.say("report.close.matches_note"),
    )


def _match(words: Words, book: DayBook, match: Match) -> Row:
    opens = _lines_wish(book, f"open.{match.name}")
    left = (
        Cell(words.say("report.close.meets")) if not match.open else number_cell(match.open, opens)
    )
    cells = (
        Cell(words.say(f"report.close.match.{match.name}")),
        number_cell(match.expected),
        number_cell(match.found),
        left,
    )
    note = words.say(f"report.close.match_about.{match.name}")
    return Row(cells, note, "warning" if match.open else "good")


def _notes(words: Words, book: DayBook) -> tuple[str, ...]:
    closed, notes = book.closing.closed, list[str]()
    missing = book.missing if closed is None else closed.missing
    if missing:
        names = words.say("report.comma").join(missing)
        notes.append(words.say("report.close.missing", count=len(missing), windows=names))
    if closed is not None and closed.late:
        notes.append(words.say("report.close.late", count=closed.late))
    if closed is not None and closed.note:
        notes.append(words.say("report.close.note", note=closed.note))
    return tuple(notes)


def _counts(totals: tuple[Total, ...]) -> dict[str, int]:
    return {each.name: each.count for each in totals}


def _bounds(book: DayBook) -> tuple[int, int]:
    day = book.closing.day
    return localtime.start_ms(day), localtime.start_ms(day + timedelta(days=1))


def _figure_wish(book: DayBook, measure: str) -> Opens:
    return DrillWish(Scope(Level.HALL, book.closing.hall), measure, *_bounds(book))


def _lines_wish(book: DayBook, what: str) -> LinesWish:
    return LinesWish("hall", book.closing.hall, what, *_bounds(book))
