"""The opening check on a bench: no window, all in memory."""

from __future__ import annotations

from counter_app.domain.case import MaterialState
from counter_app.domain.window_operation import WindowOpened
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.sketch import Sketch, keep_sketch
from counter_app.ui.opening.presenter import Opening
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import CLERK, a_desk, play, signed_visit
from tests.fakes.door import NotingView, around
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()


class OpeningBench:
    """An opening check over a desk on fakes, and what it has shown."""

    def __init__(self, desk=None, **changes):
        self.desk = desk or a_desk(ITEM, calendars=(YEAR_2026,), **changes)
        self.around = around(self.desk)
        self.shell, self.runner, self.view = self.around.shell, self.around.runner, NotingView()
        self.opening = Opening(self.around, self.view, "opening")
        self.opened = []

    def begin(self):
        self.opening.begin(CLERK, self._seen)
        return self

    def _seen(self, user):
        self.user = user
        self.opened.append("opened")

    @property
    def state(self):
        return self.view.state

    def check(self, name):
        return next(each for each in self.state.checks if each.id == name)

    def kinds(self):
        return {each.id: each.kind for each in self.state.checks}

    def drafted(self):
        visit = signed_visit(person=a_person())
        return play(self.desk, open_case(self.desk, visit, ITEM.code, None))

    def accepted(self):
        visit = self.drafted()
        marked = play(
            self.desk, mark_material(self.desk, visit, "all", MaterialState.RECEIVED, None)
        )
        return play(self.desk, accept(self.desk, marked))

    def sketched(self, **parts):
        now = self.desk.clock.read().wall_ms
        play(self.desk, keep_sketch(self.desk, signed_visit(), Sketch(now, **parts)))

    def opened_op(self):
        return [
            each.entry.operation
            for each in self.desk.ledger.recent(9)
            if isinstance(each.entry.operation, WindowOpened)
        ]
