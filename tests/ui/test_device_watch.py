from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.printing import PrinterState
from counter_app.lanes import Lanes
from counter_app.services.status import DEVICE_ROLES, DeviceLine
from counter_app.ui.devices.watch import AGAIN_MS, EVERY_MS, KEPT, MISSES, DeviceWatch
from counter_app.ui.relay import Relay
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.desk import FakePrinter, a_desk
from tests.fakes.runner import InlineRunner, ManualTimers


class Bench:
    def __init__(self, **changes):
        self.desk = a_desk(reader=FakeCardReader(), **changes)
        self.runner, self.timers = InlineRunner(self.desk), ManualTimers()
        self.watch = DeviceWatch(self.desk, self.runner, self.timers)
        self.told = 0
        self.watch.listen(self.hear)

    def hear(self):
        self.told += 1

    def pass_time(self, ms):
        self.desk.clock.advance(ms)
        self.timers.advance(ms)

    def of(self, role):
        return self.watch.seen[role]

    def state(self, role):
        return self.of(role).line.state

    def events(self, role):
        return [(each.what, each.code) for each in self.of(role).events]


@pytest.fixture
def bench():
    bench = Bench()
    bench.watch.look()
    return bench


def test_before_the_first_answer_nothing_is_claimed():
    bench = Bench()
    assert bench.watch.lines() == ()
    assert {each.line for each in bench.watch.seen.values()} == {None}


def test_each_device_is_asked_on_its_own_lane_and_told_since_when(bench):
    now_ms = bench.desk.clock.read().wall_ms
    assert [each.state for each in bench.watch.lines()] == ["ready"] * 3
    assert sorted(bench.desk.background.lanes) == sorted(DEVICE_ROLES)
    assert {bench.of(role).since_ms for role in DEVICE_ROLES} == {now_ms}

    bench.pass_time(EVERY_MS)

    assert bench.of("tickets").since_ms == now_ms
    assert bench.told == 6


def test_they_are_asked_again_every_few_seconds_and_no_sooner(bench):
    asked = len(bench.desk.background.lanes)
    bench.pass_time(EVERY_MS - 1)
    assert len(bench.desk.background.lanes) == asked
    bench.pass_time(1)
    assert len(bench.desk.background.lanes) == asked + 3


def test_an_unplugged_reader_is_gone_after_three_misses_and_the_misses_are_events(bench):
    bench.desk.reader.unplug()

    bench.pass_time(EVERY_MS)
    assert (bench.state("reader"), bench.of("reader").misses) == ("ready", 1)
    bench.pass_time(AGAIN_MS)
    assert (bench.state("reader"), bench.of("reader").misses) == ("ready", 2)
    bench.pass_time(AGAIN_MS)

    assert (bench.state("reader"), bench.of("reader").misses) == ("reader_port_missing", 0)
    assert bench.of("reader").since_ms == bench.desk.clock.read().wall_ms
    assert bench.events("reader") == [
        ("state", "reader_port_missing"),
        ("miss", "reader_port_missing"),
        ("miss", "reader_port_missing"),
        ("state", "ready"),
    ]
    assert len(bench.events("reader")) == MISSES + 1


def test_a_hiccup_is_forgotten(bench):
    bench.desk.reader.unplug()
    bench.pass_time(EVERY_MS)
    bench.desk.reader.replug()
    bench.pass_time(AGAIN_MS)

    assert (bench.state("reader"), bench.of("reader").misses) == ("ready", 0)
    bench.desk.reader.unplug()
    bench.pass_time(EVERY_MS)
    bench.pass_time(AGAIN_MS)
    assert bench.state("reader") == "ready"


def test_plugged_in_again_it_is_there_at_the_next_question(bench):
    bench.desk.reader.unplug()
    bench.pass_time(EVERY_MS + 2 * AGAIN_MS)
    bench.desk.reader.replug()

    bench.pass_time(EVERY_MS)

    assert bench.state("reader") == "ready"


def test_a_printer_that_keeps_silent_counts_as_missed(bench):
    bench.desk.documents.state = PrinterState("unknown")
    bench.pass_time(EVERY_MS)
    assert bench.state("documents") == "ready"
    bench.pass_time(2 * AGAIN_MS)
    assert bench.state("documents") == "unknown"


def test_what_a_printer_says_itself_counts_at_once(bench):
    bench.desk.tickets.state = PrinterState("paper_out")
    bench.pass_time(EVERY_MS)
    assert bench.state("tickets") == "paper_out"


def test_another_cause_of_a_fault_is_another_event(bench):
    for cause in ("jam", "jam", "cutter"):
        bench.desk.documents.state = PrinterState("error", cause)
        bench.pass_time(EVERY_MS)
    causes = [each.detail for each in bench.of("documents").events]
    assert causes == ["cutter", "jam", ""]


def test_silence_from_the_start_is_not_called_fine():
    bench = Bench(tickets=FakePrinter())
    bench.desk.tickets.state = PrinterState("offline")
    bench.watch.look()
    assert bench.state("tickets") == "offline"
    bench.desk.tickets.state = PrinterState("unknown")
    bench.pass_time(EVERY_MS)
    assert bench.state("tickets") == "unknown"


def test_no_more_than_twenty_events_are_kept(bench):
    for at in range(KEPT + 5):
        state = "paper_out" if at % 2 else "cover_open"
        bench.desk.tickets.state = PrinterState(state)
        bench.pass_time(EVERY_MS)
    assert len(bench.events("tickets")) == KEPT
    assert bench.events("tickets")[0] == ("state", "cover_open")


def test_a_test_is_an_event(bench):
    bench.watch.note("reader", "读到一张", "good")
    event = bench.of("reader").events[0]
    assert (event.what, event.code, event.text) == ("test", "good", "读到一张")


def test_a_device_that_has_not_answered_is_asked_nothing_more_and_holds_up_no_other():
    bench = Bench()
    bench.runner.hold = True
    bench.watch.look()
    bench.watch.look()
    assert bench.runner.held == 3
    assert bench.of("reader").asked_ms == bench.desk.clock.read().mono_ms

    bench.runner.release_last()

    assert bench.of("documents").line == DeviceLine("documents", "ready")
    assert bench.of("reader").line is None
    assert bench.runner.held == 3  # the second look asks it once more
    bench.runner.release_last()
    bench.pass_time(EVERY_MS)
    assert bench.runner.held == 3


def test_an_error_of_the_lane_is_told_as_the_state():
    class Closed(InlineRunner):
        def run(self, _flow, _done, failed):
            failed(RuleError("lane_closing"))

    desk = a_desk()
    watch = DeviceWatch(desk, Closed(desk), ManualTimers())
    watch.look()
    assert {each.state for each in watch.lines()} == {"lane_closing"}


def test_after_the_end_nothing_is_asked(bench):
    bench.runner.hold = True
    bench.watch.look()
    bench.watch.end()
    bench.runner.release()
    asked = len(bench.desk.background.lanes)

    bench.watch.look()
    bench.pass_time(10 * EVERY_MS)

    assert len(bench.desk.background.lanes) == asked
    assert bench.timers.waiting == 0


class StuckPrinter(FakePrinter):
    """Answers nothing until the window closes."""

    closing = None

    def probe(self):
        self.closing.wait(5)
        return super().probe()


def test_on_real_lanes_a_jam_leaves_the_others_alone(qtbot):
    lanes, stuck = Lanes(), StuckPrinter()
    stuck.closing = lanes.closing
    desk = replace(a_desk(reader=FakeCardReader(), tickets=stuck), background=lanes)
    relay = Relay(lanes)
    watch = DeviceWatch(desk, relay, ManualTimers())
    try:
        watch.look()
        qtbot.waitUntil(lambda: len(watch.lines()) == 2)
        watch.ask("reader")
        qtbot.waitUntil(lambda: watch.seen["reader"].asked_ms is None)

        assert {each.role for each in watch.lines()} == {"reader", "documents"}
        assert watch.seen["tickets"].asked_ms is not None
    finally:
        relay.close()
        assert lanes.close(10)
