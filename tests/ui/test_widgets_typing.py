from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
)

from counter_app.ui import theme
from counter_app.ui.looks import PopupRow
from counter_app.ui.widgets.field import FieldLine
from counter_app.ui.widgets.popup import PopupList
from counter_app.ui.widgets.search import SearchField


def compose(field, composing, commit=""):
    event = QInputMethodEvent(composing, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def test_a_field_has_its_label_as_buddy_and_name(host):
    line = host(FieldLine("电话", hint="11 位手机号", name="phone"))

    assert line.label.buddy() is line.editor
    assert line.editor.accessibleName() == "电话"
    assert line.findChild(QLineEdit, "phone") is line.line
    line.setFocus()
    assert line.editor.hasFocus()


def test_an_error_stands_under_the_field_until_it_is_mended(host):
    line = host(FieldLine("电话"))

    line.show_error("电话号码不对。")
    assert (line.note, line.editor.accessibleDescription()) == ("电话号码不对。",) * 2
    assert line.editor.property("wrong") == "true"
    line.show_note("上次留的号码")
    assert (line.note, line.editor.property("wrong")) == ("上次留的号码", "false")
    line.show_error("")

    assert line.note == ""


def test_the_same_text_moves_no_caret(host):
    line = host(FieldLine("电话"))
    line.show_text("13800000831")
    line.line.setCursorPosition(3)

    line.show_text("13800000831")
    assert line.line.cursorPosition() == 3
    line.show_text("139")

    assert line.line.text() == "139"


def test_a_field_may_hold_another_editor(host):
    line = host(FieldLine("情形", QComboBox()))

    assert line.editor.accessibleName() == "情形"
    with pytest.raises(TypeError):
        _ = line.line


def test_each_key_is_announced_once(host):
    field = host(SearchField())
    heard = []
    field.typed.connect(heard.append)

    QTest.keyClicks(field, "spjy")
    QTest.keyClick(field, Qt.Key.Key_Backspace)

    assert heard == ["s", "sp", "spj", "spjy", "spj"]


def test_what_an_input_method_composes_is_searched_without_its_apostrophes(host):
    field = host(SearchField())
    heard = []
    field.typed.connect(heard.append)

    compose(field, "s")
    compose(field, "s'p")
    compose(field, "s'p jy")
    compose(field, "", "食品经营")

    assert heard == ["s", "sp", "spjy", "食品经营"]
    assert field.text() == field.sought == "食品经营"


def test_what_is_composed_stands_at_the_caret(host):
    field = host(SearchField())
    field.setText("食许可")
    field.setCursorPosition(1)

    compose(field, "p'j")

    assert field.sought == "食pj许可"


def test_an_abandoned_composition_leaves_what_was_committed(host):
    field = host(SearchField())
    field.setText("社保")
    heard = []
    field.typed.connect(heard.append)

    compose(field, "k")
    compose(field, "")

    assert heard == ["社保k", "社保"]


def test_a_text_shown_is_not_announced(host):
    field = host(SearchField())
    heard = []
    field.typed.connect(heard.append)

    field.show_text("社保卡")
    field.show_text("社保卡")

    assert (heard, field.text()) == ([], "社保卡")


def hits(count):
    return tuple(PopupRow(f"事项 {at}", "巴宜区市监局", "最近") for at in range(count))


@pytest.fixture
def search(host):
    field, beside = SearchField(), QLineEdit()
    host(field, beside)
    field.setFocus()
    popup = PopupList(field)
    popup.taken = []
    popup.picked.connect(popup.taken.append)
    return field, popup, beside


def test_hits_open_under_the_field_without_taking_the_focus(search):
    field, popup, _ = search

    popup.show_rows(hits(3))

    below = field.mapTo(field.window(), QPoint(0, field.height()))
    assert popup.isVisible()
    assert popup.y() >= below.y()
    assert popup.width() >= field.width()
    assert field.hasFocus()
    assert popup.current == 0


def test_hits_are_walked_through_by_keys_and_taken_by_enter(search):
    field, popup, _ = search
    popup.show_rows(hits(20))

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
        QTest.keyClick(field, key)
    assert popup.current == 9
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert popup.taken == [9]
    assert not popup.isVisible()


def test_walking_stops_at_both_ends(search):
    field, popup, _ = search
    popup.show_rows(hits(2))

    QTest.keyClick(field, Qt.Key.Key_Up)
    assert popup.current == 0
    QTest.keyClick(field, Qt.Key.Key_PageDown)

    assert popup.current == 1


def test_enter_without_hits_takes_nothing(search):
    field, popup, _ = search

    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Down)

    assert (popup.taken, popup.current) == ([], -1)


def test_esc_closes_the_hits_and_keeps_what_was_typed(search):
    field, popup, _ = search
    field.setText("spjy")
    popup.show_rows(hits(2))
    assert field.holds_escape

    QTest.keyClick(field.window().windowHandle(), Qt.Key.Key_Escape)

    assert not popup.isVisible()
    assert (field.text(), field.holds_escape) == ("spjy", False)


def test_hits_close_when_there_are_none_and_when_the_field_is_left(search):
    _, popup, beside = search
    popup.show_rows(hits(2))
    popup.show_rows(())
    assert not popup.isVisible()
    popup.show_rows(hits(2))

    beside.setFocus()

    assert not popup.isVisible()
    assert popup.taken == []


def test_a_click_takes_the_hit_under_it(search):
    _, popup, _ = search
    popup.show_rows(hits(3))
    rows = popup._list
    QApplication.sendPostedEvents()
    at = rows.visualRect(rows.model().index(2)).center()

    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert popup.taken == [2]


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_a_few_hits_stand_there_whole(search, wear, scale):
    wear("light", scale)
    _, popup, _ = search

    popup.show_rows(hits(3))
    QApplication.sendPostedEvents()

    assert not popup._list.verticalScrollBar().isVisible()
    assert popup._list.viewport().height() >= 3 * 44 * scale / 100


def test_the_same_hits_again_start_at_the_first(search):
    field, popup, _ = search
    popup.show_rows(hits(3))
    QTest.keyClick(field, Qt.Key.Key_Down)

    popup.show_rows(hits(3))

    assert popup.current == 0


def test_hits_are_painted_and_named_for_a_screen_reader(search):
    _, popup, _ = search
    popup.show_rows(hits(3))

    shot = popup.grab().toImage()
    accent = theme.current().colour("accent.fill")
    assert shot.pixelColor(10, 20) == accent
    named = popup._model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert named == "事项 1 巴宜区市监局 最近"


def test_hits_stay_inside_the_window_and_follow_the_field(search):
    field, popup, _ = search
    popup.show_rows(hits(30))
    window = field.window()

    window.resize(500, 300)
    QApplication.sendPostedEvents()

    assert popup.geometry().right() <= window.width()
    assert popup.geometry().bottom() <= window.height()
