"""Spans of days: typed, turned, cut."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.report_span import Span, read_span, span_at, write_span

DAYS = st.dates(date(2001, 1, 8), date(2098, 12, 24))


def span(text):
    found = read_span(text)
    return found.grain, found.first.isoformat(), found.last.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", ("year", "2026-01-01", "2026-12-31")),
        (" 2026年 ", ("year", "2026-01-01", "2026-12-31")),
        ("2024-2", ("month", "2024-02-01", "2024-02-29")),
        ("2026年11月", ("month", "2026-11-01", "2026-11-30")),
        ("2026-11-24", ("day", "2026-11-24", "2026-11-24")),
        ("2026.11.24", ("day", "2026-11-24", "2026-11-24")),
        ("2026年11月24日", ("day", "2026-11-24", "2026-11-24")),
        ("2026 Q3", ("quarter", "2026-07-01", "2026-09-30")),
        ("2026 q1", ("quarter", "2026-01-01", "2026-03-31")),
        ("2026-11-01..2026-11-20", ("days", "2026-11-01", "2026-11-20")),
        ("2026-10 至 2026-11", ("days", "2026-10-01", "2026-11-30")),
    ],
)
def test_a_span_is_read_as_it_is_typed(text, expected):
    assert span(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "report_span"),
        ("去年", "report_span"),
        ("2026-13", "report_span"),
        ("2026-02-30", "report_span"),
        ("0000", "report_span"),
        ("2026..2025", "report_span_order"),
        ("2001..2026", "report_span_long"),
        ("2024..2025..2026", "report_span"),
    ],
)
def test_what_is_no_span_is_refused(text, code):
    with pytest.raises(RuleError) as caught:
        read_span(text)
    assert caught.value.code == code


@given(st.sampled_from(["day", "month", "quarter", "year"]), DAYS)
def test_what_is_written_is_read_back(grain, day):
    made = span_at(grain, day)
    assert read_span(write_span(made)) == made
    assert made.first <= day <= made.last


@given(st.sampled_from(["day", "week", "month", "quarter", "year"]), DAYS, st.integers(-9, 9))
def test_turning_there_and_back_is_the_same_and_neighbours_touch(grain, day, steps):
    made = span_at(grain, day)
    assert made.turned(steps).turned(-steps) == made
    assert (made.turned(1).first - made.last).days == 1


def test_any_days_turn_by_their_own_length():
    made = read_span("2026-11-01..2026-11-10")
    assert write_span(made.turned(-1)) == "2026-10-22..2026-10-31"
    assert write_span(made) == "2026-11-01..2026-11-10"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026-11", "2025-11"),
        ("2026", "2025"),
        ("2024-02-29", "2023-02-28"),
        ("2026 Q2", "2025 Q2"),
    ],
)
def test_the_year_before(text, before):
    assert write_span(read_span(text).year_before()) == before


def test_days_that_lie_ahead_are_cut_and_the_other_span_is_as_long():
    made = read_span("2026-11")
    cut = made.cut(date(2026, 11, 16))
    assert (cut.days(), cut.last) == (16, date(2026, 11, 16))
    assert made.cut(date(2026, 12, 1)) == made
    assert made.cut(date(2026, 1, 1)) == Span("month", made.first, made.first)
    assert read_span("2026-10").with_days(16).last == date(2026, 10, 16)
    assert read_span("2026-02").with_days(31).last == date(2026, 2, 28)


def test_a_week_begins_on_monday():
    assert span_at("week", date(2026, 11, 24)).first == date(2026, 11, 23)
