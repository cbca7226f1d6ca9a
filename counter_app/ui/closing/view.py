"""The closing list on the screen: on the left what is left, on the right what is in order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui import theme
from counter_app.ui.closing.state import ClosingState
from counter_app.ui.widgets.checks import CheckLine, CheckList
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.second import SecondPanel
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

SIDE_BY_SIDE = 1000
"""From this width at 100 % what is in order stands beside what is left, else below it."""


class ClosingScreen(QWidget):
    """``entered``, ``asked_again`` and ``asked_over`` on the buttons; ``left.asked(key)`` on a line's."""

    entered = Signal()
    asked_again = Signal()
    asked_over = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title, self._explain = label(role="title", wrap=True), label(role="dim", wrap=True)
        self.left, self.done = CheckList(), CheckList()
        self._left_title, self._done_title = label(role="heading"), label(role="heading")
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.fields = Fields(words, self, "second")
        self.second = SecondPanel(self.fields)
        self.close_button, self.again_button = QPushButton(), QPushButton()
        self.over_button = QPushButton()
        self.close_button.setProperty("role", "main")
        self.close_button.clicked.connect(self.entered)
        self.again_button.clicked.connect(self.asked_again)
        self.over_button.clicked.connect(self.asked_over)
        self._stack()

    @property
    def checks(self) -> dict[str, CheckLine]:
        """The lines that stand, by name."""
        return {**self.left.lines, **self.done.lines}

    def show_state(self, state: ClosingState) -> None:
        """Draw a state; the focus stays where it is unless somebody is asked to sign."""
        self._title.setText(state.title)
        self._explain.setText(state.explain)
        self.left.show_checks(state.left)
        self.done.show_checks(state.done)
        self._left_title.setText(state.left_title)
        self._done_title.setText(state.done_title)
        _show(self.close_button, state.enter, "Enter")
        _show(self.again_button, state.again, "F5")
        _show(self.over_button, state.over, "Alt+J")
        self.second.show_state(state.sign)

    def focus_close(self) -> None:
        """Put the focus on the button that Enter presses."""
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.current().metrics.px(SIDE_BY_SIDE)
        direction = QBoxLayout.Direction
        self._halves.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _stack(self) -> None:
        metrics = theme.current().metrics
        head, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._explain)
        head.setSpacing(metrics.space(2))
        head.addLayout(words, 1)
        for button in (self.over_button, self.again_button, self.close_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._halves.setSpacing(metrics.space(4))
        self._halves.addWidget(_panel(self._left_title, self.left), 5)
        self._halves.addWidget(_panel(self._done_title, self.done), 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([metrics.space(4)] * 4))
        column.setSpacing(metrics.space(3))
        column.addLayout(head)
        column.addWidget(self.second)
        column.addLayout(self._halves, 1)


def _show(button: QPushButton, text: str, key: str) -> None:
    button.setText(f"{text}  {key}")
    button.setAccessibleName(text)
    button.setVisible(bool(text))


def _panel(title: QLabel, lines: CheckList) -> Panel:
    panel = Panel()
    panel.box.addWidget(title)
    panel.box.addWidget(lines)
    panel.box.addStretch(1)
    return panel
