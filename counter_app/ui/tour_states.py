"""
What a screen offers for the picture tour (``dev.py tour``).

``counter_app/ui/<screen>/tour.py`` has ``states() -> Iterable[TourState]``; it is found by its
place. Everything in a picture is made up; a number that is not masked stops the tour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from counter_app.services.desk import Changes, Desk
from counter_app.services.visit import User
from counter_app.ui.line_watch.state import StripState
from counter_app.ui.place import KeyAction, NowLine, Place, Surroundings


class Dress(Protocol):
    """Puts a place into the whole window, as the clerk sees it."""

    def __call__(
        self,
        place: Place,
        *,
        strip: StripState | None = None,
        message: tuple[str, str, str] | None = None,
    ) -> Any:
        """Return the window; ``strip``: all well unless given; ``message``: what, remedy, kind."""


@dataclass(frozen=True, slots=True)
class TourDesk:
    """
    What a state is built with; language, theme and scale are already set.

    ``surroundings`` hold an enrolled desk on fakes with the sample items, a runner that is back at
    once, timers that never go off and a shell that listens. ``dress(place)`` shows the place beside the
    rail, ``cover(place)`` over everything. For pieces return the bare widget instead.
    """

    surroundings: Surroundings
    dress: Dress
    cover: Dress

    @property
    def desk(self) -> Desk:
        """The desk of the surroundings."""
        return self.surroundings.desk


@dataclass(frozen=True, slots=True)
class TourState:
    """
    One picture: ``name`` in latin letters with dashes, ``build`` gives a QWidget.

    ``size`` in pixels; ``scales`` in percent: each theme and language at each of them.
    """

    name: str
    build: Callable[[TourDesk], Any]
    size: tuple[int, int] = (1280, 800)
    scales: tuple[int, ...] = (100,)


@dataclass(frozen=True)
class StillPlace:
    """A place that stands still: a view fed with one state, without a presenter."""

    id: str
    view: Any
    standing: tuple[KeyAction, ...] = ()
    line: NowLine = field(default_factory=NowLine)
    title: str = ""

    def widget(self) -> Any:
        """The view."""
        return self.view

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys it was given."""
        return self.standing

    def now(self) -> NowLine:
        """The sentence it was given."""
        return self.line

    def serving(self) -> str:
        """Nobody is served in a picture."""
        return ""

    def enter(self) -> None:
        """The focus stays where the state put it."""

    def leave(self) -> bool:
        """It may be left."""
        return True

    def changed(self, changes: Changes) -> None:
        """A picture does not change."""

    def user_changed(self, user: User | None) -> None:
        """Nor does who looks at it."""
