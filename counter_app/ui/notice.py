"""A whole-window notice with one obvious answer: closing in mid-case, a crash, a refused start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui import theme
from counter_app.ui.icons import sign
from counter_app.ui.looks import Question
from counter_app.ui.place import KeyAction, NowLine
from counter_app.ui.shortcuts import Shortcuts
from counter_app.ui.widgets.text import Panel, label


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What a notice says: ``lines`` under the title; ``kind`` chooses sign and colour."""

    title: str
    lines: tuple[str, ...]
    kind: str = "note"
    now: str = ""


class NoticePanel(QWidget):
    """The notice itself, in the middle of whatever holds it; the first answer is the obvious one."""

    def __init__(self, text: NoticeText, answers: tuple[KeyAction, ...]) -> None:
        super().__init__()
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        metrics = theme.current().metrics
        panel = Panel()
        panel.setMaximumWidth(metrics.px(560))
        panel.box.setContentsMargins(*([metrics.space(5)] * 4))
        panel.box.setSpacing(metrics.space(3))
        panel.box.addLayout(_head(text))
        for line in text.lines:
            panel.box.addWidget(label(line, wrap=True))
        self.buttons = tuple(_button(each, main=at == 0) for at, each in enumerate(answers))
        row = QHBoxLayout()
        row.setSpacing(metrics.space(2))
        row.addStretch(1)
        for button in reversed(self.buttons):
            row.addWidget(button)
        panel.box.addSpacing(metrics.space(2))
        panel.box.addLayout(row)
        outer, middle = QVBoxLayout(self), QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(panel, 8)
        middle.addStretch(1)
        outer.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)


class NoticePlace:
    """A notice as a cover of the window."""

    id = "notice"
    title = ""

    def __init__(self, text: NoticeText, answers: tuple[KeyAction, ...]) -> None:
        self._text, self._answers = text, answers
        self._panel = NoticePanel(text, answers)

    def widget(self) -> NoticePanel:
        """The panel."""
        return self._panel

    def keys(self) -> tuple[KeyAction, ...]:
        """The answers."""
        return self._answers

    def now(self) -> NowLine:
        """What Enter does."""
        return NowLine(self._text.now)

    def serving(self) -> str:
        """A notice serves nobody."""
        return ""

    def enter(self) -> None:
        """Focus on the obvious answer."""
        self._panel.buttons[0].setFocus()

    def leave(self) -> bool:
        """It may go."""
        return True

    def changed(self, _changes: Changes) -> None:
        """Nothing here changes."""

    def user_changed(self, _user: User | None) -> None:
        """Nothing here is anybody's."""


class Answered(Protocol):
    """Hears what was answered."""

    def __call__(self, *, go: bool) -> None:
        """Go on, or stay."""


def question_place(question: Question, answered: Answered) -> NoticePlace:
    """Return a question as a cover: Enter stays, Alt+Q goes."""
    text = NoticeText(question.title, question.lines, "warning", question.now)
    answers = (
        KeyAction("Enter", question.stay, lambda: answered(go=False)),
        KeyAction("Alt+Q", question.go, lambda: answered(go=True)),
    )
    return NoticePlace(text, answers)


def _head(text: NoticeText) -> QHBoxLayout:
    side = theme.current().metrics.px(32)
    mark = QLabel()
    mark.setPixmap(sign(text.kind).pixmap(side, side))
    line = QHBoxLayout()
    line.setSpacing(theme.current().metrics.space(3))
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(text.title, "title", wrap=True), 1)
    return line


def _button(answer: KeyAction, *, main: bool) -> QPushButton:
    button = QPushButton(f"{answer.text}  {answer.key}")
    button.setProperty("role", "main" if main else "")
    button.setAccessibleName(answer.text)
    button.clicked.connect(answer.act)
    return button


def notice_window(title: str, text: NoticeText, answers: tuple[KeyAction, ...]) -> NoticePanel:
    """Return a notice as a window of its own, with its keys, for when there is no other to hold it."""
    panel = NoticePanel(text, answers)
    panel.setWindowTitle(title)
    panel.setMinimumSize(theme.current().metrics.px(640), theme.current().metrics.px(320))
    shortcuts = Shortcuts(panel)
    acts = {each.key: each.act for each in answers}
    shortcuts.struck.connect(lambda key: acts[key]())
    shortcuts.stand(acts)
    panel.buttons[0].setFocus()
    return panel
