"""年度指标: the figures of the seed article for a year or any period; no Qt (F-H6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.report_span import Span, read_span, span_at, write_span
from counter_app.services.desk import enrolled
from counter_app.services.report_annual_words import annual_report
from counter_app.services.reports import Reach, year
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.presenter_reports import ReportPresenter, ReportView
from counter_app.ui.hall.report_state import Found

FIELDS = ("period",)


class YearPresenter(ReportPresenter):
    """The year of today at first."""

    def __init__(self, room: HallRoom, view: ReportView) -> None:
        self.reach: Reach = "area"
        super().__init__(room, view, FIELDS)

    def reset_texts(self) -> dict[str, str]:
        """The year of today, of the city."""
        self.reach = "area"
        return {"period": write_span(span_at("year", self._today()))}

    def ask(self) -> Flow[Found]:
        """Count the period."""
        return self._asked(read_span(self.state.text("period")), self.reach)

    def taken(self, name: str) -> None:
        """Enter in the period."""
        try:
            read_span(self.state.text(name))
        except RuleError as wrong:
            self.board.wrong(name, wrong)
            return
        self.board.focus("table")
        self.look()

    def turn(self, steps: int) -> None:
        """PgUp and PgDn: the period before and after."""
        try:
            span = read_span(self.state.text("period")).turned(steps)
        except RuleError as wrong:
            self.board.wrong("period", wrong)
            return
        if span.first <= self._today():
            self.board.put_text("period", write_span(span))
            self.taken("period")

    def switch_reach(self) -> None:
        """F10: the whole city, or the own hall."""
        self.reach = "hall" if self.reach == "area" else "area"
        self.taken("period")

    def _asked(self, span: Span, reach: Reach) -> Flow[Found]:
        desk = self.board.desk
        found = yield from year(desk, self.state.visit, span.cut(self._today()), reach)
        known = yield Hop("store", lambda: enrolled(desk))
        name = desk.words.say("ui.reports.city", code=found.view.wish.scope.key)
        scope_name = known.window.hall_name if reach == "hall" else name
        return Found(annual_report(desk.words, replace(found, span=span), scope_name))

    def _today(self) -> date:
        return localtime.day(self.room.around.desk.clock.read().wall_ms)
