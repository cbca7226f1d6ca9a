"""The opening check as a cover of the window: joins presenter and view, and lists its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.opening.presenter import Opening
from counter_app.ui.opening.view import OpeningScreen
from counter_app.ui.place import KeyAction, NowLine, Surroundings
from counter_app.ui.second import SigningHands


class OpeningPlace:
    """``lock`` is what F12 does."""

    id = "opening"
    title = ""

    def __init__(self, around: Surroundings, lock: Callable[[], None]) -> None:
        self._words, self._lock = around.desk.words, lock
        self._screen = OpeningScreen(self._words)
        self.presenter = Opening(around, self._screen, self)
        self._screen.selected.connect(self.presenter.select)
        self._screen.entered.connect(self.presenter.press_enter)
        self._screen.asked_again.connect(self.presenter.press_again)
        self._screen.list.asked.connect(self.presenter.press_go)
        self._screen.two_button.clicked.connect(self.presenter.press_two)
        self._screen.fields.hands = SigningHands(self.presenter.signing)

    def widget(self) -> OpeningScreen:
        """The screen."""
        return self._screen

    def keys(self) -> tuple[KeyAction, ...]:
        """Enter does the obvious, Esc goes back to it; a line that wants something has its own key."""
        state, act = self.presenter.state, self.presenter
        say = self._words.say
        back = KeyAction("Esc", say("ui.opening.act.back"), act.press_back)
        two = KeyAction("Alt+T", state.two, act.press_two)
        lines = [each for each in state.checks if each.key]
        return (
            KeyAction("Enter", state.enter, act.press_enter),
            KeyAction("F5", state.again, act.press_again),
            *((back,) if state.row >= 0 or state.sign.two else ()),
            *((two,) if state.two else ()),
            KeyAction("F12", say("ui.session.act.lock"), self._lock),
            *(
                KeyAction(each.key, each.go, partial(act.press_go, each.key), bar=False)
                for each in lines
            ),
        )

    def now(self) -> NowLine:
        """What Enter does."""
        return NowLine(self.presenter.state.now)

    def serving(self) -> str:
        """Nobody is served before the window is open."""
        return ""

    def enter(self) -> None:
        """Focus on the one button."""
        self._screen.focus_open()

    def leave(self) -> bool:
        """It may go."""
        return True

    def changed(self, _changes: Changes) -> None:
        """F5 looks again; nothing moves under the clerk's eyes."""

    def user_changed(self, _user: User | None) -> None:
        """The door begins it anew for whoever comes in."""
