"""大厅, the living day: the minute that is read, and the list behind each number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain import localtime
from counter_app.domain.figure_day import Baseline
from counter_app.domain.figure_opening import DayOpening
from counter_app.domain.figures import Level, Mark, Measure, Scope
from counter_app.ui.hall.tour_day import DAY, NOW, SampleCounty, a_day, silent, trouble
from tests.fakes.hall_page import HallBench

START = localtime.start_ms(DAY)


@pytest.fixture
def bench(qtbot):
    return made(qtbot, SampleCounty(a_day()))


def made(qtbot, county, **changes):
    bench = HallBench(county, **changes)
    qtbot.addWidget(bench.place.view)
    return bench


def make(qtbot, county, **changes):
    return made(qtbot, county, **changes).enter()


def test_the_cursor_reads_a_minute_aloud(bench):
    bench.enter()
    bench.hands.move_cursor(600)
    assert bench.look.strip.reading.startswith("10:00 到厅 ")
    assert "15 分钟平均" in bench.look.strip.reading
    bench.hands.move_cursor(800)
    assert bench.look.strip.reading.endswith("这一分钟不开门")
    bench.hands.move_cursor(NOW + 30)
    assert bench.look.strip.reading == "17:12 还没有到"


def test_every_large_figure_opens_its_list_and_esc_comes_back(bench):
    bench.enter()
    for card in bench.look.cards:
        bench.hands.open_card(card.id)
        wish = bench.list.state.wish
        assert wish.by == "basang"
        assert wish.scope == Scope(Level.HALL, "h-1")
        assert bench.timers.waiting == 0
        bench.press("Esc")
        assert bench.timers.waiting == 1
    bench.hands.open_card("nonsense")
    assert bench.list.state.wish is None


def test_the_list_behind_the_rate_begins_where_the_last_hour_does(bench):
    bench.enter()
    bench.hands.open_card("rate")
    wish = bench.list.state.wish
    assert wish.first_ms == START + (NOW + 1 - 60) * 60_000
    assert bench.list.state.title.endswith("15:43—24:00")


def test_before_opening_the_list_behind_the_rate_is_that_of_the_day(qtbot):
    from counter_app.ui.hall.drills import of_last_hour  # noqa: PLC0415

    bench = make(qtbot, SampleCounty(a_day(opening=DayOpening(reason="no_calendar"))))
    drill = of_last_hour(bench.desk.words, bench.hands.state.seen)
    assert drill.wish.first_ms == START
    bench.hands.open_card("rate")  # without a number there is no list
    assert bench.list.state.wish is None


def test_a_minute_opens_what_was_done_or_who_came(bench):
    bench.enter()
    bars = bench.hands.state.seen.view.bars
    done = next(each for each in bars if each.accepted)
    came = next(each for each in bars if each.arrivals and not each.accepted)
    none = next(m for m in range(571, 700) if m not in {each.minute_of_day for each in bars})
    for minute, what in (
        (done.minute_of_day, Measure.ACCEPTED),
        (came.minute_of_day, Measure.ARRIVALS),
        (none, Measure.ACCEPTED),
    ):
        bench.hands.open_minute(minute)
        wish = bench.list.state.wish
        assert (wish.what, wish.first_ms) == (what.value, START + minute * 60_000)
        assert wish.end_ms - wish.first_ms == 60_000
        bench.press("Esc")


def test_nothing_opens_before_the_first_look(bench):
    bench.hands.open_minute(600)
    bench.hands.open_window("w-1")
    bench.hands.open_alert(0)
    assert bench.list.state.wish is None


def test_a_window_opens_its_cases(bench):
    bench.enter()
    bench.press("F6")
    bench.hands.open_window("w-5")
    wish = bench.list.state.wish
    assert (wish.scope, wish.what) == (Scope(Level.WINDOW, "w-5"), "closed")
    assert bench.list.state.title == "5号窗口 · 11月16日 · 办结"


def test_alerts_lead_to_their_place_or_their_list(qtbot):
    bench = make(qtbot, SampleCounty(a_day(missing=(silent(5, 690),)), trouble()))
    kinds = [each.there for each in bench.look.alerts]
    assert [each for each in kinds if isinstance(each, str)] == [
        "queue",
        "queue",
        "certificates",
        "devices",
    ]
    bench.hands.open_alert(1)
    assert bench.shell.went == ["queue"]
    bench.hands.open_alert(0)
    assert bench.list.state.wish.scope.key == "w-5"
    bench.press("Esc")
    bench.hands.open_alert(3)
    assert bench.list.state.wish.what == "calls"


def test_an_alert_of_a_place_that_one_does_not_have_is_told(qtbot):
    bench = make(qtbot, SampleCounty(a_day(), trouble()))
    bench.shell.go = lambda _place: False
    bench.hands.open_alert(0)
    assert "账号" in bench.shell.told[-1][1]


def test_who_goes_leaves_nothing_behind(bench):
    bench.enter()
    bench.hands.choose_reach("w-3")
    bench.hands.open_card("done")
    bench.runner.hold = True
    bench.place.user_changed(None)
    assert bench.hands.state.seen is None
    assert bench.look.cards == ()
    assert bench.list.state.cases == ()
    bench.runner.release()
    assert bench.hands.state.window == ""
    bench.place.user_changed(bench.shell.user)
    assert bench.hands.state.seen is None


def test_baselines_are_drawn_said_or_of_another_scope(qtbot):
    hall, city = Scope(Level.HALL, "h-1"), Scope(Level.AREA, "540400")
    lines = (
        Baseline(117, hall),
        Baseline(2_400, hall),
        Baseline(499, city),
        Baseline(50, Scope(Level.AREA, "540000")),
    )
    bench = make(qtbot, SampleCounty(a_day(baselines=lines)))
    assert [each.value for each in bench.look.strip.lines] == [1.17]
    assert "虚线" in bench.look.beside[0]
    assert "只说不画" in bench.look.beside[1]
    assert "定的是全市" in bench.look.beside[2]
    assert "定的是540000 地区" in bench.look.beside[3]
    bench.hands.choose_reach("w-1")
    assert "定的是巴宜区政务服务中心" in bench.look.beside[0]
    bench = make(qtbot, SampleCounty(a_day(until=540, baselines=lines)), minute=540)
    assert all("%" not in each for each in bench.look.beside)


def test_cases_that_no_figure_counts_stand_apart(bench):
    bench.enter()
    assert bench.look.beside[-1] == "批量导入另计：收件 46，受理 46，办结 0。"
    figures = replace(
        a_day(),
        minutes=tuple(e for e in a_day().minutes if e.mark is Mark.NONE),
    )
    counted = sum(each.counts.accepted for each in figures.minutes)
    assert bench.look.cards[1].value == str(counted)


@pytest.mark.parametrize("reason", ["no_opening_hours", "no_calendar"])
def test_a_hall_without_hours_has_a_sentence_instead_of_a_rate(qtbot, reason):
    bench = make(qtbot, SampleCounty(a_day(opening=DayOpening(reason=reason))))
    rate = bench.look.cards[0]
    assert (rate.value, rate.unit, rate.known, rate.drill) == ("—", "", False, None)
    assert "按分钟" in bench.look.told[0]
    assert bench.look.windows[0].cells[0].text == "—"
    assert bench.look.strip.closed == ()


def test_a_copy_is_told(bench):
    bench.hands.note_copied()
    assert bench.shell.told[-1][1] == "已复制这一格。"
