"""What the view of a page of reports shows: texts and frozen rows; no Qt, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_app.domain.report import Column, Row, Table
from counter_app.ui.board import Focus
from counter_app.ui.hall.report_state import ReportState
from counter_app.ui.looks import FieldLook
from counter_app.words import Words


@dataclass(frozen=True, slots=True)
class RowLook:
    """A row: its cells' texts, the note under its name, and what colours its last cell."""

    texts: tuple[str, ...]
    note: str
    tone: str
    heading: bool
    at: int


@dataclass(frozen=True, slots=True)
class ReportLook:
    """The whole page; ``note`` is of the chosen row and of its table, in full."""

    title: str = ""
    facts: str = ""
    tabs: tuple[str, ...] = ()
    tab: int = 0
    columns: tuple[Column, ...] = ()
    rows: tuple[RowLook, ...] = ()
    row: int = 0
    empty: str = ""
    note: str = ""
    notes: str = ""
    fields: Mapping[str, FieldLook] = field(default_factory=dict)
    focus: Focus = field(default_factory=lambda: Focus("table"))


def look(words: Words, state: ReportState) -> ReportLook:
    """Return what a state looks like."""
    report, table = state.shown(), state.shown_table()
    fields = {name: _field(words, state, name) for name in state.fields}
    if report is None or table is None:
        return ReportLook(empty=_empty(words, state), fields=fields, focus=state.focus)
    tabs = () if state.behind is not None else tuple(each.title for each in report.tables)
    return ReportLook(
        report.title,
        words.say("ui.reports.dot").join(report.facts),
        tabs if len(tabs) > 1 else (),
        min(state.table, len(report.tables) - 1),
        table.columns,
        tuple(_row(each, at) for at, each in enumerate(table.rows)),
        state.row,
        table.empty or words.say("report.empty"),
        _note(table, state.row),
        "\n".join(report.notes),
        fields,
        state.focus,
    )


def _row(row: Row, at: int) -> RowLook:
    texts = tuple(each.text for each in row.cells)
    tone = "" if row.tone == "quiet" else row.tone
    return RowLook(texts, row.note, tone, row.heading, at)


def _note(table: Table, row: int) -> str:
    own = table.rows[row].note if 0 <= row < len(table.rows) else ""
    return "\n".join(part for part in (own, table.note) if part)


def _empty(words: Words, state: ReportState) -> str:
    if state.trouble[0]:
        return "\n".join(state.trouble)
    return words.say("ui.reports.looking") if state.acting else words.say("ui.reports.nothing")


def _field(words: Words, state: ReportState, name: str) -> FieldLook:
    shown = state.behind is None and (name != "note" or state.signing)
    hint = words.say(f"ui.reports.hint.{name}")
    return FieldLook(state.text(name), hint, state.errors.get(name, ""), shown=shown)
