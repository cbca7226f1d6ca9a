from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from counter_app.domain.localtime import at, day, start_ms


def test_shown_time_is_eight_hours_ahead_of_utc():
    shown = at(1_794_794_400_000)
    assert shown == datetime(2026, 11, 16, 10, tzinfo=timezone(timedelta(hours=8)))
    assert shown.isoformat() == "2026-11-16T10:00:00+08:00"


@pytest.mark.parametrize(
    ("wall_ms", "expected"),
    [
        (1_794_844_799_999, date(2026, 11, 16)),
        (1_794_844_800_000, date(2026, 11, 17)),
    ],
)
def test_the_day_turns_at_midnight_in_nyingchi(wall_ms, expected):
    assert day(wall_ms) == expected


def test_a_day_begins_at_its_first_millisecond():
    begins = start_ms(date(2026, 11, 17))
    assert (day(begins), day(begins - 1)) == (date(2026, 11, 17), date(2026, 11, 16))
