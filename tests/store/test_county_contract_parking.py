"""One contract for the county's stores: what is parked, and what waits for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.chain import GENESIS
from counter_app.domain.window_operation import ConsultationServed
from tests.fakes.builders import an_entry, withdrawn
from tests.fakes.county_bench import enrolled, outcomes, pushed, refused
from tests.fakes.county_window import WireWindow, changed_body


def consultation(window: WireWindow, **changes):
    return an_entry(ConsultationServed("社保"), window=window.info.id, no=None, **changes)


def test_what_cannot_be_read_is_parked_and_the_queue_goes_on(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        newer = window.record(consultation(window))[0]
        window.ops.clear()
        window.chain = GENESIS
        window.record_bytes(changed_body(newer, v=99))
        window.record_bytes(b"\xff\x00 not json")
        window.record_bytes(b"[" * 100_000)
        window.record(window.accept())
        return await pushed(store, window)

    answer = bench.run(scenario)
    assert outcomes(answer) == [
        (1, "parked", "unknown"),
        (2, "parked", "poison"),
        (3, "parked", "poison"),
        (4, "applied", ""),
    ]
    assert answer.acked == 4


def test_who_depends_on_a_parked_one_is_parked_others_are_not(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        bad = window.record_bytes(b"{}")
        window.record(consultation(window, deps=(bad.op_id.hex(),)))
        window.record(consultation(window))
        good = window.ops[-1].op_id.hex()
        await pushed(store, window)
        window.record(consultation(window, deps=(good,)), consultation(window, deps=("00" * 16,)))
        window.record(consultation(window, deps=("not an id",)))
        return await pushed(store, window)

    assert [(s, code) for _, s, code in outcomes(bench.run(scenario))] == [
        ("duplicate", "poison"),
        ("duplicate", "dependency"),
        ("duplicate", ""),
        ("applied", ""),
        ("parked", "dependency"),
        ("parked", "dependency"),
    ]


def test_what_the_database_refuses_is_parked_alone(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        before, after = window.accept(), window.accept()
        sound = replace(window).record(consultation(window))[0]
        window.ops.clear()
        window.chain = GENESIS
        window.record(before)
        bad = window.record_bytes(changed_body(sound, subject="half \ud800"))
        good = window.ops[0]
        window.record(after, consultation(window, deps=(bad.op_id.hex(),)))
        window.record(consultation(window, deps=(good.op_id.hex(),)))
        return await pushed(store, window), before, after

    answer, before, after = bench.run(scenario)
    assert [(s, code) for _, s, code in outcomes(answer)] == [
        ("applied", ""),
        ("parked", "store_refused"),
        ("applied", ""),
        ("parked", "dependency"),
        ("applied", ""),
    ]
    assert sorted(bench.cases()) == sorted([before.no, after.no])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"no": "540402269999900001"}, "case_no_form"),
        ({"no": None}, "case_no_missing"),
        ({"window": "w-2"}, "foreign_window"),
        ({"subject": "c-other"}, "case_subject"),
    ],
)
def test_a_case_that_contradicts_itself_is_parked(bench, change, code):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(replace(window.accept("c-1"), **change))
        return await pushed(store, window)

    assert outcomes(bench.run(scenario)) == [(1, "parked", code)]
    assert bench.cases() == []


def test_one_case_id_from_two_windows_or_one_number_twice_is_parked(bench):
    async def scenario(store):
        one = await enrolled(store, bench, "w-1")
        two = await enrolled(store, bench, "w-2")
        first = one.accept("c-1")
        one.record(first)
        await pushed(store, one)
        two.record(two.accept("c-1"), two.accept("c-2", no=first.no))
        one.record(one.accept("c-3", no=first.no))
        other = await pushed(store, two)
        again = await pushed(store, one, one.push(one.ops[1]))
        return outcomes(other) + outcomes(again)

    assert bench.run(scenario) == [
        (1, "parked", "case_id_taken"),
        (2, "parked", "case_no_taken"),
        (2, "parked", "case_no_taken"),
    ]
    assert len(bench.cases()) == 1


def test_a_number_of_another_window_or_a_later_generation_opens_no_case(bench):
    async def scenario(store):
        one = await enrolled(store, bench, "w-1")
        two = await enrolled(store, bench, "w-2")
        two.numbers = 7
        later = replace(one, gen=2, ops=[])
        one.record(one.accept("c-1", no=two.next_no()), one.accept("c-2", no=later.next_no()))
        return await pushed(store, one)

    assert outcomes(bench.run(scenario)) == [
        (1, "parked", "case_no_foreign"),
        (2, "parked", "case_no_foreign"),
    ]


def test_a_window_of_another_hall_does_not_touch_a_case(bench):
    async def scenario(store):
        here = await enrolled(store, bench, "w-1", "h-1")
        there = await enrolled(store, bench, "w-2", "h-2")
        opened = here.accept("c-1")
        here.record(opened)
        await pushed(store, here)
        there.record(replace(opened, operation=withdrawn(), window="w-2"))
        return await pushed(store, there)

    assert outcomes(bench.run(scenario)) == [(1, "parked", "foreign_hall")]


def test_too_many_parked_hold_the_push_and_nothing_is_stored(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        for _ in range(19):
            window.record_bytes(b"{}")
        await pushed(store, window)
        window.record_bytes(b"{}")
        return await refused(store, window, window.push(window.ops[-1]))

    refusal = bench.run(scenario)
    assert refusal.error == "hold"
    assert refusal.retry_after_s > 0
    assert len(bench.log()) == 19
