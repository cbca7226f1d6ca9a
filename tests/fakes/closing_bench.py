"""The closing list on a bench: no window, all in memory."""

from __future__ import annotations

from counter_app.ui.closing.presenter import Closing
from tests.fakes.day import day_desk, opened
from tests.fakes.desk import CLERK
from tests.fakes.door import NotingShell, around


class ClosingView:
    """Notes what it is shown."""

    def __init__(self):
        self.state, self.focused = None, 0

    def show_state(self, state):
        self.state = state

    def focus_close(self):
        self.focused += 1


class Door:
    """What the day's end comes to."""

    def __init__(self):
        self.closings, self.taken = [], []

    def closed(self, closed):
        self.closings.append(closed)

    def taken_over(self, user):
        self.taken.append(user)


class ClosingShell(NotingShell):
    """``shut`` are places that this user does not have."""

    def go(self, place):
        super().go(place)
        return place not in self.shut


class ClosingBench:
    """A closing list over an open window, and what it has shown."""

    def __init__(self, desk=None):
        self.desk = desk or opened(day_desk())
        self.around = around(self.desk, ClosingShell())
        self.shell, self.runner, self.view = self.around.shell, self.around.runner, ClosingView()
        self.door = Door()
        self.closing = Closing(self.around, self.view, "closing")

    def begin(self, user=CLERK):
        self.closing.begin(user, self.door)
        return self

    def hand_over(self):
        self.begin()
        self.closing.press_over()
        return self

    def sign(self, name="zhuoma", secret="right too"):  # noqa: S107  of a fake
        self.closing.signing.type_text("second", name)
        self.closing.signing.type_text("password", secret)
        self.closing.press_enter()

    @property
    def state(self):
        return self.view.state

    def lines(self):
        return {each.id: each for each in (*self.state.left, *self.state.done)}

    def kinds(self):
        return {name: each.kind for name, each in self.lines().items()}

    def told(self):
        return [each[1] for each in self.shell.told]
