"""The 办件 screen in its window: clipboard, leaving and entering, sizes, languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.desk import Changes
from counter_app.ui.intake.model import COLUMNS
from counter_app.ui.widgets.table import ROOM
from counter_app.words import Words
from tests.fakes.clerk import Clerk, field_of, ready
from tests.fakes.intake import CHILD, CIREN, FOOD, ZHAXI
from tests.fakes.intake import a_searchable_desk as a_desk

TIBETAN = "བཀྲ་ཤིས་སྒྲོལ་མ་རྒྱལ་མཚན་བསྟན་འཛིན་ནོར་བུ་དབང་ཕྱུག"[:50]


def settle():
    QApplication.sendPostedEvents()


# ---- clipboard, reveal
def test_a_copied_field_leaves_the_clipboard_after_half_a_minute(clerk):
    ready(clerk)
    clerk.press("Alt+C")
    assert QGuiApplication.clipboard().text() == "扎西"
    assert clerk.notes[-1][:2] == ("copy", "name")
    clerk.timers.advance(30_000)
    assert QGuiApplication.clipboard().text() == ""


def test_what_somebody_else_copied_meanwhile_stays(clerk):
    ready(clerk)
    clerk.press("Alt+C")
    QGuiApplication.clipboard().setText("other")
    clerk.timers.advance(30_000)
    assert QGuiApplication.clipboard().text() == "other"


def test_a_revealed_number_is_masked_when_the_place_is_left(clerk):
    ready(clerk)
    clerk.press("Alt+V")
    assert any(ZHAXI.number in each.text() for each in clerk.view.findChildren(QLabel))
    assert clerk.place.leave()
    assert not any(ZHAXI.number in each.text() for each in clerk.view.findChildren(QLabel))


# ---- the place
def test_the_place_names_what_alt_f4_would_leave(clerk):
    assert clerk.place.title == "办件"
    assert clerk.place.serving() == ""
    ready(clerk)
    assert FOOD.name in clerk.place.serving()
    clerk.press("F9")
    assert clerk.place.serving() == ""


def test_a_change_elsewhere_asks_anew_what_is_open(clerk):
    ready(clerk)
    clerk.desk.background.lanes.clear()
    clerk.place.changed(Changes(users=True))
    assert clerk.desk.background.lanes == []
    clerk.place.changed(Changes(items=True))
    assert clerk.desk.background.lanes == ["store"]


def test_entering_puts_the_caret_back(clerk):
    ready(clerk)
    field_of(clerk, "number").setFocus()
    clerk.place.presenter.at("materials")
    clerk.place.enter()
    assert clerk.focused == "materials"


def test_when_nobody_is_signed_in_nothing_personal_stands_there(clerk):
    ready(clerk)
    clerk.window.dismiss()
    texts = [each.text() for each in clerk.view.findChildren(QLabel) if not each.isHidden()]
    assert not any("扎西" in each for each in texts if each and each != "扎西")
    assert clerk.visit.person is None


# ---- sizes, languages, names
def test_a_wide_window_has_a_right_column_and_a_narrow_one_a_line_of_dates(clerk):
    ready(clerk)
    assert not clerk.view.right.isVisible()
    assert "承诺到期 11月27日" in clerk.view.middle.dates_line.text()
    assert clerk.view.left.matters.isVisible()
    clerk.window.resize(1600, 900)
    settle()
    assert clerk.view.right.dates.isVisible()
    assert not clerk.view.middle.dates_line.isVisible()
    assert not clerk.view.left.matters.isVisible()
    clerk.window.resize(1280, 800)
    settle()
    clerk.press("Alt+H")
    assert clerk.view.right.guide.isVisible()
    assert not clerk.view.right.dates.isVisible()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_nothing_is_wider_than_its_window(qtbot, wear, look, scale):
    clerk = Clerk(qtbot, look=(look, scale))
    clerk.lay(replace(ZHAXI, name=TIBETAN))
    ready(clerk)
    settle()
    body = clerk.view.findChild(object, "scrolled")
    assert body.width() <= clerk.view.width()
    clerk.press("F9")
    settle()
    too_wide = [
        each.text()
        for each in clerk.view.findChildren(QLabel) + clerk.view.findChildren(QPushButton)
        if each.isVisible() and each.width() > clerk.view.width()
    ]
    assert too_wide == []
    wear("light")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_name_of_fifty_tibetan_characters_stands_whole(qtbot, language):
    desk = replace(a_desk(), words=Words(language))
    clerk = Clerk(qtbot, desk=desk)
    clerk.lay(replace(CHILD, name=TIBETAN))
    clerk.press("F3")
    clerk.lay(replace(CIREN, name=TIBETAN))
    clerk.press("F3")
    settle()
    names = [
        e for e in clerk.view.left.findChildren(QLabel) if e.text() == TIBETAN and e.isVisible()
    ]
    assert len(names) == 2
    for each in names:
        assert each.wordWrap()
        assert each.heightForWidth(each.width()) <= each.height()
    clerk.press("Alt+N")
    clerk.lay(replace(CIREN, name=TIBETAN))
    clerk.press("F3", "Enter")
    clerk.type("spjy")
    clerk.press("Enter", "F6", "F9")
    assert clerk.visit.case.application.person.name == TIBETAN


def test_beside_the_guide_a_material_keeps_room_for_its_name(qtbot):
    clerk = Clerk(qtbot, size=(1280, 800))
    clerk.lay()
    ready(clerk)
    clerk.press("Alt+H")
    QApplication.sendPostedEvents()
    table = clerk.view.middle.table
    assert table.columnWidth(COLUMNS.index("name")) >= ROOM
    assert not table.isColumnHidden(COLUMNS.index("state"))
    clerk.press("Alt+H")
    QApplication.sendPostedEvents()
    assert not table.isColumnHidden(COLUMNS.index("originals"))


def test_papers_and_their_troubles_are_seen_without_scrolling(qtbot):
    clerk = Clerk(qtbot, size=(1280, 800))
    clerk.desk.documents.outcomes = [PrintOutcome.nothing(Trouble("printer_paper_out"))]
    clerk.lay()
    ready(clerk)
    clerk.press("F9")
    QApplication.sendPostedEvents()
    assert clerk.view.middle.papers.isVisible()
    assert clerk.view._scroll.verticalScrollBar().maximum() == 0


def test_the_field_of_a_fault_is_seen_without_scrolling(qtbot):
    clerk = Clerk(qtbot, size=(1280, 800))
    clerk.lay()
    ready(clerk)
    clerk.press("Alt+Q")
    QApplication.sendPostedEvents()
    assert field_of(clerk, "fault").isVisible()
    assert clerk.view._scroll.verticalScrollBar().maximum() == 0
