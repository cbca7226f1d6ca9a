"""The list behind a figure: pages, status, back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import StoreError
from counter_app.domain.figure_drill import CaseLine, DrillPage
from counter_app.domain.operation import Entry
from counter_app.services.visit import User
from counter_app.ui.hall.tour_day import SampleCounty, a_day
from counter_app.ui.intake.place import IntakePlace
from tests.fakes.builders import MOMENT, accepted
from tests.fakes.hall_page import HallBench


class Paged(SampleCounty):
    """Twelve cases in pages of six."""

    def drill_figures(self, wish):
        self.asked.append(wish)
        page = super().drill_figures(wish)
        first = int(wish.after or 0)
        return replace(page, cases=page.cases[first : first + 6], more="6" if not first else "")


@pytest.fixture
def bench(qtbot):
    made = HallBench(Paged(a_day()))
    qtbot.addWidget(made.place.view)
    made.enter()
    made.hands.open_card("done")
    return made


@pytest.fixture
def screen(bench):
    return bench.place.list.view


def test_the_next_page_comes_before_the_end_of_the_first(bench, screen):
    assert screen.count.text() == "已列 6 笔，后面还有"
    assert len(bench.county.asked) == 1
    screen.table.setCurrentIndex(screen.table.model().index(3, 0))
    assert len(bench.county.asked) == 2
    assert screen.count.text() == "共 12 笔"
    assert screen.table.currentIndex().row() == 3
    assert not bench.keys()["F6"].enabled


def test_more_is_a_key_too_and_asks_once(bench):
    bench.runner.hold = True
    bench.press("F6")
    bench.press("F6")
    assert bench.runner.held == 1
    bench.runner.release()
    assert len(bench.list.state.cases) == 12


def test_a_list_shows_no_full_name(bench, screen):
    model = screen.cases.model()
    names = {model.index(row, 5).data() for row in range(model.rowCount())}
    assert all(len(name) == 2 and name.endswith("*") for name in names)
    assert model.index(0, 2).data() == "1号窗口"
    assert model.index(0, 4).data() == "已受理"


def test_enter_shows_the_status_and_esc_steps_back_twice(bench, screen):
    bench.list.open_line("no such")
    assert bench.list.state.opened is None
    screen.opened.emit("03")
    assert screen.said.startswith("5404022611160400034")
    assert screen.said.endswith("请到办理它的窗口查看。")
    assert bench.place.now().now.startswith("Esc 返回")
    standing = bench.keys()
    assert "F3" not in standing
    bench.press("Esc")
    assert screen.said == ""
    assert screen.status.isHidden()
    bench.press("Esc")
    assert bench.place.view.shown is bench.live.widget()
    assert bench.list.state.cases == ()


def test_a_case_that_is_known_here_has_its_dates(bench, screen):
    did = accepted()
    did = replace(did, application=replace(did.application, case_id="case-2"))
    bench.desk.ledger.record(
        b"c" * 16, lambda no: Entry(did, MOMENT, "ciren", "w-3", "case-2", no), number_year=2026
    )
    bench.list.open_line("02")
    assert "收件 11月16日" in screen.said
    assert "受理 11月16日" in screen.said
    assert "承诺到期" in screen.said
    bench.list._put(case=replace(bench.list.state.case, accepted_on=None, due_date=None))
    assert screen.said.endswith("收件 11月16日")


def test_a_clerk_goes_on_to_where_the_case_is_worked_on(qtbot):
    bench = HallBench(Paged(a_day()), user=User("ciren", "次仁", ("supervisor", "clerk")))
    qtbot.addWidget(bench.place.view)
    bench.enter()
    bench.hands.open_card("done")
    bench.list.press_work()
    bench.list.open_line("03")
    bench.press("F3")
    assert bench.shell.went == [(IntakePlace.id, "5404022611160400034")]


def test_nobody_has_no_place_and_no_name(bench):
    bench.shell.user = None
    assert bench.list.place() == ""
    bench.press("Esc")
    bench.hands.open_card("done")
    assert bench.list.state.wish.by == ""


def test_tickets_have_their_own_table(bench, screen):
    bench.press("Esc")
    bench.hands.open_card("waiting")
    assert screen.table is screen.tickets
    model = screen.tickets.model()
    assert [model.index(0, column).data() for column in range(4)] == [
        "A001",
        "11-16 09:32:00",
        "1号窗口",
        "3 分 00 秒",
    ]
    bench.press("Esc")
    bench.hands.open_card("arrivals")
    assert screen.table is screen.tickets


def test_a_count_has_no_time_that_it_took(bench, screen):
    from counter_app.domain.figure_drill import TicketLine  # noqa: PLC0415

    bench.county.drill_figures = lambda _wish: DrillPage(
        tickets=(TicketLine("t", "A001", "kiosk", "", 0),)
    )
    bench.press("Esc")
    bench.hands.open_card("arrivals")
    model = screen.tickets.model()
    assert (model.index(0, 3).data(), model.index(0, 2).data()) == ("", "kiosk")


def test_a_failure_is_said_and_what_was_read_stays(bench, screen):
    bench.county.cut = True
    bench.press("F6")
    assert bench.shell.told[-1][0] == "error"
    assert len(bench.list.state.cases) == 6
    bench.press("Esc")
    bench.hands.open_card("done")
    assert screen.cases.model().rowCount() == 0
    assert bench.list.state.wish.scope.key == "w-3"  # with the line cut the own window is looked at
    assert screen.cases._empty == "这个数字后面没有记录。"


def test_an_unknown_state_is_shown_as_it_is(bench, screen):
    line = CaseLine("9", "c", "no", "item-9", "", "w-1", "", 0, "S99", "")
    bench.county.drill_figures = lambda _wish: DrillPage(cases=(line,))
    bench.press("Esc")
    bench.hands.open_card("done")
    model = screen.cases.model()
    assert (model.index(0, 1).data(), model.index(0, 4).data()) == ("item-9", "S99")


def test_what_comes_for_a_list_that_was_left_is_dropped(bench):
    bench.runner.hold = True
    bench.press("F6")
    bench.press("Esc")
    bench.runner.release()
    assert bench.list.state.cases == ()


def test_a_failure_of_a_list_that_was_left_is_dropped(bench):
    bench.county.cut = True
    bench.runner.hold = True
    bench.press("F6")
    bench.place.close_list()
    bench.runner.release()
    assert bench.shell.told == []


def test_the_status_of_another_line_is_not_mixed_up(bench):
    bench.runner.hold = True
    bench.list.open_line("01")
    bench.list.open_line("02")
    bench.runner.release()
    assert bench.list.state.opened.op_id == "02"


def test_an_empty_list_says_so_and_a_silent_store_is_told(bench, screen):
    bench.county.drill_figures = lambda _wish: DrillPage()
    bench.press("Esc")
    bench.hands.open_card("done")
    assert bench.list.state.more == ""
    assert screen.count.text() == "共 0 笔"

    def fails(_wish):
        raise StoreError("store_damaged", file="ledger.db")

    bench.county.drill_figures = fails
    bench.press("Esc")
    bench.hands.open_card("done")
    assert bench.list.state.wrong.code == "store_damaged"
    bench.list.press_more()
    screen.copied.emit()
    assert bench.shell.told[-1][1] == "已复制这一格。"
