"""Turns after a restore, a fork, an old image or a clone of the disk."""

from __future__ import annotations

import copy

from counter_app.domain.wire import Pace
from counter_app.services.sync.flow import sync_turn
from tests.fakes.sync_desk import SyncDeskInMemory, log, run


def test_a_county_restored_from_backup_gets_again_what_it_lost(world):
    desk, county = world
    ids = [desk.record().hex() for _ in range(5)]
    county.publish("reference", "note", "n", {"a": 1})
    run(sync_turn(desk, 30))
    county.restore({"device-w-07": 2}, "epoch-2")
    report = run(sync_turn(desk, 30))
    assert (report.pending, report.fault) == (0, None)
    assert log(county) == ids
    assert desk.ledger.chain_state().epoch == "epoch-2"
    assert desk.cache.cursor("reference").startswith("epoch-2@")


def test_a_fork_stops_the_turn_and_nothing_is_overwritten(world):
    desk, county = world
    op = desk.record().hex()
    run(sync_turn(desk, 30))
    county.devices["device-w-07"].stopped = True
    desk.record()
    report = run(sync_turn(desk, 30))
    assert (report.pending, report.fault.code) == (1, "county_fork")
    assert log(county) == [op]
    assert desk.waits == []


def test_an_older_image_of_the_ledger_gets_a_new_generation_and_goes_on(world):
    desk, county = world
    ids = [desk.record().hex(), desk.record().hex()]
    run(sync_turn(desk, 30))
    image = copy.deepcopy(desk.ledger)
    ids.append(desk.record().hex())
    run(sync_turn(desk, 30))
    desk.ledger = image
    assert run(sync_turn(desk, 30)).fault is None
    assert desk.ledger.chain_state().gen == 2
    ids.append(desk.record().hex())
    report = run(sync_turn(desk, 30))
    assert (report.pending, report.fault) == (0, None)
    assert log(county) == ids
    assert [(each.gen, each.seq) for each in county.devices["device-w-07"].log][-1] == (2, 1)


def test_a_cloned_disk_is_stopped_and_no_operation_is_taken_for_sent(world):
    """Both go on under one name: the second loses nothing, since nothing of it counts as acked."""
    desk, county = world
    desk.record("common")
    run(sync_turn(desk, 30))
    clone = SyncDeskInMemory(county, desk.clock, copy.deepcopy(desk.ledger))
    for topic in ("a", "b", "c"):
        desk.record(topic)
    run(sync_turn(desk, 30))
    sent = set(log(county))
    kept = [clone.record("x").hex(), clone.record("y").hex(), clone.record("z").hex()]
    report = run(sync_turn(clone, 30))
    assert (report.pending, report.fault.code) == (3, "county_fork")
    assert set(log(county)) == sent
    pending = clone.ledger.outbox(clone.ledger.chain_state().acked, 99, 10**6)
    assert [each.op_id.hex() for each in pending] == kept


def test_a_clone_behind_the_first_is_not_taken_for_it_either(world):
    desk, county = world
    county.pace = Pace(batch=2)
    clone = SyncDeskInMemory(county, desk.clock, copy.deepcopy(desk.ledger))
    for topic in ("a", "b", "c", "d"):
        desk.record(topic)
    run(sync_turn(desk, 30))
    for topic in ("p", "q", "r", "s", "t"):
        clone.record(topic)
    report = run(sync_turn(clone, 30))
    assert (report.pending, report.acked, report.fault.code) == (5, 0, "county_fork")
