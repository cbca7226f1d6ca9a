"""What may be checked in when, and what is kept of whose appointment it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain import localtime
from counter_app.domain.appointment import (
    EARLY_MS,
    LATE_MS,
    Appointment,
    AppointmentState,
    check_code,
    check_time,
    hash_person,
)
from counter_app.domain.errors import RuleError

DAY = date(2026, 11, 16)
START = localtime.start_ms(DAY) + 10 * 3_600_000
END = START + 1_800_000
MADE = Appointment("h-1", "471147", "A", DAY, START, END, 1)


@pytest.mark.parametrize(
    ("now_ms", "code"),
    [
        (START - EARLY_MS - 1, "appointment_early"),
        (START - EARLY_MS, ""),
        (END + LATE_MS, ""),
        (END + LATE_MS + 1, "appointment_late"),
        (START + 86_400_000, "appointment_other_day"),
    ],
)
def test_the_time_to_check_in_is_half_an_hour_on_either_side(now_ms, code):
    if not code:
        check_time(MADE, now_ms)
        return
    with pytest.raises(RuleError, match=code):
        check_time(MADE, now_ms)


def test_a_cancelled_one_is_refused_and_a_missed_one_is_told():
    cancelled = replace(MADE, state=AppointmentState.CANCELLED)
    with pytest.raises(RuleError, match="appointment_cancelled"):
        check_time(cancelled, START)
    after = END + LATE_MS + 1
    assert MADE.state_at(after) is AppointmentState.MISSED
    assert MADE.state_at(after - 1) is AppointmentState.BOOKED
    assert cancelled.state_at(after) is AppointmentState.CANCELLED


@pytest.mark.parametrize("typed", ["12345", "1234567", "12345a", "١٢٣٤٥٦", ""])
def test_a_code_is_six_digits(typed):
    with pytest.raises(RuleError, match="appointment_code"):
        check_code(typed)


def test_a_code_may_be_typed_in_groups():
    assert check_code(" 471-147 ") == "471147"


def test_the_hash_needs_the_key_and_forgives_small_letters():
    one = hash_person(b"k" * 32, "54040219900101001X")
    assert one == hash_person(b"k" * 32, " 54040219900101001x ")
    assert one != hash_person(b"l" * 32, "54040219900101001X")
    assert len(one) == 64
