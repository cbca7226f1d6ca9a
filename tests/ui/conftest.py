"""What holds for every test of a screen: dressed in the light theme, and no lane left open."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from counter_app.services.visit import User
from counter_app.ui import theme
from counter_app.ui.hall.tour_ratings import SampleRatings
from tests.fakes.clerk import Clerk
from tests.fakes.hall_page import SUPERVISOR
from tests.fakes.rating_bench import RatingBench
from tests.fakes.rating_server import remembered_ratings


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp):
    theme.apply(qapp, theme.make("light"))


@pytest.fixture(autouse=True)
def _nothing_lives_on(qapp):
    """Delete the widgets of a test: Qt would wait for an event loop, and each later theme would dress them."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _no_lane_left_open():
    before = set(threading.enumerate())
    yield
    left = [each.name for each in threading.enumerate() if each not in before]
    assert left == [], "a test must close the lanes that it opens"


@pytest.fixture
def wear(qapp):
    """Wear another theme for one test: ``wear("dark", 200)``."""

    def dress(name, scale_percent=100):
        theme.apply(qapp, theme.make(name, scale_percent))

    yield dress
    theme.apply(qapp, theme.make("light"))


@pytest.fixture
def host(qtbot):
    """A window that widgets stand in."""
    window = QWidget()
    QVBoxLayout(window)
    window.resize(900, 600)
    qtbot.addWidget(window)

    def put(*widgets):
        for each in widgets:
            window.layout().addWidget(each)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        QApplication.sendPostedEvents()
        return widgets[0]

    return put


@pytest.fixture
def clerk(qtbot):
    """A clerk at the 办件 screen with a card on the plate."""
    made = Clerk(qtbot)
    made.lay()
    return made


@pytest.fixture
def ratings_page(qtbot):
    """Give the maker of the page 好差评 before a county that remembers, or another one."""

    def made(county=None, user=SUPERVISOR):
        bench = RatingBench("ratings", county or SampleRatings(), user=user)
        qtbot.addWidget(bench.place.view)
        return bench

    return made


@pytest.fixture
def rated_page(ratings_page):
    """The page before a county with the real rules: one bad rating of ciren; 卓玛 looks."""
    with remembered_ratings() as rated:
        yield ratings_page(rated.county, User("zhuoma", "卓玛", ("supervisor",)))
