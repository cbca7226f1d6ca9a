"""比较: two periods by windows, items, clerks or days; no Qt (F-H4)."""

from __future__ import annotations

from datetime import date

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.figure_period import Grouping
from counter_app.domain.figures import Basis
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.report_compare import GROUPINGS
from counter_app.domain.report_span import Span, read_span, span_at, write_span
from counter_app.services.desk import enrolled
from counter_app.services.report_comparison import comparison_report
from counter_app.services.reports import CompareWish, Reach, compare_periods
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.presenter_reports import ReportPresenter, ReportView
from counter_app.ui.hall.report_state import Found

FIELDS = ("after", "before")


class ComparePresenter(ReportPresenter):
    """``before`` follows ``after`` (the period before, or a year ago) until it is typed."""

    def __init__(self, room: HallRoom, view: ReportView) -> None:
        self.grouping = Grouping.WINDOW
        self.basis, self.year_ago = Basis.ACCEPTED, False
        self.reach: Reach = "hall"
        super().__init__(room, view, FIELDS)

    def reset_texts(self) -> dict[str, str]:
        """The month of today against the one before."""
        self.grouping, self.reach = Grouping.WINDOW, "hall"
        self.basis, self.year_ago = Basis.ACCEPTED, False
        span = span_at("month", self._today())
        return {"after": write_span(span), "before": write_span(self._earlier(span))}

    def ask(self) -> Flow[Found]:
        """Set the two periods side by side."""
        after, before = self._spans()
        return self._asked(CompareWish(before, after, self.grouping, self.basis, self.reach))

    def taken(self, name: str) -> None:
        """Enter in a period: the other follows it, or was typed itself."""
        try:
            span = read_span(self.state.text(name))
        except RuleError as wrong:
            self.board.wrong(name, wrong)
            return
        if name == "after":
            self._put(span)
        else:
            self._look_at_table()

    def turn(self, steps: int) -> None:
        """PgUp and PgDn: the periods before and after."""
        try:
            span = read_span(self.state.text("after")).turned(steps)
        except RuleError as wrong:
            self.board.wrong("after", wrong)
            return
        if span.first <= self._today():
            self._put(span)

    def next_grouping(self) -> None:
        """F5: by the next kind of row."""
        at = GROUPINGS.index(self.grouping) + 1
        self.grouping = GROUPINGS[at % len(GROUPINGS)]
        self._look_at_table()

    def switch_base(self) -> None:
        """F8: against the period before, or the same of a year ago."""
        self.year_ago = not self.year_ago
        self.taken("after")

    def switch_basis(self) -> None:
        """F9: acceptances or closings count."""
        self.basis = Basis.CLOSED if self.basis is Basis.ACCEPTED else Basis.ACCEPTED
        self._look_at_table()

    def switch_reach(self) -> None:
        """F10: the own hall, or the whole city."""
        self.reach = "area" if self.reach == "hall" else "hall"
        self._look_at_table()

    def _put(self, span: Span) -> None:
        before = write_span(self._earlier(span))
        for name, text in (("after", write_span(span)), ("before", before)):
            self.board.put_text(name, text)
        self._look_at_table()

    def _look_at_table(self) -> None:
        try:
            self._spans()
        except RuleError as wrong:
            self.board.wrong("before", wrong)
            return
        self.board.focus("table")
        self.look()

    def _spans(self) -> tuple[Span, Span]:
        """Return both periods; of one that is not over both are cut to the same number of days."""
        after, before = (read_span(self.state.text(name)) for name in FIELDS)
        cut = after.cut(self._today())
        return cut, before.with_days(cut.days()) if cut != after else before

    def _earlier(self, span: Span) -> Span:
        return span.year_before() if self.year_ago else span.turned(-1)

    def _asked(self, wish: CompareWish) -> Flow[Found]:
        desk = self.board.desk
        found = yield from compare_periods(desk, self.state.visit, wish)
        known = yield Hop("store", lambda: enrolled(desk))
        scope = found.after.wish.scope
        name = desk.words.say("ui.reports.city", code=scope.key)
        scope_name = known.window.hall_name if wish.reach == "hall" else name
        return Found(comparison_report(desk.words, found, scope_name))

    def _today(self) -> date:
        return localtime.day(self.room.around.desk.clock.read().wall_ms)
