"""办件 as a place of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter_app.domain.errors import CounterError
from counter_app.services.desk import Changes
from counter_app.services.looks import copy_field, show_field
from counter_app.services.visit import User, Visit
from counter_app.ui.citizen.clerk_keys import ClerkKeys
from counter_app.ui.citizen.panel import ClerkPanel
from counter_app.ui.intake.presenter import IntakePresenter
from counter_app.ui.intake.presenter_privacy import Note
from counter_app.ui.intake.sentence import keys, now_line
from counter_app.ui.intake.view import IntakeScreen
from counter_app.ui.place import KeyAction, NowLine, Surroundings


class IntakePlace:
    """Fulfils ``counter_app.ui.place.Place``."""

    id = "intake"

    def __init__(self, around: Surroundings, note: Note | None = None) -> None:
        self._desk = around.desk
        self.view = IntakeScreen(around.desk)
        self.presenter = IntakePresenter(around, self.view, note or _noting(around))
        self.view.bind(self.presenter)
        self.view.show_state(self.presenter.state)
        self._citizen: ClerkKeys | None = None
        if around.citizen is not None:
            panel = ClerkPanel(around.desk.words)
            self._citizen = ClerkKeys(
                around.citizen, around.desk.words, around.shell, panel.line.setFocus
            )
            panel.finished.connect(self.view.focus_again)
            panel.listen_to(around.citizen)
            self.view.left.stand_below(panel)

    @property
    def title(self) -> str:
        """What the rail says."""
        return self._desk.words.say("ui.intake.title")

    def widget(self) -> Any:
        """The same widget each time."""
        return self.view

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that stand now."""
        mine = keys(self._desk, self.presenter)
        if self._citizen is None:
            return mine
        return (*mine, *self._citizen.keys(lambda: self.presenter.state.visit))

    def now(self) -> NowLine:
        """The one act that is open."""
        return now_line(self._desk, self.presenter)

    def serving(self) -> str:
        """What Alt+F4 would leave in mid-case."""
        visit = self.presenter.state.visit
        if visit.draft is None or visit.case is not None:
            return ""
        return self._desk.words.say("ui.intake.serving", item=visit.draft.item.name)

    def visit_over(self, then: Callable[[], None]) -> None:
        """F2 or 离开: clear the table, then go on."""
        self.presenter.visit_over(then)

    def scanned(self, text: str) -> None:
        """A scanner typed a case number or a credit code, on whatever screen."""
        self.presenter.scanned(text)

    def enter(self) -> None:
        """Put the caret where it was."""
        self.view.focus_again()

    def leave(self) -> bool:
        """Another place is wanted: nothing personal stays open."""
        self.presenter.leave()
        return True

    def changed(self, changes: Changes) -> None:
        """New items or a case that moved: what is open is asked anew."""
        if changes.items or changes.cases:
            self.presenter.parts.board.look()
            self.presenter.parts.due.moved(changes.cases)

    def user_changed(self, user: User | None) -> None:
        """Somebody sits down or leaves."""
        self.presenter.user_changed(user)


def _noting(around: Surroundings) -> Note:
    """Record each reveal and each copy as an operation (F-K3, F-D19)."""
    desk, shell = around.desk, around.shell

    def refused(error: CounterError) -> None:
        shell.tell(*desk.words.error(error), "error")

    def note(act: str, field: str, case: str) -> None:
        flow = show_field if act == "reveal" else copy_field
        around.runner.run(flow(desk, Visit(user=shell.user), field, case), _done, refused)

    return note


def _done(_none: None) -> None:
    """It is written down; there is nothing to show."""
