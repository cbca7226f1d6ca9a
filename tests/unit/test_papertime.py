from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.records import ServerTime
from counter_app.services.papertime import clock_skew_s, paper_time
from counter_app.services.session import sign_in
from tests.fakes.desk import a_desk, play

DAY_MS = 86_400_000


def told(desk, off_ms=0):
    now = desk.clock.read()
    desk.ledger.set_server_time(ServerTime(now.wall_ms + off_ms, now.mono_ms, now.boot))


def test_a_clock_near_the_countys_is_taken_as_it_is():
    desk = a_desk()
    told(desk, 60_000)
    time = paper_time(desk, confirmed=False)
    assert time.moment.wall == desk.clock.read().wall_ms
    assert (time.moment.clock, time.day) == ("pc", date(2026, 11, 16))


def test_a_clock_set_back_a_day_carries_on_the_countys_time():
    desk = a_desk()
    told(desk)
    right = desk.clock.read().wall_ms
    desk.clock.set_wall(right - DAY_MS)
    desk.clock.advance(5_000)
    time = paper_time(desk, confirmed=False)
    assert (time.moment.wall, time.moment.clock) == (right + 5_000, "county")
    assert clock_skew_s(desk) == -86_400


def test_a_day_in_nyingchi_begins_at_sixteen_utc_whatever_the_zone_of_the_pc():
    midnight_ms = int(datetime(2026, 11, 15, 16, 0, tzinfo=UTC).timestamp() * 1000)
    assert localtime.day(midnight_ms) == date(2026, 11, 16)
    assert localtime.day(midnight_ms - 1) == date(2026, 11, 15)


def test_after_a_restart_with_an_older_clock_the_clerk_must_vouch_for_it():
    desk = a_desk()
    play(desk, sign_in(desk, "ciren", "right"))
    desk.clock.reboot()
    desk.clock.set_wall(desk.clock.read().wall_ms - DAY_MS)
    with pytest.raises(RuleError) as caught:
        paper_time(desk, confirmed=False)
    assert caught.value.values == {"shown": "2026-11-15 10:00"}
    assert paper_time(desk, confirmed=True).moment.clock == "confirmed"


def test_a_clock_before_what_the_county_once_told_is_doubtful_too():
    desk = a_desk()
    told(desk)
    desk.clock.reboot()
    desk.clock.set_wall(desk.clock.read().wall_ms - DAY_MS)
    with pytest.raises(RuleError, match="clock_doubtful"):
        paper_time(desk, confirmed=False)


def test_a_monotonic_clock_that_ran_backwards_is_not_trusted():
    desk = a_desk()
    now = desk.clock.read()
    desk.ledger.set_server_time(ServerTime(now.wall_ms, now.mono_ms + 1, now.boot))
    assert clock_skew_s(desk) is None


@pytest.mark.parametrize("ahead_s", [0, 119])
def test_small_differences_never_ask_the_clerk(ahead_s):
    desk = a_desk()
    play(desk, sign_in(desk, "ciren", "right"))
    desk.clock.reboot()
    now = desk.clock.read().wall_ms
    desk.clock.set_wall(now - timedelta(seconds=ahead_s) // timedelta(milliseconds=1))
    assert paper_time(desk, confirmed=False).moment.clock == "pc"
