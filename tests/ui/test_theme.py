"""The look, read from its files: contrast pair by pair, names, sizes."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QPushButton

import counter_app.ui
from counter_app.domain.errors import RuleError
from counter_app.paths import resources
from counter_app.ui import theme
from counter_app.ui.fonts import screen_font
from counter_app.ui.icons import SIGNS

UI = Path(counter_app.ui.__file__).parent
STATES = ("good", "warning", "danger", "note", "quiet")
GROUNDS = ("window", "panel", "raised", "field", "stripe", "strip", "rail", "key", "button")
PRESSED = ("closed", "hover", "pressed")

TEXT = [
    *product(("ink.text", "ink.dim"), [f"ground.{each}" for each in GROUNDS]),
    *product(("ink.text",), [f"ground.{each}" for each in PRESSED]),
    *product(("accent.text",), ("ground.panel", "ground.window", "ground.key", "ground.hover")),
    *product(("ink.text", "ink.dim", "accent.text"), ("accent.ground",)),
    *product(("ink.on_accent",), ("accent.fill", "accent.hover")),
    *product(("ink.text",), [f"state.{each}_ground" for each in STATES]),
    *((f"state.{each}", f"state.{each}_ground") for each in STATES),
    *product(
        [f"state.{each}" for each in STATES],
        ("ground.window", "ground.panel", "ground.stripe", "ground.field", "ground.raised"),
    ),
]
EDGES = [  # what shows where a control is, and that it has the focus (WCAG 1.4.11)
    *product(("line.field", "line.focus"), ("ground.window", "ground.panel", "ground.field")),
    *((f"state.{each}", f"state.{each}_ground") for each in ("warning", "danger")),
    ("accent.fill", "ground.panel"),
    ("accent.fill", "ground.rail"),
    ("ink.disabled", "ground.strip"),
    ("ink.disabled", "ground.pressed"),
]


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    red, green, blue = (linear(each) for each in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21, abs=0.01)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(name, ink, ground):
    colours = theme.make(name).colours

    assert contrast(colours[ink], colours[ground]) >= (7 if name == "contrast" else 4.5)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("line", "ground"), EDGES)
def test_edges_can_be_seen(name, line, ground):
    colours = theme.make(name).colours

    assert contrast(colours[line], colours[ground]) >= (4.5 if name == "contrast" else 3)


def test_all_themes_name_the_same_colours():
    names = [set(theme.make(each).colours) for each in theme.THEMES]

    assert names[0] == names[1] == names[2]
    assert {f"ground.{each}" for each in (*GROUNDS, *PRESSED)} == {
        each for each in names[0] if each.startswith("ground.")
    }


def test_each_colour_is_used():
    sheet = (resources() / "theme" / "sheet.qss").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    unused = [
        name
        for name in theme.make("light").colours
        if name.replace(".", "_") not in sheet and f'"{name}"' not in code
    ]

    assert unused == []


def test_no_colour_stands_outside_the_themes():
    for path in (*UI.rglob("*.py"), resources() / "theme" / "sheet.qss"):
        text = path.read_text(encoding="utf-8")
        found = re.findall(r"""["' ]#[0-9a-fA-F]{3,8}\b|\brgba?\(|Qt\.GlobalColor""", text)
        assert found == [], path


@pytest.mark.parametrize("name", theme.THEMES)
def test_drawn_marks_have_the_colours_of_the_theme(name):
    colours = theme.make(name).colours
    for mark, ink in (("arrow", "ink.text"), ("check", "ink.on_accent")):
        drawn = (resources() / "icons" / f"{mark}-{name}.svg").read_text(encoding="utf-8")
        assert re.findall(r'stroke="(#\w+)"', drawn) == [colours[ink]]


def test_each_state_has_a_sign_of_its_own():
    assert set(SIGNS) == {*STATES, "error"}
    assert len({SIGNS[each] for each in STATES}) == len(STATES)


@pytest.mark.parametrize(("name", "scale"), [("night", 100), ("light", 110), ("light", 0)])
def test_an_unknown_theme_or_scale_is_refused_with_its_name(name, scale):
    with pytest.raises(RuleError) as refused:
        theme.make(name, scale)

    assert refused.value.code == "setting_value"
    assert str(refused.value.values["key"]).startswith("screen.")


def test_sizes_grow_with_the_scale():
    one, two = theme.make("light").metrics, theme.make("light", 200).metrics

    assert [one.space(step) for step in range(1, 6)] == [4, 8, 12, 16, 24]
    assert (one.row, one.tall_row, one.target, one.corner) == (36, 44, 32, 6)
    assert (two.row, two.tall_row, two.target) == (72, 88, 64)
    assert (one.points("small"), two.points("small")) == (10.5, 21.0)


@pytest.mark.parametrize("scale", [100, 200])
def test_what_is_typed_into_has_room_for_tibetan_and_what_is_pressed_for_a_finger(
    qtbot, wear, scale
):
    wear("light", scale)
    field, button = QLineEdit(), QPushButton("受理")
    for each in (field, button):
        qtbot.addWidget(each)
        each.show()

    assert field.height() >= 44 * scale / 100
    assert button.height() >= 32 * scale / 100


def test_fonts_of_all_scripts_are_in_the_chain_of_the_screen():
    families = screen_font(12).families()

    assert families[0] == "Noto Sans CJK SC"
    assert {"Noto Serif Tibetan", "HanaMinB"} <= set(families)


def test_the_theme_worn_is_the_one_that_widgets_ask(wear):
    wear("dark", 150)

    assert (theme.current().name, theme.current().metrics.scale) == ("dark", 1.5)
