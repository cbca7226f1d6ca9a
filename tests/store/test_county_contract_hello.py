"""One contract for the county's stores: hello, generations, enrolment, nonces."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from counter_app.domain.certificate_number import make_certificate_no
from counter_app.domain.numbers import window_code
from counter_app.domain.operation import encode
from counter_app.domain.wire import REFERENCE_SCOPE
from county_server.codes import hash_code
from tests.fakes.builders_issue import bound
from tests.fakes.county_bench import DAY_MS, enrolled, greeted, outcomes, pushed, refused
from tests.fakes.county_window import START_MS, WireWindow


def test_an_old_code_does_not_bring_an_old_key_back(bench):
    async def scenario(store):
        old = await enrolled(store, bench, "w-1")
        await asyncio.to_thread(bench.prepare, "w-1", "h-1", "again", START_MS + DAY_MS)
        await store.enrol(hash_code("again"), WireWindow().public_key, START_MS)
        return await store.enrol(hash_code("code-of-w-1"), old.public_key, START_MS)

    assert bench.run(scenario) is None


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


def test_certificate_numbers_of_this_window_count_for_their_own_high_water(bench):
    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        own, other = (
            make_certificate_no(window.info.area, 2026, window_code(slot, window.gen), 7)
            for slot in (window.info.slot, window.info.slot + 1)
        )
        case = window.accept("c-1")
        for number in (own, other):
            entry = replace(case, operation=bound(number=number), no=case.no)
            window.record(entry)
        await pushed(store, window)
        known = await store.device(window.device)
        same = await greeted(store, window, window.hello(acked=2, certificate_hiwater=own))
        later = make_certificate_no(
            window.info.area, 2026, window_code(window.info.slot, window.gen), 8
        )
        gone = await greeted(store, window, window.hello(acked=2, certificate_hiwater=later))
        return own, known, same, gone, await store.device(window.device)

    own, known, same, gone, renewed = bench.run(scenario)
    assert known.certificate_hiwater == own
    assert [each.do for each in same.todo] == ["go"]
    assert [each.do for each in gone.todo] == ["renew_gen"]
    assert (renewed.gen, renewed.certificate_hiwater) == (2, "")
