"""The door as a cover of the window: joins presenter and card, and lists its keys."""

from __future__ import annotations

from functools import partial

from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.closing.place import ClosingPlace
from counter_app.ui.opening.place import OpeningPlace
from counter_app.ui.place import KeyAction, NowLine, Surroundings
from counter_app.ui.session.presenter import Session
from counter_app.ui.session.view import DoorCard


class SessionPlace:
    """Kept as long as the window lives."""

    id = "session"
    title = ""

    def __init__(self, around: Surroundings) -> None:
        self._card = DoorCard()
        self.opening = OpeningPlace(around, self._lock)
        self.closing = ClosingPlace(around, self._lock)
        day = (self.opening.presenter, self.closing.presenter)
        self.presenter = Session(around, self._card, self, day)
        self._card.typed.connect(self.presenter.type_text)
        self._card.pressed.connect(self.presenter.press)

    def widget(self) -> DoorCard:
        """The card."""
        return self._card

    def keys(self) -> tuple[KeyAction, ...]:
        """The acts of the card, and the people to choose, whose keys stand on the card."""
        state = self.presenter.state
        acts = (KeyAction(each.key, each.text, self._press(each.key)) for each in state.acts)
        chips = (
            KeyAction(each.key, each.text, self._press(each.key), bar=False) for each in state.chips
        )
        return (*acts, *chips)

    def now(self) -> NowLine:
        """What is to be typed."""
        return NowLine(self.presenter.state.now)

    def serving(self) -> str:
        """At the door nobody is served."""
        return ""

    def enter(self) -> None:
        """Caret to where the next thing is typed."""
        self.presenter.enter()

    def leave(self) -> bool:
        """It may go."""
        return True

    def changed(self, changes: Changes) -> None:
        """The county may have sent new people."""
        self.presenter.changed(changes)

    def user_changed(self, _user: User | None) -> None:
        """The door itself says who comes and goes."""

    def _press(self, key: str) -> partial[None]:
        return partial(self.presenter.press, key)

    def _lock(self) -> None:
        self.presenter.lock()


def begin(around: Surroundings) -> SessionPlace:
    """Cover a window that is just built with the sign-in."""
    place = SessionPlace(around)
    place.presenter.begin()
    return place
