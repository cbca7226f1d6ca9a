"""
What a screen offers for the picture tour (``dev.py tour``).

``counter_app/ui/<screen>/tour.py`` has ``states() -> Iterable[TourState]``; it is found by its
place. Everything in a picture is made up and every number in it masked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counter_app.services.desk import Desk
from counter_app.ui.place import Place, Surroundings


@dataclass(frozen=True, slots=True)
class TourDesk:
    """
    What a state is built with; language, theme and scale are already set.

    ``surroundings`` hold an enrolled desk on fakes with the sample catalogue, a runner that is
    back at once, timers that never go off and a shell that listens.
    ``dress(place)`` puts a place into the whole window, as the clerk sees it; use it for places, the bare widget for pieces.
    ``cover(place)`` does the same for what covers the window.
    """

    surroundings: Surroundings
    dress: Callable[[Place], Any]
    cover: Callable[[Place], Any]

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
