from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from counter_app.domain.handwriting import WIDE, is_written
from counter_app.ui import theme
from counter_app.ui.citizen import pad as pad_module
from counter_app.ui.citizen.clerk_keys import ClerkKeys
from counter_app.ui.citizen.looks import Said, citizen_state
from counter_app.ui.citizen.pad import SignaturePad
from counter_app.ui.citizen.panel import ClerkPanel
from counter_app.ui.citizen.screen import CitizenScreen, QtMonitors
from counter_app.ui.citizen.state import CitizenState
from counter_app.ui.citizen.touch import finger_px
from counter_app.words import Words
from tests.fakes.citizen import NAME, OWN, SECOND, CitizenBench, FakeMonitors
from tests.fakes.paper_cases import APPLICANTS

LONG = "加仓·晋美南杰次仁多吉旺堆·次仁旺堆顿珠罗布平措次仁旺堆顿珠罗布平措阿旺洛桑丹增"[:50]


@pytest.fixture
def pad(qtbot):
    pad = SignaturePad()
    qtbot.addWidget(pad)
    pad.resize(1024, 512)
    pad.show()
    pad.strokes = []
    pad.drawn.connect(pad.strokes.append)
    return pad


class Bench(CitizenBench):
    """The same with the real window on monitors of a test."""

    def __init__(self, qtbot, *monitors, number=1, **changes):
        super().__init__(**changes)
        self.monitors = FakeMonitors(*monitors)
        self.screen = CitizenScreen(
            self.desk, self.runner, self.timers, self.shell, number, self.monitors
        )
        self.window, self.presenter = self.screen.window, self.screen.presenter
        qtbot.addWidget(self.window, before_close_func=lambda _window: self.screen.end())
        self.screen.begin()

    def press(self, name):
        buttons = [each for each in self.window.findChildren(QPushButton, name) if each.isVisible()]
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def buttons(self):
        return [each for each in self.window.findChildren(QPushButton) if each.isVisible()]

    def texts(self):
        return [each.text() for each in self.window.findChildren(QLabel) if each.isVisible()]

    def write(self):
        """With a mouse, stroke by stroke."""
        pad = self.window.sign.pad
        for row in (0.3, 0.6):
            y = round(pad.height() * row)
            drag(pad, [(40, y), (200, y + 20), (pad.width() - 60, y)])


def drag(pad, points):
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
    for each in points[1:]:
        QTest.mouseMove(pad, QPoint(*each))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


@pytest.fixture
def bench(qtbot):
    return Bench(qtbot, OWN, SECOND)


# ---- the pad


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


# ---- the window


def test_idle_it_is_calm(bench):
    assert "巴宜区政务服务中心" in bench.texts()
    assert bench.buttons() == []


def test_a_person_checks_signs_and_is_thanked_with_real_events(bench):
    bench.ask()
    assert "食品经营许可" in "".join(bench.texts())
    assert "5*************0014" in bench.texts()
    bench.press("right")
    bench.write()
    assert is_written(bench.window.sign.pad._strokes)
    bench.press("right")

    assert "已确认，谢谢" in bench.texts()
    assert len(bench.recorded()) == 1


def test_the_small_buttons_go_back_and_begin_again(bench):
    bench.to_sign()
    bench.write()
    bench.press("again")
    assert bench.window.sign.pad._strokes == ()
    assert not next(each for each in bench.buttons() if each.objectName() == "right").isEnabled()
    bench.press("back")
    assert bench.window.check.isVisible()
    bench.press("wrong")
    assert "请告诉工作人员哪里不对" in bench.texts()


def test_from_the_fingerprint_page_one_can_go_back(bench):
    bench.ask().presenter.choose_manner("fingerprint")
    bench.press("right")
    assert "请在纸上按手印" in bench.texts()
    bench.press("back")
    assert bench.window.check.isVisible()


def test_nothing_of_him_stays_behind_the_calm_page(bench):
    bench.to_sign().draw()
    bench.presenter.withdraw()
    every = [each.text() for each in bench.window.findChildren(QLabel)]
    shown = [each for each in every if "扎西" in each or "0014" in each]
    hidden = [each for each in bench.window.check.findChildren(QLabel) if each.isVisible()]
    assert hidden == []
    assert shown == []
    assert bench.window.sign.pad._strokes == ()


@pytest.mark.parametrize("scale", [100, 200])
def test_whatever_is_touched_has_eighteen_millimetres(qtbot, wear, scale):
    wear("light", scale)
    bench = Bench(qtbot, OWN, SECOND)
    bench.window.resize(1280, 800)
    side = finger_px(bench.window)
    assert side >= 68 * scale / 100
    for step in ("ask", "to_sign"):
        getattr(bench, step)()
        QApplication.sendPostedEvents()
        for each in bench.buttons():
            assert each.height() >= side, each.text()
            assert each.width() >= 2 * side


@pytest.mark.parametrize("name", [LONG, *APPLICANTS.values()], ids=str)
@pytest.mark.parametrize("scale", [100, 200])
def test_a_long_name_stands_whole(qtbot, wear, name, scale):
    wear("light", scale)
    bench = Bench(qtbot, OWN, SECOND)
    person = replace(bench.visit.person, name=name)
    application = replace(bench.visit.draft.application, person=person)
    bench.visit = replace(
        bench.visit, person=person, draft=replace(bench.visit.draft, application=application)
    )
    bench.window.resize(1280, 800)
    bench.ask()
    QApplication.sendPostedEvents()
    shown = next(each for each in bench.window.findChildren(QLabel) if each.text() == name)
    assert shown.height() >= shown.heightForWidth(shown.width())
    assert shown.width() <= bench.window.width()


def test_no_answer_is_offered_before_it_is_looked_for(qtbot):
    bench = Bench(qtbot, OWN)
    with qtbot.waitActive(bench.window):
        bench.window.activateWindow()
    bench.ask()
    assert not any(each.hasFocus() for each in bench.buttons())


def test_the_notice_goes_under_the_entries_where_there_is_no_room_beside(bench):
    bench.ask()
    notice, rows = bench.window.check._notice, bench.window.check._rows
    bench.window.resize(1280, 800)
    QApplication.sendPostedEvents()
    assert notice.x() > rows.x()
    bench.window.resize(700, 900)
    QApplication.sendPostedEvents()
    assert notice.y() > rows.y()


def test_without_a_notice_its_panel_is_not_there(bench):
    bench.ask()
    bench.window.check.show_state(CitizenState("check"))
    assert not bench.window.check._notice.isVisible()


def test_a_shorter_notice_leaves_nothing_of_the_longer(bench):
    bench.ask()
    notice = bench.presenter._view.check._notice
    state = bench.screen.window
    short = replace(
        CitizenState("check"),
        notice=replace(current(bench), parts=(("头", "文"),)),
    )
    state.check.show_state(short)
    shown = [each.text() for each in notice.findChildren(QLabel) if each.isVisible()]
    assert "文" in shown
    assert not any("查阅" in each for each in shown)


def current(bench):
    return citizen_state(Said(Words()), bench.presenter._facts).notice


# ---- monitors


def test_it_fills_the_monitor_that_faces_the_citizen_and_never_takes_the_keyboard(bench):
    assert bench.window.isFullScreen()
    assert bench.window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert bench.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_without_a_second_monitor_it_is_an_ordinary_window(qtbot):
    bench = Bench(qtbot, OWN)
    assert bench.window.isVisible()
    assert not bench.window.isFullScreen()
    assert not bench.window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert bench.window.windowTitle() == "群众屏"
    bench.monitors.become(OWN, SECOND)
    assert bench.window.isFullScreen()
    assert bench.shell.told == []


def test_it_is_not_closed_by_hand(bench):
    bench.window.close()
    assert bench.window.isVisible()
    bench.screen.end()
    assert not bench.window.isVisible()
    bench.monitors.become(OWN)
    bench.monitors.become(OWN, SECOND)
    assert not bench.window.isVisible()


def test_an_unplugged_monitor_in_the_middle_of_a_signature_loses_nothing(bench):
    bench.to_sign()
    bench.write()
    written = bench.window.sign.pad._strokes

    bench.monitors.become(OWN)

    assert not bench.window.isVisible()
    assert [each[0] for each in bench.shell.told] == ["warning"]
    bench.monitors.become(OWN, SECOND)
    assert bench.window.isVisible()
    assert bench.window.isFullScreen()
    assert bench.window.sign.isVisible()
    assert bench.window.sign.pad._strokes == written
    bench.press("right")
    assert len(bench.recorded()) == 1


def test_the_monitors_of_this_pc_are_read_and_changes_heard(qapp, qtbot):
    monitors = QtMonitors()
    (first, *_) = monitors.present()
    box = qapp.primaryScreen().geometry()
    assert (first.x, first.y, first.width, first.height) == (
        box.x(),
        box.y(),
        box.width(),
        box.height(),
    )
    heard = []
    monitors.listen(lambda: heard.append(True))
    qapp.screenRemoved.emit(qapp.primaryScreen())
    assert heard == [True]
    with qtbot.waitSignal(monitors.changed, timeout=2000):
        qapp.screenAdded.emit(qapp.primaryScreen())


def stood(*arguments, before=()):
    """What a process of its own with the real window tells."""
    command = [*before, sys.executable, "-m", "tests.fakes.two_monitors", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_with_two_monitors_it_covers_the_second_and_leaves_with_the_clerks_window():
    told = stood("1")
    assert (told["monitor"], told["clerk"], told["full"]) == ("HDMI-1", "DP-1", True)
    assert told["box"] == [1280, 0, 1024, 600]
    assert told["left"] == [False]


def test_where_the_monitor_asked_for_is_missing_it_covers_nothing():
    told = stood("3")
    assert (told["monitor"], told["full"]) == ("DP-1", False)


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs an X server to own a keyboard")
@pytest.mark.parametrize("number", ["0", "3"])
def test_it_appears_without_taking_the_clerks_caret(number):
    told = stood(number, "xcb", before=("xvfb-run", "-a", "-s", "-screen 0 1280x800x24"))
    assert told["caret"] == [True, True]


# ---- the clerk's panel


@pytest.fixture
def panel(qtbot, bench):
    panel = ClerkPanel(bench.desk.words)
    qtbot.addWidget(panel)
    panel.listen_to(bench.presenter)
    panel.resize(360, 400)
    panel.show()
    return panel


def panel_texts(panel):
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible() and each.text()]


def test_the_panel_shows_the_way_and_the_keys(bench, panel):
    assert panel.pill.text() == "群众屏 空闲"
    assert panel_texts(panel) == ["给群众确认（Alt+I）"]
    bench.ask()
    strong = [
        each.text()
        for each in panel.findChildren(QLabel)
        if each.isVisible() and each.property("role") == "strong"
    ]
    assert strong == ["待确认"]
    assert "改为按手印（Alt+O）" in panel_texts(panel)[-1]
    assert not panel.witness.isVisible()


def test_the_witness_is_typed_and_enter_says_that_the_fingerprint_is_given(bench, panel):
    bench.ask()
    ClerkKeys(bench.presenter, bench.desk.words, bench.shell).press_manner()
    assert panel.witness.isVisible()
    panel.line.setFocus()
    QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert "见证人" in panel.witness.note
    QTest.keyClicks(panel.line, "Zhuoma")
    assert panel.witness.note == ""
    QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert bench.recorded()[0].witness == "Zhuoma"
    assert not panel.witness.isVisible()
    assert panel.pill.text() == "群众屏 已确认"


def test_a_name_on_the_pad_is_what_the_presenter_holds(bench):
    bench.to_sign().draw()
    assert bench.window.sign.pad._strokes == NAME
