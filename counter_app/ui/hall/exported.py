"""The living day and the lists behind it as reports that leave the house (F-H4); no Qt."""

from __future__ import annotations

from fractions import Fraction

from counter_app.domain import localtime
from counter_app.domain.report import Cell, Column, Report, Row, Table
from counter_app.ui.hall.looks import LiveLook, WindowRow
from counter_app.ui.hall.state import LiveState
from counter_app.ui.hall.state_list import ListLook, ListState
from counter_app.ui.hall.wording_windows import COLUMNS
from counter_app.words import Words

_PLACES = {"rate": 2, "done": 0, "consultations": 0}
_PARTS = 10**9


def live_report(words: Words, state: LiveState, look: LiveLook) -> Report | None:
    """Return the page as a report, None before the first look."""
    seen = state.seen
    if seen is None:
        return None
    say, day = words.say, state.day.isoformat()
    reach = next((each.text for each in look.reaches if each.id == look.reach), "")
    facts = (reach, look.day, look.pill.word, say(f"ui.hall.basis.{look.basis}"), *look.told)
    figures = tuple(
        Row((Cell(each.title), Cell(f"{each.value} {each.unit}".strip())), each.note)
        for each in look.cards
    )
    tables = (
        Table(
            "figures",
            say("ui.hall.export.figures"),
            (
                Column(say("ui.hall.export.figure"), 2),
                Column(say("ui.hall.export.value"), 1, "right"),
            ),
            figures,
        ),
        Table(
            "windows",
            say("ui.hall.window.title"),
            (
                Column(say("ui.hall.column.window"), 3),
                *(Column(say(f"ui.hall.column.{each}"), 2, "right") for each in COLUMNS),
                Column(say("ui.hall.column.state"), 3),
            ),
            tuple(_window(each) for each in look.windows),
            empty=look.windows_empty,
        ),
    )
    scope = f"{seen.view.scope.level.value}:{seen.view.scope.key}"
    return Report("hall.live", say("ui.hall.export.live"), facts, tables, look.beside, day, scope)


def list_report(words: Words, state: ListState, look: ListLook) -> Report | None:
    """Return what was read of a list as a report, None while there is nothing."""
    wish = state.wish
    if wish is None or not (look.cases or look.tickets):
        return None

    def column(name: str, share: int = 2) -> Column:
        return Column(words.say(f"ui.hall.column.{name}"), share)

    if look.of_tickets:
        columns = tuple(column(name) for name in ("ticket", "at", "window", "lasted", "clerk"))
        rows = tuple(
            _row(each.no, each.time, each.window, each.lasted, each.clerk) for each in look.tickets
        )
        name = "tickets"
    else:
        columns = (
            column("case", 4),
            column("item", 5),
            *(column(each) for each in ("window", "at", "case_state", "applicant", "clerk")),
        )
        rows = tuple(
            _row(each.no, each.item, each.window, each.time, each.state, each.applicant, each.clerk)
            for each in look.cases
        )
        name = "cases"
    table = Table(name, look.title, columns, rows)
    day = localtime.day(wish.first_ms).isoformat()
    scope = f"{wish.scope.level.value}:{wish.scope.key}"
    return Report(f"hall.{name}", look.title, (look.count,), (table,), (), day, scope)


def _window(row: WindowRow) -> Row:
    cells = tuple(
        Cell(cell.text)
        if name == "immediate" or cell.order < 0
        else Cell(cell.text, Fraction(cell.order).limit_denominator(_PARTS), _PLACES.get(name, 1))
        for name, cell in zip(COLUMNS, row.cells, strict=True)
    )
    return Row((Cell(row.name), *cells, Cell(row.state)), row.told)


def _row(*texts: str) -> Row:
    return Row(tuple(Cell(each) for each in texts))
