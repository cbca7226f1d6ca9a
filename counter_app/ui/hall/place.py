"""大厅 as a place of the window: its pages, and the list that covers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from counter_app.domain.figure_drill import DrillWish
from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.hall.page import HallPage, HallRoom
from counter_app.ui.hall.page_list import ListPage
from counter_app.ui.hall.pages import pages
from counter_app.ui.hall.switch import PageSwitch
from counter_app.ui.place import KeyAction, NowLine, Surroundings


class HallPlace:
    """Fulfils ``counter_app.ui.place.Place``, and ``HallRoom`` for its pages."""

    id = "hall"

    def __init__(
        self,
        around: Surroundings,
        build: Callable[[HallRoom], tuple[HallPage, ...]] = pages,
    ) -> None:
        self._around, self._words = around, around.desk.words
        self.windows: dict[str, str] = {}
        self._at, self._listing = 0, False
        self.pages = build(self)
        self.list = ListPage(self)
        tabs = tuple((each.id, each.title, each.widget()) for each in self.pages)
        self.view = PageSwitch(tabs, self.list.widget())
        self.view.asked.connect(self.turn_to)
        self.view.show_page(self._page.id, covered=False)

    # ---- HallRoom

    @property
    def around(self) -> Surroundings:
        """The desk, the runner, the timers and the shell."""
        return self._around

    def open_list(self, title: str, wish: DrillWish) -> None:
        """Show what lies behind a figure over the page."""
        user = self._around.shell.user
        self._page.leave()
        self._listing = True
        self.list.open(title, replace(wish, by=user.name if user else ""), self.close_list)
        self._show()
        self.list.enter()

    def close_list(self) -> None:
        """Bring the page back."""
        self._listing = False
        self.list.forget()
        self._show()
        self._page.enter()

    def refresh(self) -> None:
        """Read keys and sentence again."""
        self._around.shell.refresh()

    # ---- Place

    @property
    def title(self) -> str:
        """What the rail says."""
        return self._words.say("ui.hall.title")

    def widget(self) -> Any:
        """The same widget each time."""
        return self.view

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys of what is shown; Alt with arrows turns the pages."""
        if self._listing:
            return self.list.keys()
        return (*self._page.keys(), *self._turning())

    def now(self) -> NowLine:
        """The sentence of what is shown."""
        return self.list.now() if self._listing else self._page.now()

    def serving(self) -> str:
        """Here nobody is served."""
        return ""

    def enter(self) -> None:
        """Let what is shown work."""
        self._shown.enter()

    def leave(self) -> bool:
        """It may be left; nothing is asked in the background."""
        self._shown.leave()
        return True

    def changed(self, changes: Changes) -> None:
        """A write happened somewhere."""
        for each in self.pages:
            each.changed(changes)

    def user_changed(self, user: User | None) -> None:
        """Nobody's list stays open for the next one."""
        if user is None and self._listing:
            self._listing = False
            self.list.forget()
            self._show()
        for each in self.pages:
            each.user_changed(user)

    def turn_to(self, name: str) -> None:
        """Show a page by its id."""
        at = [each.id for each in self.pages].index(name)
        if at != self._at:
            self._page.leave()
            self._at = at
            self._around.shell.hush()
            self._show()
            self._page.enter()

    # ---- inside

    @property
    def _page(self) -> HallPage:
        return self.pages[self._at]

    @property
    def _shown(self) -> HallPage | ListPage:
        return self.list if self._listing else self._page

    def _turning(self) -> tuple[KeyAction, ...]:
        if len(self.pages) == 1:
            return ()
        before, after = (self.pages[(self._at + step) % len(self.pages)] for step in (-1, 1))
        return (
            KeyAction("Alt+Left", before.title, lambda: self.turn_to(before.id), bar=False),
            KeyAction("Alt+Right", after.title, lambda: self.turn_to(after.id)),
        )

    def _show(self) -> None:
        self.view.show_page(self._page.id, covered=self._listing)
        self.refresh()
