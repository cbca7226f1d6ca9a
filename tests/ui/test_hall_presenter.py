"""大厅, the living day: pace, days, scopes, lists; behaviour on the real place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.services.desk import Changes
from counter_app.ui.hall.presenter import ALERTS_MS, CUT_MS, LIVE_MS, PAST_MS
from counter_app.ui.hall.tour_day import DAY, NOW, SampleCounty, a_day
from tests.fakes.hall_page import HallBench

START = localtime.start_ms(DAY)


class Counting(SampleCounty):
    """Notes what it was asked."""

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.days, self.alerts, self.refuse = [], 0, None

    def day_figures(self, scope, day, *, cursor="", wait_s=0.0):
        self.days.append((scope.key, day))
        if self.refuse is not None:
            raise self.refuse
        return super().day_figures(scope, day)

    def hall_now(self):
        self.alerts += 1
        return super().hall_now()


@pytest.fixture
def bench(qtbot):
    made = HallBench(Counting(a_day()))
    qtbot.addWidget(made.place.view)
    return made


def make(qtbot, county, **changes):
    made = HallBench(county, **changes)
    qtbot.addWidget(made.place.view)
    return made.enter()


# ---- pace


def test_it_looks_about_once_a_second_while_it_is_shown(bench):
    assert bench.county.days == []
    bench.enter()
    bench.pass_time(LIVE_MS)
    bench.pass_time(LIVE_MS - 1)
    assert len(bench.county.days) == 2
    bench.place.leave()
    bench.pass_time(60_000)
    assert (len(bench.county.days), bench.timers.waiting) == (2, 0)


def test_nobody_who_sees_it_means_nothing_is_asked(bench):
    bench.enter()
    bench.seen = False
    bench.pass_time(10 * LIVE_MS)
    assert len(bench.county.days) == 1
    bench.seen = True
    bench.pass_time(LIVE_MS)
    assert len(bench.county.days) == 2


def test_a_look_under_way_is_not_asked_twice(bench):
    bench.runner.hold = True
    bench.enter()
    bench.hands.enter()
    assert bench.runner.held == 1


def test_an_answer_after_it_was_left_plans_nothing(bench):
    bench.runner.hold = True
    bench.enter()
    bench.place.leave()
    bench.runner.release()
    assert (bench.timers.waiting, bench.look.pill.kind) == (0, "good")


def test_alerts_are_asked_for_less_often(bench):
    bench.enter()
    for _second in range(ALERTS_MS // LIVE_MS):
        bench.pass_time(LIVE_MS)
    assert bench.county.alerts == 2


def test_a_day_that_is_over_is_asked_for_seldom(bench):
    bench.enter()
    bench.press("PgUp")
    asked = len(bench.county.days)
    bench.pass_time(PAST_MS - 1)
    assert len(bench.county.days) == asked
    bench.pass_time(1)
    assert bench.county.days[-1] == ("h-1", DAY - timedelta(days=1))


def test_after_midnight_the_new_day_is_shown(bench):
    bench.enter()
    bench.desk.clock.advance((1_440 - NOW) * 60_000)
    bench.timers.advance(LIVE_MS)
    assert bench.county.days[-1] == ("h-1", DAY + timedelta(days=1))
    assert bench.hands.state.day == bench.hands.state.today
    bench.press("PgUp")
    bench.desk.clock.advance(24 * 3_600_000)
    bench.timers.advance(PAST_MS)
    assert bench.hands.state.day == DAY


# ---- days and scopes


def test_days_go_back_and_never_beyond_this_one(bench):
    bench.enter()
    assert not bench.keys()["PgDn"].enabled
    bench.press("PgUp", "PgUp")
    assert bench.hands.state.day == DAY - timedelta(days=2)
    assert bench.look.pill.word == "截至 16:42"
    bench.press("PgDn", "F3")
    assert bench.hands.state.day == DAY
    bench.hands.press_day(1)
    assert bench.hands.state.day == DAY
    assert bench.look.day == "今天 11月16日 星期一"


def test_an_answer_to_what_is_not_asked_any_more_is_dropped(bench):
    bench.enter()
    bench.runner.hold = True
    bench.press("PgUp")
    bench.press("F3")
    bench.runner.release_last()
    shown = bench.look
    bench.runner.release()
    assert bench.look == shown
    assert bench.hands.state.seen.asked.day == DAY


def test_a_failure_of_what_is_not_asked_any_more_is_dropped(bench):
    bench.enter()
    bench.runner.hold = True
    bench.county.refuse = RuleError("figures_scope")
    bench.press("PgUp")
    bench.county.refuse = None
    bench.press("F3")
    bench.runner.release()
    assert bench.hands.state.wrong is None


def test_the_basis_changes_every_figure_without_asking_again(bench):
    bench.enter()
    asked = len(bench.county.days)
    accepted = bench.look.cards[1].value
    bench.press("F6")
    assert bench.look.basis == "closed"
    assert bench.look.cards[1].title == "办结"
    assert bench.look.cards[1].value != accepted
    assert bench.keys()["F6"].text == "改按受理"
    bench.hands.choose_basis("accepted")
    bench.hands.choose_basis("accepted")
    assert bench.look.cards[1].value == accepted
    assert len(bench.county.days) == asked


def test_one_window_is_a_part_of_the_hall(bench):
    bench.enter()
    whole = int(bench.look.cards[1].value)
    parts = 0
    for choice in bench.look.reaches[2:]:
        bench.hands.choose_reach(choice.id)
        parts += int(bench.look.cards[1].value)
        assert bench.look.reach == choice.id
    assert parts == whole
    bench.hands.choose_reach("hall")
    assert int(bench.look.cards[1].value) == whole


def test_the_city_is_asked_for_and_a_window_is_kept_until_its_name_comes(bench):
    bench.enter()
    bench.hands.choose_reach("w-3")
    bench.runner.hold = True
    bench.press("PgUp")
    assert bench.look.reaches[-1].id == bench.look.reach == "w-3"
    bench.runner.hold = False
    bench.hands.choose_reach("city")
    assert bench.county.days[-1][0] == "540400"
    assert bench.look.beside[1].startswith("基准 4.99（全市")


def test_a_key_before_the_first_answer_is_heard(bench):
    bench.runner.hold = True
    bench.enter()
    bench.press("F6")
    bench.runner.release()
    assert bench.hands.state.seen.asked.basis.value == "closed"


# ---- the line


def test_a_cut_line_shows_the_own_window_and_since_when(bench):
    bench.enter()
    bench.county.cut = True
    bench.pass_time(LIVE_MS)
    assert bench.look.pill.kind == "warning"
    assert "16:42" in bench.look.told[0]
    assert "3号窗口" in bench.look.told[0]
    assert [each.window for each in bench.look.windows] == ["w-3"]
    assert bench.look.alerts_empty.startswith("线路断了")
    asked = len(bench.county.days)
    bench.pass_time(CUT_MS - 1)
    assert len(bench.county.days) == asked
    bench.county.cut = False
    bench.pass_time(1)
    assert bench.look.pill.kind == "good"
    assert bench.look.told == ()


def test_a_line_that_was_never_there_is_said_so(qtbot):
    bench = make(qtbot, SampleCounty(a_day(), cut=True))
    assert "还没有取到" in bench.look.told[0]


def test_what_is_recorded_here_counts_at_once_with_the_line_cut(bench):
    bench.enter()
    asked = len(bench.county.days)
    bench.place.changed(Changes(cases=("c",)))
    assert len(bench.county.days) == asked  # the hall tells it in a second
    bench.county.cut = True
    bench.pass_time(LIVE_MS)
    bench.place.changed(Changes(items=True))
    asked = len(bench.county.days)
    bench.place.changed(Changes(cases=("c",)))
    assert len(bench.county.days) == asked + 1


def test_a_refusal_is_said_and_asked_again_later(bench):
    bench.county.refuse = RuleError("figures_scope")
    bench.enter()
    assert bench.look.pill.kind == "danger"
    assert bench.look.told
    bench.county.refuse = None
    bench.pass_time(CUT_MS)
    assert bench.look.pill.kind == "good"
