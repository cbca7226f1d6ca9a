"""When a hall is open: weekdays, holidays, hours that change, and where it is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.calendar import Calendar
from counter_app.domain.figure_measures import OpenTime
from counter_app.domain.figure_opening import (
    DayOpening,
    Minutes,
    OpeningHours,
    OpeningSpan,
    opening_on,
    together,
)
from tests.fakes.calendars import YEAR_2026

DAY = date(2026, 11, 16)
CALENDAR = Calendar.from_tables([YEAR_2026], "540402")
SPAN = OpeningSpan((1, 2, 3, 4, 5), 570, 780)
OPEN = DayOpening((Minutes(570, 780), Minutes(900, 1_080)))


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        (DAY, ((570, 780),)),
        (date(2026, 11, 21), ()),
        (date(2026, 10, 1), ()),
        (date(2026, 10, 10), ((570, 780),)),
        (date(2026, 6, 1), ((600, 700),)),
    ],
)
def test_a_hall_is_open_by_calendar_and_hours(day, minutes):
    winter = replace(SPAN, since=date(2026, 9, 1))
    summer = OpeningSpan((1,), 600, 700, until=date(2026, 8, 31))
    hours = OpeningHours("h-1", "540402", (winter, summer))
    assert opening_on(hours, CALENDAR, day).minutes == tuple(Minutes(*each) for each in minutes)


def test_a_hall_may_open_on_saturdays_and_spans_that_touch_are_one():
    spans = (SPAN, OpeningSpan((6, 1), 700, 800), OpeningSpan((6,), 900, 900))
    hours = OpeningHours("h-1", "540402", spans)
    assert opening_on(hours, CALENDAR, date(2026, 11, 21)).minutes == (Minutes(700, 800),)
    assert opening_on(hours, CALENDAR, DAY).minutes == (Minutes(570, 800),)


def test_without_hours_or_table_there_are_no_open_minutes_to_tell():
    assert opening_on(None, CALENDAR, DAY).reason == "no_opening_hours"
    assert opening_on(OpeningHours("h-1", ""), CALENDAR, DAY).reason == "no_opening_hours"
    hours = OpeningHours("h-1", "", (SPAN,))
    assert opening_on(hours, CALENDAR, date(2031, 3, 3)).reason == "no_calendar"
    unknown = DayOpening(reason="no_calendar")
    assert together([OPEN, unknown]) == unknown
    assert together([]).reason == "no_opening_hours"
    assert together([OPEN, DayOpening((Minutes(700, 950),))]).minutes == (Minutes(570, 1_080),)


def test_parts_of_a_day():
    assert OPEN.until(1_000).since(700).minutes == (Minutes(700, 780), Minutes(900, 1_000))
    assert (OPEN.count(), len(OPEN.minutes[0])) == (390, 210)
    assert OPEN.last(1_000) == OPEN
    assert OPEN.last(30).minutes == (Minutes(1_050, 1_080),)
    assert OpenTime.of(OPEN, 0) == OpenTime(0, "nothing")
