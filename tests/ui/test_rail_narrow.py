"""The rail where every pixel is wanted: icons alone, with word and key in the tip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from tests.fakes.window_bench import WindowBench

BARE, WORDED = (
    Qt.ToolButtonStyle.ToolButtonIconOnly,
    Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
)


def places(bench):
    found = bench.window.rail.findChildren(QToolButton)
    return [each for each in found if each.property("role") == "place"]


@pytest.mark.parametrize(
    ("scale", "style"), [(100, WORDED), (125, WORDED), (150, BARE), (200, BARE)]
)
def test_at_1280_pixels_words_stand_as_long_as_there_is_room(qtbot, wear, scale, style):
    wear("light", scale)
    bench = WindowBench(qtbot)
    bench.window.resize(1280, 800)
    bench.admit()
    assert [each.toolButtonStyle() for each in places(bench)] == [style] * len(places(bench))
    for each in places(bench):
        assert each.toolTip()
        assert each.accessibleName()


def test_a_window_made_wider_has_its_words_again(qtbot, wear):
    wear("light", 200)
    bench = WindowBench(qtbot)
    bench.window.resize(1280, 800)
    bench.admit()
    wide = bench.window.rail.width()
    bench.window.resize(1900, 900)
    qtbot.waitUntil(lambda: places(bench)[0].toolButtonStyle() == WORDED)
    assert bench.window.rail.sizeHint().width() > wide
