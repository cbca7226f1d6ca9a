"""Two periods side by side: pairs, differences, percentages, and their report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from counter_app.domain import localtime
from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.figure_measures import OpenTime
from counter_app.domain.figure_period import (
    Grouping,
    MarkedCounts,
    PeriodRow,
    PeriodView,
    PeriodWish,
)
from counter_app.domain.figures import Basis, Counts, Figure, Level, Mark, Scope
from counter_app.domain.report_compare import MEASURES, Pair, compare
from counter_app.services.report_comparison import comparison_report
from counter_app.words import Words

HALL = Scope(Level.HALL, "hall-1")
OPEN = OpenTime(480)


def a_row(key, accepted, name=""):
    counts = Counts(accepted=accepted, accepted_immediate=accepted // 2, received=accepted)
    return PeriodRow(key, name or key, counts, (), OPEN, OPEN)


def a_view(first, last, *rows, grouping=Grouping.WINDOW, missing=(), apart=()):
    wish = PeriodWish(HALL, date.fromisoformat(first), date.fromisoformat(last), grouping, "basang")
    whole = replace(a_row("", sum(each.counts.accepted for each in rows)), name="")
    return PeriodView(wish, localtime.start_ms(date(2026, 11, 24)), rows, whole, apart, missing)


def found(before, after, grouping=Grouping.WINDOW, basis=Basis.ACCEPTED):
    old = a_view("2026-10-01", "2026-10-31", *before, grouping=grouping)
    return compare(old, a_view("2026-11-01", "2026-11-30", *after, grouping=grouping), basis)


def figure(numerator, denominator=1, reason=""):
    return Figure("throughput.accepted", numerator, denominator, 1, reason)


@pytest.mark.parametrize(
    ("before", "after", "difference", "percent"),
    [
        (figure(2), figure(3), 1, 50),
        (figure(3), figure(2), -1, -33),
        (figure(8), figure(7), -1, -13),  # half away from zero
        (figure(117, 100), figure(499, 100), Fraction(382, 100), 326),
        (figure(0), figure(5), 5, None),  # never a percentage of zero
        (figure(5), figure(0), -5, -100),
        (figure(0, 1, "nothing"), figure(5), None, None),
        (figure(5), figure(0, 1, "no_calendar"), None, None),
    ],
)
def test_a_difference_is_of_two_numbers_and_a_percentage_never_of_zero(
    before, after, difference, percent
):
    pair = Pair(before, after)
    assert (pair.difference, pair.percent) == (difference, percent)


def test_windows_meet_by_their_id_whoever_worked_in_which_period():
    told = found([a_row("w-1", 4), a_row("w-2", 6)], [a_row("w-3", 5), a_row("w-1", 8)])
    assert [(each.key, each.name) for each in told.rows] == [
        ("w-3", "w-3"),
        ("w-1", "w-1"),
        ("w-2", "w-2"),
    ]
    assert [each.pair("accepted").difference for each in told.rows] == [5, 4, -6]
    assert told.rows[0].pair("per_hour").before.reason == "nothing"
    assert told.whole.pair("accepted").difference == 3


def test_days_meet_by_their_place_and_the_longer_period_has_the_last_word():
    before = [a_row("2026-10-01", 1)]
    after = [a_row("2026-11-02", 3), a_row("2026-11-03", 4)]
    told = found(before, after, Grouping.DAY)
    assert [(each.key_before, each.key) for each in told.rows] == [
        ("2026-10-01", "2026-11-02"),
        ("", "2026-11-03"),
    ]
    assert [each.key for each in found(after, before, Grouping.DAY).rows] == ["2026-10-01", ""]


def test_items_have_no_durations():
    told = found([a_row("i-1", 1)], [a_row("i-1", 2)], Grouping.ITEM)
    assert "handling" not in told.measures()
    assert found([], []).measures() == MEASURES


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("grouping", list(Grouping)[:6])
def test_every_comparison_has_its_words(language, grouping):
    keys = {"day": "2026-11-02", "month": "2026-11-01", "year": "2026-01-01"}
    row = a_row(keys.get(grouping.value, "k-1"), 4)
    told = comparison_report(Words(language), found([row], [row], grouping), "大厅")
    assert [each.id for each in told.tables] == list(found([], [], grouping).measures())
    for table in told.tables:
        assert len(table.rows) == 2
        assert table.note
    assert told.rows() == 2 * len(told.tables)


def opened(told, measure, row=0):
    table = next(each for each in told.tables if each.id == measure)
    return [each.opens for each in table.rows[row].cells[1:3]]


def test_every_number_opens_the_list_behind_it():
    told = comparison_report(Words(), found([a_row("w-1", 4)], [a_row("w-1", 6)]), "大厅")
    before, after = opened(told, "accepted")
    assert before == DrillWish(
        Scope(Level.WINDOW, "w-1"),
        "accepted",
        localtime.start_ms(date(2026, 10, 1)),
        localtime.start_ms(date(2026, 11, 1)),
        by="basang",
    )
    assert after.first_ms == localtime.start_ms(date(2026, 11, 1))
    assert opened(told, "throughput")[1].what == "accepted"
    assert opened(told, "immediate")[1].what == "accepted_immediate"
    assert opened(told, "accepted", row=1)[1].scope == HALL
    assert (told.scope, told.span) == (
        "hall:hall-1",
        "2026-10-01..2026-10-31 / 2026-11-01..2026-11-30",
    )


@pytest.mark.parametrize(
    ("grouping", "key", "first", "end"),
    [
        (Grouping.DAY, "2026-11-02", "2026-11-02", "2026-11-03"),
        (Grouping.MONTH, "2026-11-01", "2026-11-01", "2026-12-01"),
        (Grouping.YEAR, "2026-01-01", "2026-11-01", "2026-12-01"),  # no further than the period
    ],
)
def test_a_time_opens_its_own_days(grouping, key, first, end):
    told = comparison_report(Words(), found([], [a_row(key, 6)], grouping), "大厅")
    before, after = opened(told, "accepted")
    assert before is None
    times = (after.first_ms, after.end_ms)
    assert times == tuple(localtime.start_ms(date.fromisoformat(each)) for each in (first, end))


def test_what_is_lacking_and_what_is_apart_is_said():
    rows = (a_row("w-1", 4),)
    apart = (MarkedCounts(Mark.TEST, Counts(received=3, accepted=2, closed=1)),)
    after = a_view("2026-11-24", "2026-11-24", *rows, missing=("w-5",), apart=apart)
    old = a_view("2026-11-23", "2026-11-23", *rows, missing=("w-4", "w-5"))
    told = comparison_report(Words(), compare(old, after, Basis.ACCEPTED), "大厅")
    assert "w-4、w-5" in told.notes[0]
    assert "收件 3，受理 2，办结 1" in told.notes[1]
    assert told.facts[1] == "上期：2026-11-23"


def cells(told, measure, row=0):
    table = next(each for each in told.tables if each.id == measure)
    return [each.text for each in table.rows[row].cells]


def test_numbers_have_signs_decimals_and_dashes():
    told = comparison_report(Words(), found([a_row("w-1", 1_200)], [a_row("w-1", 600)]), "大厅")
    assert cells(told, "accepted") == ["w-1", "1,200", "600", "−600", "−50%"]
    assert cells(told, "throughput") == ["w-1", "2.50", "1.25", "−1.25", "−50%"]
    assert cells(told, "immediate") == ["w-1", "50.0%", "50.0%", "0.0 个百分点", "0%"]
    assert cells(told, "handling") == ["w-1", "—", "—", "—", "—"]
    note = told.tables[-3].rows[0].note
    assert "没有这个数" in note
