"""群众屏 as the clerk sees it: how far the person has come, and a witness where one is needed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from counter_app.ui import theme
from counter_app.ui.citizen.presenter import CitizenPresenter
from counter_app.ui.citizen.state import ClerkState
from counter_app.ui.widgets.field import FieldLine
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.text import Panel, label, set_kind
from counter_app.ui.widgets.wrapping import WrapLayout
from counter_app.words import Words


class ClerkPanel(Panel):
    """
    ``marked`` when Enter says that the fingerprint is on the paper; ``named(text)`` as it is typed.

    ``finished`` when the caret stands here and nothing is typed here any more.
    """

    named = Signal(str)
    marked = Signal()
    finished = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        say = words.say
        self.pill, self._steps = StatusPill(), QWidget()
        self._row = WrapLayout(self._steps, gap=theme.current().metrics.space(1))
        self._texts = [label(role="small") for _ in range(5)]
        for text in self._texts:
            self._row.addWidget(text)
        self._hint, self._keys = label(role="small", wrap=True), label(role="dim", wrap=True)
        self.witness = FieldLine(
            say("ui.citizen.clerk.witness"),
            hint=say("ui.citizen.clerk.witness_hint"),
            name="witness",
        )
        self.witness.line.textEdited.connect(self.named)
        self.witness.line.returnPressed.connect(self.marked)
        for each in (self.pill, self._steps, self._hint, self.witness, self._keys):
            self.box.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(say("ui.citizen.clerk.title"))

    @property
    def line(self) -> QLineEdit:
        """Where the witness is typed."""
        return self.witness.line

    def listen_to(self, citizen: CitizenPresenter) -> None:
        """Show what a presenter says and tell it what the clerk does."""
        self.named.connect(citizen.type_witness)
        self.marked.connect(citizen.press_marked)
        citizen.watch(self.show_state)

    def show_state(self, state: ClerkState) -> None:
        """Show how far it is."""
        self.pill.show_state(state.pill)
        self._show_steps(state)
        hint = "" if state.error else state.pill.detail
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if state.witness is None and self.line.hasFocus():
            self.finished.emit()
        self.witness.setVisible(state.witness is not None)
        self.witness.show_text(state.witness or "")
        self.witness.show_error(state.error if state.witness is not None else "")
        self._keys.setText(" · ".join(self._told(state)))

    def _show_steps(self, state: ClerkState) -> None:
        self._steps.setVisible(state.step >= 0)
        parts: list[str] = []
        for each in state.steps:
            parts += ["→", each] if parts else [each]
        for at, text in enumerate(self._texts):
            text.setText(parts[at] if at < len(parts) else "")
            set_kind(text, "role", "strong" if at == state.step * 2 else "dim")

    def _told(self, state: ClerkState) -> list[str]:
        say = self._words.say
        again = "ask_again" if state.asked or state.step >= 0 else "ask"
        told = [say(f"ui.citizen.clerk.{again}")]
        if state.asked:
            other = "to_touch" if state.manner == "fingerprint" else "to_fingerprint"
            told += [say(f"ui.citizen.clerk.{other}"), say("ui.citizen.clerk.withdraw")]
        return told
