"""The device room on a bench: no window, all in memory."""

from __future__ import annotations

from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry, Moment
from counter_app.ui.devices.presenter import DevicesPresenter
from counter_app.ui.devices.watch import DeviceWatch
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.desk import a_desk
from tests.fakes.runner import InlineRunner, ManualTimers

MINUTE_MS = 60_000


class RememberingRoom:
    """A room that draws nothing."""

    def __init__(self):
        self.looks, self.worn = [], []

    def show_look(self, look):
        self.looks.append(look)

    def wear(self, theme):
        self.worn.append(theme)


class RoomBench:
    """The device room over a desk on fakes."""

    def __init__(self, desk=None, **changes):
        self.desk = desk or a_desk(**{"reader": FakeCardReader(), **changes})
        self.runner, self.timers = InlineRunner(self.desk), ManualTimers()
        self.view = RememberingRoom()
        self.watch = DeviceWatch(self.desk, self.runner, self.timers)
        self.presenter = DevicesPresenter(
            self.desk, self.runner, self.timers, self.view, self.watch
        )

    def enter(self):
        self.presenter.enter()
        return self

    @property
    def look(self):
        return self.presenter.look

    def device(self, role):
        return next(each for each in self.look.devices if each.role == role)

    def fact(self, label):
        return next(each for each in self.look.facts if each.label == label)

    def pass_time(self, ms):
        self.desk.clock.advance(ms)
        self.timers.advance(ms)

    def next_day(self):
        self.desk.clock.advance(24 * 60 * MINUTE_MS)
        self.presenter.press_look()

    def record(self, did, no=None):
        now = self.desk.clock.read()
        moment = Moment(now.wall_ms, now.mono_ms, now.boot)
        entry = Entry(did, moment, "ciren", "w-3", "c-1", no)
        op_id = uuid7(now.wall_ms, self.desk.random(10))
        return self.desk.ledger.record(op_id, lambda _no: entry)
