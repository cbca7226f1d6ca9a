"""The font of the screen: one chain of families so that Han, Tibetan and rare characters all stand."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from counter_app.paths import resources

# In order of preference; Noto first, then what Windows and the Chinese desktops bring.
FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "Noto Serif Tibetan",
    "Microsoft Himalaya",
    "HanaMinA",
    "HanaMinB",
    "SimSun-ExtB",
)


def screen_font(points: float) -> QFont:
    """Return the font at ``points``; what lacks a glyph is looked for in the next family."""
    font = QFont()
    font.setFamilies(list(_installed()))
    font.setPointSizeF(points)
    return font


@cache
def _installed() -> tuple[str, ...]:
    for file in sorted((resources() / "fonts").glob("*.[ot]t[fc]")):
        QFontDatabase.addApplicationFont(str(file))
    known = set(QFontDatabase.families())
    return tuple(name for name in FAMILIES if name in known)
