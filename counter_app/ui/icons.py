"""
Icons of one family (Phosphor, out of QtAwesome), coloured by the theme.

QtAwesome gives the font and its names; they are drawn here. Its own module would bring every class
of Qt into the process (0.2 s of a start) and draw each icon anew, in Python, at each repaint.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPixmap, QRawFont

from counter_app.ui import theme

SIGNS = {
    "good": "ph.check-circle",
    "warning": "ph.warning",
    "danger": "ph.x-circle",
    "error": "ph.x-circle",
    "note": "ph.info",
    "quiet": "ph.minus-circle",
}
"""The sign of each kind of state; together with its word it says all that the colour says."""
SIDES = (16, 20, 24, 32, 96)
"""Sides, in pixels at 100 %, that an icon is drawn for; in between it is scaled down."""
_EM = 0.875
"""The em of the glyph beside the side of the icon: the font's bearing stays inside."""
_UNITS = 256
"""The em that an outline is kept in."""


def icon(name: str, colour: str = "ink.text", *, on: str = "") -> QIcon:
    """Return icon ``name`` in a colour of the theme; ``on``: its colour while checked."""
    colours, screen = theme.current().colours, QGuiApplication.primaryScreen()
    return _drawn(
        name,
        (colours[colour], colours[on] if on else colours[colour], colours["ink.disabled"]),
        theme.current().metrics,
        screen.devicePixelRatio() if screen is not None else 1.0,
    )


def sign(kind: str) -> QIcon:
    """Return the sign of a kind of state in its colour."""
    state = "danger" if kind == "error" else kind
    return icon(SIGNS[kind], f"state.{state}")


@cache
def _drawn(name: str, colours: tuple[str, str, str], metrics: theme.Metrics, ratio: float) -> QIcon:
    """Draw it once for each theme, scale and density; colours: off, on, disabled."""
    made, (off, on, disabled) = QIcon(), colours
    for side in sorted({round(metrics.px(each) * dense) for each in SIDES for dense in (1, ratio)}):
        for colour, mode, state in (
            (off, QIcon.Mode.Normal, QIcon.State.Off),
            (on, QIcon.Mode.Normal, QIcon.State.On),
            (disabled, QIcon.Mode.Disabled, QIcon.State.Off),
        ):
            made.addPixmap(_pixmap(_outline(name), QColor(colour), side), mode, state)
    return made


def _pixmap(outline: QPainterPath, colour: QColor, side: int) -> QPixmap:
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(_clear(colour))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    painter.scale(side * _EM / _UNITS, side * _EM / _UNITS)
    painter.fillPath(outline, colour)
    painter.end()
    return pixmap


def _clear(colour: QColor) -> QColor:
    clear = QColor(colour)
    clear.setAlpha(0)
    return clear


@cache
def _outline(name: str) -> QPainterPath:
    """The glyph about the middle of its line."""
    family, _, glyph = name.partition(".")
    font, names = _font(_STEMS[family])
    [index] = font.glyphIndexesForString(chr(int(names[glyph], 16)))
    [advance] = font.advancesForGlyphIndexes([index])
    outline: QPainterPath = font.pathForGlyph(index)
    return outline.translated(-advance.x() / 2, (font.ascent() - font.descent()) / 2)


@cache
def _font(stem: str) -> tuple[QRawFont, dict[str, str]]:
    """The font of a family and its code points (hexadecimal) by name; QtAwesome is not imported."""
    found = find_spec("qtawesome")
    folder = Path(str(found.origin)).parent / "fonts" if found is not None else Path()
    [file], [names] = folder.glob(f"{stem}-[0-9]*.ttf"), folder.glob(f"{stem}-charmap-*.json")
    return QRawFont(str(file), _UNITS), json.loads(names.read_text(encoding="utf-8"))


_STEMS = {"ph": "phosphor"}
"""File names of the families by their prefixes."""
