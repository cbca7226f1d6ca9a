"""The caret of a screen: once for each turn, and never on a screen that nobody sees."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counter_app.ui.caret import Caret


@pytest.fixture
def screen(qtbot):
    screen = QWidget()
    screen.line = QLineEdit("扎西")
    screen.other = QLineEdit()
    for each in (screen.other, screen.line):
        each.setParent(screen)
    QVBoxLayout(screen).addWidget(screen.line)
    qtbot.addWidget(screen)
    return screen


def test_a_hidden_screen_leaves_the_caret_and_its_turn_for_later(screen):
    caret = Caret(screen)
    assert not caret.due(1)
    screen.show()
    assert caret.due(1)


def test_each_turn_moves_it_once_until_the_screen_is_entered_again(screen):
    screen.show()
    caret = Caret(screen)
    assert [caret.due(turn) for turn in (1, 1, 2)] == [True, False, True]
    caret.forget()
    assert caret.due(2)


@pytest.mark.parametrize(("select", "chosen"), [(True, "扎西"), (False, "")])
def test_what_stands_in_a_line_is_chosen(screen, qtbot, select, chosen):
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    Caret.give(screen.line, select=select)
    assert (screen.focusWidget(), screen.line.selectedText()) == (screen.line, chosen)


def test_where_there_is_nothing_nothing_moves(screen):
    screen.show()
    before = screen.focusWidget()
    Caret.give(None)
    assert screen.focusWidget() is before
