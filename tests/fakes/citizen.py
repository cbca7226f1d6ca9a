"""The citizen screen on fakes: monitors that come and go, and a presenter with a case before it."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.case import MaterialState
from counter_app.services.applicants import leave_phone
from counter_app.services.drafts import mark_material, open_case
from counter_app.ui.citizen.placement import Monitor
from counter_app.ui.citizen.presenter import CitizenPresenter
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import CLERK, a_desk, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell

OWN = Monitor("DP-1", 0, 0, 1280, 800)
SECOND = Monitor("HDMI-1", 1280, 0, 1024, 600)
NAME = (((300, 400), (1500, 900), (500, 1400)), ((1900, 400), (2100, 1500)))
ITEM = an_item()


class FakeMonitors:
    """``Monitors`` whose plugs a test pulls."""

    def __init__(self, *monitors):
        self._present = monitors
        self._listeners = []

    def present(self):
        return self._present

    def listen(self, changed):
        self._listeners.append(changed)

    def become(self, *monitors):
        """From now on there are these."""
        self._present = monitors
        for each in self._listeners:
            each()


class RememberingScreen:
    """A ``CitizenView`` that draws nothing."""

    def __init__(self):
        self.state = None
        self.states = []

    def show_state(self, state):
        self.state = state
        self.states.append(state)


def a_case_open(desk, **changes):
    """Somebody with a phone at the counter, everything handed in, not yet accepted."""
    visit = leave_phone(signed_visit(person=a_person(), **changes), "13800000831")
    opened = play(desk, open_case(desk, visit, ITEM.code, None))
    return play(desk, mark_material(desk, opened, "all", MaterialState.RECEIVED, None))


class CitizenBench:
    """A presenter, a case, and what was heard."""

    def __init__(self, desk=None, clerk=None, **changes):
        self.desk = desk or a_desk(ITEM, calendars=(YEAR_2026,), **changes)
        self.runner, self.timers = InlineRunner(self.desk), ManualTimers()
        self.view, self.shell = RememberingScreen(), clerk or RecordingShell(CLERK)
        self.presenter = CitizenPresenter(
            self.desk, self.runner, self.timers, self.view, self.shell
        )
        self.presenter.begin()
        self.visit = a_case_open(self.desk)
        self.confirmed, self.disputed = [], 0

    def ask(self):
        self.presenter.ask(self.visit, self.confirmed.append, self.hear_dispute)
        return self

    def hear_dispute(self):
        self.disputed += 1

    def to_sign(self):
        self.ask().presenter.press_right()
        return self

    def draw(self, *strokes):
        for each in strokes or NAME:
            self.presenter.draw(each)
        return self

    def change(self, phone="13900000002"):
        """The clerk corrects the phone."""
        self.visit = leave_phone(self.visit, phone)
        self.presenter.follow(self.visit)

    def recorded(self):
        """What was recorded of confirmations, the newest first."""
        entries = (each.entry.operation for each in self.desk.ledger.recent(20))
        return [each for each in entries if each.kind == "citizen.confirm"]

    @property
    def page(self):
        return self.view.state.page

    @property
    def clerk(self):
        return self.presenter.clerk

    @property
    def stage(self):
        return self.clerk.pill.word.removeprefix("群众屏 ")

    def words_on_screen(self):
        return str(self.view.state)

    def other_case(self):
        """Another visitor with another case."""
        return a_case_open(self.desk, user=replace(CLERK))
