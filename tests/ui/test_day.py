"""A day at the window keeps nothing of a finished case, and draws only what is another value."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import FunctionType

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from counter_app.domain.case import CaseState
from counter_app.lanes import Lanes
from counter_app.services.visit import Visit
from counter_app.ui.intake.looks import IntakeLook
from counter_app.ui.intake.state import Desktop
from counter_app.ui.place import KeyAction
from counter_app.ui.relay import Relay
from tests.fakes.clerk import Clerk, ready
from tests.fakes.intake import PHONE, a_searchable_desk

WARM_UP, DAY = 5, 10
KEPT = (Desktop, IntakeLook, KeyAction, Visit, FunctionType)
DRAWN = (QEvent.Type.Paint, QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest)


class Watcher(QObject):
    """Counts what is drawn or laid out, by the class of the widget."""

    def __init__(self, app):
        super().__init__()
        self.seen = Counter()
        app.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() in DRAWN:
            self.seen[type(watched).__name__] += 1
        return False


@pytest.fixture
def watcher(qapp):
    """Counts from here on; no caret blinks meanwhile."""
    flash_ms = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    made = Watcher(qapp)
    yield made
    qapp.removeEventFilter(made)
    qapp.setCursorFlashTime(flash_ms)


@pytest.fixture
def lanes_clerk(qtbot):
    """A clerk whose window works on real lanes, as the product does."""
    lanes = Lanes()
    desk = replace(a_searchable_desk(), background=lanes)
    relay = Relay(lanes)
    clerk = Clerk(qtbot, desk, runner=relay)
    clerk.lay()
    yield clerk
    relay.close()
    assert lanes.close(10)


def settle(qtbot):
    """Draw what is to be drawn, and let go what is to be let go."""
    for _ in range(6):
        with qtbot.waitCallback() as turned:
            QTimer.singleShot(0, turned)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def held(clerk):
    """What the window holds: objects of Qt, descriptors, threads, values and closures."""
    settle(clerk.qtbot)
    values = Counter(type(each).__name__ for each in gc.get_objects() if isinstance(each, KEPT))
    return {
        "qobjects": len(clerk.window.findChildren(QObject)),
        "windows": len(QApplication.topLevelWidgets()),
        "handles": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
        **values,
    }


def put_down(clerk):
    clerk.desk.reader.remove()
    clerk.lay()


def serve(clerk):
    put_down(clerk)
    clerk.press("F3")
    if not clerk.visit.phone:
        clerk.type(PHONE)
        clerk.press("Enter")
    clerk.press("F4")
    clerk.type("spjy")
    clerk.press("Enter", "F6", "F9")
    assert clerk.visit.case.state is CaseState.ACCEPTED
    settle(clerk.qtbot)
    clerk.press("F2")


def serve_on_lanes(clerk):
    until = clerk.qtbot.waitUntil
    board = clerk.place.presenter.parts.board
    put_down(clerk)
    clerk.press("F3")
    until(lambda: clerk.visit.person is not None and not board.busy)
    if not clerk.visit.phone:
        clerk.type(PHONE)
        clerk.press("Enter")
    until(lambda: bool(clerk.visit.phone) and not board.busy)
    clerk.press("F4")
    clerk.type("spjy")
    until(lambda: bool(clerk.state.hits) and not clerk.state.asking)
    clerk.press("Enter")
    until(lambda: clerk.visit.draft is not None and not board.unsure)
    clerk.press("F6")
    until(lambda: not board.unsure)
    clerk.press("F9")
    until(lambda: clerk.visit.case is not None)
    until(lambda: all(each.state != "printing" for each in clerk.state.papers))
    clerk.press("F2")
    until(lambda: clerk.visit.person is None and not board.busy)


def grown(clerk, work):
    """Work the day; what grew by it once everything had been in use."""
    for _ in range(WARM_UP):
        work(clerk)
    before = held(clerk)
    for _ in range(DAY):
        work(clerk)
    after = held(clerk)
    return {name: (before[name], after[name]) for name in after if after[name] > before[name]}


def test_no_case_leaves_an_object_of_the_screen_behind(clerk):
    assert grown(clerk, serve) == {}


def test_on_real_lanes_no_case_leaves_a_thread_or_a_handle_behind(lanes_clerk):
    assert grown(lanes_clerk, serve_on_lanes) == {}


def test_an_equal_state_is_drawn_without_touching_a_widget(clerk, watcher):
    ready(clerk)
    settle(clerk.qtbot)
    watcher.seen.clear()

    clerk.view.show_state(replace(clerk.state))
    clerk.window.refresh()
    settle(clerk.qtbot)

    assert watcher.seen == {}


def test_who_is_seated_is_not_drawn_again_for_a_material(clerk, watcher):
    ready(clerk)
    settle(clerk.qtbot)
    watcher.seen.clear()

    clerk.press("Alt+Q")
    settle(clerk.qtbot)

    assert watcher.seen["DataTable"] + watcher.seen["QWidget"] > 0
    assert watcher.seen["PersonCard"] == 0
