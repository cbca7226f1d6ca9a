"""The device room: devices, their tests and events, the choices of screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.config import ScreenChoice, Settings
from counter_app.domain.errors import DeviceError, StoreError
from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from counter_app.domain.window_operation import PrintFinished
from counter_app.services.desk import Changes
from counter_app.ui.devices.watch import AGAIN_MS
from counter_app.ui.devices.watch import EVERY_MS as WATCH_MS
from counter_app.words import Words
from tests.fakes.desk import FakePrinter, FakeReader, a_desk
from tests.fakes.device_room import RoomBench
from tests.fakes.paper_cases import a_person

MINUTE_MS = 60_000


def test_before_anybody_was_asked_it_says_so():
    bench = RoomBench()
    assert {each.pill.word for each in bench.look.devices} == {"正在查看"}
    assert {each.since for each in bench.look.devices} == {""}
    assert bench.look.facts == ()


def test_each_device_is_told_in_words_since_when_and_where():
    settings = replace(Settings(), devices=replace(Settings().devices, tickets="tcp:h:9100"))
    bench = RoomBench(replace(a_desk(), settings=settings)).enter()

    tickets = bench.device("tickets")
    assert (tickets.title, tickets.pill.word, tickets.pill.kind) == (
        "票据打印机",
        "票据 正常",
        "good",
    )
    assert (tickets.since, tickets.address) == ("10:00 起", "tcp:h:9100")
    assert bench.device("documents").address == "未设置地址（devices.documents）"
    assert bench.view.looks[-1] == bench.look


def test_a_fault_says_what_and_what_to_do():
    bench = RoomBench()
    bench.desk.documents.state = PrinterState("paper_out")
    bench.enter()
    look = bench.device("documents")
    assert (look.pill.kind, look.says, look.todo) == (
        "danger",
        "打印机缺纸，没有打印任何内容。",
        "请装好纸，然后再打印一次。",
    )


def test_a_state_of_yesterday_has_its_day():
    bench = RoomBench().enter()
    bench.next_day()
    assert bench.device("reader").since == "11月16日 10:00 起"


def test_misses_are_told_before_the_device_is_called_gone():
    bench = RoomBench().enter()
    bench.desk.reader.unplug()
    bench.pass_time(WATCH_MS)
    assert bench.device("reader").pill.word == "读卡 正常"
    assert "已 1 次没有应答" in bench.device("reader").since
    bench.pass_time(2 * AGAIN_MS)
    assert bench.device("reader").pill.word == "读卡 未连接"


def test_an_answer_that_does_not_come_is_told_with_its_seconds():
    bench = RoomBench().enter()
    bench.runner.hold = True
    bench.presenter.press_look()
    bench.desk.clock.advance(12_000)
    bench.runner.release_last()
    assert "等它应答已 12 秒" in bench.device("tickets").since


@pytest.mark.parametrize("role", ["tickets", "documents"])
@pytest.mark.parametrize(
    ("outcome", "kind", "what"),
    [
        (PrintOutcome("device_done", "all"), "good", "打印机报告已打完。"),
        (PrintOutcome("sent", "unknown"), "note", "已送到打印机，这台打印机不回报。"),
        (PrintOutcome("unknown", "unknown"), "warning", "不知道打出来没有"),
        (
            PrintOutcome("failed", "nothing", Trouble("printer_paper_out")),
            "danger",
            "没有打成。打印机缺纸",
        ),
        (
            PrintOutcome("device_done", "all", warning=Trouble("printer_paper_near_end")),
            "warning",
            "打印机报告已打完。",
        ),
    ],
)
def test_a_print_test_says_what_is_known_of_the_paper(role, outcome, kind, what):
    bench = RoomBench().enter()
    getattr(bench.desk, role).outcomes = [outcome]

    bench.presenter.press_test(role)

    result = bench.device(role).result
    assert result.kind == kind
    assert what in result.what
    assert result.todo
    assert any(
        each.device == bench.device(role).title and what in each.text for each in bench.look.events
    )


def test_a_card_test_reads_and_forgets_and_asks_for_the_card_to_be_given_back():
    bench = RoomBench().enter()
    bench.desk.reader.lay(a_person("扎西次仁"))

    bench.presenter.press_test("reader")

    result = bench.device("reader").result
    assert (result.kind, result.todo) == ("good", "请把证件还给本人。")
    assert "扎*" in result.what
    assert "居民身份证" in result.what
    assert "扎西次仁" not in str(bench.view.looks)
    assert "540402199001010014" not in str(bench.view.looks)


def test_a_plate_without_a_card_is_no_fault_of_the_reader():
    bench = RoomBench().enter()
    bench.presenter.press_test("reader")
    assert bench.device("reader").result.kind == "warning"


def test_a_reader_that_fails_says_why():
    bench = RoomBench(reader=FakeReader(DeviceError("reader_silent"))).enter()
    bench.presenter.press_test("reader")
    assert bench.device("reader").result.kind == "danger"


def test_while_a_test_runs_it_cannot_be_pressed_again_and_the_others_can():
    bench = RoomBench().enter()
    bench.runner.hold = True
    bench.presenter.press_test("tickets")
    bench.presenter.press_test("tickets")

    assert bench.runner.held == 1
    assert not bench.device("tickets").open
    assert bench.device("tickets").test == "正在测试…"
    assert bench.device("tickets").why
    assert bench.device("documents").open
    bench.runner.release()
    assert bench.device("tickets").open


def test_a_new_test_clears_what_the_last_one_said():
    bench = RoomBench().enter()
    bench.presenter.press_test("tickets")
    assert bench.device("tickets").result is not None
    bench.runner.hold = True
    bench.presenter.press_test("tickets")
    assert bench.device("tickets").result is None


def test_a_device_that_is_not_set_cannot_be_tried_and_says_who_sets_it():
    bench = RoomBench(tickets=None).enter()
    look = bench.device("tickets")
    assert not look.open
    assert "请管理员" in look.why


def test_events_of_all_devices_stand_together_the_newest_first():
    bench = RoomBench().enter()
    bench.desk.clock.advance(MINUTE_MS)
    bench.record(PrintFinished("j", "540402260A1A0000197-W01-01", "tickets", "unknown"))
    bench.record(PrintFinished("j", "d-2", "documents", "what is this"))
    bench.presenter.heard(Changes(jobs=("j",)))

    first, second, *rest = bench.look.events
    assert {first.time, second.time} == {"10:01:00"}
    told = next(each for each in (first, second) if each.device == "票据打印机")
    assert told.text == "打印 540402260A1A0000197-W01-01：不知道打出来没有"
    assert told.kind == "warning"
    assert [each.text for each in rest] == ["变为：正常"] * 3


def test_an_event_of_another_day_has_its_day():
    bench = RoomBench().enter()
    bench.next_day()
    assert bench.look.events[-1].time == "11月16日 10:00:00"


def test_misses_are_events():
    bench = RoomBench().enter()
    bench.desk.reader.unplug()
    bench.pass_time(WATCH_MS)
    assert bench.look.events[0].text == "一次没有应答"
    assert bench.look.events[0].kind == "warning"


def test_the_theme_changes_at_once_and_is_kept():
    kept = []
    bench = RoomBench(keep_screen=kept.append).enter()

    bench.presenter.choose("theme", "dark")

    assert bench.view.worn == ["dark"]
    assert kept == [ScreenChoice("zh", "dark", 100)]
    assert bench.look.choice_note == "已换好，下次打开也是这样。"
    assert [each.chosen for each in bench.look.choices] == ["dark", "100", "zh", "zh"]


@pytest.mark.parametrize(
    ("name", "value", "chosen"),
    [
        ("scale", "150", ScreenChoice("zh", "light", 150)),
        ("language", "en", ScreenChoice("en", "light", 100)),
        ("labels", "zh+bo", ScreenChoice("zh", "light", 100, "zh+bo")),
    ],
)
def test_size_and_language_are_kept_for_the_next_opening(name, value, chosen):
    kept = []
    bench = RoomBench(keep_screen=kept.append).enter()
    bench.presenter.choose(name, value)
    assert kept == [chosen]
    assert bench.view.worn == []
    assert bench.look.choice_note == "已记下，下次打开窗口时换。"
    assert bench.desk.background.lanes[-1] == "store"


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("theme", "dark", "screen.theme"),
        ("scale", "150", "screen.scale_percent"),
        ("language", "en", "language"),
        ("labels", "zh+bo", "screen.labels"),
    ],
)
def test_where_nothing_can_be_kept_the_key_is_named(name, value, key):
    bench = RoomBench().enter()
    bench.presenter.choose(name, value)
    assert key in bench.look.choice_note


def test_a_full_disk_is_told_and_the_choice_holds_until_the_end():
    def full(_choice):
        raise StoreError("disk_full", file="screen.toml")

    bench = RoomBench(keep_screen=full).enter()
    bench.presenter.choose("theme", "contrast")
    assert bench.view.worn == ["contrast"]
    assert "screen.theme" in bench.look.choice_note
    assert bench.fact("本机资料").kind == "danger"


def test_the_same_choice_again_does_nothing():
    kept = []
    bench = RoomBench(keep_screen=kept.append).enter()
    bench.presenter.choose("theme", "light")
    assert kept == bench.view.worn == []


def test_what_is_the_same_is_not_drawn_again():
    bench = RoomBench().enter()
    drawn = len(bench.view.looks)
    bench.watch.look()
    assert len(bench.view.looks) == drawn


def test_it_is_whole_in_english():
    bench = RoomBench(replace(a_desk(tickets=FakePrinter()), words=Words("en"))).enter()
    bench.presenter.press_test("tickets")
    assert bench.device("tickets").title == "Receipt printer"
    assert bench.device("tickets").result.what == "The printer says it is done."
    assert bench.fact("Free space").value == "10 GB"
