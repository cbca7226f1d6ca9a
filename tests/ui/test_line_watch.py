"""The watch over line and devices: turns, looks, what it announces."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.errors import StoreError
from counter_app.domain.printing import PrinterState
from counter_app.services.desk import Changes
from counter_app.services.session import sign_in
from counter_app.services.status import DEVICE_ROLES
from counter_app.ui.line_watch.presenter import PAUSE_MS, SOON_MS, LineWatch
from counter_app.words import Words
from tests.fakes.county import LineFault
from tests.fakes.desk import FakePrinter, a_desk, play, publish_item
from tests.fakes.ledger import FakeLedger
from tests.fakes.paper_cases import an_item
from tests.fakes.runner import InlineRunner, ManualTimers

WORDS = Words()


class Bench:
    """A watch over a desk on fakes, and what it has shown and announced."""

    def __init__(self, desk=None):
        self.desk = desk or a_desk()
        self.runner, self.timers = InlineRunner(self.desk), ManualTimers()
        self.shown, self.announced = [], []
        self.watch = LineWatch(
            self.desk, self.runner, self.timers, self.shown.append, self.announced.append
        )

    @property
    def sync(self):
        return self.shown[-1].sync

    @property
    def devices(self):
        return dict(self.shown[-1].devices)


def record_something(desk):
    """One entry for the outbox."""
    play(desk, sign_in(desk, "ciren", "right"))


class BrokenLedger(FakeLedger):
    def outbox_count(self):
        raise StoreError("disk_failed")


def test_at_the_start_it_names_the_window_shows_the_lights_and_turns_once():
    bench = Bench()

    bench.watch.begin()

    assert bench.shown[-1].window == "3号窗口 · 无差别"
    assert (bench.sync.kind, bench.sync.word) == ("good", "已同步")
    assert {role: pill.word for role, pill in bench.devices.items()} == {
        "reader": "读卡 正常",
        "tickets": "票据 正常",
        "documents": "文书 正常",
    }


def test_before_the_first_turn_has_ended_it_does_not_claim_to_be_in_step():
    bench = Bench()
    bench.runner.hold = True

    bench.watch.begin()
    bench.runner.release(1)

    assert (bench.sync.kind, bench.sync.word) == ("quiet", "尚未同步")


def test_turns_follow_one_another_with_a_pause():
    bench = Bench()
    bench.watch.begin()
    hellos = bench.desk.county.seen.count("hello")

    bench.timers.advance(PAUSE_MS - 1)
    assert bench.desk.county.seen.count("hello") == hellos
    bench.timers.advance(1)

    assert bench.desk.county.seen.count("hello") == hellos + 1
    assert bench.timers.waiting == 1 + len(DEVICE_ROLES)


def test_a_turn_asked_for_while_one_runs_is_that_one():
    bench = Bench()
    bench.runner.hold = True
    bench.watch.begin()
    held = bench.runner.held

    bench.watch.turn()

    assert bench.runner.held == held


def test_what_was_recorded_is_counted_at_once_and_sent_soon():
    bench = Bench()
    bench.watch.begin()
    record_something(bench.desk)

    bench.watch.changed(Changes(cases=("x",)))
    assert (bench.sync.kind, bench.sync.word) == ("note", "1 件待传")
    bench.timers.advance(SOON_MS)

    assert bench.sync.word == "已同步"


def test_a_print_is_counted_but_hurries_nothing():
    bench = Bench()
    bench.watch.begin()
    bench.desk.tickets.state = PrinterState("paper_out")

    bench.watch.changed(Changes(jobs=("j",)))
    bench.timers.advance(SOON_MS)

    assert bench.devices["tickets"].word == "票据 缺纸"
    assert bench.desk.county.seen.count("hello") == 1 + hellos_of_enrolment()


def hellos_of_enrolment():
    return a_desk().county.seen.count("hello")


def test_a_draft_typed_does_nothing():
    bench = Bench()
    bench.watch.begin()
    shown = len(bench.shown)

    bench.watch.changed(Changes(drafts=("d",)))

    assert len(bench.shown) == shown


def test_looking_again_while_looking_looks_once_more():
    bench = Bench()
    bench.watch.begin()
    bench.runner.hold = True

    asked = 1 + len(DEVICE_ROLES)
    for _ in range(3):
        bench.watch.look()
    assert bench.runner.held == asked
    bench.runner.release(asked)
    assert bench.runner.held == asked
    bench.runner.release(asked)

    assert bench.runner.held == 0


def test_a_printer_that_jams_does_not_hold_up_the_count_of_what_waits():
    bench = Bench()
    bench.watch.begin()
    record_something(bench.desk)
    bench.runner.hold = True

    bench.watch.look()
    bench.runner.release_last()

    assert bench.sync.word == "1 件待传"


def test_a_cut_line_says_since_when_and_how_much_waits():
    bench = Bench()
    bench.watch.begin()
    record_something(bench.desk)
    bench.desk.county.standing = LineFault.CUT

    bench.timers.advance(PAUSE_MS)
    assert (bench.sync.kind, bench.sync.word) == ("warning", "离线 · 1 件待传")
    bench.desk.clock.advance(12 * 60_000)
    bench.timers.advance(PAUSE_MS)

    assert bench.sync.word == "离线 12 分 · 1 件待传"
    assert "\n" in bench.sync.detail


def test_a_line_that_comes_back_is_in_step_again():
    bench = Bench()
    bench.desk.county.standing = LineFault.CUT
    bench.watch.begin()
    assert bench.sync.word.startswith("离线")
    bench.desk.county.standing = LineFault.NONE
    bench.desk.clock.advance(600_000)

    bench.timers.advance(PAUSE_MS)

    assert bench.sync.word == "已同步"


def test_what_the_county_sends_is_announced_once():
    bench = Bench()
    bench.watch.begin()
    bench.announced.clear()
    publish_item(bench.desk, an_item())

    bench.timers.advance(PAUSE_MS)
    bench.timers.advance(PAUSE_MS)

    assert bench.announced == [Changes(items=True, users=True)]


def test_a_damaged_store_needs_attention_and_the_next_turn_still_comes():
    desk = a_desk()
    broken = BrokenLedger()
    enrolment = desk.ledger.enrolment()
    broken.enrol(enrolment, 1, "epoch-1")
    bench = Bench(replace(desk, ledger=broken))

    bench.watch.begin()

    assert (bench.sync.kind, bench.sync.word) == ("danger", "需要处理")
    assert bench.sync.detail == "\n".join(WORDS.error(StoreError("disk_failed")))
    assert bench.timers.waiting == 1 + len(DEVICE_ROLES)


def test_a_window_that_is_not_enrolled_says_so():
    bench = Bench(replace(a_desk(), ledger=FakeLedger()))

    bench.watch.begin()

    assert bench.shown[-1].window == "尚未登记的窗口"
    assert bench.sync.kind == "danger"


def test_after_the_end_no_turn_begins():
    bench = Bench()
    bench.watch.begin()

    bench.watch.end()
    bench.watch.turn()
    bench.watch.changed(Changes(cases=("x",)))

    assert bench.timers.waiting == 0
    assert bench.runner.held == 0


def test_a_printer_fault_is_seen_at_the_next_look():
    bench = Bench(a_desk(documents=FakePrinter()))
    bench.watch.begin()
    bench.desk.documents.state = PrinterState("error", "jam")

    bench.watch.look()

    assert bench.devices["documents"].kind == "danger"
