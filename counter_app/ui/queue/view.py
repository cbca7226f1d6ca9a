"""叫号 on the screen: this window and who is next at the left, who waits and who is laid aside at the right."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.caret import Caret
from counter_app.ui.queue.looks import QueueLook
from counter_app.ui.queue.presenter import QueuePresenter
from counter_app.ui.queue.state import Counter
from counter_app.ui.queue.view_left import LeftPane
from counter_app.ui.queue.view_right import RightPane
from counter_app.ui.queue.wording import queue_look
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

TIGHT = 1_020
"""Width of the window at 100 % below which all stands in one column."""


class QueueScreen(QWidget):
    """Draws a state and reports what the clerk does; it decides nothing."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._state: Counter | None = None
        self._drawing, self._caret = False, Caret(self)
        self.fields = Fields(words, self, "queue")
        self.left, self.right = LeftPane(words, self.fields), RightPane(words, self.fields)
        self.fields.adopt("aside", self.right.aside)
        self.fields.adopt("form", self.right.form.list)
        self.empty = _Empty()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.current().metrics.space(3))
        self._columns.addWidget(self.left, 2)
        self._columns.addWidget(self.right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([theme.current().metrics.space(3)] * 4))
        column.addWidget(self.empty, 1)
        column.addLayout(self._columns, 1)

    def bind(self, presenter: QueuePresenter) -> None:
        """Let the presenter hear what is done."""
        self.fields.hands = presenter
        self.right.chosen.connect(presenter.choose)
        self.right.entered.connect(lambda: presenter.enter("aside"))
        self.right.form.moved.connect(presenter.move_row)
        self.right.form.taken.connect(lambda: presenter.enter("form"))

    def show_state(self, state: Counter) -> None:
        """Draw a state; what changes it meanwhile is drawn after it."""
        self._state = state
        if self._drawing:
            return
        self._drawing = True
        drawn: Counter | None = None
        while drawn is not self._state:
            drawn = self._state
            self._draw(queue_look(self._words, drawn))
        self._drawing = False

    def focus_again(self) -> None:
        """Put the caret where it belongs, as when the place is entered."""
        self._caret.forget()
        if self._state is not None:
            self._move_focus(self._state.focus.field, self._state.focus.turn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A tight window has one column."""
        super().resizeEvent(event)
        tight = self.window().width() < theme.current().metrics.px(TIGHT)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if tight else directions.LeftToRight)

    def _draw(self, look: QueueLook) -> None:
        nobody = bool(look.empty[0])
        self.empty.show_text(*look.empty)
        for each in (self.left, self.right):
            each.setVisible(not nobody)
        self.fields.show(look.fields)
        self.left.show_look(look)
        self.right.show_look(look)
        if not nobody:
            self._move_focus(look.focus.field, look.focus.turn)

    def _move_focus(self, name: str, turn: int) -> None:
        if self._caret.due(turn):
            named: dict[str, QWidget] = {"aside": self.right.aside, "form": self.right.form.list}
            self._caret.give(named.get(name) or self.fields.editor(name))


class _Empty(Panel):
    """What stands here where nobody takes numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._hint = label(role="title", wrap=True), label(role="dim", wrap=True)
        self.box.addWidget(self._title)
        self.box.addWidget(self._hint)
        self.box.addStretch(1)

    def show_text(self, title: str, hint: str) -> None:
        """Show it, or go."""
        self._title.setText(title)
        self._hint.setText(hint)
        self.setVisible(bool(title))
