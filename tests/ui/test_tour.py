from __future__ import annotations

import re
from functools import partial

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.tour_states import StillPlace, TourState
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from devtools.places import ToolError
from devtools.tour import found_states, take, tour_desk, unmasked
from tests.fakes.proof import long_proof

NUMBER, PHONE = "540402199001010014", "13800000831"


@pytest.fixture
def shoot(qapp):
    """``take`` of the tour; the light theme is worn again afterwards."""
    yield partial(take, qapp)
    theme.apply(qapp, theme.make("light"))


def test_every_state_has_a_name_of_its_own_and_can_be_a_file():
    names = [f"{screen}-{state.name}" for screen, state in found_states()]

    assert len(names) == len(set(names)) > 0
    assert [each for each in names if not re.fullmatch(r"[a-z][a-z0-9_-]+", each)] == []


def each_state():
    """Every state in the long form, each third in the short one."""
    for at, (screen, state) in enumerate(found_states()):
        marks = () if at % 3 == 0 else long_proof
        yield pytest.param(state, id=f"{screen}-{state.name}", marks=marks)


@pytest.mark.parametrize("state", tuple(each_state()))
def test_every_state_can_be_built_and_shows_no_number_in_clear(qtbot, state):
    widget = state.build(tour_desk("zh"))
    qtbot.addWidget(widget)

    assert unmasked(widget) == []


def test_a_picture_is_taken_in_each_theme_language_and_scale(shoot, tmp_path):
    state = TourState("one", lambda _desk: QLabel("办件"), size=(300, 200), scales=(100, 200))

    count = shoot([("screen", state)], tmp_path, "")

    files = sorted(each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*.png"))
    assert count == len(files) == 12
    assert "contrast-en/screen-one-200.png" in files
    image = QImage(str(tmp_path / "light-zh/screen-one.png"))
    assert (image.width(), image.height()) == (300, 200)


def test_only_what_is_asked_for_is_taken(shoot, tmp_path):
    states = [("screen", TourState(name, lambda _desk: QLabel())) for name in ("one", "two")]

    assert shoot(states, tmp_path, "screen-two") == 6


def test_a_number_in_clear_stops_the_tour(shoot, tmp_path):
    state = TourState("one", lambda _desk: QLabel(f"证件 {NUMBER}"))

    with pytest.raises(ToolError, match="in clear"):
        shoot([("screen", state)], tmp_path, "")

    assert list(tmp_path.rglob("*.png")) == []


def test_numbers_in_clear_are_found_wherever_text_stands(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    box = QVBoxLayout(host)
    line, page = QLineEdit(PHONE), QPlainTextEdit(f"电话{PHONE}。")
    model = RowsModel((Column("证号", lambda row: row),))
    model.set_rows((NUMBER,))
    for each in (line, page, DataTable(model, "")):
        box.addWidget(each)

    assert sorted(unmasked(host)) == [PHONE, PHONE, NUMBER]


@pytest.mark.parametrize(
    "text", ["5***********0014", "138****0831", "540402260A1A0000197", "11月27日"]
)
def test_masked_numbers_and_case_numbers_may_be_shown(qtbot, text):
    shown = QLabel(text)
    qtbot.addWidget(shown)

    assert unmasked(shown) == []


def test_a_place_is_dressed_in_the_whole_window_with_its_keys(qtbot):
    desk = tour_desk("en")
    message = ("What", "Remedy", "note")
    beside, over = (StillPlace("frame", QLabel("x")) for _ in range(2))

    for place, dress in ((beside, desk.dress), (over, desk.cover)):
        window = dress(place, message=message)
        qtbot.addWidget(window)
        window.show()
        assert place.view.isVisible()
        assert window.strip.line.word == "Synced"
        assert window.message.said == message[:2]
    assert len(desk.desk.cache.rows("item")) > 40
