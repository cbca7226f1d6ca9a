"""The kiosk's window: targets for fingers, what the public cannot do, and the hidden place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest

from counter_app.services import kiosk
from counter_app.ui.kiosk import dress
from counter_app.ui.kiosk.tiles import HOLD_MS, TouchTile
from counter_app.ui.kiosk.tour import states
from counter_app.ui.kiosk.view import KioskWindow
from tests.fakes.kiosk import KioskBench

SIZES = [(1080, 1920), (1280, 800)]
DPI = 110


@pytest.fixture
def window(qtbot):
    made = KioskWindow("取号机", DPI)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made
    made.end()


class Joined(KioskBench):
    """The presenter on the real window."""

    def __init__(self, window):
        super().__init__(begin=False)
        self.window = window
        self.presenter.board.view = window
        window.pressed.connect(self.presenter.press)
        window.typed.connect(self.presenter.type)
        window.touched.connect(self.presenter.board.touched)
        window.staff_called.connect(self.presenter.call_staff)
        self.presenter.begin()
        self.wait()

    def touch(self, name):
        tile = next(
            each
            for each in self.window.findChildren(TouchTile)
            if each.objectName() == name and each.isVisible()
        )
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        self.wait()


@pytest.mark.parametrize(
    ("told", "setting", "finger"),
    [(96, 0, 69), (110, 0, 78), (96, 141, 100), (7, 0, 69), (5000, 0, 69), (5000, 141, 100)],
)
def test_eighteen_millimetres_by_the_monitor_or_by_the_setting(told, setting, finger):
    assert dress.finger_px(told, setting) == finger


@pytest.mark.parametrize("size", SIZES)
def test_every_target_of_the_public_is_a_finger_wide_and_whole_on_the_screen(window, qtbot, size):
    window.resize(*size)
    bench = Joined(window)
    least = dress.finger_px(0, DPI)
    seen = 0
    for step in ("line:A", "back", "appointment"):
        for tile in window.findChildren(TouchTile):
            if tile.isVisible():
                seen += 1
                assert min(tile.width(), tile.height()) >= least, tile.objectName()
                corner = tile.mapTo(window, QPoint(tile.width(), tile.height()))
                assert corner.x() <= size[0]
                assert corner.y() <= size[1], tile.objectName()
        bench.touch(step)
    assert seen > 10
    assert (window.width(), window.height()) == size


def test_fingers_take_a_number(window):
    bench = Joined(window)
    for each in ("line:B", "more", "class:ordinary"):
        bench.touch(each)
    assert bench.page == "ticket"
    assert bench.slips
    bench.touch("start")
    assert bench.page == "start"


def test_no_key_of_the_public_does_anything(window):
    bench = Joined(window)
    for key, held in (
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(window, key, held)
    assert (bench.page, window.isVisible(), bench.slips) == ("start", True, [])


def test_it_is_not_closed_nor_made_small(window):
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    window.close()
    assert window.isVisible()
    window.stand()
    window.showMinimized()
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    assert window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert window.contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu
    window.end()
    assert not window.isVisible()


def test_a_touch_anywhere_begins_the_countdown_anew(window):
    bench = Joined(window)
    bench.touch("line:A")
    bench.wait(5_000)
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(640, window.height() - 4))
    assert bench.presenter.board.facts.seconds == 30


def test_the_hidden_place_is_held_for_three_seconds(window, qtbot):
    bench = Joined(window)
    place = window._hall
    QTest.mousePress(place, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(place, Qt.MouseButton.LeftButton)
    assert not place._timer.isActive(), "let go too early"
    assert place._timer.interval() == HOLD_MS
    place._timer.setInterval(1)
    with qtbot.waitSignal(window.staff_called):
        QTest.mousePress(place, Qt.MouseButton.LeftButton)
    bench.wait()
    QTest.keyClick(window, Qt.Key.Key_C)
    QTest.keyClick(window, Qt.Key.Key_X)
    QTest.keyClick(window, Qt.Key.Key_Backspace)
    QTest.keyClick(window, Qt.Key.Key_Tab)
    QTest.keyClick(window, Qt.Key.Key_R)
    typed = bench.presenter.board.facts.typed
    assert (typed.name, typed.into) == ("c", "password")
    assert [each.text() for each in window.staff.fields] == ["c", "●"]
    with qtbot.waitSignal(window.left):
        window.leave()
    bench.touch("start")
    assert [each.text() for each in window.staff.fields] == ["", ""], "nothing typed stays"


def test_tiles_that_stay_are_the_same_widgets(window):
    bench = Joined(window)
    before = list(window.choice.grid.tiles)
    bench.presenter.board.draw()
    assert window.choice.grid.tiles == before
    bench.touch("line:A")
    assert len(window.choice.grid.tiles) == 4
    bench.touch("back")
    assert len(window.choice.grid.tiles) == 2


def test_every_picture_of_the_tour_can_be_built():
    names = [each.name for each in states()]
    assert len(set(names)) == len(names) > 20
    assert kiosk.ELDERLY_AGE == 60


def test_a_tile_that_becomes_another_takes_its_colours(window):
    """The button at the foot is 'appointment' on one page and 'back' on the next."""
    bench = Joined(window)
    (button,) = window.buttons.tiles
    before = button._labels[0].palette().color(button._labels[0].foregroundRole())
    bench.touch("line:A")
    (same,) = window.buttons.tiles
    assert same is button
    after = button._labels[0].palette().color(button._labels[0].foregroundRole())
    assert (button.objectName(), after != before) == ("back", True)
