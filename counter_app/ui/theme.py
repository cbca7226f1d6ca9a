"""
The look: named colours from ``resources/theme/*.toml``, spacing and type by one scale.

``apply`` dresses the application; ``current()`` is what widgets ask. No colour, size or font stands
anywhere else. A state is a sign, a word and a colour (design/screens.md 4).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from counter_app.domain.errors import RuleError
from counter_app.paths import resources
from counter_app.ui.fonts import screen_font

THEMES = ("light", "dark", "contrast")
SCALES = (100, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes of a scale (1.0 to 2.0): pixels are device-independent, type is in points."""

    scale: float = 1.0

    def px(self, base: float) -> int:
        """Pixels of ``base`` at 100 %."""
        return round(base * self.scale)

    def space(self, step: int) -> int:
        """Distance 1 to 5: 4, 8, 12, 16, 24."""
        return self.px((4, 8, 12, 16, 24)[step - 1])

    def points(self, size: str) -> float:
        """Type size by name: small 10.5, body 12, large 14, title 18, huge 28."""
        return POINTS[size] * self.scale

    @property
    def corner(self) -> int:
        """Radius of a corner."""
        return self.px(6)

    @property
    def row(self) -> int:
        """Height of a table row."""
        return self.px(36)

    @property
    def tall_row(self) -> int:
        """Height of a table row, and of a field, where Tibetan can stand."""
        return self.px(44)

    @property
    def target(self) -> int:
        """Least height and width of what can be pressed."""
        return self.px(32)


POINTS = {"small": 10.5, "body": 12.0, "large": 14.0, "title": 18.0, "huge": 28.0}


@dataclass(frozen=True)
class Theme:
    """One look at one scale; ``colours`` maps ``group.name`` of the TOML to ``#rrggbb``."""

    name: str
    colours: dict[str, str]
    metrics: Metrics

    def colour(self, name: str) -> QColor:
        """Return a named colour, e.g. ``ink.text``; KeyError is a bug."""
        return QColor(self.colours[name])


def make(name: str, scale_percent: int = 100) -> Theme:
    """
    Read a theme.

    Raises:
        RuleError: ``setting_value`` of an unknown name or scale

    """
    if name not in THEMES:
        raise RuleError("setting_value", key="screen.theme", expected=" | ".join(THEMES))
    if scale_percent not in SCALES:
        expected = " | ".join(str(each) for each in SCALES)
        raise RuleError("setting_value", key="screen.scale_percent", expected=expected)
    return Theme(name, _colours(name), Metrics(scale_percent / 100))


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application; may be called again while it runs."""
    _worn[:] = [theme]
    app.setStyle("Fusion")
    app.setFont(screen_font(theme.metrics.points("body")))
    app.setPalette(_palette(theme))
    app.setStyleSheet(_sheet(theme))


def current() -> Theme:
    """Return what the application wears; the light one at 100 % before ``apply``."""
    return _worn[0] if _worn else make("light")


_worn: list[Theme] = []


@cache
def _colours(name: str) -> dict[str, str]:
    text = (resources() / "theme" / f"{name}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {f"{group}.{key}": value for group, row in table.items() for key, value in row.items()}


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for name, colour in {
        role.Window: "ground.window",
        role.WindowText: "ink.text",
        role.Base: "ground.field",
        role.AlternateBase: "ground.panel",
        role.Text: "ink.text",
        role.PlaceholderText: "ink.dim",
        role.Button: "ground.button",
        role.ButtonText: "ink.text",
        role.BrightText: "ink.on_accent",
        role.Highlight: "accent.fill",
        role.HighlightedText: "ink.on_accent",
        role.Accent: "accent.fill",
        role.Link: "accent.text",
        role.ToolTipBase: "ground.raised",
        role.ToolTipText: "ink.text",
    }.items():
        palette.setColor(name, theme.colour(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, name, theme.colour("ink.disabled"))
    return palette


def _sheet(theme: Theme) -> str:
    metrics = theme.metrics
    values = {name.replace(".", "_"): value for name, value in theme.colours.items()}
    values |= {f"pt_{name}": f"{metrics.points(name):g}pt" for name in POINTS}
    values |= {f"px_{base}": f"{metrics.px(base)}px" for base in range(1, 45)}
    values |= {"theme": theme.name, "icons": (resources() / "icons").as_posix()}
    template = (resources() / "theme" / "sheet.qss").read_text(encoding="utf-8")
    return Template(template).substitute(values)
