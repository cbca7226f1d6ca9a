"""好差评, a hall's ratings and the tickets of bad ones, as a page of 大厅."""

from __future__ import annotations

from typing import Any

from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.hall.field_hands import FieldHands
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.presenter_ratings import RatingsPresenter
from counter_app.ui.hall.rating_keys import ratings_keys, ratings_now
from counter_app.ui.hall.view_ratings import RatingsScreen
from counter_app.ui.place import KeyAction, NowLine


class RatingsPage:
    """Fulfils ``counter_app.ui.hall.page.HallPage``."""

    id = "ratings"

    def __init__(self, room: HallRoom) -> None:
        self._words = room.around.desk.words
        self.view = RatingsScreen(self._words)
        self.presenter = RatingsPresenter(room, self.view)
        self.view.fields.hands = FieldHands(self.presenter)
        self.view.moved.connect(self.presenter.move)
        self.view.opened.connect(self.presenter.open)
        self.view.table_chosen.connect(self.presenter.choose_table)
        self.view.show_state(self.presenter.state)

    @property
    def title(self) -> str:
        """What its tab says."""
        return self._words.say("ui.ratings.title")

    def widget(self) -> Any:
        """The same widget each time."""
        return self.view

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that stand now."""
        return ratings_keys(self._words, self.presenter)

    def now(self) -> NowLine:
        """What can be done here."""
        return ratings_now(self._words, self.presenter.state)

    def enter(self) -> None:
        """Look."""
        self.presenter.enter()

    def leave(self) -> None:
        """Nothing is asked in the background."""

    def changed(self, changes: Changes) -> None:
        """Ratings are the county's: what is recorded here is not seen here."""

    def user_changed(self, user: User | None) -> None:
        """Nobody's ratings stay on the screen."""
        self.presenter.user_changed(user)
