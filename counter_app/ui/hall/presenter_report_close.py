"""日结: a day of the hall, what does not meet, and the signature; no Qt (F-H5)."""

from __future__ import annotations

from datetime import date, timedelta

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.report_span import read_span
from counter_app.services.desk import enrolled
from counter_app.services.report_close_words import day_report, differing, late_wish
from counter_app.services.reports import DayBook, close_day, day_book
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.presenter_reports import ReportPresenter, ReportView
from counter_app.ui.hall.report_state import Found

FIELDS = ("day", "note")


class ClosePresenter(ReportPresenter):
    """One day at a time, from today backwards."""

    def __init__(self, room: HallRoom, view: ReportView) -> None:
        super().__init__(room, view, FIELDS)

    def reset_texts(self) -> dict[str, str]:
        """Today."""
        return {"day": self._today().isoformat()}

    def ask(self) -> Flow[Found]:
        """Look at the day."""
        return self._asked(self._day())

    def taken(self, name: str) -> None:
        """Enter in the day looks at it; in the remark it signs."""
        if name == "note":
            self.sign()
            return
        try:
            self._day()
        except RuleError as wrong:
            self.board.wrong("day", wrong)
            return
        self.board.put(signing=False)
        self.board.focus("table")
        self.look()

    def turn(self, steps: int) -> None:
        """PgUp and PgDn: the day before and after, never one that has not come."""
        try:
            day = self._day() + timedelta(days=steps)
        except RuleError as wrong:
            self.board.wrong("day", wrong)
            return
        if day <= self._today():
            self.board.put_text("day", day.isoformat())
            self.taken("day")

    def press_sign(self) -> None:
        """F9: ask for the remark, Enter there signs."""
        book = self.state.book
        if book is None or book.closing.closed is not None:
            return
        if self.state.signing:
            self.sign()
            return
        self.board.put(signing=True, behind=None)
        self.board.focus("note")
        open_ = len(differing(book))
        if open_:
            self.board.say("close.differs", "warning", count=open_)

    def sign(self) -> None:
        """Sign the day off as it stands at the county now."""
        book, note = self.state.book, self.state.text("note")
        if book is None:
            return
        flow = self._worded(close_day(self.board.desk, self.state.visit, book, note))

        def done(found: Found) -> None:
            self.board.put(report=found.report, book=found.book, signing=False)
            self.board.drop_texts("note")
            self.board.focus("table")
            self.board.say("close.done", "good", day=book.closing.day.isoformat())

        self.act("sign", flow, done)

    def press_late(self) -> None:
        """F8: what came after the close."""
        book = self.state.book
        if book is not None and book.closing.closed is not None:
            self.read(self.board.desk.words.say("ui.reports.close.late"), late_wish(book))

    def _asked(self, day: date) -> Flow[Found]:
        return self._worded(day_book(self.board.desk, self.state.visit, day))

    def _worded(self, flow: Flow[DayBook]) -> Flow[Found]:
        desk = self.board.desk
        book = yield from flow
        known = yield Hop("store", lambda: enrolled(desk))
        return Found(day_report(desk.words, book, known.window.hall_name), book)

    def _day(self) -> date:
        """
        Return the day that is typed.

        Raises:
            RuleError: ``report_span``

        """
        span = read_span(self.state.text("day"))
        if span.grain != "day":
            raise RuleError("report_span")
        return span.first

    def _today(self) -> date:
        return localtime.day(self.room.around.desk.clock.read().wall_ms)
