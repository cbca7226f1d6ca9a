"""The turn as a step machine: its order, one request in flight, what counts as acked."""

from __future__ import annotations

import pytest

from counter_app.domain.wire import PUSH_MAX_OPS, OpResult, Pace, PushAnswer
from counter_app.services.sync.messages import (
    ApplyAck,
    ApplyPage,
    Cut,
    Failed,
    Fault,
    HelloAnswered,
    Phase,
    Pulled,
    Pushed,
    ReadBatch,
    RememberTime,
    SendHello,
    SendPull,
    SendPush,
    TakeOver,
    Wait,
    Wake,
)
from counter_app.services.sync.step import step
from tests.fakes.sync_steps import (
    NOW,
    SERVER_MS,
    answer,
    asleep,
    greeted,
    greeting,
    page,
    pulling,
    pushing,
    read,
)


# ---- the turn
def test_a_turn_reads_greets_pushes_pulls_and_ends():
    state, effects = step(asleep(), Wake(NOW))
    assert effects == (ReadBatch(PUSH_MAX_OPS),)
    stored = read(0, 2)
    state, effects = step(state, stored)
    assert effects == (SendHello(1, stored.chain),)
    state, effects = step(state, HelloAnswered(1, NOW + 100, NOW, answer()))
    assert effects == (RememberTime(SERVER_MS, NOW + 50), ReadBatch(PUSH_MAX_OPS))
    state, effects = step(state, stored)
    assert effects == (SendPush(2, stored.chain, stored.batch),)
    told = (OpResult(1, "applied"), OpResult(2, "applied"))
    state, effects = step(state, Pushed(2, NOW, PushAnswer(2, 1, told, Pace())))
    assert effects == (ApplyAck(2, 1, told), ReadBatch(PUSH_MAX_OPS))
    state, effects = step(state, read(2, 2, cursors=(("reference", "c0"),)))
    assert effects == (SendPull(3, "reference", "c0"),)
    state, effects = step(state, Pulled(3, NOW, page(more=True)))
    assert effects == (ApplyPage("reference", page(more=True)), ReadBatch(PUSH_MAX_OPS))
    state, effects = step(state, read(2, 2, cursors=(("reference", "c1"),)))
    assert effects == (SendPull(4, "reference", "c1"),)
    state, effects = step(state, Pulled(4, NOW, page("c2")))
    state, effects = step(state, read(2, 2, cursors=(("reference", "c2"),)))
    assert effects == (TakeOver(SERVER_MS),)
    assert state.phase is Phase.IDLE
    assert state.fault is None


def test_what_is_recorded_while_pulling_goes_first():
    state = pulling()
    state, _ = step(state, Pulled(state.request, NOW, page(more=True)))
    _, effects = step(state, read(0, 1))
    assert isinstance(effects[0], SendPush)


@pytest.mark.parametrize(("batch", "most"), [(0, 1), (-5, 1), (50, 50), (10_000, PUSH_MAX_OPS)])
def test_the_batch_is_what_the_county_wants_within_the_protocols_limit(batch, most):
    _, effects = greeted(read(), answer(pace=Pace(batch=batch)))
    assert effects[-1] == ReadBatch(most)


@pytest.mark.parametrize("phase", [pushing, pulling, lambda: greeting(read())])
def test_one_request_is_in_flight_whatever_wakes_or_reads(phase):
    state = phase()
    assert step(state, Wake(NOW + 10**9)) == (state, ())
    assert step(state, read(0, 5)) == (state, ())


def test_an_answer_to_another_request_changes_nothing():
    state = pushing()
    old = state.request - 1
    for event in (
        Pushed(old, NOW, PushAnswer(3, 0, (), Pace())),
        HelloAnswered(old, NOW, NOW, answer(3)),
        Pulled(old, NOW, page()),
        Failed(old, NOW, Fault("county_timeout")),
    ):
        assert step(state, event) == (state, ())


def test_an_answer_of_another_kind_changes_nothing():
    state = pushing()
    assert step(state, Pulled(state.request, NOW, page())) == (state, ())
    assert step(state, HelloAnswered(state.request, NOW, NOW, answer())) == (state, ())


def test_an_answer_before_anything_was_read_changes_nothing():
    state = asleep()
    assert step(state, Failed(0, NOW, Fault("county_timeout"))) == (state, ())


def test_an_answer_after_the_turn_was_cut_changes_nothing():
    state, effects = step(pushing(), Cut())
    assert (state.phase, effects) == (Phase.IDLE, ())
    late = Pushed(state.request, NOW, PushAnswer(3, 0, (), Pace()))
    assert step(state, late) == (state, ())


# ---- acks
def test_acked_is_what_the_county_committed_not_what_was_sent():
    state = pushing(last=3)
    told = tuple(OpResult(seq, "applied") for seq in (1, 2, 3))
    _, effects = step(state, Pushed(state.request, NOW, PushAnswer(2, 0, told, Pace())))
    assert effects[0] == ApplyAck(2, 0, told[:2])


def test_a_mark_above_what_was_sent_is_not_believed_without_comparison():
    """Of a clone of this disk that sent more: its operations are not ours."""
    state = pushing(last=3)
    _, effects = step(state, Pushed(state.request, NOW, PushAnswer(9, 9, (), Pace())))
    assert effects[0] == ApplyAck(3, 3, ())


def test_a_push_that_brings_nothing_forward_waits_instead_of_turning_for_ever():
    state = pushing(last=3)
    state, effects = step(state, Pushed(state.request, NOW, PushAnswer(0, 0, (), Pace())))
    assert isinstance(effects[0], Wait)
    assert state.fault.code == "county_malformed"


def test_a_repeated_parked_operation_is_parked():
    state = pushing(last=2)
    told = (OpResult(1, "duplicate", "poison"), OpResult(2, "duplicate"))
    _, effects = step(state, Pushed(state.request, NOW, PushAnswer(2, 0, told, Pace())))
    assert [each.s for each in effects[0].results] == ["parked", "duplicate"]


def test_a_pull_or_hello_secures_only_what_is_acked():
    stored = read(acked=2, last=5)
    _, effects = greeted(stored, answer(2, secured=4))
    assert ApplyAck(2, 2, ()) in effects
    state = pulling()
    _, effects = step(state, Pulled(state.request, NOW, page(secured=7)))
    assert not [each for each in effects if isinstance(each, ApplyAck)]


# ---- users
def test_people_are_taken_over_when_told_or_due():
    def ends(state, kinds):
        state, _ = step(state, Pulled(state.request, NOW, page(kinds=kinds)))
        return step(state, read())[1]

    hour = 3_600_000
    assert ends(pulling(users_ms=SERVER_MS), ("item",)) == ()
    assert ends(pulling(users_ms=SERVER_MS), ("item", "user")) == (TakeOver(SERVER_MS),)
    assert ends(pulling(users_ms=SERVER_MS), ("window",)) == (TakeOver(SERVER_MS),)
    assert ends(pulling(users_ms=SERVER_MS - hour), ()) == (TakeOver(SERVER_MS),)
    assert ends(pulling(users_ms=SERVER_MS - hour + 1), ()) == ()
    assert ends(pulling(users_ms=None), ()) == (TakeOver(SERVER_MS),)
