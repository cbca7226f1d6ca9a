"""Finding an item as it is typed, opening it, and choosing its situation (F-D3, F-D4, F-D5)."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.case import MaterialState
from counter_app.domain.item import ItemHit
from counter_app.services.drafts import find_items, mark_material, open_case
from counter_app.services.recollection import number_of
from counter_app.services.situations import change_situation, drop_draft
from counter_app.services.sketch import Matter
from counter_app.services.visit import Draft, Visit, open_draft
from counter_app.ui.board import without
from counter_app.ui.intake.board import Board
from counter_app.ui.intake.state import Sheet

LIMIT = 20


class Search:
    """The newest text counts; Enter pressed before its hits are there waits for them."""

    def __init__(self, board: Board, opened: Callable[[], None]) -> None:
        self._board, self._opened = board, opened
        self._asked = 0
        self._take_first = False

    def press(self) -> None:
        """F4: the caret goes to the field; with nothing typed the items used before are offered."""
        self._board.put(sheet=Sheet(), popup=True)
        self._board.focus("search")
        self._offer(self._board.state.text("search"))

    def type_text(self, text: str) -> None:
        """Search for what is typed or still being composed."""
        self._take_first = False
        self._board.put(popup=True)
        self._offer(text)

    def close(self) -> None:
        """Put the hits away; the text stays."""
        self._take_first = False
        self._board.put(popup=False)

    def enter(self) -> None:
        """Enter without an open list: the hits on their way, or what was found before."""
        state = self._board.state
        if state.asking:
            self._take_first = True
        elif state.text("search") and state.hits:
            self.choose(0)
        elif state.text("search"):
            self._board.say("nothing_found", "warning")

    def choose(self, row: int) -> None:
        """Open an application for a hit."""
        hits = self._board.state.hits
        if not 0 <= row < len(hits):
            return
        self._board.put(popup=False, hits=(), texts=without(self._board.state.texts, "search"))
        self.open(hits[row])

    def open(self, hit: ItemHit) -> None:
        """Open an item; one opened by mistake before it, and left untouched, is forgotten."""
        board = self._board

        def opened(visit: Visit) -> None:
            before = board.state
            board.put(
                visit=visit,
                row=0,
                ticked=frozenset(),
                touched=False,
                done="",
                papers=() if before.done else before.papers,
                sheet=Sheet(),
                restored="",
            )
            self._forget(before.visit, touched=before.touched)
            self._warn_if_taken(visit)
            self._carry_over(visit)
            self._opened()

        board.ask(lambda visit: open_case(board.desk, visit, hit.code, None), opened)

    def choose_situation(self, situation: str) -> None:
        """Ask for the materials of another situation."""
        board = self._board
        draft = board.state.visit.draft
        if draft is None or draft.application.situation == situation:
            return

        def changed(visit: Visit) -> None:
            board.put(visit=visit, row=0)
            board.look()

        board.ask(lambda visit: change_situation(board.desk, visit, situation), changed)

    def next_situation(self) -> None:
        """The situation after this one, round and round."""
        draft = self._board.state.visit.draft
        if draft is None or not draft.item.situations:
            return
        ids = [each.id for each in draft.item.situations]
        at = ids.index(draft.application.situation) if draft.application.situation in ids else -1
        self.choose_situation(ids[(at + 1) % len(ids)])

    def _offer(self, text: str) -> None:
        self._asked += 1
        asked, board = self._asked, self._board
        if not text.strip():
            board.put(hits=board.state.recalled.suggested(), asking=False)
            return

        def found(hits: tuple[ItemHit, ...]) -> None:
            if asked != self._asked:
                return
            board.put(hits=hits, asking=False)
            if self._take_first:
                self._take_first = False
                self.enter()

        board.put(asking=True)
        board.run(find_items(board.desk, text, LIMIT), found)

    def _forget(self, before: Visit, *, touched: bool) -> None:
        draft = before.draft
        if draft is None or before.case is not None or touched:
            return
        case_id = draft.application.case_id
        left = tuple(each for each in self._board.state.matters if each.case_id != case_id)
        self._board.put(matters=left)
        self._board.run(drop_draft(self._board.desk, case_id), lambda _none: None)

    def _warn_if_taken(self, visit: Visit) -> None:
        """The same applicant and item once more: said, never stopped (F-D5)."""
        draft = open_draft(visit)
        number = number_of(draft.application)
        if not number:
            return
        taken = self._board.state.recalled.taken.get((number, draft.item.code))
        if taken is not None:
            day = f"{taken.day:%Y-%m-%d}"
            self._board.say("taken_before", "warning", day=day, case_no=taken.case_no)

    def _carry_over(self, visit: Visit) -> None:
        """What was received with another item of this visit is not asked for again (F-D5)."""
        draft = open_draft(visit)
        here = _brought(self._board.state.matters, number_of(draft.application))
        again = tuple(
            each.id
            for each in draft.application.materials
            if each.name in here and each.state is MaterialState.MISSING
        )
        if again:
            self._mark(again)

    def _mark(self, materials: tuple[str, ...]) -> None:
        board = self._board

        def marked(visit: Visit) -> None:
            board.put(visit=visit)
            board.look()
            board.say("carried_over", count=len(materials))

        board.ask(
            lambda visit: mark_material(board.desk, visit, materials, MaterialState.RECEIVED, None),
            marked,
        )


def _brought(matters: tuple[Matter, ...], who: str) -> frozenset[str]:
    return frozenset(name for each in matters if each.who == who for name in each.brought)


def matter_of(draft: Draft, case_no: str) -> Matter:
    """Return the line of this visit's list for an application."""
    about = draft.application
    received = tuple(each.name for each in about.materials if each.state is MaterialState.RECEIVED)
    return Matter(
        about.case_id,
        about.item.name,
        about.applicant_name(),
        number_of(about),
        case_no,
        draft.state.value,
        received,
    )


def with_matter(matters: tuple[Matter, ...], matter: Matter) -> tuple[Matter, ...]:
    """Return the list with a matter in its place, or at its end."""
    if any(each.case_id == matter.case_id for each in matters):
        return tuple(matter if each.case_id == matter.case_id else each for each in matters)
    return (*matters, matter)
