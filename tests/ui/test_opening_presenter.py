"""The opening check: what it looks at, a second start, its words."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import DeviceError, StoreError
from counter_app.domain.printing import PrinterState
from counter_app.domain.records import ReaderState
from counter_app.domain.window_operation import WindowOpened
from counter_app.services.opening import open_window
from counter_app.services.opening_checks import Check
from counter_app.ui.opening.state import OpeningFacts, say_opening
from counter_app.words import Words, texts
from tests.fakes.desk import CLERK, FakeReader, play
from tests.fakes.ledger import FakeLedger
from tests.fakes.opening_bench import OpeningBench
from tests.fakes.paper_cases import a_person


@pytest.fixture
def bench():
    return OpeningBench()


# ---- looking
def test_a_good_morning_is_all_green_and_one_enter(bench):
    bench.begin()
    assert bench.shell.happened == ["cover opening"]
    assert set(bench.kinds().values()) == {"good"}
    assert (bench.state.title, bench.state.enter) == ("开窗检查 · 次仁", "开窗")
    assert bench.opened == []
    bench.opening.press_enter()
    assert bench.opened == ["opened"]
    assert bench.opened_op() == [
        WindowOpened("ciren", tuple((each.id, "green") for each in bench.state.checks))
    ]


def test_checks_appear_as_their_lanes_answer(bench):
    bench.runner.hold = True
    bench.begin()
    assert (bench.view.state, bench.shell.happened) == (None, [])
    bench.runner.release(1)
    assert bench.shell.happened == ["cover opening"]
    assert bench.kinds() == {
        "reader": "quiet",
        "tickets": "quiet",
        "documents": "quiet",
        "numbers": "good",
        "lists": "good",
        "holidays": "good",
        "unsent": "good",
        "clock": "good",
    }
    assert bench.check("tickets").word == "正在查看"
    bench.runner.release(2)
    assert (bench.kinds()["tickets"], bench.kinds()["documents"]) == ("good", "quiet")


def test_the_window_opens_before_a_slow_device_has_answered(bench):
    bench.runner.hold = True
    bench.begin()
    bench.runner.release(1)
    bench.opening.press_enter()
    assert bench.opened == ["opened"]
    shown = bench.state
    bench.runner.hold = False
    bench.runner.release()
    assert bench.state == shown
    assert [name for name, _ in bench.opened_op()[0].checks] == [
        "numbers",
        "lists",
        "holidays",
        "unsent",
        "clock",
    ]


def test_a_fault_says_what_and_what_to_do_and_blocks_nothing(bench):
    bench.desk.tickets.state = PrinterState("paper_out")
    bench.begin()
    look = bench.check("tickets")
    assert (look.kind, look.word) == ("danger", "要处理")
    what, remedy = bench.desk.words.error(DeviceError("printer_paper_out"))
    assert (look.says, look.todo) == (what, f"{remedy}在此之前，凭证可以改用 A4 打印。")
    assert bench.state.now == "有 1 项今天不能用，照样可以按 Enter 开窗。"
    bench.opening.press_enter()
    assert bench.opened == ["opened"]
    assert ("tickets", "red") in bench.opened_op()[0].checks


class Silent(FakeReader):
    def probe(self):
        return ReaderState("reader_silent", None, "timeout")


def test_devices_that_are_silent_or_not_there_say_so():
    bench = OpeningBench(reader=Silent(), documents=None).begin()
    reader, documents = bench.check("reader"), bench.check("documents")
    assert (reader.kind, reader.says) == ("danger", "读卡 无应答")
    assert "请手工输入证件号码" in reader.todo
    assert (documents.kind, documents.says) == ("warning", "文书 未设")


def test_f5_looks_again(bench):
    bench.desk.tickets.state = PrinterState("paper_out")
    bench.begin()
    bench.desk.tickets.state = PrinterState("ready")
    bench.opening.press_again()
    assert bench.kinds()["tickets"] == "good"
    assert bench.shell.happened == ["cover opening"]


class Broken(FakeLedger):
    broken = False

    def outbox_count(self):
        if self.broken:
            raise StoreError("disk_failed")
        return super().outbox_count()


def test_files_that_do_not_answer_leave_the_devices_and_the_enter():
    bench = OpeningBench(ledger=Broken())
    bench.desk.ledger.broken = True
    bench.begin()
    assert bench.shell.happened == ["cover opening"]
    assert bench.shell.told[0][0] == "error"
    assert bench.kinds()["reader"] == "good"
    assert bench.kinds()["numbers"] == "quiet"
    bench.opening.press_enter()
    assert bench.opened == ["opened"]


def test_what_was_said_goes_with_the_screen(bench):
    bench.begin()
    bench.shell.tell("x")
    bench.opening.press_enter()
    assert bench.shell.told == []


def test_a_disk_that_is_full_opens_all_the_same_and_says_so(bench):
    bench.begin()
    bench.desk.ledger.fail = StoreError("disk_full")
    bench.opening.press_enter()
    assert bench.opened == ["opened"]
    assert bench.shell.told[-1][0] == "error"


def test_before_it_begins_enter_does_nothing(bench):
    bench.opening.press_enter()
    assert (bench.opened, bench.desk.ledger.recent(9)) == ([], ())


# ---- a second start on the same day
def test_a_second_start_with_nothing_left_goes_straight_to_work(bench):
    play(bench.desk, open_window(bench.desk, CLERK, ()))
    bench.begin()
    assert (bench.opened, bench.shell.happened) == (["opened"], [])


def test_after_a_crash_the_first_screen_offers_what_was_left(bench):
    play(bench.desk, open_window(bench.desk, CLERK, ()))
    bench.accepted()
    drafted = bench.drafted()
    bench.begin()
    assert bench.opened == []
    assert (bench.state.title, bench.state.enter) == ("重新打开，接着办 · 次仁", "接着办")
    assert bench.state.restored == (
        f"已恢复 1 件：{drafted.draft.item.name}（10:00），进去后接着办。"
    )
    assert [each.title for each in bench.state.leftovers] == ["收件凭证", "受理通知书"]
    assert bench.state.leftovers_title == "之前留下的 2 项"
    bench.opening.press_enter()
    assert len(bench.opened_op()) == 1


def test_people_without_an_item_are_restored_without_a_name(bench):
    bench.sketched(person=a_person())
    bench.begin()
    assert bench.state.restored == "已恢复 10:00 没办完的群众，进去后接着办。"
    assert a_person().name not in repr(bench.state)


# ---- words
GREEN = {
    ("numbers", "enough"),
    ("lists", "fresh"),
    ("holidays", "there"),
    ("unsent", "none"),
    ("unsent", "new"),
    ("clock", "right"),
    ("clock", "confirmed"),
    ("blanks", "there"),
    ("yesterday", "closed"),
    ("receipts", "there"),
    ("certificate_numbers", "enough"),
    ("lent", "some"),
    ("lent", "none"),
}
OTHERS = {
    *(("numbers", each) for each in ("few", "short", "renew")),
    *(("lists", each) for each in ("old", "stale", "never")),
    *(("holidays", each) for each in ("missing", "next_missing")),
    *(("unsent", each) for each in ("waiting", "hours", "old", "parked")),
    *(("clock", each) for each in ("unknown", "ahead", "behind", "doubtful")),
    *(("blanks", each) for each in ("low", "some", "none")),
    *(("yesterday", each) for each in ("left", "open")),
    *(("receipts", each) for each in ("soon", "due", "over")),
    *(("certificate_numbers", each) for each in ("few", "short")),
}
VALUES = (
    ("sheets", "S 1"),
    ("series", "S"),
    ("left", 1),
    ("year", 2026),
    ("hours", 1),
    ("days", 1),
    ("count", 1),
    ("minutes", 1),
    ("month", 11),
    ("day", 23),
    ("held", 1),
    ("papers", 1),
    ("tail", "0019742"),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_check_says_what_stands_and_unless_all_is_well_what_to_do(language):
    said = {tuple(each.split(".")[3:5]) for each in texts(language) if ".opening.says." in each}
    assert said == GREEN | OTHERS
    for name, state in said:
        light = "green" if (name, state) in GREEN else "red"
        facts = OpeningFacts(checks={name: Check(name, light, state, VALUES)})
        look = next(e for e in say_opening(Words(language), facts).checks if e.id == name)
        assert look.says
        assert bool(look.todo) is (light == "red")
