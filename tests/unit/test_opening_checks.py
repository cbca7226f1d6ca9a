from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.calendar import Calendar
from counter_app.domain.numbers import make_case_no
from counter_app.domain.records import ChainState, Instant, ServerTime
from counter_app.services.opening_checks import (
    clock_check,
    device_check,
    holidays_check,
    lists_check,
    numbers_check,
    store_checks,
    unsent_check,
)
from counter_app.services.status import DeviceLine, Status, stored_status
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk

HOUR, DAY = 3_600_000, 86_400_000
NOW = Instant(1_794_794_400_000, 50 * DAY, "boot-1")
STATUS = Status(0, 0, 0, 0, None, 0, (), ())


def chain(seq, year=2026, **changes):
    hiwater = make_case_no("540402", year, "AAAA", seq) if seq else ""
    return replace(ChainState(1, "e", 1, 0, 0, b"", hiwater), **changes)


def light(check):
    return check.light, check.state


@pytest.mark.parametrize(
    ("seq", "left", "told"),
    [
        (0, 99_999, ("green", "enough")),
        (1, 99_998, ("green", "enough")),
        (96_999, 3_000, ("green", "enough")),
        (97_000, 2_999, ("yellow", "few")),
        (99_699, 300, ("yellow", "few")),
        (99_700, 299, ("red", "short")),
        (99_999, 0, ("red", "short")),
    ],
)
def test_numbers_left_of_this_years_block(seq, left, told):
    check = numbers_check(chain(seq), 2026)
    assert (light(check), dict(check.values)["left"]) == (told, left)


def test_a_new_year_has_a_new_block():
    check = numbers_check(chain(99_999, year=2025), 2026)
    assert dict(check.values) == {"left": 99_999, "year": 2026}


def test_a_restored_image_numbers_nothing():
    assert light(numbers_check(chain(5, renew=True), 2026)) == ("red", "renew")


def told(ago_ms, boot="boot-1"):
    return ServerTime(NOW.wall_ms - ago_ms, NOW.mono_ms - ago_ms, boot)


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (0, ("green", "fresh", ())),
        (24 * HOUR, ("green", "fresh", ())),
        (24 * HOUR + 1, ("yellow", "old", (("hours", 24),))),
        (7 * DAY, ("yellow", "old", (("hours", 168),))),
        (7 * DAY + 1, ("red", "stale", (("days", 7),))),
    ],
)
def test_the_age_of_the_lists(ago, expected):
    for boot in ("boot-1", "boot-0"):
        check = lists_check(told(ago, boot), NOW, pulled=True)
        assert (check.light, check.state, check.values) == expected


def test_a_clock_set_back_makes_lists_no_older_and_a_monotonic_clock_no_younger():
    ahead = ServerTime(NOW.wall_ms + DAY, 5, "boot-0")
    assert light(lists_check(ahead, NOW, pulled=True)) == ("green", "fresh")
    later = ServerTime(NOW.wall_ms - 2 * DAY, NOW.mono_ms + 1, "boot-1")
    assert light(lists_check(later, NOW, pulled=True)) == ("yellow", "old")


@pytest.mark.parametrize(("when", "pulled"), [(None, True), (told(0), False)])
def test_without_lists_nothing_can_be_found(when, pulled):
    assert light(lists_check(when, NOW, pulled=pulled)) == ("red", "never")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 30), ("green", "there")),
        (date(2026, 12, 1), ("yellow", "next_missing")),
        (date(2025, 11, 30), ("red", "missing")),
    ],
)
def test_the_holiday_table_of_this_year_and_soon_of_the_next(today, expected):
    table = Calendar.from_tables([YEAR_2026], "540402")
    assert light(holidays_check(table, today)) == expected


def test_in_december_both_tables_are_there():
    both = [YEAR_2026, replace(YEAR_2026, year=2027)]
    table = Calendar.from_tables(both, "540402")
    assert light(holidays_check(table, date(2026, 12, 31))) == ("green", "there")


@pytest.mark.parametrize(
    ("pending", "age_s", "parked", "expected"),
    [
        (0, None, 0, ("green", "none")),
        (1, 900, 0, ("green", "new")),
        (4, 901, 0, ("yellow", "waiting")),
        (4, 7_200, 0, ("yellow", "waiting")),
        (4, 7_201, 0, ("yellow", "hours")),
        (4, 86_400, 0, ("yellow", "hours")),
        (4, 86_401, 0, ("red", "old")),
        (0, None, 2, ("red", "parked")),
    ],
)
def test_what_the_county_does_not_have(pending, age_s, parked, expected):
    check = unsent_check(replace(STATUS, pending=pending, oldest_age_s=age_s, parked=parked))
    assert light(check) == expected


def test_ages_are_told_in_what_a_clerk_counts():
    waiting = unsent_check(replace(STATUS, pending=4, oldest_age_s=3_599))
    old = unsent_check(replace(STATUS, pending=4, oldest_age_s=3 * 86_400))
    assert dict(waiting.values) == {"count": 4, "minutes": 59}
    assert dict(old.values) == {"count": 4, "days": 3}


@pytest.mark.parametrize(
    ("skew_s", "expected"),
    [
        (0, ("green", "right", ())),
        (-120, ("green", "right", ())),
        (121, ("yellow", "ahead", (("minutes", 2),))),
        (-7_200, ("yellow", "behind", (("minutes", 120),))),
        (None, ("yellow", "unknown", ())),
    ],
)
def test_the_clock_against_the_county(skew_s, expected):
    check = clock_check(replace(STATUS, clock_skew_s=skew_s), 120, doubtful=False)
    assert (check.light, check.state, check.values) == expected


def test_a_doubtful_clock_is_red_whatever_else_is_known():
    assert light(clock_check(STATUS, 120, doubtful=True)) == ("red", "doubtful")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("ready", "green"),
        ("paper_near_end", "yellow"),
        ("unknown", "yellow"),
        ("not_set", "yellow"),
        ("paper_out", "red"),
        ("error", "red"),
        ("reader_silent", "red"),
    ],
)
def test_a_device_that_cannot_do_its_work_is_red(state, expected):
    check = device_check(DeviceLine("tickets", state, "cutter"))
    assert (check.id, check.light, check.state) == ("tickets", expected, state)
    assert check.detail == ("" if state == "ready" else "cutter")


def test_a_window_at_rest_is_green_but_for_its_calendar():
    desk = a_desk(calendars=(YEAR_2026,))
    checks = store_checks(desk, stored_status(desk))
    assert [each.id for each in checks] == ["numbers", "lists", "holidays", "unsent", "clock"]
    assert {each.light for each in checks} == {"green"}
    assert light(store_checks(a_desk(), STATUS)[2]) == ("red", "missing")


def test_a_clock_set_back_before_what_is_recorded_is_doubtful():
    desk = a_desk()
    desk.clock.reboot()
    desk.clock.set_wall(desk.clock.read().wall_ms - DAY)
    assert light(store_checks(desk, stored_status(desk))[4]) == ("red", "doubtful")
