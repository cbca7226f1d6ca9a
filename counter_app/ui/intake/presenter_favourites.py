"""Items that stay at the top of the list: pinned and taken off by key or by a click on the star."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.item import ItemHit
from counter_app.services.favourites import toggle_pin
from counter_app.ui.intake.board import Board


class Favourites:
    """The open list keeps its order while it is open, so that no row moves away under the hand."""

    def __init__(self, board: Board, chosen_hit: Callable[[], int]) -> None:
        self._board, self._chosen_hit = board, chosen_hit

    def press(self) -> None:
        """Alt+F: the item under the caret, else the one on the table."""
        state = self._board.state
        if state.popup and state.hits:
            self.toggle(max(0, self._chosen_hit()))
        elif state.visit.draft is not None:
            item = state.visit.draft.item
            self._toggle(ItemHit(item.code, item.name, item.dept_name, item.project_type))
        else:
            self._board.say("pin_what", "warning")

    def toggle(self, row: int) -> None:
        """Pin the hit of a row, or take it off."""
        hits = self._board.state.hits
        if row < len(hits):
            self._toggle(hits[row])

    def _toggle(self, hit: ItemHit) -> None:
        board = self._board

        def kept(codes: tuple[str, ...]) -> None:
            board.put(recalled=board.state.recalled.with_pins(codes, hit))
            board.say("pinned" if hit.code in codes else "unpinned", item=hit.name)

        board.run(toggle_pin(board.desk, board.state.visit, hit.code), kept)
