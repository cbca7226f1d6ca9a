"""
Sizes of the kiosk: a target is as large as a finger needs on this monitor, type follows the window.

18 mm (design/screens.md 1). Some monitors tell a size that is not theirs; then a setting says how
many dots an inch they have, and sizes that no hall has are not believed.
"""

from __future__ import annotations

from functools import cache
from math import ceil
from string import Template

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from counter_app.paths import resources
from counter_app.ui import theme

FINGER_MM = 18
INCH_MM = 25.4
LEAST_DPI, MOST_DPI, USUAL_DPI = 40, 400, 96
UNITS_ACROSS = 1000
"""The window's shorter side in units of type, when that is larger than what the finger gives."""
UNITS_A_FINGER = 100
_SIZES = range(1, 200)


def finger_px(told_dpi: float, screen_dpi: int = 0) -> int:
    """
    Return 18 mm in pixels, rounded up.

    Args:
        told_dpi: what the monitor tells of itself
        screen_dpi: what the settings say, 0 nothing

    """
    believed = told_dpi if LEAST_DPI <= told_dpi <= MOST_DPI else USUAL_DPI
    return ceil(FINGER_MM / INCH_MM * (screen_dpi or believed))


def finger_on(widget: QWidget, screen_dpi: int) -> int:
    """Return 18 mm on the monitor that ``widget`` is on; the larger of both directions."""
    # never widget.screen(): asked for inside a sizeHint, PySide6 6.8.3 crashes once the widget is gone
    return finger_px(max(widget.physicalDpiX(), widget.physicalDpiY()), screen_dpi)


def unit_px(size: QSize, finger: int) -> float:
    """Return the pixels of one unit of type in a window of that size."""
    return max(min(size.width(), size.height()) / UNITS_ACROSS, finger / UNITS_A_FINGER)


def sheet(unit: float, finger: int) -> str:
    """
    Return the sheet for the theme that is worn, at that many pixels a unit.

    The sheet holds the least size of a target: it goes before what a widget says of itself. Those who
    work here aim, so the staff's keys are two thirds of it.
    """
    worn = theme.current()
    values = {name.replace(".", "_"): value for name, value in worn.colours.items()}
    values |= {"finger": f"{finger}px", "key": f"{finger * 2 // 3}px"}
    values |= {f"u_{each}": f"{max(1, round(each * unit))}px" for each in _SIZES}
    return Template(_text()).substitute(values)


@cache
def _text() -> str:
    return (resources() / "theme" / "kiosk.qss").read_text(encoding="utf-8")
