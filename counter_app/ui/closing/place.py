"""The closing list as a cover of the window: joins presenter and view, and lists its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.closing.presenter import Closing
from counter_app.ui.closing.view import ClosingScreen
from counter_app.ui.place import KeyAction, NowLine, Surroundings
from counter_app.ui.second import SigningHands


class ClosingPlace:
    """``lock`` is what F12 does."""

    id = "closing"
    title = ""

    def __init__(self, around: Surroundings, lock: Callable[[], None]) -> None:
        self._words, self._lock = around.desk.words, lock
        self._screen = ClosingScreen(self._words)
        self.presenter = Closing(around, self._screen, self)
        self._screen.entered.connect(self.presenter.press_enter)
        self._screen.asked_again.connect(self.presenter.press_again)
        self._screen.asked_over.connect(self.presenter.press_over)
        self._screen.left.asked.connect(self.presenter.press_go)
        self._screen.fields.hands = SigningHands(self.presenter.signing)

    def widget(self) -> ClosingScreen:
        """The screen."""
        return self._screen

    def keys(self) -> tuple[KeyAction, ...]:
        """Enter ends the day or signs; Esc leaves it."""
        state, act, say = self.presenter.state, self.presenter, self._words.say
        over = KeyAction("Alt+J", state.over, act.press_over)
        return (
            KeyAction("Enter", state.enter, act.press_enter),
            *((over,) if state.over else ()),
            KeyAction("F5", state.again, act.press_again),
            KeyAction("Esc", say("ui.closing.act.back"), act.press_back),
            KeyAction("F12", say("ui.session.act.lock"), self._lock),
            *(
                KeyAction(each.key, each.go, partial(act.press_go, each.key), bar=False)
                for each in state.left
                if each.key
            ),
        )

    def now(self) -> NowLine:
        """What Enter does."""
        return NowLine(self.presenter.state.now)

    def serving(self) -> str:
        """Somebody who is served is the place's beneath."""
        return ""

    def enter(self) -> None:
        """Focus on the one button."""
        self._screen.focus_close()

    def leave(self) -> bool:
        """It may go."""
        return True

    def changed(self, _changes: Changes) -> None:
        """F5 looks again; nothing moves under the clerk's eyes."""

    def user_changed(self, _user: User | None) -> None:
        """The door begins it anew for whoever presses the key."""
