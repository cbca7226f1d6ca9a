"""出证: the drawer, placement, the day ledger; behaviour without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl

from counter_app.domain.blank import BlankLease, BlankState
from counter_app.domain.errors import DeviceError, StoreError
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.domain.serial_range import SerialRange
from counter_app.ui.certificates.presenter_drawer import ACTS
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import (
    FIRST,
    SERIES,
    a_grant,
    a_window_desk,
    blank_state,
    finished,
)
from tests.fakes.certificates import DUPLICATE
from tests.fakes.counter import CounterBench, with_cases
from tests.fakes.desk import a_user


# ---- the drawer
def drawer(bench, act):
    bench.press("Alt+B")
    bench.take(ACTS.index(act))
    return bench


def with_second(desk):
    desk.ledger.replace_users([a_user(), a_user(name="zhuoma", display_name="卓玛")])
    return desk


def test_a_window_without_blanks_has_no_drawer():
    from tests.fakes.desk import a_desk  # noqa: PLC0415  only here

    bench = CounterBench(a_desk(reader=FakeCardReader())).enter_place()
    bench.press("Alt+B")
    assert bench.said[0].startswith("这个窗口还没有领过")
    assert bench.look.stock_title.startswith("空白证照：")


def test_stock_taking_tells_what_differs():
    bench = drawer(with_cases(), "count")
    bench.fill("sheets", "x")
    assert bench.state.errors["sheets"]
    bench.fill("sheets", f"{FIRST}-{FIRST + 8}、90000")
    assert bench.said[0].startswith("盘点不符")
    assert len(bench.look.form.facts) == 3
    bench.fill("sheets", f"{FIRST}-{FIRST + 9}")
    assert bench.said[0].startswith("盘点相符")


def test_an_unfit_sheet_is_made_void_and_destroyed_by_two():
    bench = with_cases(desk=with_second(a_window_desk(reader=FakeCardReader())))
    drawer(bench, "destroy")
    assert bench.state.form.kind == "drawer"
    assert "没有作废" in bench.said[0]
    drawer(bench, "void")
    bench.fill("sheets", f"{FIRST}-{FIRST + 1}")
    assert bench.focus == "reason"
    bench.fill("reason", "脏")
    assert bench.state.errors["sheets"]
    bench.fill("sheets", f"{FIRST}")
    assert blank_state(bench.desk, FIRST) is BlankState.VOID
    drawer(bench, "destroy")
    bench.presenter.enter("sheets")
    assert bench.focus == "second"
    bench.fill("second", "ciren")
    bench.fill("password", "right")
    assert "second" in bench.state.errors
    bench.fill("second", "zhuoma")
    assert bench.focus == "password"
    bench.fill("password", "wrong")
    assert "password" in bench.state.errors
    bench.fill("password", "right")
    assert blank_state(bench.desk, FIRST) is BlankState.DESTROYED


def test_lost_handed_over_and_given_back():
    bench = with_cases(desk=with_second(a_window_desk(reader=FakeCardReader())))
    drawer(bench, "lost")
    bench.presenter.enter("reason")
    bench.fill("sheets", f"{FIRST}")
    bench.fill("reason", "找不到")
    bench.fill("second", "zhuoma")
    bench.fill("password", "right")
    drawer(bench, "hand_over")
    bench.fill("sheets", f"{FIRST + 1}、{FIRST + 3}")
    bench.fill("second", "zhuoma")
    bench.fill("password", "right")
    assert bench.state.errors["sheets"]
    bench.presenter.type_text("password", "right")
    bench.fill("sheets", f"{FIRST + 1}")
    drawer(bench, "give_back")
    bench.fill("sheets", f"{FIRST + 9}")
    bench.fill("reason", "不用")
    states = [blank_state(bench.desk, FIRST + each) for each in (0, 1, 9)]
    assert states == [BlankState.LOST, BlankState.HELD, BlankState.RETURNED]
    assert bench.desk.ledger.blank(SERIES, FIRST + 1).keeper == "zhuoma"


def test_more_is_asked_of_the_county():
    bench = drawer(with_cases(), "more")
    assert bench.state.text("want") == "100"
    bench.fill("want", "x")
    assert bench.state.errors["want"]
    bench.fill("want", "5")
    assert bench.shell.told[-1][0] == "error"


def test_a_fault_that_is_about_no_field_is_told():
    bench = drawer(with_cases(), "void")
    bench.parts.drawer._refused(StoreError("disk_full", path="x"))
    assert bench.shell.told[-1][0] == "error"


def test_the_bar_says_when_nothing_is_left():
    bench = with_cases()
    bench.desk.ledger.take_leases([BlankLease("lease-2", "NEW", 7, 7, 9, (SerialRange(7, 7),))])
    bench.press("F5")
    assert [each.next.kind for each in bench.look.stock] == ["good", "danger"]
    assert "没有空白证照" in bench.now.now


# ---- placement
def placing():
    bench = with_cases()
    bench.press("Alt+P")
    return bench


def test_the_form_of_the_chosen_certificate_is_the_one_that_is_put_right():
    bench = with_cases(a_grant(type_code=DUPLICATE))
    bench.press("Alt+P")
    assert bench.parts.placing.chosen().paper.type_code == DUPLICATE
    assert bench.look.form.row == 1


def test_the_drawer_tells_only_what_there_is_of_a_series():
    bench = with_cases()
    assert bench.look.stock[0].counts == "未用 10"
    bench.press("F10")
    assert bench.look.stock[0].counts == "未用 9 · 已绑 1"


def test_a_form_is_put_right_by_offsets_and_tried_on_plain_paper():
    bench = placing()
    assert [each.kind for each in bench.look.form.rows].count("good") == 1
    bench.presenter.enter("form")
    bench.fill("offset_x", "１５")
    assert bench.focus == "offset_y"
    bench.fill("offset_y", "毫米")
    assert "整数" in bench.state.errors["offset_y"]
    bench.fill("offset_y", "－5")
    assert bench.said[0].endswith("对准了按 F9。")
    first = bench.state.placements[0]
    assert (first.placement.offset_x, first.placement.offset_y, first.trial_needed) == (
        15,
        -5,
        True,
    )
    bench.press("F9")
    assert bench.shell.told[-1][0] == "error"
    bench.press("F6")
    assert bench.said[1].endswith("再按一次 F6 试印。")
    bench.press("F6")
    bench.press("F9")
    assert not bench.state.placements[0].trial_needed


def test_the_ruler_is_measured():
    bench = placing()
    bench.press("F7", "F7")
    assert bench.said[0].startswith("标尺已送打印机")
    assert bench.focus == "cross_left"
    for name, text in (("cross_left", "100"), ("cross_top", "100"), ("cross_right", "x")):
        bench.fill(name, text)
    bench.fill("cross_bottom", "2000")
    assert bench.state.errors["cross_bottom"]
    bench.presenter.type_text("cross_right", "2870")
    bench.fill("cross_bottom", "2000")
    assert bench.said[0].startswith("《食品")
    bench.fill("offset_y", "500")
    assert bench.state.errors["offset_y"]
    bench.presenter.move_row(1)
    assert bench.state.text("offset_x") == "0"


def test_a_trial_that_does_not_come_out_says_why_and_no_printer_too():
    bench = placing()
    bench.desk.certificates.outcomes.append(PrintOutcome.nothing(Trouble("printer_paper_out", ())))
    bench.press("F6", "F6")
    assert bench.shell.told[-1][0] == "error"
    bench = CounterBench(replace(a_window_desk(reader=FakeCardReader()), certificates=None))
    bench.enter_place().press("Alt+P")
    assert bench.state.form.kind == ""
    for act in (
        bench.parts.placing.press_ruler,
        bench.parts.placing.press_right,
        lambda: bench.parts.placing.enter("offset_y"),
        lambda: bench.parts.placing.enter("cross_bottom"),
    ):
        act()


# ---- the day ledger
def test_the_day_ledger_is_shown_turned_and_written():
    bench = with_cases()
    finished(bench.desk, _case(bench))
    bench.press("Alt+L")
    assert [each.act for each in bench.look.form.ledger] == ["绑定打印", "确认"]
    assert "出证 1 本" in bench.look.form.facts[0]
    bench.press("F8")
    assert bench.state.day == date(2026, 11, 16)
    bench.press("F6")
    book = openpyxl.load_workbook(BytesIO(next(iter(bench.desk.files.papers.values()))))
    assert [each.title for each in book] == ["日台账", "合计"]
    assert book.worksheets[0].max_row == 3
    bench.press("F7")
    assert (bench.state.day, bench.look.form.ledger) == (date(2026, 11, 15), ())
    bench.presenter.enter("form")
    bench.press("Esc")
    bench.parts.board.put(day=None)
    bench.parts.books.turn(1)
    bench.parts.books.export()


def _case(bench):
    from counter_app.services.cases import case_of  # noqa: PLC0415  only here

    return case_of(bench.desk, bench.state.lines[0].case_id)


def test_keys_of_parcels_do_nothing_without_one():
    bench = with_cases()
    assert bench.parts.post.chosen() is None
    bench.parts.post.press_end("signed")
    bench.parts.post.enter("form")
    bench.parts.post.enter("reason")
    bench.desk.reader.lay(DeviceError("reader_gone"))
    bench.press("F3")
    assert bench.shell.told[-1][0] == "error"
