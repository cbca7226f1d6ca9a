"""The day ledger and the figures of day and year (F-E7)."""

from __future__ import annotations

from datetime import date, timedelta

from counter_app.domain.flow import Flow
from counter_app.services.certificate_counts import Counts, DayLine, counts, day_ledger
from counter_app.services.day_ledger_file import export_day
from counter_app.services.desk import Desk
from counter_app.services.visit import Visit
from counter_app.ui.certificates.board import Board

_Book = tuple[tuple[DayLine, ...], Counts]


class Books:
    """One day at a time, from today backwards."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def press(self) -> None:
        """Alt+L: the day ledger of today."""
        self._show(self._board.today())

    def turn(self, days: int) -> None:
        """The day before or after, never one that has not come."""
        day = self._board.state.day
        if day is not None and day + timedelta(days) <= self._board.today():
            self._show(day + timedelta(days))

    def export(self) -> None:
        """F6: write the day as .xlsx."""
        board, state = self._board, self._board.state
        if state.day is None or state.counts is None:
            return
        flow = export_day(board.desk, state.day, state.ledger, state.counts)
        board.act("export", flow, lambda path: board.say("books.exported", "good", path=path))

    def _show(self, day: date) -> None:
        board = self._board

        def found(book: _Book) -> None:
            if board.state.form.kind != "books":
                board.open("books")
            board.put(ledger=book[0], counts=book[1], day=day)

        board.run(_book(board.desk, board.visit, day), found)


def _book(desk: Desk, visit: Visit, day: date) -> Flow[_Book]:
    lines = yield from day_ledger(desk, visit, day)
    figures = yield from counts(desk, visit, day)
    return lines, figures
