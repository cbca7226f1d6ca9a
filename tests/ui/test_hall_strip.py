"""The strip of minutes: what is drawn anew, what keys and mouse read, what is said aloud."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.ui import theme
from counter_app.ui.minute_look import (
    BarLook,
    LegendLook,
    LineLook,
    MeanLook,
    SpanLook,
    StripLook,
    clock,
)
from counter_app.ui.widgets.throughput import ThroughputStrip
from counter_app.ui.widgets.throughput_plot import plot, top_of

LOOK = StripLook(
    "每分钟",
    540,
    1_140,
    bars=(BarLook(600, 4, 2), BarLook(601, 0, 6), BarLook(700, 1, 0)),
    mean=(MeanLook(600, 0.5), MeanLook(601, 1.0), MeanLook(700, 0.0)),
    closed=(SpanLook(540, 570), SpanLook(780, 930, "午休")),
    missing=(SpanLook(650, 760, "5号窗口没有报来"), SpanLook(655, 760, "另外 3 个窗口没有报来")),
    lines=(LineLook(1.17, "基准 1.17"),),
    legend=tuple(
        LegendLook(kind, kind) for kind in ("arrivals", "done", "mean", "line", "missing", "closed")
    ),
    now=760,
)


class Paints(QObject):
    """Notes which part of a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.rects = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            self.rects.append(event.region().boundingRect())
        return False


@pytest.fixture
def strip(host):
    made = ThroughputStrip()
    made.show_look(LOOK)
    host(made)
    made.resize(800, 220)
    made.setFocus()
    QApplication.sendPostedEvents()
    return made


def painted(qtbot, strip, look):
    strip.repaint()
    notes = Paints(strip)
    strip.show_look(look)
    qtbot.wait_until(lambda: bool(notes.rects) or look == LOOK, timeout=2_000)
    return notes.rects


def pixel(strip, minute, share):
    """The colour over a minute's lower lane at a share of its height."""
    place = strip._place()
    y = place.lower.bottom() - round(place.lower.height() * share)
    return strip.grab().toImage().pixelColor(place.column(minute, minute + 1).left(), y)


def test_a_bar_stands_in_its_minute_and_is_as_high_as_its_count(strip):
    fill = theme.current().colour("accent.fill")
    assert pixel(strip, 601, 0.9) == fill
    assert pixel(strip, 600, 0.9) != fill
    assert pixel(strip, 600, 0.25) == fill
    assert pixel(strip, 610, 0.02) != fill
    assert pixel(strip, 600, 0.5) != fill


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("scale", [100, 200])
def test_it_is_drawn_in_every_look(strip, wear, name, scale):
    wear(name, scale)
    strip.resize(800, 400)
    place = strip._place()
    image = strip.grab().toImage()
    x = place.column(850, 851).left()
    assert image.pixelColor(x, place.lower.bottom() - 3) == theme.current().colour("ground.pressed")
    colours = {
        image.pixelColor(x, y).name() for y in range(place.lower.top(), place.lower.bottom())
    }
    assert QColor(theme.current().colours["state.danger"]).name() in colours  # the baseline


def test_the_same_look_draws_nothing(strip, qtbot):
    assert painted(qtbot, strip, LOOK) == []


def test_only_the_minute_that_changed_is_drawn_anew(strip, qtbot):
    bars = (BarLook(600, 4, 3), *LOOK.bars[1:])
    rects = painted(qtbot, strip, replace(LOOK, bars=bars))
    place = strip._place()
    assert len(rects) == 1
    assert rects[0].contains(place.column(600, 601))
    assert rects[0].width() < 12


def test_a_new_minute_or_a_higher_scale_draws_all(strip, qtbot):
    assert painted(qtbot, strip, replace(LOOK, now=761))[0] == strip.rect()
    higher = replace(LOOK, now=761, bars=(*LOOK.bars, BarLook(710, 30, 30)))
    assert painted(qtbot, strip, higher)[0] == strip.rect()


def test_the_cursor_draws_two_columns(strip, qtbot):
    strip.show_look(replace(LOOK, cursor=600, reading="10:00"))
    rects = painted(qtbot, strip, replace(LOOK, cursor=900, reading="15:00"))
    assert rects[0] != strip.rect()
    first, last = strip._place().column(600, 601), strip._place().column(900, 901)
    assert rects[0].contains(first)
    assert rects[0].contains(last)


def test_arrows_walk_through_the_minutes(strip):
    heard = []
    strip.moved.connect(heard.append)
    strip.moved.connect(
        lambda at: strip.show_look(replace(strip.look, cursor=at, reading=clock(at)))
    )
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Down)
    QTest.keyClick(strip, Qt.Key.Key_Up)
    QTest.keyClick(strip, Qt.Key.Key_Home)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_End)
    assert heard == [760, 759, 760, 745, 760, 540, 540, 760]
    assert strip.accessibleDescription() == "12:40"
    assert strip.accessibleName() == "每分钟"


def test_enter_opens_the_minute_that_is_read_and_other_keys_pass(strip):
    opened = []
    strip.opened.connect(opened.append)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    strip.show_look(replace(LOOK, cursor=601, reading="x"))
    QTest.keyClick(strip, Qt.Key.Key_Enter)
    QTest.keyClick(strip, Qt.Key.Key_A)
    assert opened == [601]


def test_a_past_day_begins_at_its_end(strip):
    heard = []
    strip.moved.connect(heard.append)
    strip.show_look(replace(LOOK, now=None))
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert heard == [1_139]


def test_the_mouse_reads_and_a_double_click_opens(strip):
    heard, opened = [], []
    strip.moved.connect(heard.append)
    strip.moved.connect(lambda at: strip.show_look(replace(strip.look, cursor=at, reading="x")))
    strip.opened.connect(opened.append)
    where = strip._place().column(601, 602).center()
    QTest.mouseMove(strip, where)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=where)
    assert (heard, opened) == ([601], [601])
    QTest.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert opened == [601]


def test_without_anything_it_says_what_will_come(strip):
    heard = []
    strip.moved.connect(heard.append)
    strip.show_look(StripLook("每分钟", 540, 1_080, empty="正在取数"))
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(300, 80))
    colours = {strip.grab().toImage().pixelColor(x, 110).name() for x in range(340, 460)}
    assert theme.current().colour("ink.dim").name() in colours
    assert heard == []


def test_a_narrow_strip_leaves_out_what_has_no_room(strip):
    before = strip.grab().toImage()
    strip.resize(320, 150)
    after = strip.grab().toImage()
    assert after.size() != before.size()
    assert strip.minimumSizeHint().height() <= strip.sizeHint().height()


@pytest.mark.parametrize(
    ("highest", "top"),
    [(0, 2), (2, 2), (4.99, 5), (7, 8), (81, 200 / 2.5), (82, 100), (801, 1_000)],
)
def test_a_scale_ends_at_a_round_number(highest, top):
    expected = {81: 100.0}.get(highest, float(top))
    assert top_of(highest) == expected


def test_both_lanes_have_one_scale_and_neither_vanishes(strip):
    look = StripLook("", 540, 600, bars=(BarLook(541, 60, 1),))
    made = plot(look, strip.rect(), strip.fontMetrics(), 1.0)
    assert made.below == made.above / 3
    assert made.height(0) == 0
    assert made.height(0.001) == 1
    assert made.minute_at(-50) == 540
    assert made.minute_at(9_999) == 599
