"""Figures: formulas, reasons, opening hours, views; the county's counting is proved in tests/store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from counter_app.domain import localtime
from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.figure_alert import (
    AlertLimits,
    BlanksNow,
    DeviceNow,
    HallNow,
    LineNow,
    ServingNow,
    alerts_of,
)
from counter_app.domain.figure_day import (
    Baseline,
    DayFigures,
    DurationRow,
    MinuteRow,
    MissingWindow,
    WindowName,
    changed_minutes,
    merge,
    own_scope,
    step_of,
)
from counter_app.domain.figure_drill import is_ticket_figure
from counter_app.domain.figure_measures import OpenTime, measures, spent_of
from counter_app.domain.figure_opening import (
    DayOpening,
    Minutes,
)
from counter_app.domain.figure_period import Grouping, PeriodRow
from counter_app.domain.figure_scope import Asker, HallPlace, area_halls, halls_allowed
from counter_app.domain.figure_span import Cover, cover, group_start
from counter_app.domain.figure_view import of_window, view_of
from counter_app.domain.figures import (
    Basis,
    Counts,
    Duration,
    Figure,
    Level,
    Mark,
    Scope,
    rounded,
)

DAY = date(2026, 11, 16)
HALL = Scope(Level.HALL, "h-1")
OPEN = DayOpening((Minutes(570, 780), Minutes(900, 1_080)))
MINUTE_MS = 60_000


def at(minute, day=DAY):
    return localtime.start_ms(day) + minute * MINUTE_MS


def a_day(*rows, **changes):
    names = (WindowName("w-1", "1"),)
    head = (HALL, DAY, at(960), "c")
    made = DayFigures(
        *head, whole=True, minutes=rows, durations=(), names=names, missing=(), opening=OPEN
    )
    return replace(made, **changes)


def accepted(window, minute, number=1, **more):
    return MinuteRow(window, minute, Counts(accepted=number, **more))


def test_a_number_is_told_half_up_with_its_decimals():
    assert rounded(Fraction(117, 100), 2) == "1.17"
    assert rounded(Fraction(1, 8), 2) == "0.13"
    assert Figure("x", 3, 2, 3).text(1) == "1.5"
    assert Figure("x", 3, 2, 3, "nothing").text() == ""


def test_the_last_sixty_open_minutes_reach_over_the_lunch_break():
    rows = [accepted("w-1", minute) for minute in (769, 778, 800, 905, 949)]
    view = view_of(a_day(*rows, at_ms=at(949)))
    # 15:00 to 15:50 are 50 minutes, ten before lunch; what happened at lunch counts too
    assert (view.whole.rate_60.numerator, view.whole.rate_60.denominator) == (4, 60)
    assert (view.whole.throughput.numerator, view.whole.throughput.denominator) == (5, 260)
    assert (view.until, len(view.mean)) == (950, 260)


def test_the_mean_takes_fifteen_open_minutes_or_those_there_were():
    view = view_of(a_day(accepted("w-1", 570, 3), accepted("w-1", 575, 6), at_ms=at(600)))
    first, sixth, last = view.mean[0], view.mean[5], view.mean[-1]
    assert (first.value, sixth.value) == (Fraction(3), Fraction(9, 6))
    assert (last.minute_of_day, last.events, last.minutes) == (600, 0, 15)
    closed = view_of(a_day(MinuteRow("w-1", 570, Counts(closed=2))), Basis.CLOSED)
    assert (closed.mean[0].value, closed.bars[0].completions(Basis.CLOSED)) == (2, 2)


def test_a_day_ahead_has_no_minutes_and_a_past_one_has_all():
    assert view_of(a_day(at_ms=at(600, date(2026, 11, 15)))).until == 0
    assert view_of(a_day(at_ms=at(600, date(2026, 11, 15)))).whole.throughput.reason == "closed"
    assert view_of(a_day(at_ms=at(0, date(2026, 11, 17)))).whole.throughput.denominator == 390


def test_cases_set_apart_are_in_no_figure_and_windows_have_their_own():
    test = MinuteRow("w-1", 600, Counts(received=1, accepted=1), Mark.TEST)
    batch = MinuteRow("w-1", 600, Counts(accepted=9), Mark.BATCH)
    gap = MissingWindow("w-1", "1", None, 0, 960)
    names = (WindowName("w-1", "1"), WindowName("county-desk:h-1", "局", desk=True))
    desk = MinuteRow("county-desk:h-1", 610, Counts(closed=1))
    rows = (accepted("w-1", 600, 2, accepted_immediate=1), test, batch, desk)
    view = view_of(a_day(*rows, names=names, missing=(gap,)))
    assert view.whole.counts == Counts(accepted=2, accepted_immediate=1, closed=1)
    assert [(each.mark, each.accepted) for each in view.apart] == [(Mark.BATCH, 9), (Mark.TEST, 1)]
    assert view.whole.immediate.value == Fraction(1, 2)
    # two acceptances in 271 minutes of the one window; the county's desk is no window
    assert (view.whole.per_hour.numerator, view.whole.per_hour.denominator) == (120, 271)
    assert [each.missing for each in view.windows] == [gap, None]
    assert of_window(a_day(*rows, names=names), "w-1").minutes == rows[:3]


def test_a_baseline_is_drawn_for_its_scope_unless_it_would_flatten_the_rest():
    lines = (Baseline(117, HALL), Baseline(499, HALL), Baseline(499, Scope(Level.AREA, "540400")))
    rows = [accepted("w-1", minute) for minute in range(570, 600)]
    looks = view_of(a_day(*rows, at_ms=at(629), baselines=lines)).baselines
    assert [each.manner for each in looks] == ["drawn", "flat", "other_scope"]
    assert [each.percent for each in looks] == [43, 10, 10]
    unknown = view_of(a_day(baselines=lines, opening=DayOpening(reason="no_opening_hours")))
    assert [each.percent for each in unknown.baselines] == [None] * 3


def test_medians_are_of_all_and_exact_to_their_unit():
    rows = [
        DurationRow("w-1", Duration.HANDLING, step, n, step * 15 * n)
        for step, n in ((4, 1), (8, 2), (20, 1))
    ]
    lasting = (*rows, DurationRow("w-1", Duration.IDLE, 2, 1, 37))
    spent = spent_of(lasting)
    found = measures(Counts(), spent, OpenTime(60), Basis.ACCEPTED)
    assert (found.handling.text(1), found.handling.count) == ("2.0", 4)
    assert (found.idle.numerator, found.idle.denominator) == (37, 60)
    assert found.walking.reason == found.immediate.reason == "nothing"
    assert found.rate_60.reason == "not_live"
    even = spent_of([rows[0], rows[2]])
    assert measures(Counts(), even, OpenTime(1), Basis.CLOSED).handling.text(1) == "3.0"
    assert step_of(Duration.WALKING, 14) == 2
    assert step_of(Duration.WAITING, 10**9) == 1_920


def test_a_period_s_row_has_the_same_figures():
    row = PeriodRow("", "", Counts(accepted=6), (), OpenTime(120), OpenTime(240))
    assert row.measures().throughput.text() == "0.05"
    assert row.measures().per_hour.text() == "1.50"


def test_what_changed_is_laid_over_what_was_seen():
    before = a_day(accepted("w-1", 600), accepted("w-1", 601))
    lasting = DurationRow("w-1", Duration.IDLE, 2, 1, 37)
    news = a_day(accepted("w-1", 601, 2), accepted("w-1", 600, 0), whole=False, cursor="d")
    after = merge(replace(before, durations=(lasting,)), news)
    assert after.minutes == (accepted("w-1", 601, 2),)
    assert (after.durations, after.cursor, after.whole) == ((lasting,), "d", True)
    assert changed_minutes(before, after) == {600, 601}
    assert merge(before, replace(news, day=date(2026, 11, 17))).cursor == "d"
    assert merge(before, a_day()) == a_day()
    assert from_plain(DayFigures, to_plain(before)) == before
    assert own_scope("w-1") == Scope(Level.WINDOW, "w-1")


# ---- periods


def test_a_period_is_covered_by_whole_years_months_and_days():
    assert cover(date(2023, 11, 29), date(2026, 2, 1), Grouping.ALL) == (
        Cover("day", date(2023, 11, 29), date(2023, 11, 30)),
        Cover("month", date(2023, 12, 1), date(2023, 12, 1)),
        Cover("year", date(2024, 1, 1), date(2025, 1, 1)),
        Cover("month", date(2026, 1, 1), date(2026, 1, 1)),
        Cover("day", date(2026, 2, 1), date(2026, 2, 1)),
    )
    months = cover(date(2025, 1, 1), date(2025, 12, 31), Grouping.MONTH)
    assert months == (Cover("month", date(2025, 1, 1), date(2025, 12, 1)),)
    assert cover(DAY, DAY, Grouping.DAY) == (Cover("day", DAY, DAY),)
    assert cover(DAY, date(2026, 11, 15), Grouping.DAY) == ()
    starts = [group_start(DAY, each) for each in (Grouping.DAY, Grouping.MONTH, Grouping.YEAR)]
    assert starts == [DAY, date(2026, 11, 1), date(2026, 1, 1)]


# ---- who may see what

HALLS = (
    HallPlace("h-1", "甲", "540402"),
    HallPlace("h-2", "乙", "540421"),
    HallPlace("far", "丙", "540102"),
)


def test_areas_are_the_halls_under_their_code():
    assert area_halls("540400", HALLS) == ("h-1", "h-2")
    assert area_halls("540000", HALLS) == ("h-1", "h-2", "far")
    assert area_halls("5404", HALLS) == area_halls("54040x", HALLS) == ()


@pytest.mark.parametrize(
    ("scope", "roles", "window_hall", "halls"),
    [
        (HALL, (), "", ("h-1",)),
        (Scope(Level.HALL, "h-2"), (), "", None),
        (Scope(Level.HALL, "h-2"), ("supervisor",), "", ("h-2",)),
        (Scope(Level.HALL, "far"), ("supervisor",), "", None),
        (Scope(Level.AREA, "540400"), ("supervisor",), "", ("h-1", "h-2")),
        (Scope(Level.AREA, "540402"), ("clerk",), "", None),
        (Scope(Level.AREA, "110000"), ("supervisor",), "", None),
        (Scope(Level.WINDOW, "w-1"), (), "h-1", ("h-1",)),
        (Scope(Level.WINDOW, "w-9"), (), "", None),
        (Scope(Level.ITEM, "i"), (), "", ("h-1",)),
        (Scope(Level.CLERK, "ciren"), ("clerk",), "", None),
        (Scope(Level.CLERK, "ciren"), ("supervisor",), "", ("h-1",)),
    ],
)
def test_who_asks_sees_his_hall_and_a_supervisor_his_city(scope, roles, window_hall, halls):
    asker = Asker("h-1", roles)
    if halls is None:
        with pytest.raises(RuleError):
            halls_allowed(scope, asker, HALLS, window_hall)
    else:
        assert halls_allowed(scope, asker, HALLS, window_hall) == halls


def test_lists_are_of_cases_or_of_tickets():
    assert is_ticket_figure("handling")
    assert not is_ticket_figure("accepted")


def test_alerts_begin_at_their_limits():
    now = HallNow(
        at(600),
        AlertLimits(5, 30, 45, 10),
        (
            LineNow("A", "综合", 5, at(570)),
            LineNow("B", "税务", 4, at(571)),
            LineNow("C", "社保", 0, None),
        ),
        (ServingNow("w-1", "1", "A001", at(555)), ServingNow("w-2", "2", "A002", at(599))),
        (BlanksNow("w-1", "1", "老年证", 9), BlanksNow("w-2", "2", "老年证", 10)),
        (DeviceNow("w-1", "1", "tickets", at(560)),),
    )
    assert [(each.kind, each.subject) for each in alerts_of(now)] == [
        ("queue_long", "A"),
        ("wait_long", "A"),
        ("window_stuck", "A001"),
        ("blanks_low", "老年证"),
        ("device_down", "tickets"),
    ]
    assert dict(alerts_of(now)[1].values) == {"line": "综合", "minutes": 30}
    assert AlertLimits().quiet_ms == 180_000
