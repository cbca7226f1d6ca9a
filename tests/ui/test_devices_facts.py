"""The device room: age of the data, space, what waits and what was refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import StoreError
from counter_app.domain.window_operation import Locked, PrintFinished, SlipHanded
from counter_app.domain.wire import OpResult
from counter_app.services.desk import Changes
from counter_app.services.sync.flow import sync_turn
from counter_app.ui.devices.presenter import EVERY_MS
from counter_app.words import Words
from tests.fakes.builders import a_paper
from tests.fakes.desk import a_desk, play
from tests.fakes.device_room import RoomBench
from tests.fakes.files import FakeFiles
from tests.fakes.ledger import FakeLedger

MINUTE_MS = 60_000


@pytest.mark.parametrize(
    ("minutes", "age", "kind"),
    [
        (3, "3 分钟前", ""),
        (5 * 60, "5 小时前", ""),
        (13 * 60, "13 小时前", "warning"),
        (50 * 60, "2 天前", "warning"),
    ],
)
def test_the_age_of_the_data_is_told_and_when_it_is_old(minutes, age, kind):
    bench = RoomBench()
    play(bench.desk, sync_turn(bench.desk, 5.0))
    bench.desk.clock.advance(minutes * MINUTE_MS)
    bench.enter()
    fact = bench.fact("上次联系县里")
    assert age in fact.value
    assert fact.kind == kind


def test_a_window_that_never_heard_the_county_says_so():
    bench = RoomBench(replace(a_desk(), ledger=FakeLedger())).enter()
    assert bench.fact("上次联系县里").value == "还没有联系过县里"


@pytest.mark.parametrize(
    ("free", "said", "kind"),
    [(18_420, "18 GB", ""), (900, "900 MB", ""), (399, "399 MB", "danger")],
)
def test_free_space_is_told_and_when_it_is_little(free, said, kind):
    bench = RoomBench(files=FakeFiles(free)).enter()
    fact = bench.fact("剩余空间")
    assert (fact.value, fact.kind) == (said, kind)


def test_what_waits_and_what_was_refused_is_counted():
    bench = RoomBench().enter()
    assert (bench.fact("待传").value, bench.fact("县里没有收下").value) == ("无", "无")
    first = bench.record(SlipHanded("x", 1, a_paper("W17")), "540402260A1A0000197")
    second = bench.record(PrintFinished("j", "d", "tickets", "sent"))
    third = bench.record(PrintFinished("j", "d", "tickets", "sent"))
    bench.desk.ledger.settle(
        second.seq,
        second.seq,
        [
            OpResult(first.seq, "parked", "no_open_case"),
            OpResult(second.seq, "parked", "case_no_taken"),
        ],
    )

    bench.presenter.press_look()

    assert third.seq == second.seq + 1
    assert bench.fact("待传").value == "1 件"
    assert (bench.fact("县里没有收下").value, bench.fact("县里没有收下").kind) == ("2 件", "danger")
    by_code, with_words = bench.look.refused
    assert "打印" in by_code
    assert "无办件号" in by_code
    assert "case_no_taken" in by_code
    assert "告知单" in with_words
    assert "540402260A1A0000197" in with_words
    assert Words().say("error.no_open_case.what") in with_words


def test_an_entry_without_a_word_of_its_own_is_still_told():
    bench = RoomBench()
    one = bench.record(Locked("ciren"))
    bench.desk.ledger.settle(one.seq, one.seq, [OpResult(one.seq, "parked", "dependency")])
    bench.enter()
    assert "一项记录" in bench.look.refused[0]
    assert bench.look.refused[0].endswith("原因编号 dependency，请告诉管理员。")


class BrokenLedger(FakeLedger):
    def outbox_count(self):
        raise StoreError("disk_failed")


def test_files_that_do_not_answer_are_told_and_asked_again():
    broken = BrokenLedger()
    bench = RoomBench(replace(a_desk(), ledger=broken)).enter()
    fact = bench.fact("本机资料")
    assert fact.kind == "danger"
    assert fact.value == "".join(Words().error(StoreError("disk_failed")))
    assert bench.timers.waiting == 4


def test_while_it_is_open_the_files_are_asked_again_and_afterwards_not():
    bench = RoomBench().enter()
    asked = bench.desk.background.lanes.count("store")
    bench.pass_time(EVERY_MS)
    assert bench.desk.background.lanes.count("store") == asked + 1

    bench.presenter.leave()
    bench.pass_time(3 * EVERY_MS)
    bench.presenter.heard(Changes(jobs=("j",)))

    assert bench.desk.background.lanes.count("store") == asked + 1


def test_leaving_while_the_files_are_asked_plans_nothing():
    bench = RoomBench()
    bench.runner.hold = True
    bench.enter()
    bench.presenter.leave()
    bench.runner.release()

    assert bench.timers.waiting == 3  # the devices are watched all day


def test_the_files_are_asked_once_at_a_time():
    bench = RoomBench().enter()
    bench.runner.hold = True
    bench.presenter.heard(Changes(cases=("c",)))
    bench.presenter.heard(Changes(jobs=("j",)))
    assert bench.runner.held == 1


def test_a_draft_typed_asks_nothing():
    bench = RoomBench().enter()
    asked = len(bench.desk.background.lanes)
    bench.presenter.heard(Changes(drafts=("d",)))
    assert len(bench.desk.background.lanes) == asked
