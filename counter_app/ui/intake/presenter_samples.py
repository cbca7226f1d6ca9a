"""The sample form of the chosen material: beside the table, and on the screen that faces the citizen."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from counter_app.domain.case import CaseMaterial
from counter_app.domain.errors import CounterError
from counter_app.services.samples import Sample, sample_of
from counter_app.services.visit import open_draft
from counter_app.ui.intake.board import Board
from counter_app.ui.intake.state import SampleShown


class SampleScreen(Protocol):
    """The screen that faces the citizen, as far as samples go."""

    def show_sample(self, case_id: str, name: str, picture: bytes) -> bool:
        """Show it there; False while the person is signing."""

    def hide_sample(self) -> None:
        """Take it away."""


class Samples:
    """Alt+Y shows it, again shows it to the citizen, again puts it away; it follows the chosen row."""

    def __init__(self, board: Board, screen: SampleScreen | None) -> None:
        self._board, self._screen = board, screen

    def press(self) -> None:
        """Alt+Y: beside the table, then before the citizen, then away."""
        state = self._board.state
        shown, material = state.sample, state.material()
        if material is None:
            self._board.say("sample_what", "warning")
        elif shown is None:
            self._show(material, None)
            self._board.focus("materials")
        elif shown.picture and not shown.citizen and self._screen is not None:
            self._show_citizen(shown, self._screen)
        else:
            self.close()

    def follow(self) -> None:
        """Another row is the chosen one, or another item lies on the table."""
        shown, material = self._board.state.sample, self._board.state.material()
        if shown is None:
            return
        if material is None:
            self.close()
        elif material.id != shown.material:
            self._show(material, self._screen if shown.citizen else None)

    def close(self) -> None:
        """Put it away on both sides."""
        shown = self._board.state.sample
        if shown is not None and shown.citizen and self._screen is not None:
            self._screen.hide_sample()
        self._board.put(sample=None)

    def _show(self, chosen: CaseMaterial, screen: SampleScreen | None) -> None:
        board, item = self._board, open_draft(self._board.state.visit).item
        wanted = SampleShown(chosen.id, chosen.name, asking=True, citizen=screen is not None)
        board.put(sample=wanted)

        def drawn(sample: Sample | None) -> None:
            if board.state.sample != wanted:
                return
            there = SampleShown(chosen.id, chosen.name, sample.picture if sample else b"")
            board.put(sample=there)
            if screen is not None:
                self._show_citizen(there, screen)

        def failed(error: CounterError) -> None:
            board.put(sample=None)
            board.fail(error)

        board.run(sample_of(item, chosen.id, chosen.name), drawn, failed)

    def _show_citizen(self, shown: SampleShown, screen: SampleScreen) -> None:
        board, draft = self._board, open_draft(self._board.state.visit)
        if not shown.picture:
            screen.hide_sample()
        elif screen.show_sample(draft.application.case_id, shown.name, shown.picture):
            board.put(sample=replace(shown, citizen=True))
        else:
            board.say("sample_signing", "warning")
