"""今日, the living day, as a page of 大厅."""

from __future__ import annotations

from typing import Any

from counter_app.domain.report import Report
from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.hall.exported import live_report
from counter_app.ui.hall.exporting import Exporting
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.presenter import LivePresenter
from counter_app.ui.hall.view import LiveScreen
from counter_app.ui.hall.view_export import ask_path
from counter_app.ui.place import KeyAction, NowLine


class LivePage:
    """Fulfils ``counter_app.ui.hall.page.HallPage``."""

    id = "live"

    def __init__(self, room: HallRoom) -> None:
        self._words = room.around.desk.words
        self.view = LiveScreen(self._words)
        self.presenter = LivePresenter(room, self.view)
        view, presenter = self.view, self.presenter
        self.exporting = Exporting(room, self._report, self._ask_path)
        view.head.reach_chosen.connect(presenter.choose_reach)
        view.head.basis_chosen.connect(presenter.choose_basis)
        view.head.day_pressed.connect(presenter.press_day)
        view.figures.opened.connect(presenter.open_card)
        view.strip.moved.connect(presenter.move_cursor)
        view.strip.opened.connect(presenter.open_minute)
        view.windows.opened.connect(presenter.open_window)
        view.windows.table.copied.connect(lambda _text: presenter.note_copied())
        view.alerts.opened.connect(presenter.open_alert)
        view.show_look(presenter.look)

    @property
    def title(self) -> str:
        """What its tab says."""
        return self._words.say("ui.hall.live.title")

    def widget(self) -> Any:
        """The same widget each time."""
        return self.view

    def keys(self) -> tuple[KeyAction, ...]:
        """Days, what is looked at, and what the keys go to."""
        say, hands, state = self._words.say, self.presenter, self.presenter.state
        today = state.day == state.today
        last = say("ui.hall.live.last_day")
        return (
            KeyAction("PgUp", say("ui.hall.key.before"), lambda: hands.press_day(-1)),
            KeyAction(
                "PgDn", say("ui.hall.key.after"), lambda: hands.press_day(1), not today, last
            ),
            KeyAction("F3", say("ui.hall.key.today"), hands.press_today, not today, last),
            KeyAction("F4", say("ui.hall.key.reach"), self._go_to_reaches),
            KeyAction("F6", say(f"ui.hall.key.basis_{state.basis.value}"), hands.press_basis),
            KeyAction("F7", say("ui.hall.key.alerts"), self._go_to_alerts),
            KeyAction("F8", say("ui.hall.key.sort"), self.view.windows.sort_next),
            *self.exporting.keys(),
        )

    def _report(self) -> Report | None:
        return live_report(self._words, self.presenter.state, self.presenter.look)

    def _ask_path(self, name: str) -> None:
        ask_path(self.view, self._words.say("ui.reports.save"), name, self.exporting.write)

    def _go_to_alerts(self) -> None:
        self.view.go_to(self.view.alerts.list)

    def _go_to_reaches(self) -> None:
        self.view.go_to(self.view.head.reach)

    def now(self) -> NowLine:
        """What can be done here."""
        return NowLine(self._words.say("ui.hall.live.now"))

    def enter(self) -> None:
        """Look, with the keys on the strip."""
        self.presenter.enter()
        if self.view.focusWidget() in (None, self.view.head.reach):
            self.view.strip.setFocus()

    def leave(self) -> None:
        """Nothing is asked any more."""
        self.presenter.leave()

    def changed(self, changes: Changes) -> None:
        """Something was recorded here."""
        self.presenter.heard(changes)

    def user_changed(self, user: User | None) -> None:
        """Nobody's figures stay on the screen."""
        if user is None:
            self.presenter.forget()
