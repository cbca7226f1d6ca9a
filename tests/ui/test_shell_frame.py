from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QToolButton

from counter_app.ui.place import NowLine
from counter_app.ui.shell import Window
from counter_app.words import Words
from tests.fakes.desk import a_desk
from tests.fakes.runner import InlineRunner, ManualTimers
from tests.fakes.window_bench import WindowBench


@pytest.fixture
def bench(qtbot):
    return WindowBench(qtbot)


def test_a_light_of_the_strip_opens_the_device_room(bench):
    bench.admit()
    bench.window.line_watch.begin()
    pill = bench.window.strip.findChildren(QPushButton)[0]

    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)

    assert bench.devices.widget().isVisible()


def test_the_sentence_line_says_what_is_open_and_goes_when_nothing_is(bench):
    bench.admit()
    assert not bench.window.sentence.isVisible()
    bench.intake.sentence = NowLine("F9 受理，印通知书 2 份。", "F8 未开：没有缺的材料")

    bench.window.refresh()

    said = [each.text() for each in bench.window.sentence.findChildren(QLabel)]
    assert said == ["现在 →", "F9 受理，印通知书 2 份。", "F8 未开：没有缺的材料"]
    assert bench.window.sentence.isVisible()


def test_a_message_goes_by_esc_and_only_then_the_place_gets_esc(bench):
    bench.intake.standing = (bench.intake.key("Esc"),)
    bench.admit()
    bench.window.tell("读卡器没有应答。", "请检查连线后按 F3 重读。", "error")
    assert bench.message() == ("读卡器没有应答。", "请检查连线后按 F3 重读。")

    bench.strike(Qt.Key.Key_Escape)
    assert bench.message() == ("", "")
    assert "Esc" not in bench.intake.happened
    bench.strike(Qt.Key.Key_Escape)

    assert bench.intake.happened[-1] == "Esc"


def test_a_message_takes_no_focus(bench, qtbot):
    bench.admit()
    assert bench.intake.field.hasFocus()

    bench.window.tell("什么", "怎么办", "warning")

    assert bench.intake.field.hasFocus()


def test_the_listener_hears_how_long_nobody_touched_anything(bench):
    heard = []
    bench.window.watch_idle(heard.append)
    bench.desk.clock.advance(90_000)
    tell(bench)
    bench.strike(Qt.Key.Key_A)
    bench.desk.clock.advance(4_000)
    tell(bench)
    touch(bench)
    tell(bench)

    assert heard == [90, 4, 0]


def tell(bench):
    bench.window._idle.tell()


def touch(bench):
    handle = bench.window.windowHandle()
    at = QPointF(QPoint(5, 5))
    none = Qt.MouseButton.NoButton
    left = Qt.MouseButton.LeftButton
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, at, at, left, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(handle, press)


def test_without_a_listener_nobody_is_told(bench):
    tell(bench)


@pytest.mark.parametrize(
    ("scale", "width", "height"), [(100, 1280, 800), (150, 1366, 768), (200, 1280, 800)]
)
def test_at_every_scale_nothing_of_the_frame_is_cut_off(qtbot, wear, scale, width, height):
    wear("light", scale)
    bench = WindowBench(qtbot)
    bench.window.resize(width, height)
    words = [
        "告知单",
        "下一位",
        "读卡",
        "事项",
        "重呼",
        "材料齐",
        "补正",
        "容缺",
        "受理",
        "证照",
        "寄递",
    ]
    bench.intake.standing = tuple(
        bench.intake.key(f"F{at}", text=each) for at, each in enumerate(words, 1)
    )
    bench.intake.sentence = NowLine(
        "F8 容缺受理：平面图 11月27日前补，印承诺书和通知书各 2 份。", "F9 未开"
    )
    bench.admit()
    bench.window.line_watch.begin()
    bench.window.tell("读卡器没有应答。", "请检查连线后按 F3 重读，或直接输入证件号码。", "error")
    QApplication.sendPostedEvents()

    assert (bench.window.width(), bench.window.height()) == (width, height)
    for button in bench.window.findChildren(QPushButton):
        if button.isVisible():
            corner = button.mapTo(bench.window, QPoint(button.width(), button.height()))
            assert corner.x() <= width, button.accessibleName()
            assert corner.y() <= height, button.accessibleName()
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
    assert bench.intake.field.isVisible()
    assert bench.intake.widget().visibleRegion().boundingRect().height() >= 44


def test_a_place_that_does_not_fit_scrolls_to_what_has_the_focus(qtbot, bench):
    bench.admit()
    bench.intake.widget().setMinimumHeight(3000)
    bench.intake.widget().layout().addStretch(1)
    deep = type(bench.intake.field)()
    bench.intake.widget().layout().addWidget(deep)
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: deep.y() > 2000)

    deep.setFocus()

    qtbot.waitUntil(lambda: not deep.visibleRegion().isEmpty())
    scroll = deep.parentWidget().parentWidget().parentWidget()
    assert isinstance(scroll, QScrollArea)
    assert scroll.verticalScrollBar().value() > 0


def test_every_button_of_the_frame_has_a_name_for_a_screen_reader(bench):
    bench.intake.standing = (bench.intake.key("F9"),)
    bench.admit()
    bench.window.line_watch.begin()

    named = [each.accessibleName() for each in bench.window.findChildren(QPushButton)]
    named += [each.accessibleName() for each in bench.window.findChildren(QToolButton)]

    assert all(named)
    assert len(named) == 8


def test_the_window_speaks_the_language_of_its_desk(qtbot):
    desk = replace(a_desk(), words=Words("en"))
    window = Window(desk, InlineRunner(desk), ManualTimers(), ())
    qtbot.addWidget(window)
    window.line_watch.begin()

    assert window.windowTitle() == "Service counter"
    assert window.strip.line.word == "Synced"
    assert window.strip.lights()["reader"].word == "Reader ready"
