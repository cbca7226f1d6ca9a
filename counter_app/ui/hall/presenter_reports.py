"""
What every page of reports does: look, choose, open what lies behind, export; no Qt.

A page says how its report is made (``ask``) and what it is of; it looks when it is entered first and
whenever the supervisor asks for another period, never by itself.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from counter_app.domain.errors import CounterError
from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.flow import Flow
from counter_app.domain.report import Cell, LinesPage, LinesWish, ReportLine
from counter_app.services.figure_export import Form, export_report, file_name
from counter_app.services.report_lines_words import lines_report
from counter_app.services.reports import lines
from counter_app.services.visit import User, Visit
from counter_app.ui.board import FieldBoard, Focus
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.report_state import Behind, Found, ReportState, first_row

T = TypeVar("T")


class ReportView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: ReportState) -> None:
        """Show a state; idempotent, takes no focus but where ``state.focus`` has a new turn."""

    def ask_path(self, name: str) -> None:
        """Ask where to write a file; the answer comes by ``export_to``."""


class ReportBoard(FieldBoard[ReportState]):
    """The state of one page."""

    AREA = "reports"


class ReportPresenter(ABC):
    """One page; ``fields`` are its fields, in their order."""

    def __init__(self, room: HallRoom, view: ReportView, fields: tuple[str, ...]) -> None:
        self.room, self.view = room, view
        empty = ReportState(fields=fields)
        self.board = ReportBoard(room.around, empty, view.show_state)
        self.board.changed = room.refresh

    # ---- what a page says

    @abstractmethod
    def ask(self) -> Flow[Found]:
        """Return the flow that makes the report of what is chosen."""

    @abstractmethod
    def taken(self, name: str) -> None:
        """Enter was pressed in a field."""

    @abstractmethod
    def reset_texts(self) -> dict[str, str]:
        """Return what stands in the fields when somebody sits down."""

    # ---- what the supervisor does

    @property
    def state(self) -> ReportState:
        """What stands on the page."""
        return self.board.state

    def enter(self) -> None:
        """The page is shown; what it showed before stays, the first time it looks."""
        if self.state.report is None:
            self.look()
        self.board.focus(self.state.focus.field)

    def user_changed(self, user: User | None) -> None:
        """Somebody sits down or leaves: nothing of the one before stays."""
        fields = self.state.fields
        self.board.renew(
            ReportState(visit=Visit(user=user), fields=fields, texts=self.reset_texts())
        )

    def look(self) -> None:
        """Ask for the report anew."""
        if self.state.acting:
            return

        def done(found: Found) -> None:
            tables = found.report.tables
            table = min(self.state.table, len(tables) - 1)
            shown = {"report": found.report, "book": found.book, "behind": None, "table": table}
            row = first_row(tables[table])
            self.board.put(acting="", row=row, trouble=("", ""), **shown)

        def failed(error: CounterError) -> None:
            trouble = self.board.desk.words.error(error)
            self.board.put(report=None, book=None, behind=None, acting="", trouble=trouble)

        self.board.put(acting="look")
        self.board.run(self.ask(), done, failed)

    def turn_table(self, step: int = 1) -> None:
        """Show the next table of the report."""
        report = self.state.report
        if report is not None and self.state.behind is None:
            self.choose_table((self.state.table + step) % len(report.tables))

    def choose_table(self, at: int) -> None:
        """Show a table of the report."""
        if self.state.report is not None:
            self.board.put(table=at, row=first_row(self.state.report.tables[at]))

    def move_row(self, row: int) -> None:
        """Another row is the chosen one."""
        self.board.put(row=row)

    def open(self, row: int, column: int) -> None:
        """Enter on a cell: the list behind it, or behind the row's last figure that has one."""
        table = self.state.shown_table()
        if table is None or not 0 <= row < len(table.rows):
            return
        cells = table.rows[row].cells
        there = [each for each in cells if each.opens is not None]
        if not there:
            return
        chosen = cells[column] if 0 <= column < len(cells) and cells[column].opens else there[-1]
        self._open(table.title, cells[0].text, chosen)

    def read_on(self) -> None:
        """F8 in a list: its next page."""
        behind = self.state.behind
        if behind is not None and behind.more:
            self.read(behind.title, replace(behind.wish, after=behind.more), behind.lines)

    def step_back(self) -> None:
        """Esc: the remark, the list, then the table."""
        if self.state.signing:
            self.board.drop_texts("note")
            self.board.put(signing=False)
        elif self.state.behind is not None:
            self.board.put(behind=None)
        self.board.shell.hush()
        self.board.focus("table")

    def press_export(self, form: Form) -> None:
        """F6 or F7: ask where to."""
        report = self.state.shown()
        if report is not None:
            self.view.ask_path(file_name(report, form))

    def export_to(self, path: str) -> None:
        """Write the report there; an empty path is a dialog that was left."""
        report = self.state.shown()
        if not path or report is None:
            return
        flow = export_report(self.board.desk, self.state.visit, report, path)
        self.act("export", flow, lambda done: self.board.say("exported", "good", path=done))

    def act(self, name: str, flow: Flow[T], done: Callable[[T], None]) -> None:
        """Run the one act of the moment; the same key again while it is under way does nothing."""
        if self.state.acting:
            return
        self.board.put(acting=name)

        def ended(value: T) -> None:
            self.board.put(acting="")
            done(value)

        def failed(error: CounterError) -> None:
            self.board.put(acting="")
            self.board.fail(error)

        self.board.run(flow, ended, failed)

    # ---- fields

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""
        self.board.put_text(name, text)

    def enter_field(self, name: str) -> None:
        """Enter was pressed in a field."""
        with self.board.together():
            self.taken(name)

    def at(self, name: str) -> None:
        """The caret went to a field by itself."""
        self.board.put(focus=Focus(name, self.state.focus.turn))

    # ---- inside

    def _open(self, table: str, row: str, cell: Cell) -> None:
        title = self.board.desk.words.say("ui.reports.behind", table=table, row=row)
        wish = cell.opens
        if isinstance(wish, LinesWish):
            self.read(title, wish)
            return
        assert isinstance(wish, DrillWish)  # noqa: S101 - only a cell that opens comes here
        self.room.open_list(title, wish)

    def read(self, title: str, wish: LinesWish, kept: tuple[ReportLine, ...] = ()) -> None:
        """Read a page of lines and show them behind those ``kept``."""
        words = self.board.desk.words

        def found(page: LinesPage) -> None:
            told = (*kept, *page.lines)
            report = lines_report(words, title, told, more=bool(page.more))
            shown, row = self.state.report, len(kept)
            assert shown is not None  # noqa: S101 - a list is opened from a report
            report = replace(report, span=shown.span, scope=shown.scope)
            self.board.put(behind=Behind(title, wish, told, page.more, report), row=row)
            self.board.focus("table")

        self.act("list", lines(self.board.desk, self.state.visit, wish), found)
