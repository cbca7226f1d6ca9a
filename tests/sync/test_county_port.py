"""What every County does: the one in memory, and HTTP to the county's own application."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
import uvicorn

from counter_app.county_client import HttpCounty
from counter_app.domain.blank import BLANK_TYPE, Blank, BlankLease, BlankState
from counter_app.domain.county import StoredRow
from counter_app.domain.errors import CountyError
from counter_app.domain.ports import County
from counter_app.domain.records import Enrolment
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.wire import EnrolRequest, FeedRow, LeaseRequest
from counter_app.services.sync.messages import Failed, SendHello, SendPull, SendPush
from counter_app.services.sync.speaking import speak
from county_server.app import make_app
from county_server.codes import hash_code
from county_server.sync.leasing import LeaseApi
from county_server.sync.news import FeedNews
from tests.fakes.builders_blank import SERIES
from tests.fakes.clock import FixedClock
from tests.fakes.county import FakeCounty, window_info
from tests.fakes.county_store import MemoryCountyStore
from tests.fakes.signer import FakeSigner
from tests.fakes.stock_bench import MemoryStock
from tests.fakes.sync_desk import SyncDeskInMemory

DAY_MS = 86_400_000
HALL = "hall:hall-1"
WAIT_S = 20


@dataclass
class Side:
    """
    One kind of County: ``publish`` puts rows into the hall's feed at its far end.

    ``deliver`` puts sheets 1 to a number of series ``SPJY`` into its stock of blanks.
    """

    county: County
    server: str
    clock: FixedClock
    signer: FakeSigner
    publish: Callable[[FeedRow], None]
    deliver: Callable[[int], None]


@pytest.fixture(scope="module")
def application():
    """The county's application with its store in memory, on a real socket."""
    store, clock = MemoryCountyStore(), FixedClock()
    leases = LeaseApi(store, MemoryStock(store), lambda: clock.read().wall_ms)
    app = make_app(store, FeedNews(store), lambda: clock.read().wall_ms, leases.router)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield store, clock, f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(WAIT_S)
    assert not thread.is_alive()


@pytest.fixture(params=["fake", "http"])
def side(request):
    if request.param == "fake":
        yield _fake()
        return
    store, clock, url = request.getfixturevalue("application")
    store.data = type(store.data)()
    signer = FakeSigner()
    store.prepare(window_info(), hash_code("CODE"), clock.read().wall_ms + DAY_MS)
    county = HttpCounty(signer, clock)

    def publish(row):
        store.publish(
            HALL, StoredRow(row.k, row.id, row.rev, row.op, row.v, json.dumps(row.body).encode())
        )

    def deliver(last):
        for serial in range(1, last + 1):
            store.data.blanks[SERIES, serial] = Blank(SERIES, serial, BlankState.STOCK)

    yield Side(county, url, clock, signer, publish, deliver)
    county.close()


def _fake():
    clock = FixedClock()
    county = FakeCounty(clock, window_info())

    def publish(row):
        county.publish(HALL, row.k, row.id, row.body if row.op == "put" else None)

    def deliver(last):
        county.stock.left[SERIES] = SerialRange(1, last)

    county.stock.tells = True
    return Side(county, "http://127.0.0.1", clock, FakeSigner(), publish, deliver)


@pytest.fixture
def desk(side):
    """An enrolled window at that county."""
    desk = SyncDeskInMemory(side.county, side.clock, signer=side.signer)
    answer = enrol(side)
    enrolment = Enrolment(side.server, answer.device, answer.window)
    desk.ledger.enrol(enrolment, answer.gen, answer.epoch)
    return desk


def enrol(side, code="CODE"):
    side.county.aim(side.server)
    return side.county.enrol(EnrolRequest(code, side.signer.public_key().hex(), "0.1.0"))


def say(desk, effect):
    return speak(desk, desk.ledger.enrolment(), effect)


def greet(desk, **changes):
    return say(desk, SendHello(1, replace(desk.ledger.chain_state(), **changes)))


def push(desk, first=1, last=99, **changes):
    chain = replace(desk.ledger.chain_state(), **changes)
    rows = desk.ledger.outbox(first - 1, last - first + 1, 10**6)
    return say(desk, SendPush(1, chain, rows))


def pull(desk, cursor="", scope=HALL, limit=500):
    return say(desk, SendPull(1, scope, cursor, limit))


def rows(event):
    return [(row.k, row.id, row.op, row.body) for row in event.answer.rows if row.k == "note"]


def test_a_wrong_code_makes_no_window(side):
    with pytest.raises(CountyError) as met:
        enrol(side, "WRONG")
    assert met.value.code == "county_code"


def test_the_same_code_and_key_make_the_same_window(side):
    assert enrol(side).device == enrol(side).device
    assert enrol(side).window.id == "w-07"


def test_a_new_window_is_told_to_go(desk):
    answer = greet(desk).answer
    assert [each.do for each in answer.todo] == ["go"]
    assert (answer.gen, answer.seq_high, answer.epoch) == (1, 0, desk.ledger.chain_state().epoch)
    assert set(answer.scopes) == {"reference", HALL}
    assert answer.server_time == desk.clock.read().wall_ms


def test_a_push_is_acked_up_to_its_last_operation(desk):
    for _ in range(3):
        desk.record()
    answer = push(desk).answer
    assert answer.acked == 3
    assert [(each.seq, each.s) for each in answer.results] == [
        (1, "applied"),
        (2, "applied"),
        (3, "applied"),
    ]
    told = greet(desk).answer
    assert (told.seq_high, told.chain_at_high) == (3, desk.ledger.chain_state().chain.hex())


def test_a_repeated_push_is_a_duplicate_and_what_is_new_in_it_is_taken(desk):
    desk.record()
    push(desk)
    desk.record()
    answer = push(desk).answer
    assert answer.acked == 2
    assert [each.s for each in answer.results] == ["duplicate", "applied"]


def test_a_hole_is_refused(desk):
    for _ in range(3):
        desk.record()
    push(desk, 1, 1)
    event = push(desk, 3, 3)
    assert isinstance(event, Failed)
    assert event.fault.code == "county_gap"
    assert event.fault.value("seq_high") == 1


def test_another_operation_in_the_same_place_is_a_fork_and_stops_the_window(desk, side):
    other = SyncDeskInMemory(side.county, side.clock, signer=side.signer)
    other.ledger.enrol(desk.ledger.enrolment(), 1, desk.ledger.chain_state().epoch)
    desk.record("one")
    other.record("another")
    push(desk)
    assert push(other).fault.code == "county_fork"
    desk.record("two")
    assert push(desk).fault.code == "county_fork"
    assert [each.do for each in greet(desk).answer.todo] == ["fork"]


def test_a_foreign_epoch_is_refused_and_hello_says_what_to_do(desk):
    desk.record()
    push(desk)
    assert push(desk, epoch="another").fault.code == "county_epoch"
    answer = greet(desk, epoch="another").answer
    assert {each.do for each in answer.todo} >= {"rewind", "reset"}
    assert answer.seq_high == 1


def test_a_foreign_generation_is_refused(desk):
    desk.record()
    assert push(desk, gen=7).fault.code in ("county_gen", "county_signature")


def test_a_window_that_has_less_than_it_sent_gets_a_new_generation(desk, side):
    for _ in range(3):
        desk.record()
    image = desk.ledger.outbox(0, 2, 10**6)
    push(desk)
    chain = desk.ledger.chain_state()
    older = replace(chain, next_seq=3, chain=image[-1].h)
    answer = say(desk, SendHello(1, older)).answer
    assert [(each.do, each.gen) for each in answer.todo] == [("renew_gen", 2)]
    assert (answer.seq_high, answer.chain_at_high) == (2, image[-1].h.hex())


def test_a_scope_that_is_not_granted_is_not_given(desk):
    event = pull(desk, scope="hall:other")
    assert (event.fault.code, event.fault.value("reset")) == ("county_reset", "scope")


def test_a_feed_is_read_page_by_page_to_its_end(desk, side):
    for name in "abc":
        side.publish(FeedRow("note", name, 1, "put", 1, {"name": name}))
    seen, cursor, more = [], "", True
    while more:
        event = pull(desk, cursor, limit=1)
        seen += rows(event)
        cursor, more = event.answer.cursor, event.answer.more
    assert seen == [("note", name, "put", {"name": name}) for name in "abc"]
    assert rows(pull(desk, cursor)) == []
    side.publish(FeedRow("note", "a", 2, "del", 1, {}))
    assert [each[:3] for each in rows(pull(desk, cursor))] == [("note", "a", "del")]


def lease(desk, want):
    known = desk.ledger.enrolment()
    desk.county.aim(known.server, known.device)
    return desk.county.lease(LeaseRequest(BLANK_TYPE, SERIES, want))


def test_a_range_of_blanks_is_given_and_told_again_by_hello(desk, side):
    side.deliver(10)
    first, second = lease(desk, 4), lease(desk, 100)
    assert [(each.first, each.last) for each in (first, second)] == [(1, 4), (5, 10)]
    assert first.fence < second.fence
    assert first == BlankLease(first.lease, SERIES, 1, 4, first.fence, (SerialRange(1, 4),))
    assert greet(desk).answer.leases == (first, second)


def test_without_blanks_none_are_given(desk):
    with pytest.raises(CountyError, match="county_blanks_none"):
        lease(desk, 4)
    assert greet(desk).answer.leases == ()
