"""One contract for the county's stores: PostgreSQL and the one in memory."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from counter_app.domain.chain import GENESIS
from counter_app.domain.codec import to_bytes
from counter_app.domain.county import StoredRow
from counter_app.domain.operation import ConsultationServed, encode
from counter_app.domain.wire import REFERENCE_SCOPE
from county_server.codes import hash_code
from tests.fakes.builders import amended, an_entry, received, withdrawn
from tests.fakes.county_bench import (
    DAY_MS,
    KINDS,
    MemoryBench,
    PostgresBench,
    enrolled,
    greeted,
    pushed,
    refused,
)
from tests.fakes.county_window import START_MS, WireWindow, changed_body


@pytest.fixture(params=["memory", *KINDS])
def bench(request, county_databases):
    return (
        MemoryBench()
        if request.param == "memory"
        else PostgresBench(county_databases(request.param))
    )


def outcomes(answer):
    return [(each.seq, each.s, each.code) for each in answer.results]


def consultation(window: WireWindow, **changes):
    return an_entry(ConsultationServed("社保"), window=window.info.id, no=None, **changes)


# ---- push


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


# ---- parking


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


def test_an_old_code_does_not_bring_an_old_key_back(bench):
    async def scenario(store):
        old = await enrolled(store, bench, "w-1")
        await asyncio.to_thread(bench.prepare, "w-1", "h-1", "again", START_MS + DAY_MS)
        await store.enrol(hash_code("again"), WireWindow().public_key, START_MS)
        return await store.enrol(hash_code("code-of-w-1"), old.public_key, START_MS)

    assert bench.run(scenario) is None


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


# ---- hello, generations, enrolment


def test_a_hello_says_what_is_there(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        first = window.accept()
        window.record(first, window.accept())
        await pushed(store, window, window.push(window.ops[0]))
        answer = await greeted(store, window, window.hello())
        clock = replace(window.hello().clock, wall=START_MS + 150_000)
        await greeted(store, window, window.hello(clock=clock))
        return window, answer, await store.device(window.device), first.no

    window, answer, device, first_no = bench.run(scenario)
    assert [each.do for each in answer.todo] == ["go"]
    assert (answer.gen, answer.seq_high) == (1, 1)
    assert answer.chain_at_high == window.ops[0].h.hex()
    assert answer.scopes == (REFERENCE_SCOPE, "hall:h-1")
    assert answer.hiwater == device.hiwater == first_no
    assert device.skew_ms == 150_000


def test_an_older_image_of_a_ledger_gets_a_new_generation_and_goes_on(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(*(window.accept() for _ in range(3)))
        await pushed(store, window)
        image = replace(window, ops=window.ops[:2], chain=window.ops[1].h)
        answer = await greeted(store, image, image.hello(acked=2))
        image.renewed(2, answer.seq_high)
        image.record(image.accept())
        return answer, await pushed(store, image), await store.device(window.device)

    answer, after, device = bench.run(scenario)
    assert [(each.do, each.gen, each.seq) for each in answer.todo] == [("renew_gen", 2, 2)]
    assert answer.gen == 1
    assert outcomes(after) == [(1, "applied", "")]
    assert (device.gen, device.last_seq) == (2, 1)


def test_numbers_that_went_back_renew_the_generation_too(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(window.accept())
        await pushed(store, window)
        return await greeted(store, window, window.hello(acked=1, hiwater="9"))

    assert [each.do for each in bench.run(scenario).todo] == ["renew_gen"]


def test_a_hello_of_a_clone_stops_the_device(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(window.accept())
        await pushed(store, window)
        answer = await greeted(store, window, window.hello(acked=1, chain="ab" * 32))
        return answer, await greeted(store, window, window.hello(acked=1))

    first, second = bench.run(scenario)
    assert [each.do for each in first.todo] == ["fork"]
    assert [each.do for each in second.todo] == ["fork"]


def test_a_new_code_gives_the_window_its_next_generation(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(*(window.accept() for _ in range(3)))
        await pushed(store, window, window.push(*window.ops[:2]))
        await asyncio.to_thread(bench.prepare, "w-1", "h-1", "again", START_MS + DAY_MS)
        answer = await store.enrol(hash_code("again"), window.public_key, START_MS)
        old = await refused(store, window, window.push(window.ops[2]))
        greeting = await greeted(store, window, window.hello(acked=1))
        window.renewed(answer.gen, greeting.seq_high)
        return answer, old, greeting, await pushed(store, window)

    answer, old, greeting, after = bench.run(scenario)
    assert answer.gen == 2
    assert old.error == "gen"
    assert [(each.do, each.gen, each.seq) for each in greeting.todo] == [("renew_gen", 2, 2)]
    assert outcomes(after) == [(1, "applied", "")]


def test_a_fresh_disk_begins_its_generation_from_nothing(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(window.accept())
        await pushed(store, window)
        await asyncio.to_thread(bench.prepare, "w-1", "h-1", "again", START_MS + DAY_MS)
        fresh = WireWindow()
        fresh.enrolled(await store.enrol(hash_code("again"), fresh.public_key, START_MS))
        fresh.record(fresh.accept())
        return window, fresh, await pushed(store, fresh)

    window, fresh, answer = bench.run(scenario)
    assert fresh.device == window.device
    assert outcomes(answer) == [(1, "applied", "")]


def test_a_forked_ledger_enrolled_anew_keeps_its_own_branch(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(window.accept())
        await pushed(store, window)
        clone = replace(window, ops=list(window.ops), numbers=50)
        window.record(window.accept())
        clone.record(clone.accept())
        await pushed(store, window)
        await refused(store, clone)
        await asyncio.to_thread(bench.prepare, "w-1", "h-1", "again", START_MS + DAY_MS)
        answer = await store.enrol(hash_code("again"), clone.public_key, START_MS)
        greeting = await greeted(store, clone, clone.hello(acked=1))
        clone.renewed(answer.gen, greeting.seq_high)
        return greeting, await pushed(store, clone)

    greeting, answer = bench.run(scenario)
    assert greeting.seq_high == 1
    assert outcomes(answer) == [(1, "applied", "")]
    assert len(bench.cases()) == 3


def test_a_code_is_for_one_key_and_one_day(bench):
    async def scenario(store):
        bench_window = ("w-1", "h-1", "abcd-efgh", START_MS + DAY_MS)
        await asyncio.to_thread(bench.prepare, *bench_window)
        one, two = WireWindow(), WireWindow()
        spent = hash_code("ABCDEFGH")
        late = await store.enrol(spent, one.public_key, START_MS + DAY_MS)
        first = await store.enrol(spent, one.public_key, START_MS)
        again = await store.enrol(spent, one.public_key, START_MS)
        other = await store.enrol(spent, two.public_key, START_MS)
        unknown = await store.enrol(hash_code("nothing"), two.public_key, START_MS)
        return late, first, again, other, unknown, await store.window_count()

    late, first, again, other, unknown, count = bench.run(scenario)
    assert first == again
    assert (late, other, unknown) == (None, None, None)
    assert (first.gen, first.window.hall, first.window.slot) == (1, "h-1", 0)
    assert count == 1


def test_a_nonce_is_taken_once_until_it_is_old(bench):
    async def scenario(store):
        first = await store.take_nonce("d", "n", START_MS, 1_000)
        again = await store.take_nonce("d", "n", START_MS + 1_000, 1_000)
        other = await store.take_nonce("e", "n", START_MS, 1_000)
        late = await store.take_nonce("d", "n", START_MS + 1_001, 1_000)
        return first, again, other, late

    assert bench.run(scenario) == (True, False, True, True)


def test_an_unknown_device_is_none(bench):
    assert bench.run(lambda store: store.device("nobody")) is None


# ---- feed


def rows(count: int, rev: int = 1):
    body = to_bytes({"rev": rev})
    return [StoredRow("item", f"i-{at}", rev, "put", 1, body) for at in range(count)]


def test_pages_follow_each_other_and_a_changed_row_comes_once(bench):
    bench.publish("s", *rows(5))

    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        first = await store.pull(window.device, "s", "", 3)
        await asyncio.to_thread(bench.publish, "s", *rows(2, rev=2))
        second = await store.pull(window.device, "s", first.cursor, 3)
        third = await store.pull(window.device, "s", second.cursor, 3)
        return first, second, third

    first, second, third = bench.run(scenario)
    assert ([row.id for row in first.rows], first.more) == (["i-0", "i-1", "i-2"], True)
    assert [(row.id, row.rev) for row in second.rows] == [("i-3", 1), ("i-4", 1), ("i-0", 2)]
    assert (second.more, third.more) == (True, False)
    assert [(row.id, row.rev) for row in third.rows] == [("i-1", 2)]


def test_an_older_revision_does_not_come_back(bench):
    bench.publish("s", *rows(1, rev=3), *rows(1, rev=2))

    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        return await store.pull(window.device, "s", "", 3)

    assert [(row.id, row.rev) for row in bench.run(scenario).rows] == [("i-0", 3)]


@pytest.mark.parametrize("cursor", ["elsewhere.1.1", "nonsense", "{epoch}.x.1", "{epoch}.1"])
def test_a_cursor_of_another_epoch_is_reset(bench, cursor):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        return await store.pull(window.device, "s", cursor.format(epoch=window.epoch), 3)

    page = bench.run(scenario)
    assert (page.reset, page.rows) == ("epoch", ())


def test_a_cursor_below_the_floor_is_reset_and_a_new_one_is_not(bench):
    bench.publish("s", *rows(2))
    bench.set_floor("s", 2**40, 0)

    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        fresh = await store.pull(window.device, "s", "", 1)
        return fresh, await store.pull(window.device, "s", fresh.cursor, 1)

    fresh, old = bench.run(scenario)
    assert len(fresh.rows) == 1
    assert old.reset == "floor"


def test_acked_does_not_run_ahead_of_the_rows(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        seen = await store.pull(window.device, "hall:h-1", "", 500)
        window.record(window.accept("c-1"))
        await pushed(store, window)
        window.record(window.accept("c-2"))
        await pushed(store, window, window.push(window.ops[1]))
        first = await store.pull(window.device, "hall:h-1", seen.cursor, 1)
        second = await store.pull(window.device, "hall:h-1", first.cursor, 1)
        return [(page.acked, page.more, [row.id for row in page.rows]) for page in (first, second)]

    assert bench.run(scenario) == [(0, True, ["c-1"]), (2, False, ["c-2"])]


def test_changed_names_the_scopes_with_news(bench):
    async def scenario(store):
        since, _ = await store.changed(["a", "b"], 0)
        quiet = await store.changed(["a", "b"], since)
        await asyncio.to_thread(bench.publish, "b", *rows(1))
        return quiet[1], (await store.changed(["a", "b"], since))[1]

    assert bench.run(scenario) == (frozenset(), frozenset({"b"}))


def test_numbers_of_parked_operations_count_for_the_high_water(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        entry = window.accept()
        body = encode(entry).replace(b'"v":1', b'"v":77', 1)
        window.record_bytes(body)
        answer = await pushed(store, window)
        return entry.no, answer, await store.device(window.device)

    number, answer, device = bench.run(scenario)
    assert answer.results[0].s == "parked"
    assert device.hiwater == number


def test_a_receipt_is_a_case_too(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        opened = window.accept("c-1")
        did = received(opened.operation.application)
        window.record(replace(opened, operation=did))
        return await pushed(store, window)

    assert outcomes(bench.run(scenario)) == [(1, "applied", "")]
