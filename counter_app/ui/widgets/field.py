"""One thing to type: its label, the input, and under it what is wrong or good to know."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import label, set_kind

Editor = TypeVar("Editor", bound=QWidget)


class FieldLine(QWidget):
    """``editor`` is a QLineEdit unless another widget is given; ``name`` is its object name."""

    def __init__(
        self, text: str, editor: QWidget | None = None, hint: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self._shown = Shown()
        self.editor: QWidget = editor if editor is not None else QLineEdit()
        self.label = label(text, "dim")
        self.label.setBuddy(self.editor)
        self.editor.setAccessibleName(text)
        self.editor.setObjectName(name)
        self.setFocusProxy(self.editor)
        if isinstance(self.editor, QLineEdit):
            self.editor.setPlaceholderText(hint)
        self._note = label(role="small", wrap=True)
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().metrics.space(1))
        for each in (self.label, self.editor, self._note):
            column.addWidget(each)
        column.addStretch(1)

    @property
    def line(self) -> QLineEdit:
        """The editor, where it is a QLineEdit (TypeError if it is not)."""
        if not isinstance(self.editor, QLineEdit):
            raise TypeError("the editor of this field is not a line")
        return self.editor

    def show_text(self, text: str) -> None:
        """Show a value; the same value moves no caret, and what is being composed stays."""
        if self.line.text() != text:
            self.line.setText(text)

    def show_error(self, text: str) -> None:
        """Say what is wrong with it; empty: nothing is."""
        self._say(text, "danger")
        self._mark(wrong=bool(text))

    def show_note(self, text: str, kind: str = "quiet") -> None:
        """Say something good to know under it; an error that stood there goes."""
        self._say(text, kind)
        self._mark(wrong=False)

    def _mark(self, *, wrong: bool) -> None:
        if self._shown.differs("wrong", wrong):
            set_kind(self.editor, "wrong", "true" if wrong else "false")

    @property
    def note(self) -> str:
        """What stands under the input."""
        return self._note.text()

    def _say(self, text: str, kind: str) -> None:
        if not self._shown.differs("note", (text, kind)):
            return
        self._note.setText(text)
        self._note.setVisible(bool(text))
        set_kind(self._note, "kind", kind)
        self.editor.setAccessibleDescription(text)
        self._note.setAlignment(Qt.AlignmentFlag.AlignLeft)
