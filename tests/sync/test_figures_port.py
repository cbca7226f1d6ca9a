"""What every county tells of its figures: the one in memory, and the application on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.figure_day import Baseline, merge
from counter_app.domain.figure_drill import DRILL_PAGE, DrillWish
from counter_app.domain.figure_opening import OpeningSpan
from counter_app.domain.figure_period import Grouping, PeriodWish
from counter_app.domain.figure_view import view_of
from counter_app.domain.figures import Basis, Level, Mark, Scope
from tests.fakes.county_bench import KINDS
from tests.fakes.county_window import START_MS
from tests.fakes.figure_history import MINUTE_MS, step
from tests.fakes.figure_server import remembered_figures, served_figures

DAY = date(2026, 11, 16)
WEEK = (1, 2, 3, 4, 5)
HOURS = (OpeningSpan(WEEK, 9 * 60 + 30, 13 * 60), OpeningSpan(WEEK, 15 * 60, 18 * 60))
BUSY = (
    ("visit", 0, 0, 0, 3),
    ("accept", 0, 1, 2, 3),
    ("visit", 1, 0, 20, 5),
    ("receive", 1, 1, 21, 1),
    ("accept", 1, 2, 22, 0),
    ("refuse", 0, 3, 30, 2),
    ("consult", 0, 3, 31, 2),
    ("flush", 0, 0, 0, 0),
    ("decide", 0, 0, 40, 0),
    ("accept_it", 1, 1, 45, 0),
    ("flush", 0, 0, 0, 0),
    ("mark", 0, 2, 50, 2),
)


KEYS = {
    Grouping.DAY: ["2026-11-16", "2026-11-17"],
    Grouping.MONTH: ["2026-11-01"],
    Grouping.YEAR: ["2026-01-01"],
    Grouping.CLERK: ["ciren", "deji", "gesang"],
    Grouping.ALL: [""],
    Grouping.WINDOW: None,
    Grouping.ITEM: ["540402000SPJYXK0A", "540402000SPJYXK0B"],
}
FOUND = {
    "accepted": 2,
    "received": 3,
    "closed": 2,
    "handling": 2,
    "consultations": 1,
    "arrivals": 2,
    "waiting": 2,
    "idle": 0,
    "accepted_immediate": 1,
}


@pytest.fixture(params=["memory", *KINDS])
def bench(request, county_databases):
    kind = request.param
    make = remembered_figures if kind == "memory" else served_figures
    with make(county_databases("embedded" if kind == "memory" else kind)) as made:
        yield made


def play(bench, *steps):
    async def history():
        for each in steps:
            await step(bench.world, *each)

    bench.world.run(history)


def hall_of(bench):
    return Scope(Level.HALL, bench.world.hall)


def asked(bench, window="w1"):
    return bench.ask(f"{bench.world.hall}-{window}")


def test_a_day_is_told_in_minutes_with_its_windows(bench):
    bench.set_hours(bench.world.hall, HOURS)
    bench.set_baselines(hall_of(bench), [Baseline(117, hall_of(bench), "改造前")])
    play(bench, *BUSY)
    bench.clock.advance(60 * MINUTE_MS)
    day = asked(bench).day_figures(hall_of(bench), DAY)
    view = view_of(day)
    whole = view.whole
    assert (whole.counts.arrivals, whole.counts.finishes, whole.counts.consultations) == (2, 2, 1)
    assert (whole.counts.received, whole.counts.accepted, whole.counts.closed) == (3, 2, 2)
    assert [(each.mark, each.received) for each in view.apart] == [(Mark.TEST, 1)]
    # ten o'clock and 61 minutes of a hall that opened at half past nine
    assert (whole.throughput.numerator, whole.throughput.denominator) == (2, 91)
    assert (whole.rate_60.numerator, whole.rate_60.denominator) == (2, 60)
    assert whole.handling.text(1) == "10.0"
    assert [each.minute_of_day for each in view.bars if each.accepted] == [602, 645]
    assert {each.window for each in view.windows} >= {f"{bench.world.hall}-w1"}
    assert [each.manner for each in view.baselines] == ["drawn"]
    assert view_of(day, Basis.CLOSED).whole.immediate.reason == ""


def test_what_changed_since_is_told_and_laid_over_what_was_seen(bench):
    play(bench, *BUSY[:8])
    county = asked(bench)
    before = county.day_figures(hall_of(bench), DAY)
    quiet = county.day_figures(hall_of(bench), DAY, cursor=before.cursor, wait_s=0.2)
    assert (quiet.whole, quiet.minutes, quiet.durations) == (False, (), ())
    play(bench, *BUSY[8:])
    county = asked(bench)
    news = county.day_figures(hall_of(bench), DAY, cursor=before.cursor, wait_s=5)
    after = merge(before, news)
    assert after == replace(county.day_figures(hall_of(bench), DAY), cursor=after.cursor)
    assert after.minutes != before.minutes


def test_periods_are_sums_of_their_days(bench):
    bench.set_hours(bench.world.hall, HOURS)
    play(bench, *BUSY, ("accept", 0, 1, 1_500, 3), ("flush", 0, 0, 0, 0))
    bench.clock.advance(3 * 1_440 * MINUTE_MS)
    county = asked(bench)
    for grouping, keys in KEYS.items():
        first, last = date(2026, 11, 1), date(2026, 12, 31)
        told = county.period_figures(PeriodWish(hall_of(bench), first, last, grouping, "zhuoma"))
        assert told.whole.counts.accepted == 3
        assert sum(each.counts.accepted for each in told.rows) == 3
        assert [(each.mark, each.counts.received) for each in told.apart] == [(Mark.TEST, 1)]
        assert [each.key for each in told.rows if each.key in (keys or ())] == (keys or [])
        assert told.whole.measures().handling.text(1) == "10.0"
        # 14 working days begun: Monday the 2nd to Thursday the 19th, that one up to 10:00
        assert told.whole.opened.minutes == 13 * 390 + 31
        # two windows on the 16th, one on the 17th
        assert told.whole.worked.minutes == 3 * 390


def test_a_window_an_item_and_a_clerk_have_their_own_periods(bench):
    bench.set_hours(bench.world.hall, HOURS)
    play(bench, *BUSY)
    county = asked(bench)
    for level, key, accepted in (
        (Level.WINDOW, f"{bench.world.hall}-w2", 1),
        (Level.ITEM, "540402000SPJYXK0B", 2),
        (Level.CLERK, "deji", 1),
    ):
        scope = Scope(level, key)
        for grouping in (Grouping.DAY, Grouping.ALL):
            told = county.period_figures(PeriodWish(scope, DAY, DAY, grouping, "zhuoma"))
            assert [each.counts.accepted for each in told.rows] == [accepted], (level, grouping)
            assert told.whole.counts.accepted == accepted


def test_a_hall_without_opening_hours_has_no_rate(bench):
    play(bench, *BUSY)
    view = view_of(asked(bench).day_figures(hall_of(bench), DAY))
    assert view.whole.throughput.reason == view.whole.rate_60.reason == "no_opening_hours"
    assert view.whole.throughput.value is None
    assert view.whole.immediate.reason == ""
    assert (view.mean, view.bars != ()) == ((), True)


def test_a_year_without_a_holiday_table_has_no_rate(bench):
    bench.set_hours(bench.world.hall, HOURS)
    day = asked(bench).day_figures(hall_of(bench), date(2031, 3, 3))
    assert day.opening.reason == "no_calendar"
    wish = PeriodWish(hall_of(bench), date(2019, 3, 1), DAY, Grouping.ALL)
    assert asked(bench).period_figures(wish).whole.opened.reason == "no_calendar"


def test_a_figure_opens_what_was_counted(bench):
    play(bench, *BUSY)
    county = asked(bench)
    for what, found in FOUND.items():
        begin, end = START_MS - MINUTE_MS, START_MS + 90 * MINUTE_MS
        page = county.drill_figures(DrillWish(hall_of(bench), what, begin, end))
        assert (what, len(page.cases) + len(page.tickets), page.more) == (what, found, "")
        assert all(each.applicant_masked == "扎*" for each in page.cases)
        timed = what in ("handling", "waiting")
        assert all(each.seconds is not None for each in page.tickets if timed)


def test_what_is_set_apart_has_its_own_list(bench):
    play(bench, *BUSY)
    end = START_MS + 90 * MINUTE_MS
    page = asked(bench).drill_figures(
        DrillWish(hall_of(bench), "received", START_MS, end, Mark.TEST)
    )
    assert len(page.cases) == 1
    own = DrillWish(Scope(Level.WINDOW, f"{bench.world.hall}-w2"), "received", START_MS, end)
    assert len(asked(bench).drill_figures(own).cases) == 1


def test_a_long_list_comes_in_pages(bench):
    play(bench, *(("consult", 0, each % 6, each, 0) for each in range(DRILL_PAGE + 5)))
    play(bench, ("flush", 0, 0, 0, 0))
    wish = DrillWish(hall_of(bench), "consultations", START_MS, START_MS + 500 * MINUTE_MS)
    first = asked(bench).drill_figures(wish)
    rest = asked(bench).drill_figures(replace(wish, after=first.more))
    assert (len(first.tickets), len(rest.tickets), rest.more) == (DRILL_PAGE, 5, "")
    assert len({each.op_id for each in first.tickets + rest.tickets}) == DRILL_PAGE + 5


def test_who_may_not_see_it_is_told_so(bench):
    county = asked(bench)
    for scope, grouping, by in (
        (Scope(Level.AREA, "540402"), Grouping.ALL, "ciren"),
        (Scope(Level.AREA, "110000"), Grouping.ALL, "zhuoma"),
        (Scope(Level.HALL, "elsewhere"), Grouping.ALL, "zhuoma"),
        (Scope(Level.WINDOW, "elsewhere"), Grouping.ALL, ""),
        (Scope(Level.CLERK, "ciren"), Grouping.ALL, "ciren"),
        (hall_of(bench), Grouping.CLERK, "ciren"),
    ):
        with pytest.raises(RuleError) as caught:
            county.period_figures(PeriodWish(scope, DAY, DAY, grouping, by))
        assert caught.value.code == "figures_scope"
    wish = PeriodWish(hall_of(bench), date(2025, 1, 1), DAY, Grouping.DAY)
    with pytest.raises(RuleError) as caught:
        county.period_figures(wish)
    assert caught.value.code == "figures_range"


def test_a_supervisor_sees_the_city(bench):
    play(bench, *BUSY)
    for key in ("540402", "540400"):
        wish = PeriodWish(Scope(Level.AREA, key), DAY, DAY, Grouping.WINDOW, "zhuoma")
        assert asked(bench).period_figures(wish).whole.counts.accepted == 2
    day = asked(bench).day_figures(Scope(Level.AREA, "540400"), DAY, by="zhuoma")
    assert view_of(day).whole.counts.accepted == 2
