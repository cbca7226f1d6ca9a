"""大厅 on a desk of fakes: a county that knows one made-up day, and hands on the place's keys."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain import localtime
from counter_app.services.visit import User
from counter_app.ui.hall.page_live import LivePage
from counter_app.ui.hall.place import HallPlace
from counter_app.ui.hall.tour_day import DAY, NOW, SampleCounty, a_day
from counter_app.ui.place import Surroundings
from tests.fakes.desk import a_desk
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell

SUPERVISOR = User("basang", "巴桑", ("supervisor",))


def a_hall_desk(county=None, minute=NOW, **changes):
    """A desk whose clock stands at a minute of the made-up day."""
    desk = a_desk(**changes)
    desk.clock.set_wall(localtime.start_ms(DAY) + minute * 60_000)
    return replace(desk, county=county or SampleCounty(a_day()))


class HallBench:
    """The place with its first page alone, seen; ``press`` goes by its keys."""

    def __init__(self, county=None, *, user=SUPERVISOR, minute=NOW):
        self.desk = a_hall_desk(county, minute)
        self.county = self.desk.county
        self.runner, self.timers = InlineRunner(self.desk), ManualTimers()
        self.shell = RecordingShell(user)
        around = Surroundings(self.desk, self.runner, self.timers, self.shell)
        self.place = HallPlace(around, lambda room: (LivePage(room),))
        self.live = self.place.pages[0]
        self.seen = True
        self.live.view.is_seen = lambda: self.seen

    def enter(self):
        self.place.enter()
        return self

    @property
    def hands(self):
        return self.live.presenter

    @property
    def look(self):
        return self.hands.look

    @property
    def list(self):
        return self.place.list.presenter

    def keys(self):
        standing = self.place.keys()
        return {each.key: each for each in standing}

    def press(self, *keys):
        for key in keys:
            found = self.keys()[key]
            assert found.enabled, found.why
            found.act()

    def pass_time(self, ms):
        """Time passes, on the clock and for what is planned."""
        self.desk.clock.advance(ms)
        self.timers.advance(ms)
