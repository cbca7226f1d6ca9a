"""The pages of reports on a desk of fakes, and a ledger that records what leaves the house."""

from __future__ import annotations

from counter_app.ui.hall.place import HallPlace
from counter_app.ui.hall.tour_reports import SampleReports
from counter_app.ui.place import Surroundings
from tests.fakes.hall_page import SUPERVISOR, a_hall_desk
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell


class ReportBench:
    """The page ``name`` is shown; ``county`` notes what it was asked."""

    def __init__(self, name, county=None, user=SUPERVISOR):
        self.county = county or SampleReports()
        self.desk = a_hall_desk(self.county)
        self.runner, self.shell = InlineRunner(self.desk), RecordingShell(user)
        around = Surroundings(self.desk, self.runner, ManualTimers(), self.shell)
        self.place = HallPlace(around)
        self.page = next(each for each in self.place.pages if each.id == name)
        self.place.user_changed(user)
        self.place.turn_to(name)

    @property
    def hands(self):
        return self.page.presenter

    @property
    def state(self):
        return self.hands.state

    def type(self, name, text):
        self.hands.type_text(name, text)
        self.hands.enter_field(name)

    def table(self):
        return [[cell.text for cell in row.cells] for row in self.state.shown_table().rows]

    def exported(self):
        """What the one log says of exports."""
        entries = self.desk.ledger.of_kinds("figures.export")
        return [each.entry.operation for each in entries]

    def told(self):
        """What the message line says now."""
        return self.shell.told[-1] if self.shell.told else None

    def keys(self):
        standing = self.place.keys()
        return {each.key: each for each in standing}

    def press(self, *keys):
        for key in keys:
            found = self.keys()[key]
            assert found.enabled, found.why
            found.act()
