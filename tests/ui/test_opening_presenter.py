from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import MaterialState
from counter_app.domain.errors import DeviceError, StoreError
from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from counter_app.domain.records import ReaderState
from counter_app.domain.window_operation import WindowOpened
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.opening import open_window
from counter_app.services.opening_checks import Check
from counter_app.services.sketch import Sketch, keep_sketch, sketch_on_table
from counter_app.services.slips import hand_slip
from counter_app.ui.opening.presenter import Opening
from counter_app.ui.opening.state import OpeningFacts, say_opening
from counter_app.words import Words, texts
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import CLERK, FakePrinter, FakeReader, a_desk, play, signed_visit
from tests.fakes.door import NotingView, around
from tests.fakes.ledger import FakeLedger
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()


class Bench:
    def __init__(self, desk=None, **changes):
        self.desk = desk or a_desk(ITEM, calendars=(YEAR_2026,), **changes)
        self.around = around(self.desk)
        self.shell, self.runner, self.view = self.around.shell, self.around.runner, NotingView()
        self.opening = Opening(self.around, self.view, "opening")
        self.opened = []

    def begin(self):
        self.opening.begin(CLERK, lambda: self.opened.append("opened"))
        return self

    @property
    def state(self):
        return self.view.state

    def check(self, name):
        return next(each for each in self.state.checks if each.id == name)

    def kinds(self):
        return {each.id: each.kind for each in self.state.checks}

    def drafted(self):
        visit = signed_visit(person=a_person())
        return play(self.desk, open_case(self.desk, visit, ITEM.code, None))

    def accepted(self):
        visit = self.drafted()
        marked = play(
            self.desk, mark_material(self.desk, visit, "all", MaterialState.RECEIVED, None)
        )
        return play(self.desk, accept(self.desk, marked))

    def sketched(self, **parts):
        now = self.desk.clock.read().wall_ms
        play(self.desk, keep_sketch(self.desk, signed_visit(), Sketch(now, **parts)))

    def opened_op(self):
        return [
            each.entry.operation
            for each in self.desk.ledger.recent(9)
            if isinstance(each.entry.operation, WindowOpened)
        ]


@pytest.fixture
def bench():
    return Bench()


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
    bench = Bench(reader=Silent(), documents=None).begin()
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
    bench = Bench(ledger=Broken())
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


# ---- what was left


def test_enter_on_a_paper_prints_it_and_the_row_says_so(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    assert (bench.state.enter, bench.state.now) == (
        "打印这份",
        "按 Enter 打印这份文书；Esc 返回。",
    )
    bench.opening.press_enter()
    assert len(bench.desk.tickets.printed) == 1
    assert bench.opened == []
    assert [(each.kind, each.state) for each in bench.state.leftovers] == [
        ("good", "已打印"),
        ("danger", "没有打印"),
    ]
    assert bench.shell.announced[0].jobs


def test_a_paper_is_sent_once_while_it_prints(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.runner.hold = True
    bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "正在打印"
    bench.opening.press_enter()
    assert bench.runner.held == 1
    bench.runner.release()
    assert bench.state.leftovers[0].state == "已打印"


def test_a_print_that_fails_says_why_and_can_be_tried_again(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.desk.tickets.outcomes = [PrintOutcome.nothing(Trouble("printer_paper_out"))]
    bench.opening.press_enter()
    assert bench.shell.told[-1][:2] == (
        "error",
        bench.desk.words.error(DeviceError("printer_paper_out"))[0],
    )
    assert bench.state.leftovers[0].state == "没有打出"
    bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "已打印"


def test_a_paper_that_may_be_out_is_printed_by_a_second_enter_only_and_marked(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.desk.tickets.outcomes = [PrintOutcome("unknown", "unknown", Trouble("printer_silent"))]
    bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "可能已出纸"
    bench.opening.press_enter()
    assert len(bench.desk.tickets.printed) == 1
    assert bench.shell.told[-1][0] == "warning"
    assert bench.state.now.startswith("先看出纸口")
    bench.opening.press_enter()
    assert len(bench.desk.tickets.printed) == 2
    reasons = [each.reason for each in bench.desk.ledger.jobs()]
    assert reasons == ["", "上次打印结果不明，开窗时补打"]


def test_choosing_another_row_takes_the_warning_back(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.desk.tickets.outcomes = [PrintOutcome("unknown", "unknown", Trouble("printer_silent"))]
    bench.opening.press_enter()
    bench.opening.press_enter()
    bench.opening.select(1)
    bench.opening.select(0)
    bench.opening.press_enter()
    assert len(bench.desk.tickets.printed) == 1


def test_a_failure_after_an_unknown_print_still_asks_to_look_first(bench):
    done = bench.accepted()
    bench.desk.tickets.outcomes = [
        PrintOutcome("unknown", "unknown", Trouble("printer_silent")),
        PrintOutcome.nothing(Trouble("printer_paper_out")),
    ]
    bench.begin()
    bench.opening.select(0)
    for _ in range(3):
        bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "没有打出"
    bench.opening.press_enter()
    assert bench.shell.told[-1][1].startswith(f"文书 {done.documents[0].id} 已经打印过")
    assert bench.state.leftovers[0].state == "可能已出纸"
    bench.opening.press_enter()
    bench.opening.press_enter()
    assert bench.state.leftovers[0].state == "已打印"


def test_a_paper_whose_printer_is_gone_says_so():
    bench = Bench(tickets=FakePrinter())
    bench.accepted()
    bench.desk = replace(bench.desk, tickets=None, documents=None)
    again = Bench(desk=bench.desk).begin()
    again.opening.select(0)
    again.opening.press_enter()
    assert again.shell.told[-1][0] == "error"
    assert again.state.leftovers[0].state == "没有打印"


def test_a_slip_of_no_case_is_named_as_such(bench):
    play(bench.desk, hand_slip(bench.desk, signed_visit(), ITEM.code, None))
    bench.begin()
    assert bench.state.leftovers[0].detail == "不属于办件"


def test_a_paper_of_a_kind_without_a_name_shows_its_kind(bench):
    bench.accepted()
    bench.desk = replace(bench.desk, words=Nameless())
    again = Bench(desk=bench.desk).begin()
    assert again.state.leftovers[0].title == "W01"


class Nameless(Words):
    def knows(self, message):
        return not message.startswith("ui.intake.paper.") and super().knows(message)


def test_enter_on_a_draft_opens_the_window_with_it_on_the_table(bench):
    first = bench.drafted().draft.application.case_id
    bench.drafted()
    bench.begin()
    bench.opening.select(0)
    assert bench.state.enter == "接着办这件"
    assert bench.state.leftovers[0].detail == "11月16日 10:00"
    bench.opening.press_enter()
    assert bench.opened == ["opened"]
    assert sketch_on_table(bench.desk).draft == first
    assert len(bench.opened_op()) == 1


def test_what_is_half_typed_is_not_swept_away_for_a_draft(bench):
    bench.drafted()
    bench.sketched(texts=(("number", "5404"),))
    bench.begin()
    bench.opening.select(0)
    bench.opening.press_enter()
    assert bench.opened == []
    assert bench.shell.told[-1][1].startswith("台面上还有没输完的内容")


def test_a_draft_that_cannot_be_read_says_so(bench):
    bench.sketched(texts=(("number", "5404"),))
    bench.desk.journal.save("bad", b"{")
    bench.begin()
    assert (bench.state.leftovers[0].kind, bench.state.leftovers[0].state) == (
        "danger",
        "读不出来",
    )
    bench.opening.select(0)
    bench.opening.press_enter()
    assert bench.opened == []
    assert bench.shell.told[-1][0] == "error"


def test_esc_goes_back_to_opening(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(1)
    bench.opening.press_back()
    assert (bench.state.row, bench.state.enter) == (-1, "开窗")
    assert bench.view.focused == ["open"]


def test_the_same_row_again_redraws_nothing(bench):
    bench.begin()
    before = bench.shell.refreshed
    bench.opening.select(-1)
    assert bench.shell.refreshed == before


def test_beginning_again_forgets_the_first_look(bench):
    bench.accepted()
    bench.begin()
    bench.opening.select(0)
    bench.begin()
    assert bench.state.row == -1
    assert bench.shell.happened == ["cover opening", "cover opening"]


# ---- words

GREEN = {
    ("numbers", "enough"),
    ("lists", "fresh"),
    ("holidays", "there"),
    ("unsent", "none"),
    ("unsent", "new"),
    ("clock", "right"),
}
OTHERS = {
    *(("numbers", each) for each in ("few", "short", "renew")),
    *(("lists", each) for each in ("old", "stale", "never")),
    *(("holidays", each) for each in ("missing", "next_missing")),
    *(("unsent", each) for each in ("waiting", "hours", "old", "parked")),
    *(("clock", each) for each in ("unknown", "ahead", "behind", "doubtful")),
}
VALUES = (("left", 1), ("year", 2026), ("hours", 1), ("days", 1), ("count", 1), ("minutes", 1))


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
