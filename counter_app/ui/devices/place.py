"""设备 as a place of the window."""

from __future__ import annotations

from functools import partial
from typing import Any

from counter_app.services.desk import Changes
from counter_app.services.status import device_roles
from counter_app.services.visit import User
from counter_app.ui.devices.presenter import DevicesPresenter
from counter_app.ui.devices.state import TEST_KEYS
from counter_app.ui.devices.view import DevicesScreen
from counter_app.ui.place import KeyAction, NowLine, Surroundings


class DevicesPlace:
    """Fulfils ``counter_app.ui.place.Place``."""

    id = "devices"

    def __init__(self, around: Surroundings) -> None:
        self._words = around.desk.words
        self.view = DevicesScreen(around.desk.words, device_roles(around.desk))
        self.presenter = DevicesPresenter(
            around.desk, around.runner, around.timers, self.view, around.shell.devices
        )
        self.presenter.changed = around.shell.refresh
        self.view.tested.connect(self.presenter.press_test)
        self.view.chosen.connect(self.presenter.choose)
        self.view.show_look(self.presenter.look)

    @property
    def title(self) -> str:
        """What the rail says."""
        return self._words.say("ui.devices.title")

    def widget(self) -> Any:
        """The same widget each time."""
        return self.view

    def keys(self) -> tuple[KeyAction, ...]:
        """A test for each device, and another look."""
        tests = tuple(
            KeyAction(
                TEST_KEYS[each.role],
                self._words.say(f"ui.devices.key.{each.role}"),
                partial(self.presenter.press_test, each.role),
                each.open,
                each.why,
            )
            for each in self.presenter.look.devices
            if each.test
        )
        look = KeyAction("F6", self._words.say("ui.devices.key.look"), self.presenter.press_look)
        return (*tests, look)

    def now(self) -> NowLine:
        """What can be done here."""
        return NowLine(self._words.say("ui.devices.now"))

    def serving(self) -> str:
        """Here nobody is served."""
        return ""

    def enter(self) -> None:
        """Look at everything now."""
        self.view.panels["reader"].test.setFocus()
        self.presenter.enter()

    def leave(self) -> bool:
        """It may be left."""
        self.presenter.leave()
        return True

    def changed(self, changes: Changes) -> None:
        """A paper may have been printed."""
        self.presenter.heard(changes)

    def user_changed(self, user: User | None) -> None:
        """Nothing here is anybody's; without a user nobody looks."""
        if user is None:
            self.presenter.leave()
