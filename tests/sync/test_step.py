from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.records import ChainState, OutboxRow
from counter_app.domain.wire import (
    PUSH_MAX_OPS,
    FeedRow,
    HelloAnswer,
    OpResult,
    Pace,
    PullAnswer,
    PushAnswer,
    Todo,
)
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
    RenewGeneration,
    ResetScope,
    Rewind,
    SendHello,
    SendPull,
    SendPush,
    StoreRead,
    SyncState,
    TakeOver,
    Wait,
    Wake,
)
from counter_app.services.sync.pace import backoff, next_random, slot_wait_ms
from counter_app.services.sync.step import MOST_GREETINGS, step

NOW = 1_000_000
SERVER_MS = 1_800_000_000_000
GO = (Todo("go"),)


def h(seq):
    return bytes([seq % 256]) * 32


def rows(first, last):
    return tuple(OutboxRow(1, seq, bytes(16), b"body", h(seq)) for seq in range(first, last + 1))


def read(acked=0, last=0, *, batch=None, cursors=()):
    chain = ChainState(1, "e1", last + 1, acked, 0, h(last))
    return StoreRead(chain, rows(acked + 1, last) if batch is None else batch, cursors)


def answer(high=0, todo=GO, **changes):
    hello = HelloAnswer(
        proto=1,
        epoch="e1",
        gen=1,
        seq_high=high,
        chain_at_high=h(high).hex(),
        secured=0,
        server_time=SERVER_MS,
        min_app="0.1.0",
        scopes=("reference",),
        pace=Pace(),
        todo=todo,
    )
    return replace(hello, **changes)


def page(cursor="c1", *, more=False, epoch="e1", secured=0, kinds=()):
    found = tuple(FeedRow(kind, "id", 1, "put", 1, {}) for kind in kinds)
    return PullAnswer(epoch, cursor, more, 0, secured, found)


def asleep(**changes):
    return replace(SyncState("window", 7), **changes)


def greeting(stored, **changes):
    """Return a state that has just said hello."""
    state, _ = step(asleep(**changes), Wake(NOW))
    state, effects = step(state, stored)
    assert isinstance(effects[0], SendHello)
    return state


def greeted(stored, told=None, **changes):
    state = greeting(stored, **changes)
    told = told or answer(stored.chain.acked)
    return step(state, HelloAnswered(state.request, NOW, NOW, told))


def pushing(last=3, acked=0, **changes):
    stored = read(acked, last)
    state, _ = greeted(stored, **changes)
    state, effects = step(state, stored)
    assert effects == (SendPush(state.request, stored.chain, stored.batch),)
    return state


def pulling(cursors=(), **changes):
    stored = read(cursors=cursors)
    state, _ = greeted(stored, **changes)
    return step(state, stored)[0]


def failed(state, code, **values):
    retry = values.pop("retry_after_ms", None)
    reachable = values.pop("reachable", True)
    fault = Fault(code, reachable, retry, tuple(values.items()))
    return step(state, Failed(state.request, NOW, fault))


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


# ---- hello


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


# ---- failures


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


# ---- pace


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


def test_a_fault_names_its_values():
    fault = Fault("county_reset", values=(("reset", "floor"),))
    assert fault.value("reset") == "floor"
    assert fault.value("other") is None
