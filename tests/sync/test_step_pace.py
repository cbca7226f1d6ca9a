"""How long a turn waits: jitter, Retry-After, the window's slot after an outage."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.wire import PUSH_MAX_OPS, Pace, PushAnswer
from counter_app.services.sync.messages import (
    Fault,
    Pushed,
    ReadBatch,
    RememberTime,
    SendPush,
    SyncState,
    Wait,
    Wake,
)
from counter_app.services.sync.pace import backoff, next_random, slot_wait_ms
from counter_app.services.sync.step import step
from tests.fakes.sync_steps import NOW, SERVER_MS, answer, asleep, failed, greeted, pushing, read


def test_full_jitter_grows_to_the_cap_and_is_the_same_for_the_same_seed():
    fault = Fault("county_timeout")
    state = asleep(pace=Pace(base_ms=1_000, cap_ms=20_000))
    drawn, again = [], []
    for waits in (drawn, again):
        at = state
        for _ in range(200):
            at, wait = backoff(at, fault)
            waits.append(wait)
    assert drawn == again
    for count, wait in enumerate(drawn):
        assert 0 <= wait <= min(20_000, 1_000 * 2 ** min(count, 20))
    assert max(drawn) > 18_000
    assert min(drawn[10:]) < 2_000
    assert backoff(replace(state, seed=8), fault)[1] != drawn[0]


def test_a_county_that_asks_for_no_pause_still_gets_one():
    state = asleep(pace=Pace(base_ms=0, cap_ms=-1))
    waits = []
    for _ in range(50):
        state, wait = backoff(state, Fault("county_timeout"))
        waits.append(wait)
    assert max(waits) > 50


def test_retry_after_is_obeyed_exactly_and_uses_no_randomness():
    state, wait = backoff(asleep(failures=9), Fault("county_hold", retry_after_ms=12_345))
    assert (wait, state.seed, state.failures) == (12_345, 7, 10)


def test_success_ends_the_growth():
    state, _ = failed(pushing(failures=6), "county_timeout")
    assert state.failures == 7
    state = pushing(failures=6)
    state, _ = step(state, Pushed(state.request, NOW, PushAnswer(3, 0, (), Pace())))
    assert state.failures == 0


def test_random_bits_are_even():
    seed, ones = 1, 0
    for _ in range(1_000):
        bits, seed = next_random(seed)
        ones += bits.bit_count()
    assert abs(ones - 32_000) < 600


def test_after_a_common_outage_each_window_has_its_own_slot():
    pace = Pace(slot_ms=600_000)
    waits = [
        slot_wait_ms(SyncState(f"window-{count}", 0, pace=pace, down_since_ms=0), 10**9)
        for count in range(1_000)
    ]
    assert max(waits) < 600_000
    tenths = [wait * 10 // 600_000 for wait in waits]
    assert all(60 < tenths.count(each) < 140 for each in range(10))


def test_a_short_break_costs_at_most_as_much_again():
    pace = Pace(slot_ms=600_000)
    for count in range(100):
        state = SyncState(f"window-{count}", 0, pace=pace, down_since_ms=NOW)
        assert slot_wait_ms(state, NOW + 50) < 50


def test_without_an_outage_or_a_slot_nobody_waits():
    assert slot_wait_ms(asleep(pace=Pace(slot_ms=600_000)), NOW) == 0
    assert slot_wait_ms(asleep(down_since_ms=0), NOW) == 0


def test_the_slot_comes_between_hello_and_push():
    stored = read(0, 1)
    told = answer(pace=Pace(slot_ms=500_000))
    state, effects = greeted(stored, told, down_since_ms=1)
    wait = effects[-1]
    assert isinstance(wait, Wait)
    assert effects[0] == RememberTime(SERVER_MS, NOW)
    state, effects = step(state, Wake(NOW + wait.ms))
    assert effects == (ReadBatch(PUSH_MAX_OPS),)
    state, effects = step(state, stored)
    assert isinstance(effects[0], SendPush)


def test_an_outage_begins_with_the_first_unreachable_failure():
    state, _ = failed(pushing(), "county_failed")
    assert state.down_since_ms is None
    state, _ = failed(pushing(), "county_unreachable", reachable=False)
    assert state.down_since_ms == NOW
    state, _ = failed(pushing(down_since_ms=5, pace=Pace()), "county_failed", reachable=False)
    assert state.down_since_ms == NOW
