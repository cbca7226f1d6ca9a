"""What holds for every test of a screen: dressed in the light theme, and no lane left open."""

from __future__ import annotations

import threading

import pytest

from counter_app.ui import theme


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp):
    theme.apply(qapp, theme.make("light"))


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
