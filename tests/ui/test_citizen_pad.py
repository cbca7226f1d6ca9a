"""The pad that a citizen signs on: mouse, fingers, pen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.domain.handwriting import WIDE
from counter_app.ui import theme
from counter_app.ui.citizen import pad as pad_module
from counter_app.ui.citizen.pad import SignaturePad
from tests.fakes.citizen_window import drag


@pytest.fixture
def pad(qtbot):
    pad = SignaturePad()
    qtbot.addWidget(pad)
    pad.resize(1024, 512)
    pad.show()
    pad.strokes = []
    pad.drawn.connect(pad.strokes.append)
    return pad


def test_a_mouse_writes_in_units_of_the_field(pad):
    drag(pad, [(4, 4), (256, 128), (512, 256)])
    assert pad.strokes == [((16, 16), (1024, 512), (2048, 1024))]


def test_beside_the_field_it_writes_along_the_edge(pad):
    drag(pad, [(100, 100), (5000, -50)])
    assert pad.strokes == [((400, 400), (WIDE - 1, 0))]


def test_another_button_of_the_mouse_writes_nothing(pad):
    QTest.mousePress(pad, Qt.MouseButton.RightButton, pos=QPoint(9, 9))
    QTest.mouseMove(pad, QPoint(90, 90))
    QTest.mouseRelease(pad, Qt.MouseButton.RightButton, pos=QPoint(90, 90))
    assert pad.strokes == []


def test_the_first_finger_writes_and_the_palm_does_not(pad, qtbot):
    device = QTest.createTouchDevice()
    touch = QTest.touchEvent(pad, device)
    touch.press(7, QPoint(10, 10), pad).commit()
    touch = QTest.touchEvent(pad, device)
    touch.move(7, QPoint(110, 10), pad).press(8, QPoint(500, 400), pad).commit()
    touch = QTest.touchEvent(pad, device)
    touch.move(7, QPoint(210, 60), pad).move(8, QPoint(510, 400), pad).commit()
    touch = QTest.touchEvent(pad, device)
    touch.release(7, QPoint(210, 60), pad).release(8, QPoint(510, 400), pad).commit()

    (stroke,) = pad.strokes
    assert set(stroke) == {(40, 40), (440, 40), (840, 240)}
    assert list(stroke[:3]) == [(40, 40), (440, 40), (840, 240)]


def test_a_touch_that_the_system_takes_away_ends_the_stroke(pad):
    device = QTest.createTouchDevice()
    QTest.touchEvent(pad, device).press(3, QPoint(10, 10), pad).commit()
    QApplication.sendEvent(pad, QTouchEvent(QEvent.Type.TouchCancel, device))
    QTest.touchEvent(pad, device).release(3, QPoint(10, 10), pad).commit()
    assert pad.strokes == [((40, 40),)]


def pen(pad, kind, x, y):
    at = QPointF(x, y)
    device = QPointingDevice.primaryPointingDevice()
    button = Qt.MouseButton.LeftButton
    return QTabletEvent(
        kind,
        device,
        at,
        QPointF(pad.mapToGlobal(at.toPoint())),
        0.8,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        Qt.KeyboardModifier.NoModifier,
        button,
        button,
    )


def test_a_pen_writes_and_its_pressure_is_not_kept(pad):
    for kind, x in (
        (QEvent.Type.TabletPress, 10),
        (QEvent.Type.TabletMove, 60),
        (QEvent.Type.TabletMove, 110),
        (QEvent.Type.TabletRelease, 110),
    ):
        QApplication.sendEvent(pad, pen(pad, kind, x, 20))
    assert pad.strokes == [((40, 80), (240, 80), (440, 80))]


def test_what_is_written_is_seen_and_a_pad_that_became_lower_cuts_nothing_off(pad):
    ink = theme.current().colour("ink.text")

    def inked(picture):
        return [
            (x, y)
            for x in range(0, picture.width(), 4)
            for y in range(picture.height())
            if QColor(picture.pixel(x, y)) == ink
        ]

    pad.show_strokes((((400, 1500), (3000, 1600)),), "")
    assert max(y for _, y in inked(pad.grab().toImage())) == pytest.approx(400, abs=8)
    pad.resize(1024, 200)
    lowest = max(y for _, y in inked(pad.grab().toImage()))
    assert lowest < 200
    assert lowest == pytest.approx(200 - pad_module.EDGE_PX, abs=6)


def test_an_empty_pad_says_what_to_do(pad):
    pad.show_strokes((), "在框内签字")
    assert pad.accessibleName() == "在框内签字"
    hinted = pad.grab().toImage()
    pad.show_strokes((), "")
    assert hinted != pad.grab().toImage()
