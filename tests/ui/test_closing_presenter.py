"""收窗 and 交班: what is shown, one Enter, two who sign, and every way out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import StoreError
from counter_app.domain.printing import PrinterState
from counter_app.domain.shift import BlankUse, DayFigures
from counter_app.domain.shift_operation import ShiftHandedOver, WindowClosed
from counter_app.services import calling
from counter_app.services.closing import ClosingList
from counter_app.services.closing_checks import closing_checks
from counter_app.services.opening_checks import Check
from counter_app.services.pin import Holder, Pins
from counter_app.services.visit import User
from counter_app.ui.check_look import MOST_KEYS, say_check, with_keys
from counter_app.ui.closing.state import ClosingFacts, say_closing
from counter_app.words import Words, texts
from tests.fakes.closing_bench import ClosingBench
from tests.fakes.day import HERS, VISIT, cut, day_desk, kinds, opened, serve, take
from tests.fakes.desk import play
from tests.fakes.ledger import FakeLedger

PIN = "270418"


@pytest.fixture
def bench():
    return ClosingBench()


# ---- the list
def test_a_quiet_evening_is_one_enter(bench):
    bench.begin()
    assert bench.shell.happened == ["cover closing"]
    assert (bench.state.title, bench.state.enter, bench.state.over) == (
        "收窗 · 次仁",
        "收窗",
        "交班",
    )
    assert [each.id for each in bench.state.left] == ["unsent"]
    assert bench.lines()["documents"].says == "有纸，可以打印。"
    assert bench.state.now == "看一眼，按 Enter 收窗并退出登录；Esc 返回接着办。"
    bench.closing.press_enter()
    (closed,) = bench.door.closings
    assert bench.desk.ledger.recent(2)[1].entry.operation == WindowClosed("ciren", closed.left)
    assert closed.left.devices == ()


def test_lines_appear_as_their_lanes_answer(bench):
    take(bench.desk)
    bench.runner.hold = True
    bench.begin()
    assert bench.lines()["reader"].kind == "quiet"
    bench.runner.release(1)
    assert (bench.view.focused, "waiting" in bench.lines()) == (1, False)
    bench.runner.release()
    bench.runner.release()
    assert bench.lines()["waiting"].says == "大厅还有 1 个号在等。"
    assert bench.lines()["waiting"].place == "queue"
    assert bench.kinds()["reader"] == "good"


def test_a_fault_of_a_device_is_noted_and_keeps_nothing_open():
    bench = ClosingBench(opened(day_desk(reader=None)))
    bench.desk.tickets.state = PrinterState("paper_out")
    bench.begin()
    tickets, reader = bench.lines()["tickets"], bench.lines()["reader"]
    assert (tickets.kind, tickets.place, tickets.go) == ("warning", "devices", "去设备")
    assert (reader.kind, reader.says) == ("good", "本窗口没有。")
    bench.closing.press_enter()
    assert bench.door.closings[0].left.devices == (("tickets", "paper_out"),)


def test_somebody_at_the_window_comes_first(bench):
    serve(bench.desk)
    bench.begin()
    line = bench.lines()["serving"]
    assert (line.kind, line.key, line.place) == ("danger", "Alt+1", "queue")
    assert bench.state.now == "有 1 项要先办，办完再收窗；Esc 返回。"
    bench.closing.press_enter()
    assert bench.door.closings == []
    assert bench.told() == ["A001 还在窗口办理，窗口先不能关。"]
    play(bench.desk, calling.finish(bench.desk, VISIT))
    bench.closing.press_again()
    bench.closing.press_enter()
    assert len(bench.door.closings) == 1


def test_a_key_leads_to_the_place_where_a_line_is_put_right(bench):
    serve(bench.desk)
    bench.begin()
    bench.closing.press_go("Alt+9")
    assert bench.shell.went == []
    bench.closing.press_go("Alt+1")
    assert bench.shell.happened == ["cover closing", "uncover"]
    assert (bench.shell.went, bench.told()) == (["queue"], [])
    bench.shell.shut = ("queue",)
    bench.begin()
    bench.closing.press_go("Alt+1")
    assert bench.told() == ["这一项不在您的岗位上，请有这个岗位的同事来办。"]


def test_esc_leaves_it_and_nothing_has_happened(bench):
    before = kinds(bench.desk, 99)
    bench.begin()
    bench.closing.press_back()
    assert bench.shell.happened == ["cover closing", "uncover"]
    assert kinds(bench.desk, 99) == before


def test_what_is_still_on_its_way_is_not_heard_after_esc(bench):
    bench.runner.hold = True
    bench.begin()
    bench.closing.press_back()
    shown = bench.state
    bench.runner.release()
    assert bench.state == shown


def test_while_it_closes_no_key_does_anything_more(bench):
    bench.begin()
    bench.runner.hold = True
    bench.closing.press_enter()
    assert bench.state.now == "正在收窗，请稍候。"
    held = bench.runner.held
    bench.closing.press_enter()
    bench.closing.press_again()
    bench.closing.press_over()
    bench.closing.press_back()
    bench.closing.press_go("Alt+1")
    assert (bench.runner.held, bench.shell.happened) == (held, ["cover closing"])
    bench.runner.release()
    assert len(bench.door.closings) == 1


class Broken(FakeLedger):
    broken = False

    def outbox_count(self):
        if self.broken:
            raise StoreError("disk_failed")
        return super().outbox_count()


def test_files_that_do_not_answer_are_told(bench):
    bench = ClosingBench(opened(day_desk(ledger=Broken())))
    bench.desk.ledger.broken = True
    bench.begin()
    assert bench.shell.told[-1][0] == "error"
    bench.closing.press_enter()
    assert (bench.door.closings, bench.shell.told[-1][0]) == ([], "error")
    assert bench.state.now.startswith("看一眼")


def test_before_it_begins_enter_does_nothing(bench):
    bench.closing.press_enter()
    assert kinds(bench.desk, 9) == ["window.open"]


# ---- two who sign
def test_the_receiver_signs_and_sits_there(bench):
    bench.hand_over()
    assert (bench.state.title, bench.state.enter) == ("交班 · 次仁 交出", "签字接班")
    assert bench.state.explain.startswith("10:00 的情况")
    assert "从 次仁 手里接过窗口" in bench.state.sign.two
    assert bench.state.sign.focus.field == "second"
    bench.sign()
    assert [each.name for each in bench.door.taken] == ["zhuoma"]
    did = bench.desk.ledger.recent(2)[1].entry.operation
    assert (type(did), did.giver, did.receiver) == (ShiftHandedOver, "ciren", "zhuoma")
    assert not bench.closing.signing.open


def test_enter_goes_to_the_field_that_is_empty_yet(bench):
    bench.hand_over()
    bench.closing.press_enter()
    assert bench.state.sign.focus.field == "second"
    bench.closing.signing.type_text("second", "zhuoma")
    bench.closing.press_enter()
    assert (bench.state.sign.focus.field, bench.door.taken) == ("password", [])


def test_what_is_wrong_stands_at_its_field_and_the_secret_goes(bench):
    bench.hand_over()
    bench.sign("zhuoma", "wrong")
    sign = bench.state.sign
    assert "还可以再试 4 次" in sign.errors["password"]
    assert (sign.texts, sign.focus.field) == ({"second": "zhuoma"}, "password")
    bench.sign("ciren", "right")
    assert "要换一个人" in bench.state.sign.errors["second"]
    bench.closing.signing.type_text("second", "z")
    assert bench.state.sign.errors == {}


def test_a_pin_of_this_run_signs_too(bench):
    bench.around.pins.pins = Pins((Holder("zhuoma", "卓玛", PIN),))
    bench.hand_over()
    bench.sign("zhuoma", PIN)
    assert bench.door.taken == [User("zhuoma", "卓玛", ("clerk",))]


def test_while_it_is_checked_nothing_else_is_typed_or_pressed(bench):
    bench.hand_over()
    bench.runner.hold = True
    bench.sign()
    assert bench.state.now == "正在核对，请稍候。"
    bench.closing.signing.type_text("password", "other")
    bench.closing.press_enter()
    bench.closing.press_back()
    assert (bench.runner.held, bench.state.sign.texts["password"]) == (1, HERS)
    bench.runner.release()
    assert len(bench.door.taken) == 1


def test_what_changed_meanwhile_is_read_out_anew_and_signed_again(bench):
    bench.hand_over()
    serve(bench.desk)
    bench.sign()
    assert bench.told()[-1] == "看过清单以后又有变化，还没有交班。"
    assert bench.lines()["serving"].says == "A001 正在办。"
    assert (bench.state.sign.texts, bench.door.taken) == ({"second": "zhuoma"}, [])
    bench.sign()
    assert len(bench.door.taken) == 1


def test_esc_goes_from_the_hand_over_to_the_list(bench):
    bench.hand_over()
    bench.closing.signing.type_text("password", "x")
    bench.closing.press_over()
    bench.closing.press_back()
    assert (bench.state.title, bench.state.sign.two) == ("收窗 · 次仁", "")
    assert bench.state.sign.texts == {}
    assert bench.shell.happened == ["cover closing"]
    assert kinds(bench.desk, 9) == ["window.open"]


def test_with_the_line_cut_it_is_the_same(bench):
    serve(bench.desk)
    cut(bench.desk)
    bench.begin()
    assert bench.lines()["waiting"].says.startswith("线路断开")
    bench.closing.press_over()
    bench.sign()
    assert len(bench.door.taken) == 1


# ---- words
def said(language):
    ends = (each.split(".") for each in texts(language) if each.startswith("ui.closing.says."))
    return {tuple(each[3:5]) for each in ends}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_says_what_stands_and_unless_all_is_well_what_to_do(language):
    values = dict.fromkeys(
        ("no", "count", "numbers", "minutes", "hours", "days", "series", "used", "ranges"), 1
    )
    more = dict.fromkeys(("void", "left", "unconfirmed", "next"), 2)
    known = texts(language)
    for name, state in said(language):
        todo = f"ui.closing.says.{name}.{state}.todo" in known
        light = "yellow" if todo else "green"
        check = Check(name, light, state, tuple({**values, **more}.items()))
        look = say_check(Words(language), "closing", check)
        assert look.says
        assert bool(look.todo) is todo
    assert said("zh") == said("en")


def test_two_series_have_two_lines():
    figures = DayFigures(blanks=(BlankUse("A"), BlankUse("B")))
    listed = ClosingList(figures, closing_checks(figures), queue=False, closed=False)
    state = say_closing(Words(), replace(ClosingFacts(), listed=listed))
    assert {"blanks", "blanks2"} <= {each.id for each in state.done}


def test_a_line_without_a_place_or_a_role_has_no_key():
    looks = [say_check(Words(), "closing", Check("drafts", "yellow", "some", (("count", 1),)))] * 12
    none = with_keys(Words(), looks, {"drafts": "intake"}, ("certificate_clerk",))
    assert {each.key for each in none} == {""}
    some = with_keys(Words(), looks, {"drafts": "intake"}, ("clerk",))
    assert [each.key for each in some if each.key] == [f"Alt+{n}" for n in range(1, MOST_KEYS + 1)]
    assert with_keys(Words(), looks[:1], {}, ("clerk",))[0].key == ""
