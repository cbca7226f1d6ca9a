"""The list behind a figure, which covers the pages of 大厅 while it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.report import Report
from counter_app.ui.hall.exported import list_report
from counter_app.ui.hall.exporting import Exporting
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.presenter_list import ListPresenter
from counter_app.ui.hall.view_export import ask_path
from counter_app.ui.hall.view_list import ListScreen
from counter_app.ui.place import KeyAction, NowLine


class ListPage:
    """One list at a time."""

    def __init__(self, room: HallRoom) -> None:
        self._words = room.around.desk.words
        self.view = ListScreen(self._words)
        self.presenter = ListPresenter(room, self.view)
        self.exporting = Exporting(room, self._report, self._ask_path)
        self.view.opened.connect(self.presenter.open_line)
        self.view.reached.connect(self.presenter.reach)
        self.view.copied.connect(self.presenter.note_copied)

    def widget(self) -> Any:
        """The same widget each time."""
        return self.view

    def open(self, title: str, wish: DrillWish, back: Callable[[], None]) -> None:
        """Read a list; ``back`` is where Esc leads."""
        self.presenter.open(title, wish, back)

    def keys(self) -> tuple[KeyAction, ...]:
        """Back, more lines, and where the opened case is worked on."""
        say, hands, state = self._words.say, self.presenter, self.presenter.state
        keys = [
            KeyAction("Esc", say("ui.hall.key.back"), hands.step_back),
            KeyAction(
                "F6",
                say("ui.hall.key.more"),
                hands.press_more,
                bool(state.more),
                say("ui.hall.list.end"),
            ),
        ]
        if state.opened is not None and hands.place():
            keys.append(KeyAction("F3", say("ui.hall.key.work"), hands.press_work))
        return (*keys, *self.exporting.keys())

    def _report(self) -> Report | None:
        return list_report(self._words, self.presenter.state, self.presenter.look)

    def _ask_path(self, name: str) -> None:
        ask_path(self.view, self._words.say("ui.reports.save"), name, self.exporting.write)

    def now(self) -> NowLine:
        """What Enter does."""
        opened = self.presenter.state.opened is not None
        return NowLine(self._words.say("ui.hall.list.now_status" if opened else "ui.hall.list.now"))

    def enter(self) -> None:
        """The keys walk through the list."""
        self.view.take_focus()

    def leave(self) -> None:
        """Another place is shown: the list stays as it is."""

    def forget(self) -> None:
        """The page again, or nobody sits here: nothing of it stays."""
        self.presenter.close()
