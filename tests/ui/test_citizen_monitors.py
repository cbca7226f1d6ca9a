"""The citizen's screen on monitors that come and go."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from counter_app.ui.citizen.screen import QtMonitors
from tests.fakes.citizen import OWN, SECOND
from tests.fakes.citizen_window import CitizenWindowBench


@pytest.fixture
def bench(qtbot):
    return CitizenWindowBench(qtbot, OWN, SECOND)


def test_it_fills_the_monitor_that_faces_the_citizen_and_never_takes_the_keyboard(bench):
    assert bench.window.isFullScreen()
    assert bench.window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert bench.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_without_a_second_monitor_it_is_an_ordinary_window(qtbot):
    bench = CitizenWindowBench(qtbot, OWN)
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
