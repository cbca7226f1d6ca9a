"""比较, 日结 and 年度指标 as pages of 大厅: a view, its presenter, and the keys that stand."""

from __future__ import annotations

from typing import Any

from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.hall.field_hands import FieldHands
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.presenter_report_close import FIELDS as CLOSE_FIELDS
from counter_app.ui.hall.presenter_report_close import ClosePresenter
from counter_app.ui.hall.presenter_report_compare import FIELDS as COMPARE_FIELDS
from counter_app.ui.hall.presenter_report_compare import ComparePresenter
from counter_app.ui.hall.presenter_report_year import FIELDS as YEAR_FIELDS
from counter_app.ui.hall.presenter_report_year import YearPresenter
from counter_app.ui.hall.presenter_reports import ReportPresenter
from counter_app.ui.hall.report_keys import close_keys, compare_keys, report_now, year_keys
from counter_app.ui.hall.view_reports import ReportScreen
from counter_app.ui.place import KeyAction, NowLine


class _ReportPage:
    """What the pages share; fulfils ``counter_app.ui.hall.page.HallPage`` but for ``keys``."""

    id = ""

    def __init__(self, room: HallRoom, view: ReportScreen, presenter: ReportPresenter) -> None:
        self._words = room.around.desk.words
        self.view, self._presenter = view, presenter
        view.fields.hands = FieldHands(presenter)
        view.opened.connect(presenter.open)
        view.moved.connect(presenter.move_row)
        view.table_chosen.connect(presenter.choose_table)
        view.path_chosen.connect(presenter.export_to)
        view.show_state(presenter.state)

    @property
    def title(self) -> str:
        """What its tab says."""
        return self._words.say(f"ui.reports.{self.id}.title")

    def widget(self) -> Any:
        """The same widget each time."""
        return self.view

    def now(self) -> NowLine:
        """What can be done here."""
        return report_now(self._words, self._presenter.state, self.id)

    def enter(self) -> None:
        """Look the first time; the keys stand in the table."""
        self._presenter.enter()
        self.view.focus_again()

    def leave(self) -> None:
        """Nothing is asked in the background."""

    def changed(self, changes: Changes) -> None:
        """A report stays as it was counted until it is asked for again."""

    def user_changed(self, user: User | None) -> None:
        """Nobody's report stays on the screen."""
        self._presenter.user_changed(user)


class ComparePage(_ReportPage):
    """比较."""

    id = "compare"

    def __init__(self, room: HallRoom) -> None:
        view = ReportScreen(room.around.desk.words, COMPARE_FIELDS)
        self.presenter = ComparePresenter(room, view)
        super().__init__(room, view, self.presenter)

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that stand now."""
        return compare_keys(self._words, self.presenter)


class ClosePage(_ReportPage):
    """日结."""

    id = "close"

    def __init__(self, room: HallRoom) -> None:
        view = ReportScreen(room.around.desk.words, CLOSE_FIELDS)
        self.presenter = ClosePresenter(room, view)
        super().__init__(room, view, self.presenter)

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that stand now."""
        return close_keys(self._words, self.presenter)


class YearPage(_ReportPage):
    """年度指标."""

    id = "year"

    def __init__(self, room: HallRoom) -> None:
        view = ReportScreen(room.around.desk.words, YEAR_FIELDS)
        self.presenter = YearPresenter(room, view)
        super().__init__(room, view, self.presenter)

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that stand now."""
        return year_keys(self._words, self.presenter)
