from __future__ import annotations

import ast
import threading
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

import counter_app.ui
from counter_app.domain.errors import CountyError
from counter_app.domain.flow import Hop
from counter_app.lanes import Lanes
from counter_app.ui.relay import Relay
from counter_app.ui.timers import QtTimers
from tests.fakes.background import InlineBackground
from tests.fakes.desk import a_desk
from tests.fakes.runner import InlineRunner, ManualTimers

UI = Path(counter_app.ui.__file__).parent


@pytest.fixture
def lanes():
    made = Lanes()
    yield made
    assert made.close(10)


@pytest.fixture(params=["relay", "inline"])
def runner(request):
    """Every Runner, the real one and the fake."""
    if request.param == "inline":
        return InlineRunner(replace(a_desk(), background=InlineBackground()))
    return Relay(request.getfixturevalue("lanes"))


class Ends:
    """What came back, and on which thread."""

    def __init__(self):
        self.done, self.failed, self.threads = [], [], []

    def on_done(self, value):
        self.done.append(value)
        self.threads.append(threading.current_thread())

    def on_failed(self, error):
        self.failed.append(error)
        self.threads.append(threading.current_thread())

    def all(self):
        return len(self.done) + len(self.failed)


def hops(call, lane="store"):
    return (yield Hop(lane, call))


def refuse():
    raise CountyError("county_hold")


def test_the_value_of_a_flow_comes_back_once_on_this_thread(runner, qtbot):
    ends = Ends()

    runner.run(hops(lambda: 7), ends.on_done, ends.on_failed)

    qtbot.waitUntil(lambda: ends.all() == 1)
    assert (ends.done, ends.failed) == ([7], [])
    assert ends.threads == [threading.current_thread()]


def test_what_a_clerk_may_be_told_comes_back_as_an_error(runner, qtbot):
    ends = Ends()

    runner.run(hops(refuse), ends.on_done, ends.on_failed)

    qtbot.waitUntil(lambda: ends.all() == 1)
    assert [each.code for each in ends.failed] == ["county_hold"]


def test_a_flow_without_a_hop_comes_back_after_run_has_returned(lanes, qtbot):
    ends = Ends()

    def flow():
        return "nothing to do"
        yield

    Relay(lanes).run(flow(), ends.on_done, ends.on_failed)
    assert ends.all() == 0


def test_flows_of_many_lanes_all_come_back_to_this_thread(lanes, qtbot):
    relay, ends = Relay(lanes), Ends()

    for at in range(300):
        lane = ("store", "sync", "paper")[at % 3]
        relay.run(hops(lambda at=at: at, lane), ends.on_done, ends.on_failed)

    qtbot.waitUntil(lambda: ends.all() == 300)
    assert sorted(ends.done) == list(range(300))
    assert set(ends.threads) == {threading.current_thread()}


def test_a_bug_in_a_flow_reaches_the_crash_hook_and_nobody_else(lanes, qtbot):
    relay, ends = Relay(lanes), Ends()

    with qtbot.captureExceptions() as caught:
        relay.run(hops(lambda: 1 // 0), ends.on_done, ends.on_failed)
        qtbot.waitUntil(lambda: len(caught) == 1)

    assert caught[0][0] is ZeroDivisionError
    assert ends.all() == 0


def test_after_close_nothing_comes_back(lanes, qtbot):
    relay, ends, later = Relay(lanes), Ends(), Ends()
    free = threading.Event()
    relay.run(hops(lambda: free.wait(10)), ends.on_done, ends.on_failed)

    relay.close()
    free.set()
    other = Relay(lanes)
    other.run(hops(lambda: None), later.on_done, later.on_failed)

    qtbot.waitUntil(lambda: later.all() == 1)
    assert ends.all() == 0


def test_no_lane_drops_the_last_reference_to_what_waits(lanes, qtbot):
    relay, dropped = Relay(lanes), []
    ends = Ends()
    weakref.finalize(ends, lambda: dropped.append(threading.current_thread()))

    for _ in range(50):
        relay.run(hops(lambda: None), ends.on_done, ends.on_failed)
    del ends

    qtbot.waitUntil(lambda: len(dropped) == 1)
    assert dropped == [threading.current_thread()]


def test_only_the_relay_and_the_crash_hook_know_other_threads():
    """Elsewhere every signal comes from the GUI thread, so any slot will do (architecture 3)."""
    knowing = {"threading", "concurrent", "add_done_callback"}
    found = {
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if named(node) & knowing
    }

    assert found == {"relay.py", "crash.py"}


def named(node):
    if isinstance(node, ast.Import):
        return {each.name.partition(".")[0] for each in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]}
    return {node.attr} if isinstance(node, ast.Attribute) else set()


@pytest.mark.parametrize("module", ["relay.py", "crash.py"])
def test_a_signal_that_crosses_threads_goes_queued_to_a_decorated_slot(module):
    tree = ast.parse((UI / module).read_text(encoding="utf-8"))
    slots = {
        each.name
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef) and "Slot" in ast.unparse(each.decorator_list)
    }
    connections = [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr == "connect"
    ]

    assert len(connections) == 1
    target, how = connections[0].args
    assert isinstance(target, ast.Attribute)
    assert target.attr in slots
    assert ast.unparse(how) == "Qt.ConnectionType.QueuedConnection"


@pytest.fixture(params=["qt", "manual"])
def timers(request, qtbot):
    """Every Timers, with a way to let a while pass."""
    if request.param == "manual":
        made = ManualTimers()
        return made, lambda: made.advance(50)
    return QtTimers(), lambda: pass_a_while(qtbot)


def pass_a_while(qtbot):
    other, over = QtTimers(), []
    other.after(60, lambda: over.append(1))
    qtbot.waitUntil(lambda: bool(over))


def test_a_timer_goes_off_once(timers):
    clock, pass_time = timers
    happened = []
    clock.after(10, lambda: happened.append(1))
    assert happened == []

    pass_time()
    pass_time()

    assert happened == [1]


def test_a_revoked_timer_never_goes_off(timers):
    clock, pass_time = timers
    happened = []
    revoke = clock.after(10, lambda: happened.append(1))
    revoke()
    revoke()

    pass_time()

    assert happened == []


def test_revoking_what_has_happened_changes_nothing(timers):
    clock, pass_time = timers
    happened = []
    revoke = clock.after(10, lambda: happened.append(1))
    pass_time()

    revoke()

    assert happened == [1]
