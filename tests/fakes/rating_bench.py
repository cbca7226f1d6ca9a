"""The page 好差评 of 大厅 on the real place, before a county that remembers."""

from __future__ import annotations

from counter_app.ui.hall.look_ratings import look
from tests.fakes.report_bench import ReportBench


class RatingBench(ReportBench):
    @property
    def look(self):
        return look(self.desk.words, self.state)

    def fill(self, **texts):
        for name, text in texts.items():
            self.hands.type_text(name, text)
        self.hands.enter_field(list(texts)[-1])

    @property
    def stage(self):
        return self.state.ticket().ticket.stage
