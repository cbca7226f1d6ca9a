"""Icons of one family (Phosphor, by QtAwesome), coloured by the theme."""

from __future__ import annotations

import qtawesome
from PySide6.QtGui import QIcon

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


def icon(name: str, colour: str = "ink.text", *, on: str = "") -> QIcon:
    """Return icon ``name`` in a colour of the theme; ``on``: its colour while checked."""
    worn = theme.current()
    colours = {"color": worn.colours[colour], "color_disabled": worn.colours["ink.disabled"]}
    if on:
        colours["color_on"] = worn.colours[on]
    found: QIcon = qtawesome.icon(name, **colours)
    return found


def sign(kind: str) -> QIcon:
    """Return the sign of a kind of state in its colour."""
    state = "danger" if kind == "error" else kind
    return icon(SIGNS[kind], f"state.{state}")
