"""Joins the citizen screen's window, its presenter and the monitors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from counter_app.services.desk import Desk
from counter_app.ui.citizen.placement import Monitor, place_on
from counter_app.ui.citizen.presenter import CitizenPresenter, ClerkSide
from counter_app.ui.citizen.presenter_rating import RatingPresenter
from counter_app.ui.citizen.view import CitizenWindow
from counter_app.ui.runner import Runner, Timers


class Monitors(Protocol):
    """The monitors of this PC."""

    def present(self) -> tuple[Monitor, ...]:
        """Those there are now, the clerk's own first."""

    def listen(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` when one comes, goes or moves."""


class QtMonitors(QObject):
    """The monitors as Qt knows them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._came)
            app.screenRemoved.connect(self._went)
            app.primaryScreenChanged.connect(self._went)

    def present(self) -> tuple[Monitor, ...]:
        """The primary one first."""
        found = []
        for each in QGuiApplication.screens():
            box = each.geometry()
            found.append(Monitor(each.name(), box.x(), box.y(), box.width(), box.height()))
        return tuple(found)

    def listen(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` when one comes or goes."""
        self.changed.connect(changed)

    @Slot()
    def _came(self) -> None:
        # its place on the desktop is known when the system has finished arranging
        QTimer.singleShot(0, self.changed.emit)

    @Slot()
    def _went(self) -> None:
        self.changed.emit()


class CitizenScreen(QObject):
    """The second window of a clerk's window; ``number`` is the monitor asked for, from 0."""

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        timers: Timers,
        clerk: ClerkSide,
        number: int,
        monitors: Monitors | None = None,
    ) -> None:
        super().__init__()
        self.window = CitizenWindow(desk.words.say("ui.citizen.window_title"))
        self.rating = RatingPresenter(desk, runner, timers, self.window, clerk)
        self.presenter = CitizenPresenter(desk, runner, timers, self.rating, clerk)
        self._number, self._name, self._ended = number, "", False
        self._monitors = monitors if monitors is not None else QtMonitors()
        self._acts = {
            "right": self.presenter.press_right,
            "wrong": self.presenter.press_wrong,
            "back": self.presenter.press_back,
            "again": self.presenter.press_again,
        }
        self.window.answered.connect(self._answer)
        self.window.drawn.connect(self.presenter.draw)
        self.window.rate.pressed.connect(self._rate)

    def begin(self) -> None:
        """Show it where it belongs."""
        self._monitors.listen(self._arrange)
        self.presenter.begin()
        self._arrange()

    def end(self) -> None:
        """Close it with the clerk's window."""
        self._ended = True
        self.window.end()

    @Slot(str)
    def _answer(self, what: str) -> None:
        self._acts[what]()

    @Slot(str)
    def _rate(self, what: str) -> None:
        self.rating.press(what)

    @Slot()
    def _arrange(self) -> None:
        if self._ended:
            return
        placement = place_on(self._monitors.present(), self._number, self._name)
        self._name = placement.name
        self.window.stand(placement)
        self.presenter.monitor(placement.state)
