"""The card on the plate: who takes a result, and 此人的事 (F-D17)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from counter_app.domain.errors import CounterError
from counter_app.domain.person import Person
from counter_app.services import applicants
from counter_app.services.certificates import Line
from counter_app.services.matters import Due, PersonMatter, PersonMatters, person_matters
from counter_app.ui.certificates.board import Board
from counter_app.ui.certificates.presenter_handing import Handing
from counter_app.ui.certificates.presenter_lists import Lists
from counter_app.ui.certificates.presenter_prints import PRINTED


class People:
    """One card at a time; typing goes on while it is awaited."""

    def __init__(self, board: Board, lists: Lists, handing: Handing) -> None:
        self._board, self._lists, self._handing = board, lists, handing

    def press_read(self) -> None:
        """F3: wait for a card."""
        board = self._board
        if not board.state.reading:
            board.put(reading=True)
            board.run(applicants.take_card(board.desk, board.visit), self._read, self._unread)

    def return_card(self) -> None:
        """Alt+K: the card has gone back to its holder."""
        self._board.put(card_out=False)

    def visit_over(self, then: Callable[[], None]) -> None:
        """F2 or 离开: nothing of the person stays on the screen; not while something is under way."""
        board = self._board
        if board.state.acting:
            board.say("still_acting", "warning")
            return
        self._handing.withdraw()
        board.close(person=None, matters=None, card_out=False, handed=())
        board.shell.hush()
        then()

    def press_matters(self) -> None:
        """Alt+M: open the nearest thing that is due to this person."""
        matters = self._board.state.matters
        if matters is not None and matters.rows:
            self.open_matter(0)
        else:
            self._board.say("matters_read_first" if matters is None else "matters_none")

    def open_matter(self, row: int) -> None:
        """Open one: what is fetched or sent here, the rest where cases are received."""
        board, matters = self._board, self._board.state.matters
        if matters is None or row >= len(matters.rows):
            return
        matter = matters.rows[row]
        if matter.due in (Due.FETCH, Due.SEND):
            self._open_here(matter)
        elif not matter.case_no or not board.shell.show_case("intake", matter.case_no):
            board.say("matter_elsewhere", "warning", item=matter.item)

    def _open_here(self, matter: PersonMatter) -> None:
        board = self._board
        line = self._line_of((matter.id,))
        if line is None:
            board.say("scan_nothing", "warning", case_no=matter.case_no)
            return
        with board.together():
            if board.state.form.kind:
                board.close()
            self._lists.show(line)
            board.focus("table")
        if matter.due is Due.FETCH:
            self._handing.press_hand_over()

    def _read(self, person: Person) -> None:
        board = self._board
        board.shell.calling.sits()
        board.put(reading=False, card_out=True, matters=None)
        self._handing.collect(person)
        flow = person_matters(board.desk, board.visit, person.number)

        def found(matters: PersonMatters) -> None:
            if board.state.person == person:
                board.put(matters=matters)
                self._show_first(matters)

        board.run(flow, found)

    def _show_first(self, matters: PersonMatters) -> None:
        """What this person can fetch is chosen, unless the clerk is in the middle of something."""
        board = self._board
        wanted = [each.id for each in matters.rows if each.due is Due.FETCH]
        line = self._line_of(wanted)
        if line is not None and not board.state.form.kind:
            self._lists.show(line)

    def _line_of(self, cases: Collection[str]) -> Line | None:
        """Find a line of these cases: one that is in the house before one that is still to be printed."""
        lines = [each for each in self._board.state.lines if each.case_id in cases]
        return next((each for each in lines if each.group in PRINTED), next(iter(lines), None))

    def _unread(self, error: CounterError) -> None:
        handing = self._board.state.handing
        self._board.fail(error)
        if handing is not None:
            self._board.put(handing=replace(handing, typing=True))
