"""One contract for the county's stores, PostgreSQL and the one in memory: pushes and cases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.fakes.builders import amended, received, withdrawn
from tests.fakes.county_bench import enrolled, outcomes, pushed, refused
from tests.fakes.county_window import WireWindow


def test_an_accepted_case_is_stored_and_comes_back_by_the_feed(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        entry = window.accept("c-9")
        window.record(entry)
        answer = await pushed(store, window)
        page = await store.pull(window.device, "hall:h-1", "", 500)
        return entry, answer, page

    entry, answer, page = bench.run(scenario)
    assert (answer.acked, answer.secured) == (1, 0)
    assert outcomes(answer) == [(1, "applied", "")]
    assert (answer.results[0].id, answer.results[0].rev) == ("c-9", 1)
    cases = [row for row in page.rows if row.k == "case"]
    assert [(row.id, row.rev, row.op) for row in cases] == [("c-9", 1, "put")]
    assert b'"state":"S20"' in cases[0].body
    assert bench.cases() == [entry.no]


def test_the_same_push_twice_changes_nothing_and_tells_the_first_outcome(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(window.accept())
        window.record_bytes(b"not an operation")
        first = await pushed(store, window)
        return first, await pushed(store, window)

    first, second = bench.run(scenario)
    assert outcomes(first) == [(1, "applied", ""), (2, "parked", "poison")]
    assert outcomes(second) == [(1, "duplicate", ""), (2, "duplicate", "poison")]
    assert second.results[0].id == first.results[0].id
    assert second.acked == 2
    assert len(bench.log()) == 2
    assert len(bench.cases()) == 1


def test_a_push_that_overlaps_goes_on_after_what_is_there(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(*(window.accept() for _ in range(4)))
        await pushed(store, window, window.push(*window.ops[:2]))
        return await pushed(store, window, window.push(*window.ops[1:]))

    answer = bench.run(scenario)
    assert [each.s for each in answer.results] == ["duplicate", "applied", "applied"]
    assert [row[2] for row in bench.log()] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"epoch": "elsewhere"}, "epoch"), ({"gen": 2}, "gen"), ({"signed": False}, "signature")],
)
def test_a_push_that_is_not_of_here_and_now_is_refused_whole(bench, changes, error):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(window.accept())
        return await refused(store, window, window.push(**changes))

    assert bench.run(scenario).error == error
    assert bench.log() == []


def test_a_hole_is_refused_with_the_high_mark(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(*(window.accept() for _ in range(3)))
        await pushed(store, window, window.push(window.ops[0]))
        return await refused(store, window, window.push(window.ops[2]))

    refusal = bench.run(scenario)
    assert (refusal.error, refusal.seq_high) == ("gap", 1)
    assert len(bench.log()) == 1


def test_another_content_under_a_number_stops_the_device_and_keeps_both(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(window.accept("c-1"))
        clone = WireWindow(window.key, window.device, 1, window.epoch, info=window.info, numbers=5)
        clone.record(clone.accept("c-2"))
        await pushed(store, window)
        first = await refused(store, clone)
        window.record(window.accept("c-3"))
        return first, await refused(store, window), await store.device(window.device)

    first, after, device = bench.run(scenario)
    assert (first.error, first.seq) == ("fork", 1)
    assert after.error == "fork"
    assert device.status.value == "forked"
    assert len(bench.log()) == 1
    assert bench.forks() == 1


def test_what_does_not_follow_the_chain_is_a_fork(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(window.accept(), window.accept())
        broken = replace(window.ops[1], h=bytes(32))
        return await refused(store, window, window.push(window.ops[0], broken))

    refusal = bench.run(scenario)
    assert (refusal.error, refusal.seq) == ("fork", 2)
    assert bench.log() == []


def test_an_operation_that_stands_elsewhere_in_the_log_is_a_fork(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(window.accept())
        await pushed(store, window)
        window.record_bytes(window.ops[0].body, window.ops[0].op_id)
        return await refused(store, window, window.push(window.ops[1]))

    assert bench.run(scenario).error == "fork"
    assert len(bench.log()) == 1


def test_a_case_goes_through_its_operations_in_one_push_or_many(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        opened = window.accept("c-1")
        gone = replace(opened, operation=withdrawn())
        window.record(opened, gone, gone)
        answer = await pushed(store, window)
        window.record(replace(opened, operation=withdrawn(), no=None))
        again = await pushed(store, window, window.push(window.ops[3]))
        return answer, again, await store.pull(window.device, "hall:h-1", "", 500)

    answer, again, page = bench.run(scenario)
    assert outcomes(answer) == [
        (1, "applied", ""),
        (2, "applied", ""),
        (3, "parked", "case_state"),
    ]
    assert outcomes(again) == [(4, "parked", "case_state")]
    case = next(row for row in page.rows if row.k == "case")
    assert case.rev == 2
    assert b'"state":"S92"' in case.body


def test_of_two_windows_at_once_one_gets_the_case(bench):
    async def scenario(store):
        windows = [await enrolled(store, bench, f"w-{at}") for at in range(4)]
        for window in windows:
            window.record(window.accept(), window.accept("c-1"), window.accept())
        return await asyncio.gather(*(pushed(store, window) for window in windows))

    answers = bench.run(scenario)
    middle = sorted(outcomes(each)[1][1:] for each in answers)
    assert middle == [("applied", "")] + [("parked", "case_id_taken")] * 3
    assert all(outcomes(each)[at][1] == "applied" for each in answers for at in (0, 2))
    assert len(bench.cases()) == 9


def test_windows_that_change_one_case_at_once_lose_no_change(bench):
    async def scenario(store):
        windows = [await enrolled(store, bench, f"w-{at}") for at in range(4)]
        opened = windows[0].accept("c-1")
        windows[0].record(opened)
        await pushed(store, windows[0])
        for window in windows[1:]:
            change = replace(opened, operation=amended(), window=window.info.id)
            window.record(change, change, change)
        await asyncio.gather(*(pushed(store, window) for window in windows[1:]))
        return await store.pull(windows[0].device, "hall:h-1", "", 500)

    page = bench.run(scenario)
    assert [row.rev for row in page.rows if row.k == "case"] == [10]


def test_a_receipt_is_a_case_too(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        opened = window.accept("c-1")
        did = received(opened.operation.application)
        window.record(replace(opened, operation=did))
        return await pushed(store, window)

    assert outcomes(bench.run(scenario)) == [(1, "applied", "")]
