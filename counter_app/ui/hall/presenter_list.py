"""The list behind a figure: read page by page, a case's status, back; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from counter_app.domain import localtime
from counter_app.domain.case import Case
from counter_app.domain.errors import CounterError
from counter_app.domain.figure_drill import DrillPage, DrillWish
from counter_app.services.cases import case_of
from counter_app.services.desk import on_store
from counter_app.services.throughput import list_behind
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.state_list import ListLook, ListState
from counter_app.ui.hall.wording_list import list_look

NEAR = 5
"""So many lines before the end the next page is read."""
CASE_PLACES = (("clerk", "intake"), ("certificate_clerk", "certificates"))
"""Where a case is worked on, by the role that may."""


class ListView(Protocol):
    """What the presenter needs of the screen."""

    def show_look(self, look: ListLook) -> None:
        """Show a look; idempotent."""


class ListPresenter:
    """What a supervisor does with a list; ``back`` is where Esc leads."""

    def __init__(self, room: HallRoom, view: ListView) -> None:
        self._room, self._view, self._desk = room, view, room.around.desk
        self._epoch = 0
        self._back: Callable[[], None] = _nothing
        self.state = ListState()

    def open(self, title: str, wish: DrillWish, back: Callable[[], None]) -> None:
        """Read a list from its beginning."""
        self._epoch += 1
        self._back = back
        self.state = ListState(title, wish)
        self._read(wish)

    def close(self) -> None:
        """Forget what stood there."""
        self._epoch += 1
        self.state = ListState()
        self._draw()

    def reach(self, row: int) -> None:
        """The chosen line comes near the end of what was read."""
        if row >= len(self.state.cases) + len(self.state.tickets) - NEAR:
            self.press_more()

    def press_more(self) -> None:
        """Read the next page."""
        state = self.state
        if state.more and state.wish is not None and not state.reading:
            self._read(replace(state.wish, after=state.more))

    def open_line(self, op_id: str) -> None:
        """Show the status of a case."""
        line = next((each for each in self.state.cases if each.op_id == op_id), None)
        if line is None:
            return
        self._put(opened=line, case=None)
        self._run(on_store(lambda: case_of(self._desk, line.case_id)), self._known)

    def press_work(self) -> None:
        """Go to the place where the opened case is worked on."""
        line, place = self.state.opened, self.place()
        if line is not None and place:
            self._room.around.shell.show_case(place, line.no)

    def place(self) -> str:
        """The place of this user where a case is worked on, empty without one."""
        user = self._room.around.shell.user
        roles = user.roles if user is not None else ()
        return next((place for role, place in CASE_PLACES if role in roles), "")

    def step_back(self) -> None:
        """Esc: from the status to the list, from the list to the figures."""
        if self.state.opened is not None:
            self._put(opened=None, case=None)
        else:
            self._back()

    def note_copied(self) -> None:
        """A cell went into the clipboard."""
        self._room.around.shell.tell(self._desk.words.say("ui.hall.live.copied"))

    # ---- inside

    def _read(self, wish: DrillWish) -> None:
        self._put(reading=True, wrong=None)
        self._run(list_behind(self._desk, wish), self._came)

    def _came(self, page: DrillPage) -> None:
        state = self.state
        self._put(
            reading=False,
            cases=(*state.cases, *page.cases),
            tickets=(*state.tickets, *page.tickets),
            more=page.more,
        )

    def _known(self, case: Case | None) -> None:
        self._put(case=case)

    def _run(self, flow: Any, done: Callable[[Any], None]) -> None:
        epoch, line = self._epoch, self.state.opened

        def ended(value: Any) -> None:
            if epoch == self._epoch and line is self.state.opened:
                done(value)

        def failed(error: CounterError) -> None:
            if epoch == self._epoch:
                self._put(reading=False, wrong=error)
                self._room.around.shell.tell(*self._desk.words.error(error), "error")

        self._room.around.runner.run(flow, ended, failed)

    def _put(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self._draw()

    @property
    def look(self) -> ListLook:
        """What the list shows."""
        today = localtime.day(self._desk.clock.read().wall_ms)
        return list_look(self._desk.words, self.state, self._room.windows, today)

    def _draw(self) -> None:
        self._view.show_look(self.look)
        self._room.refresh()


def _nothing() -> None:
    """No list is open."""
