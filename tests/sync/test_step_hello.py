"""What a turn makes of the county's hello: lost, renewed, forked, withdrawn (design/sync.md)."""

from __future__ import annotations

import pytest

from counter_app.domain.wire import PUSH_MAX_OPS, Pace, PushAnswer, Todo
from counter_app.services.sync.messages import (
    ApplyAck,
    HelloAnswered,
    Phase,
    Pushed,
    ReadBatch,
    RememberTime,
    RenewGeneration,
    ResetScope,
    Rewind,
    SendHello,
    SendPush,
    Wait,
)
from counter_app.services.sync.step import MOST_GREETINGS, step
from tests.fakes.sync_steps import NOW, SERVER_MS, answer, greeted, h, read


def test_a_county_that_lost_something_gets_it_again():
    _, effects = greeted(read(5, 5), answer(2, (Todo("rewind", seq=3), Todo("go"))))
    assert Rewind(2, "e1") in effects


def test_a_county_that_lost_something_without_knowing_gets_it_again():
    _, effects = greeted(read(5, 7), answer(2))
    assert Rewind(2, "e1") in effects


def test_a_new_epoch_is_taken_and_nothing_that_the_county_has_is_rewound():
    _, effects = greeted(read(5, 5), answer(5, epoch="e2"))
    assert Rewind(5, "e2") in effects


def test_a_new_epoch_acks_nothing_that_was_not_compared():
    _, effects = greeted(read(1, 5), answer(3, epoch="e2"))
    assert Rewind(1, "e2") in effects


def test_a_county_that_has_more_than_was_acked_moves_nothing_before_it_compared():
    _, effects = greeted(read(1, 5), answer(3))
    assert effects == (RememberTime(SERVER_MS, NOW), ReadBatch(PUSH_MAX_OPS))


def test_a_new_generation_takes_what_lies_above_the_common_end():
    todo = (Todo("renew_gen", seq=3, gen=2),)
    _, effects = greeted(read(1, 5), answer(3, todo, gen=2))
    assert effects[1:3] == (ApplyAck(3, 0, ()), RenewGeneration(2, 3, "e1"))


def test_a_new_generation_takes_everything_not_acked_when_the_chains_part():
    todo = (Todo("renew_gen", seq=3, gen=2),)
    _, effects = greeted(read(1, 5), answer(3, todo, chain_at_high=h(99).hex()))
    assert effects[1] == RenewGeneration(2, 1, "e1")
    assert not [each for each in effects if isinstance(each, ApplyAck)]


@pytest.mark.parametrize(
    "told",
    [
        answer(2, (Todo("fork", seq=3),)),
        answer(9),  # the county has more than was ever written here
        answer(5, chain_at_high=h(99).hex()),  # another operation at the head
        answer(3, chain_at_high=h(99).hex()),  # and below it
    ],
)
def test_a_fork_stops_the_turn(told):
    state, effects = greeted(read(2, 5), told)
    assert (state.phase, state.fault.code) == (Phase.IDLE, "county_fork")
    assert effects == (RememberTime(SERVER_MS, NOW),)


def test_an_answer_of_another_generation_without_a_new_one_is_asked_again_then_waits():
    state, effects = greeted(read(0, 1), answer(0, gen=5))
    for _ in range(MOST_GREETINGS - 1):
        assert effects[-1] == ReadBatch(PUSH_MAX_OPS)
        state, effects = step(state, read(0, 1))
        assert isinstance(effects[0], SendHello)
        state, effects = step(state, HelloAnswered(state.request, NOW, NOW, answer(0, gen=5)))
    assert isinstance(effects[-1], Wait)
    assert state.fault.code == "county_gen"


def test_scopes_that_are_asked_for_or_withdrawn_are_emptied():
    stored = read(cursors=(("gone", "c"), ("kept", "c"), ("reference", "c")))
    todo = (Todo("reset", scopes=("reference", "new")), Todo("go"))
    _, effects = greeted(stored, answer(0, todo, scopes=("kept", "reference")))
    assert [each.scope for each in effects if isinstance(each, ResetScope)] == ["gone", "reference"]


def test_an_old_program_still_pushes_but_pulls_nothing():
    state, _ = greeted(read(0, 1), answer(0, (Todo("upgrade"),)))
    state, effects = step(state, read(0, 1))
    assert isinstance(effects[0], SendPush)
    pushed = Pushed(state.request, NOW, PushAnswer(1, 0, (), Pace()))
    state, effects = step(state, pushed)
    state, effects = step(state, read(1, 1))
    assert effects == ()
    assert (state.phase, state.fault.code) == (Phase.IDLE, "county_upgrade")


@pytest.mark.parametrize("server_time", [0, -1, 10**18])
def test_a_time_that_no_clock_shows_is_not_remembered(server_time):
    state, effects = greeted(read(0, 1), answer(server_time=server_time))
    assert [type(each) for each in effects] == [Wait]
    assert state.fault.code == "county_malformed"
