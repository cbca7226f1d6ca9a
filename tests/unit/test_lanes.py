from __future__ import annotations

import threading
from concurrent.futures import Future

import pytest

from counter_app.domain.errors import CountyError, RuleError
from counter_app.domain.flow import Hop
from counter_app.lanes import LANES, Lanes
from tests.fakes.background import InlineBackground

WAIT_S = 10


@pytest.fixture
def lanes():
    made = Lanes("second-reader")
    yield made
    assert made.close(WAIT_S)


@pytest.fixture(params=["lanes", "inline"])
def background(request):
    """Every Background, the real one and the fake."""
    if request.param == "inline":
        return InlineBackground()
    return request.getfixturevalue("lanes")


def adds(first, second):
    one = yield Hop("store", lambda: first)
    two = yield Hop("sync", lambda: second)
    return one + two


def fails(error):
    raise error


def test_a_flow_gets_each_hops_result_and_ends_with_its_value(background):
    assert background.start(adds(2, 3)).result(WAIT_S) == 5


def test_a_flow_without_a_hop_ends_at_once(background):
    def flow():
        return "nothing to do"
        yield

    assert background.start(flow()).result(WAIT_S) == "nothing to do"


@pytest.mark.parametrize("error", [CountyError("county_hold"), ZeroDivisionError("a bug")])
def test_an_error_of_a_hop_is_thrown_into_the_flow(background, error):
    def flow():
        try:
            yield Hop("sync", lambda: fails(error))
        except type(error) as met:
            return met
        return None

    assert background.start(flow()).result(WAIT_S) is error


def test_an_error_that_the_flow_does_not_meet_ends_in_the_future(background):
    def flow():
        yield Hop("store", lambda: fails(RuleError("closed")))

    with pytest.raises(RuleError, match="closed"):
        background.start(flow()).result(WAIT_S)


def test_an_error_between_hops_ends_in_the_future(background):
    def flow():
        found = yield Hop("store", lambda: 1)
        return found / 0

    with pytest.raises(ZeroDivisionError):
        background.start(flow()).result(WAIT_S)


def test_an_error_before_the_first_hop_ends_in_the_future(background):
    def flow():
        fails(ZeroDivisionError("a bug"))
        yield Hop("store", lambda: 1)

    with pytest.raises(ZeroDivisionError):
        background.start(flow()).result(WAIT_S)


def test_a_flow_cannot_be_cancelled(background):
    assert not background.start(adds(1, 1)).cancel()


def test_a_flow_may_use_another(background):
    def flow():
        total = yield from adds(1, 2)
        return total * 10

    assert background.start(flow()).result(WAIT_S) == 30


def test_each_lane_is_one_thread_with_its_name(lanes):
    def name():
        return threading.current_thread()

    def flow():
        seen = []
        for lane in (*LANES, "second-reader", *LANES):
            thread = yield Hop(lane, name)
            seen.append((lane, thread))
        return seen

    seen = lanes.start(flow()).result(WAIT_S)
    assert [thread.name for _, thread in seen] == [lane for lane, _ in seen]
    assert len({thread.ident for _, thread in seen}) == len(LANES) + 1


def test_a_lane_has_no_thread_before_it_is_used(lanes):
    before = {each.name for each in threading.enumerate()}
    lanes.start(adds(1, 2)).result(WAIT_S)
    after = {each.name for each in threading.enumerate()}
    assert before.isdisjoint(LANES)
    assert after & set(LANES) == {"store", "sync"}


def test_one_lane_runs_one_job_at_a_time(lanes):
    inside = []
    most = []

    def job():
        inside.append(1)
        most.append(len(inside))
        inside.pop()

    def flow():
        for _ in range(20):
            yield Hop("store", job)

    for each in [lanes.start(flow()) for _ in range(5)]:
        each.result(WAIT_S)
    assert len(most) == 100
    assert set(most) == {1}


def test_a_jammed_lane_stops_no_other(lanes):
    jammed, free = threading.Event(), threading.Event()

    def jam():
        jammed.set()
        assert free.wait(WAIT_S)

    def stuck():
        yield Hop("documents", jam)

    waiting = lanes.start(stuck())
    assert jammed.wait(WAIT_S)
    assert lanes.start(adds(1, 2)).result(WAIT_S) == 3
    assert not waiting.done()
    free.set()
    waiting.result(WAIT_S)


def test_a_flow_between_hops_holds_no_lane(lanes):
    """Two flows that need each other's lane both end: no lane waits for a lane."""
    met: Future[None] = Future()

    def there():
        yield Hop("store", lambda: None)
        yield Hop("sync", lambda: met.set_result(None))

    def here():
        yield Hop("sync", lambda: None)
        yield Hop("store", lambda: None)

    first, second = lanes.start(here()), lanes.start(there())
    first.result(WAIT_S)
    second.result(WAIT_S)
    assert met.done()


def test_a_lane_that_does_not_exist_is_told_to_the_flow(lanes):
    def flow():
        yield Hop("store", lambda: None)
        yield Hop("kitchen", lambda: None)

    with pytest.raises(LookupError, match="kitchen"):
        lanes.start(flow()).result(WAIT_S)


def test_closing_waits_for_what_was_accepted_and_refuses_the_rest():
    lanes = Lanes()
    running = threading.Event()
    done = []

    def job():
        running.set()
        assert lanes.closing.wait(WAIT_S)
        done.append("first")

    def saves():
        yield Hop("store", job)

    def queued():
        yield Hop("store", lambda: done.append("queued"))
        yield Hop("store", lambda: done.append("too late"))

    first = lanes.start(saves())
    second = lanes.start(queued())
    assert running.wait(WAIT_S)
    assert lanes.close(WAIT_S)
    first.result(0)
    with pytest.raises(RuleError, match="lane_closing"):
        second.result(0)
    assert done == ["first", "queued"]


def test_a_flow_may_tidy_up_when_it_is_refused():
    lanes = Lanes()
    lanes.close(WAIT_S)

    def flow():
        try:
            yield Hop("store", lambda: None)
        except RuleError as refused:
            return refused.code
        return ""

    assert lanes.start(flow()).result(0) == "lane_closing"


def test_closing_does_not_wait_for_ever():
    lanes = Lanes()
    running, free = threading.Event(), threading.Event()

    def job():
        running.set()
        assert free.wait(WAIT_S)

    def flow():
        yield Hop("tickets", job)

    stuck = lanes.start(flow())
    assert running.wait(WAIT_S)
    assert not lanes.close(0.01)
    free.set()
    stuck.result(WAIT_S)
    assert lanes.close(WAIT_S)


def test_closing_twice_is_closing_once(lanes):
    assert lanes.close(WAIT_S)
    assert lanes.close(WAIT_S)
