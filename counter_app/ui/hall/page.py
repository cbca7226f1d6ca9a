"""
What 大厅 and its pages know of each other; no Qt.

A page is built once with the room it stands in and named in ``counter_app.ui.hall.pages``. Only the
page that is shown works: it begins at ``enter`` and stops at ``leave``.
"""

from __future__ import annotations

from typing import Any, Protocol

from counter_app.domain.figure_drill import DrillWish
from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.place import KeyAction, NowLine, Surroundings


class HallRoom(Protocol):
    """What a page may ask of 大厅. GUI thread only."""

    @property
    def around(self) -> Surroundings:
        """The desk, the runner, the timers and the shell."""

    @property
    def windows(self) -> dict[str, str]:
        """The names of the windows by id, as far as a page has heard of them."""

    def open_list(self, title: str, wish: DrillWish) -> None:
        """
        Show what lies behind a figure over the page; Esc brings the page back.

        ``title`` names the figure and its time in words; who asks is put into ``wish`` here.
        """

    def refresh(self) -> None:
        """Read ``keys()`` and ``now()`` of the page again."""


class HallPage(Protocol):
    """A page of 大厅; ``keys`` are beside Alt+Left and Alt+Right, which turn the pages."""

    @property
    def id(self) -> str:
        """Such as ``live``."""

    @property
    def title(self) -> str:
        """What its tab says: two to four characters."""

    def widget(self) -> Any:
        """The same QWidget each time (typed Any: this module has no Qt)."""

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that stand now, in the order of the bar."""

    def now(self) -> NowLine:
        """The sentence line."""

    def enter(self) -> None:
        """It is shown, also again after a list: put the focus, look again."""

    def leave(self) -> None:
        """It is not shown any more: nothing is asked in the background."""

    def changed(self, changes: Changes) -> None:
        """A write happened somewhere, also while another page is shown."""

    def user_changed(self, user: User | None) -> None:
        """Who signed in; None: let go of what only a supervisor may see."""
