"""此人的事 beside the case: what is due to whoever laid his card down, and the way to it (F-D17)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain.person import Person
from counter_app.services.matters import Due, PersonMatter, PersonMatters, person_matters
from counter_app.ui.intake.board import Board


class DueNow:
    """``take_up(case_no)`` and ``resume(draft)`` put something on the table."""

    def __init__(
        self, board: Board, take_up: Callable[[str], None], resume: Callable[[str], None]
    ) -> None:
        self._board, self._take_up, self._resume = board, take_up, resume

    def look(self, person: Person) -> None:
        """A card was read: list what is due to its holder, and to the body he came for."""
        board, visit = self._board, self._board.state.visit
        if person.source != "card":
            return
        code = visit.body.credit_code if visit.body is not None else ""

        def found(matters: PersonMatters) -> None:
            open_one = board.state.visit.draft
            there = open_one.application.case_id if open_one is not None else ""
            rows = tuple(each for each in matters.rows if each.id != there)
            board.put(due=replace(matters, rows=rows))

        board.run(person_matters(board.desk, visit, person.number, code), found)

    def press(self) -> None:
        """Alt+M: open the nearest."""
        due = self._board.state.due
        if due is None or not due.rows:
            self._board.say("due_none" if due is not None else "due_read_first")
            return
        self._open(due.rows[0])

    def moved(self, cases: tuple[str, ...]) -> None:
        """Something happened to cases: what was due of them is not listed any more."""
        due = self._board.state.due
        if due is not None and cases:
            rows = tuple(each for each in due.rows if each.id not in cases)
            self._board.put(due=replace(due, rows=rows))

    def _open(self, matter: PersonMatter) -> None:
        board = self._board
        if matter.due is Due.DRAFT:
            self._resume(matter.id)
        elif matter.due in (Due.CORRECTION, Due.GAP):
            self._take_up(matter.case_no)
        elif not board.shell.show_case("certificates", matter.case_no):
            board.say("due_elsewhere", "warning", item=matter.item)
