"""大厅 on the screen: keys, focus, sorting, the pages and the list over them, with real key events."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from counter_app.ui.hall.looks import CardLook
from counter_app.ui.hall.tour_day import SampleCounty, a_day, silent, trouble
from counter_app.ui.hall.view import LiveScreen
from counter_app.ui.hall.view_figure import FigureRow
from tests.fakes.hall_page import HallBench


@pytest.fixture
def bench(host):
    made = HallBench(SampleCounty(a_day(missing=(silent(5, 690),)), trouble()))
    host(made.place.view)
    made.place.view.window().resize(1_180, 700)
    QApplication.sendPostedEvents()
    return made.enter()


@pytest.fixture
def screen(bench):
    return bench.live.view


def test_the_keys_are_on_the_strip_first_and_a_key_reads(bench, screen):
    assert screen.focusWidget() is screen.strip
    assert screen.reading.text().startswith("用 ←→")
    QTest.keyClick(screen.strip, Qt.Key.Key_Left)
    assert screen.reading.text().startswith("16:43 ")
    QTest.keyClick(screen.strip, Qt.Key.Key_Left)
    assert screen.reading.text().startswith("16:42 到厅")
    QTest.keyClick(screen.strip, Qt.Key.Key_Return)
    assert bench.list.state.title.endswith("16:42—16:43")


def test_enter_on_a_figure_opens_and_coming_back_stands_there_again(bench, screen):
    card = screen.figures.cards[1]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_A)
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert bench.list.state.wish.what == "accepted"
    assert bench.place.view.shown is bench.place.list.widget()
    bench.press("Esc")
    assert screen.focusWidget() is card
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert bench.list.state.wish.what == "accepted"
    bench.press("Esc")
    QTest.mouseClick(card, Qt.MouseButton.RightButton)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(-5, -5))
    assert bench.list.state.wish is None


def test_every_large_figure_prints_definition_numerator_and_denominator(screen):
    texts = [each.text() for each in screen.figures.cards[0].findChildren(QLabel)]
    counts = [each for each in texts if "÷ 60 分钟" in each]
    assert len(counts) == 1
    events = int(counts[0].split("受理 ")[1].split(" 件")[0])
    assert f"{events / 60:.2f}" == texts[1]


def test_the_chosen_windows_figures_are_told_with_their_definitions(bench, screen):
    assert screen.windows.told.text().startswith("1号窗口")
    QTest.keyClick(screen.windows.table, Qt.Key.Key_Down)
    told = screen.windows.told.text()
    assert told.startswith("2号窗口")
    assert "÷ 60 分钟" in told
    assert "中位数" in told
    bench.county.figures = a_day(missing=(silent(6, 700),))
    bench.pass_time(1_000)
    assert screen.windows.told.text().startswith("2号窗口")
    QTest.keyClick(screen.windows.table, Qt.Key.Key_Return)
    assert bench.list.state.wish.scope.key == "w-2"


def test_windows_are_sorted_by_key_column_by_column(bench, screen):
    def column(at):
        rows = screen.windows.rows.rows
        return [each.cells[at - 1].order if at else each.name for each in rows]

    bench.press("F8")
    bench.press("F8")
    assert column(1) == sorted(column(1), reverse=True)
    chosen = screen.windows.told.text()
    for _column in range(12):
        bench.press("F8")
        if screen.windows.table.horizontalHeader().sortIndicatorSection() == -1:
            break
    assert screen.windows.table.horizontalHeader().sortIndicatorSection() == -1
    assert chosen.split("　")[0] in {each.name for each in screen.windows.rows.rows}


def test_a_window_that_has_not_reported_is_said_and_not_zero(screen):
    row = next(each for each in screen.windows.rows.rows if each.window == "w-5")
    assert (row.state, row.kind) == ("11:30 起未报", "warning")
    [band] = screen.strip.look.missing
    assert (band.first, band.text) == (690, "5号窗口没有报来")
    assert screen.alerts.list.rows[0].title == "5号窗口 从 11:30 起没有报来"


def test_alerts_are_walked_through_and_opened(bench, screen):
    bench.press("F7")
    assert screen.focusWidget() is screen.alerts.list
    QTest.keyClick(screen.alerts.list, Qt.Key.Key_Down)
    QTest.keyClick(screen.alerts.list, Qt.Key.Key_Return)
    assert bench.shell.went == ["queue"]
    bench.county.now = bench.county.now.__class__(0)
    bench.county.figures = a_day()
    bench.pass_time(20_000)
    assert screen.alerts.list.isHidden()


def test_the_head_chooses_day_scope_and_basis(bench, screen):
    head = screen.head
    head.day_pressed.emit(-1)
    assert head.day.text() == "11月15日 星期日"
    QTest.mouseClick(head.basis["closed"], Qt.MouseButton.LeftButton)
    assert bench.look.basis == "closed"
    bench.press("F4")
    assert screen.focusWidget() is head.reach
    for _step in range(3):
        QTest.keyClick(head.reach, Qt.Key.Key_Down)
    assert bench.look.reach == "w-2"
    assert head.reach.currentText() == "2号窗口"


def test_a_sentence_stands_over_the_figures_while_the_line_is_cut(bench, screen):
    assert screen.head.told.isHidden()
    bench.county.cut = True
    bench.pass_time(1_000)
    assert screen.head.told.said[0].startswith("线路断了")
    bench.county.cut = False
    bench.pass_time(5_000)
    assert screen.head.told.isHidden()


def test_a_cell_is_copied(bench, screen):
    screen.windows.table.setFocus()
    QTest.keyClick(screen.windows.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "1号窗口"
    assert bench.shell.told[-1][1] == "已复制这一格。"


def test_it_is_seen_only_while_it_is_shown(host, bench):
    screen = LiveScreen(bench.desk.words)
    assert not screen.is_seen()
    host(screen)
    assert screen.is_seen()
    screen.window().showMinimized()
    assert not screen.is_seen()


def test_a_narrow_page_stands_in_one_column(bench, screen, wear):
    abreast = screen.figures._abreast
    screen.resize(620, 600)
    QApplication.sendPostedEvents()
    assert screen.alerts.minimumWidth() == 0
    assert screen.figures._abreast < abreast
    wear("light", 200)
    QApplication.sendPostedEvents()
    assert screen.figures._abreast < abreast


def test_figures_come_and_go(host):
    row = FigureRow()
    host(row)
    row.show_cards(
        (CardLook("a", "甲", "1", "件", "定义"), CardLook("b", "乙", "—", "", "没有", known=False))
    )
    assert [each.isVisible() for each in row.cards] == [True, True]
    assert row.cards[1].accessibleDescription() == "没有"
    row.show_cards((CardLook("a", "甲", "2", "件", "定义"),))
    assert [each.isVisible() for each in row.cards] == [True, False]
    row.show_cards(())
    assert row.isHidden()
