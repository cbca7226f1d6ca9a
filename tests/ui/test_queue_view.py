"""叫号 on real widgets, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from counter_app.domain.ticket import TicketClass
from tests.fakes.queue_window import CallingClerk


@pytest.fixture
def clerk(qtbot):
    made = CallingClerk(qtbot)
    made.hall.take(*[TicketClass.ORDINARY] * 3)
    made.hall.take(line="B")
    made.window.go("queue")
    return made


def rows(table):
    model = table.model()
    return [
        [model.index(row, at).data() for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_caret_stands_where_a_number_is_typed(clerk):
    assert clerk.focused == "ticket_no"
    clerk.type("a2")
    clerk.press("Enter")
    assert clerk.ticket == ("A002", "called")
    assert clerk.view.left.here.shown[0] == "A002"


def test_the_tables_show_who_waits_and_sort_by_numbers(clerk):
    waiting = clerk.view.right.waiting
    assert rows(waiting) == [
        ["A 综合业务", "可叫", "3", "3", "", "", "", ""],
        ["B 不动产", "", "1", "1", "", "", "", ""],
    ]
    waiting.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in rows(waiting)] == ["B 不动产", "A 综合业务"]
    waiting.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert rows(waiting)[0][0] == "A 综合业务"


def test_one_of_those_aside_is_chosen_and_called_by_keys(clerk):
    for _ in range(2):
        clerk.press("F2", "F6")
    aside = clerk.view.right.aside
    assert [row[:2] for row in rows(aside)] == [["A001", "跳过"], ["A002", "跳过"]]
    aside.setFocus()
    clerk.press("Down", "Enter")
    assert clerk.ticket == ("A002", "called")


def test_a_poll_moves_neither_caret_nor_choice(clerk):
    for _ in range(2):
        clerk.press("F2", "F6")
    aside = clerk.view.right.aside
    aside.setFocus()
    clerk.press("Down")
    clerk.hall.take()
    clerk.timers.advance(3_000)
    assert rows(clerk.view.right.waiting)[0][2] == "2"
    assert aside.hasFocus()
    assert aside.currentIndex().row() == 1
    aside.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    clerk.press("Enter")
    assert clerk.ticket == ("A002", "called")


def test_what_is_being_typed_survives_a_poll(clerk):
    clerk.type("a0")
    clerk.hall.take()
    clerk.timers.advance(3_000)
    clerk.type("02")
    clerk.press("Enter")
    assert clerk.ticket == ("A002", "called")


def test_a_form_by_keys_and_back(clerk):
    clerk.press("F2", "F7")
    form = clerk.view.right.form
    assert form.isVisible()
    assert not clerk.view.right.waiting.isVisible()
    assert clerk.focused == "form"
    clerk.press("Esc")
    assert not form.isVisible()
    assert clerk.focused == "ticket_no"
    clerk.press("F7", "Down", "Enter")
    assert clerk.hall.at("A001").state.value == "held"
    assert clerk.hall.hall.log[-1].operation.reason == "回去取材料"


def test_a_form_without_a_field_of_its_own(clerk):
    clerk.press("F2", "F9")
    assert not clerk.view.right.form.reason.isVisible()
    clerk.press("Enter")
    assert clerk.hall.at("A001").state.value == "no_show"


def test_a_double_click_calls_one_of_those_aside(clerk):
    clerk.press("F2", "F6")
    aside = clerk.view.right.aside
    at = aside.visualRect(aside.model().index(0, 0)).center()
    QTest.mouseClick(aside.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    QTest.mouseDClick(aside.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    assert clerk.ticket == ("A001", "called")


def test_the_state_stands_beside_the_number(clerk):
    clerk.press("F2")
    number, state, facts = clerk.view.left.here.shown
    assert (number, state) == ("A001", clerk.words("here_called", lasts="00:00"))
    assert facts.splitlines()[0] == "综合业务 · 普通 · 1 人"
    assert clerk.view.left.status.state.word == clerk.words("calling")
    assert clerk.place.serving() == ""


def test_where_nobody_takes_numbers_there_is_a_sentence(qtbot):
    clerk = CallingClerk(qtbot, lines=())
    clerk.window.go("queue")
    assert clerk.view.empty.isVisible()
    assert not clerk.view.left.isVisible()
    assert not clerk.view.right.isVisible()
    clerk.hall.take()
    clerk.timers.advance(3_000)
    assert not clerk.view.empty.isVisible()
    assert clerk.view.left.ahead.shown[0] == "A001"


def test_a_tight_window_has_one_column(qtbot):
    clerk = CallingClerk(qtbot, size=(960, 700))
    clerk.window.go("queue")
    assert clerk.view.width() <= clerk.window.width()
    assert clerk.view.right.y() > clerk.view.left.y()
