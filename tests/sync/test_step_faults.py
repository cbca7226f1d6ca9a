"""What a turn makes of failures: greet again, wait, give up, start a scope anew."""

from __future__ import annotations

import pytest

from counter_app.domain.wire import PUSH_MAX_OPS, Pace
from counter_app.services.sync.messages import (
    Cut,
    Fault,
    HelloAnswered,
    Phase,
    Pulled,
    ReadBatch,
    ResetScope,
    SendHello,
    SendPull,
    SendPush,
    TakeOver,
    Wait,
    Wake,
)
from counter_app.services.sync.step import MOST_GREETINGS, step
from tests.fakes.sync_steps import (
    NOW,
    SERVER_MS,
    answer,
    failed,
    greeting,
    page,
    pulling,
    pushing,
    read,
    rows,
)


@pytest.mark.parametrize("code", ["county_gap", "county_epoch", "county_gen"])
def test_a_refusal_that_hello_puts_right_greets_at_once(code):
    state, effects = failed(pushing(), code)
    assert effects == (ReadBatch(PUSH_MAX_OPS),)
    _, effects = step(state, read(0, 3))
    assert isinstance(effects[0], SendHello)


@pytest.mark.parametrize("code", ["county_gap", "county_epoch", "county_gen"])
def test_the_same_refusal_again_and_again_waits(code):
    state = pushing()
    for _ in range(MOST_GREETINGS - 1):
        state, effects = failed(state, code)
        state, _ = step(state, read(0, 3))
        state, _ = step(state, HelloAnswered(state.request, NOW, NOW, answer()))
        state, effects = step(state, read(0, 3))
        assert isinstance(effects[0], SendPush)
    state, effects = failed(state, code)
    assert isinstance(effects[0], Wait)


@pytest.mark.parametrize(
    "code", ["county_fork", "county_device", "county_denied", "county_insecure", "county_address"]
)
def test_what_only_people_can_put_right_ends_the_turn(code):
    state, effects = failed(pushing(), code)
    assert (state.phase, effects, state.fault.code) == (Phase.IDLE, (), code)


def test_a_page_of_a_foreign_epoch_is_not_stored():
    state = pulling()
    state, effects = step(state, Pulled(state.request, NOW, page(epoch="e2")))
    assert effects == (ReadBatch(PUSH_MAX_OPS),)
    assert not state.greeted


def test_a_feed_that_does_not_move_waits_instead_of_turning_for_ever():
    state = pulling(cursors=(("reference", "c1"),))
    state, effects = step(state, Pulled(state.request, NOW, page("c1", more=True)))
    assert isinstance(effects[0], Wait)
    assert state.fault.code == "county_malformed"


@pytest.mark.parametrize(("reset", "again"), [("epoch", True), ("floor", True), ("scope", False)])
def test_a_reset_scope_is_read_from_its_beginning_once(reset, again):
    state, effects = failed(pulling(cursors=(("reference", "c1"),)), "county_reset", reset=reset)
    assert effects == (ResetScope("reference"), ReadBatch(PUSH_MAX_OPS))
    state, effects = step(state, read())
    if not again:
        assert effects == (TakeOver(SERVER_MS),)
        return
    assert effects == (SendPull(state.request, "reference", ""),)
    _, effects = failed(state, "county_reset", reset=reset)
    assert isinstance(effects[0], Wait)


def test_a_reset_where_no_scope_was_asked_for_is_a_failure_like_any_other():
    _, effects = failed(pushing(), "county_reset")
    assert isinstance(effects[0], Wait)


def test_too_large_a_push_is_halved_down_to_one_operation():
    state = pushing(last=5)
    state, effects = failed(state, "county_too_large")
    assert effects == (ReadBatch(2),)
    state, _ = step(state, read(0, 5, batch=rows(1, 2)))
    state, effects = failed(state, "county_too_large")
    assert effects == (ReadBatch(1),)
    state, _ = step(state, read(0, 5, batch=rows(1, 1)))
    state, effects = failed(state, "county_too_large")
    assert (state.phase, effects, state.fault.code) == (Phase.IDLE, (), "county_too_large")


def test_too_large_elsewhere_is_a_failure_like_any_other():
    _, effects = failed(greeting(read()), "county_too_large")
    assert isinstance(effects[0], Wait)


def test_after_a_failure_the_turn_greets_again_when_its_wait_is_over():
    state, effects = failed(pushing(), "county_timeout", retry_after_ms=500)
    assert effects == (Wait(500),)
    assert step(state, Wake(NOW + 499))[1] == (Wait(1),)
    state, effects = step(state, Wake(NOW + 500))
    assert effects == (ReadBatch(PUSH_MAX_OPS),)
    _, effects = step(state, read(0, 3))
    assert isinstance(effects[0], SendHello)


def test_a_new_turn_cuts_short_our_own_wait_but_not_the_countys():
    own, _ = failed(pushing(pace=Pace(base_ms=60_000)), "county_timeout")
    assert own.not_before_ms > NOW
    own, _ = step(own, Cut())
    assert step(own, Wake(NOW))[1] == (ReadBatch(PUSH_MAX_OPS),)
    told, _ = failed(pushing(), "county_hold", retry_after_ms=9_000)
    told, _ = step(told, Cut())
    assert step(told, Wake(NOW + 1_000))[1] == (Wait(8_000),)


def test_a_fault_names_its_values():
    fault = Fault("county_reset", values=(("reset", "floor"),))
    assert fault.value("reset") == "floor"
    assert fault.value("other") is None
