"""A turn of the line on a desk in memory: order, faults, deadlines, enrolment, lanes."""

from __future__ import annotations

import threading

import pytest

from counter_app.domain.errors import CountyError, RuleError, StoreError
from counter_app.domain.wire import Pace
from counter_app.lanes import Lanes
from counter_app.services.sync.flow import enrol, sync_turn
from counter_app.services.sync.line import Line
from tests.fakes.background import InlineBackground
from tests.fakes.clock import FixedClock
from tests.fakes.county import FakeCounty, LineFault, window_info
from tests.fakes.sync_desk import HALL, SERVER, USER, SyncDeskInMemory, log, run


def test_a_turn_brings_everything_to_the_county_once(world):
    desk, county = world
    ids = [desk.record().hex() for _ in range(3)]
    report = run(sync_turn(desk, 30))
    assert (report.pending, report.acked, report.parked, report.fault) == (0, 3, 0, None)
    assert log(county) == ids
    assert county.aimed == (SERVER, "device-w-07")


def test_a_turn_hops_store_sync_store_and_holds_no_transaction_while_it_speaks(world):
    desk, _ = world
    desk.record()
    background = InlineBackground()
    background.start(sync_turn(desk, 30)).result(0)
    turn = ["store", "store", "sync"]  # who we are; batch, hello
    turn += ["store", "sync"]  # batch, push
    turn += ["store", "sync", "store", "sync"]  # two scopes
    turn += ["store", "store", "store"]  # last page, users taken over, report
    assert background.lanes == turn


def test_push_comes_before_pull_and_what_is_recorded_meanwhile_before_the_next_pull(world):
    desk, county = world
    desk.record()
    county.publish("reference", "note", "n", {})
    flow = sync_turn(desk, 30)
    hop = next(flow)
    while True:
        result = hop.call()
        if county.seen[-1:] == ["pull reference"] and len(county.seen) == 3:
            desk.record()
            county.seen.append("recorded")
        try:
            hop = flow.send(result)
        except StopIteration:
            break
    assert county.seen == ["hello", "push", "pull reference", "recorded", "push", f"pull {HALL}"]


def test_many_operations_go_in_batches(world):
    desk, county = world
    county.pace = Pace(batch=4)
    for _ in range(10):
        desk.record()
    assert run(sync_turn(desk, 30)).acked == 10
    assert county.seen.count("push") == 3


@pytest.mark.parametrize(
    "fault", [each for each in LineFault if each not in (LineFault.NONE, LineFault.HOLD)]
)
@pytest.mark.parametrize("at", range(4))
def test_any_fault_at_any_request_is_survived_within_the_turn(world, fault, at):
    desk, county = world
    ids = [desk.record().hex() for _ in range(2)]
    county.publish("reference", "note", "n", {"a": 1})
    county.plan(*[LineFault.NONE] * at, fault)
    report = run(sync_turn(desk, 60))
    assert (report.pending, report.fault) == (0, None)
    assert log(county) == ids
    assert desk.cache.row("note", "n").body == {"a": 1}


def test_a_dropped_answer_is_sent_again_and_is_there_once(world):
    desk, county = world
    op = desk.record().hex()
    county.plan(LineFault.NONE, LineFault.DROP_ANSWER)
    report = run(sync_turn(desk, 60))
    assert county.seen[:4] == ["hello", "push", "hello", "push"]
    assert (report.pending, report.acked) == (0, 1)
    assert log(county) == [op]


def test_a_line_that_stays_down_ends_with_the_deadline_and_says_why(world):
    desk, county = world
    desk.record()
    county.standing = LineFault.CUT
    before = desk.clock.read().mono_ms
    report = run(sync_turn(desk, 20))
    assert (report.pending, report.acked) == (1, 0)
    assert report.fault.code == "county_unreachable"
    assert not report.fault.reachable
    assert desk.clock.read().mono_ms - before <= 20_000
    assert len(county.seen) > 3
    assert max(desk.waits) <= 0.5


def test_after_a_heal_the_next_turn_does_not_wait_out_our_own_jitter(world):
    desk, county = world
    desk.record()
    county.standing = LineFault.CUT
    run(sync_turn(desk, 120))
    county.standing = LineFault.NONE
    desk.waits.clear()
    assert run(sync_turn(desk, 0.001)).pending == 0
    assert desk.waits == []


def test_retry_after_is_obeyed_even_by_the_next_turn(world):
    desk, county = world
    desk.record()
    county.plan(LineFault.NONE, LineFault.HOLD)
    start = desk.clock.read().mono_ms
    first = run(sync_turn(desk, 10))
    assert first.fault.code == "county_hold"
    assert desk.clock.read().mono_ms == start
    second = run(sync_turn(desk, 59))
    assert second.pending == 1
    assert county.seen == ["hello", "push"]
    third = run(sync_turn(desk, 61))
    assert third.pending == 0
    assert desk.clock.read().mono_ms == start + 60_000


def test_without_time_nothing_is_sent(world):
    desk, county = world
    desk.record()
    assert run(sync_turn(desk, 0)).pending == 1
    assert county.seen == []


def test_a_parked_operation_is_counted_also_when_its_answer_was_lost(world):
    desk, county = world
    desk.record("bad")
    desk.record("good")
    county.parks = lambda body: "poison" if b"bad" in body else ""
    county.plan(LineFault.NONE, LineFault.DROP_ANSWER)
    report = run(sync_turn(desk, 60))
    assert (report.pending, report.acked, report.parked) == (0, 2, 1)


def test_secured_follows_the_county_and_never_runs_ahead_of_acked(world):
    desk, county = world
    desk.record()
    assert run(sync_turn(desk, 30)).secured == 0
    county.devices["device-w-07"].secured = 1
    assert run(sync_turn(desk, 30)).secured == 1


def test_an_unenrolled_window_says_so():
    clock = FixedClock()
    desk = SyncDeskInMemory(FakeCounty(clock, window_info()), clock)
    with pytest.raises(RuleError, match="not_enrolled"):
        run(sync_turn(desk, 1))


def test_a_failure_of_the_store_ends_the_turn_and_frees_the_line(world):
    desk, county = world
    desk.record()
    settle = desk.ledger.settle

    def full(*_):
        raise StoreError("disk_full")

    desk.ledger.settle = full
    with pytest.raises(StoreError, match="disk_full"):
        run(sync_turn(desk, 30))
    desk.ledger.settle = settle
    assert run(sync_turn(desk, 30)).pending == 0
    assert len(log(county)) == 1


def test_a_second_turn_waits_for_the_first(world):
    desk, county = world
    desk.record()
    first = sync_turn(desk, 30)
    hop = next(first)
    while county.seen != ["hello"]:
        hop = first.send(hop.call())
    busy = run(sync_turn(desk, 2))
    assert (busy.pending, busy.fault) == (1, None)
    assert county.seen == ["hello"]
    assert sum(desk.waits) == pytest.approx(2)
    first.close()
    assert run(sync_turn(desk, 2)).pending == 0


def test_enrolling_makes_a_window_that_can_sign_people_in():
    clock = FixedClock()
    county = FakeCounty(clock, window_info())
    county.publish(HALL, "user", "zhaxi", USER)
    desk = SyncDeskInMemory(county, clock)
    report = run(enrol(desk, SERVER, "CODE"))
    assert report.fault is None
    enrolment = desk.ledger.enrolment()
    assert (enrolment.server, enrolment.device) == (SERVER, "device-w-07")
    assert county.devices["device-w-07"].public_key == desk.signer.public_key()
    assert desk.ledger.user("zhaxi")


def test_enrolling_again_with_the_same_code_after_a_lost_answer():
    clock = FixedClock()
    county = FakeCounty(clock, window_info())
    desk = SyncDeskInMemory(county, clock)
    county.plan(LineFault.DROP_ANSWER)
    with pytest.raises(CountyError, match="county_cut"):
        run(enrol(desk, SERVER, "CODE"))
    assert desk.ledger.enrolment() is None
    assert run(enrol(desk, SERVER, "CODE")).fault is None


def test_a_wrong_code_changes_nothing_here():
    clock = FixedClock()
    desk = SyncDeskInMemory(FakeCounty(clock, window_info()), clock)
    with pytest.raises(CountyError, match="county_code"):
        run(enrol(desk, SERVER, "WRONG"))
    assert desk.ledger.enrolment() is None


def test_on_real_lanes_and_two_turns_at_once_each_operation_is_there_once(world):
    desk, county = world
    desk.line = Line()
    lanes = Lanes()
    try:
        ids = [desk.record().hex() for _ in range(5)]
        turns = [lanes.start(sync_turn(desk, 30)) for _ in range(3)]
        assert {each.result(10).pending for each in turns} == {0}
    finally:
        assert lanes.close(10)
    assert log(county) == ids


def test_closing_the_lanes_ends_a_turn_that_waits(world):
    desk, county = world
    waiting = threading.Event()

    def pause(seconds):
        waiting.set()
        lanes.closing.wait(seconds)

    desk.line = Line(pause)
    county.standing = LineFault.HOLD
    lanes = Lanes()
    turn = lanes.start(sync_turn(desk, 3_600))
    assert waiting.wait(10)
    assert lanes.close(10)
    with pytest.raises(RuleError, match="lane_closing"):
        turn.result(0)
    county.standing = LineFault.NONE
    desk.line.pause = desk.pause
    assert run(sync_turn(desk, 61)).fault is None
