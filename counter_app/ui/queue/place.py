"""叫号 as a place of the window."""

from __future__ import annotations

from typing import Any

from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.place import KeyAction, NowLine, Surroundings
from counter_app.ui.queue.presenter import QueuePresenter
from counter_app.ui.queue.sentence import keys, now_line
from counter_app.ui.queue.view import QueueScreen


class QueuePlace:
    """Fulfils ``counter_app.ui.place.Place``."""

    id = "queue"

    def __init__(self, around: Surroundings) -> None:
        self._desk = around.desk
        self.view = QueueScreen(around.desk.words)
        self.presenter = QueuePresenter(around, self.view)
        self.view.bind(self.presenter)
        self.view.show_state(self.presenter.state)

    @property
    def title(self) -> str:
        """What the rail says."""
        return self._desk.words.say("ui.queue.title")

    def widget(self) -> Any:
        """The same widget each time."""
        return self.view

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that stand now, beside those of calling."""
        return keys(self._desk, self.presenter)

    def now(self) -> NowLine:
        """The one act that is open."""
        return now_line(self._desk.words, self.presenter.state)

    def serving(self) -> str:
        """Who would be left by Alt+F4."""
        ticket = self.presenter.calling.ticket
        if ticket is None or not self.presenter.calling.come:
            return ""
        return self._desk.words.say("ui.queue.serving", no=ticket.no)

    def enter(self) -> None:
        """Look at the hall, and put the caret where it was."""
        self.presenter.enter_place()
        self.view.focus_again()

    def leave(self) -> bool:
        """It may be left."""
        self.presenter.leave()
        return True

    def changed(self, _changes: Changes) -> None:
        """Cases and papers are nothing to it."""

    def user_changed(self, user: User | None) -> None:
        """Somebody sits down or leaves."""
        self.presenter.user_changed(user)
