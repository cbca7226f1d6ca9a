"""The panel "a second person signs": what for, the user name, the password or PIN (F-A4)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.second import FIELDS, SignState
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.message import MessageLine


class SecondPanel(QWidget):
    """Its fields are made by ``fields``, which tells its hands what is typed in them."""

    def __init__(self, fields: Fields) -> None:
        super().__init__()
        self._fields, self._turn = fields, 0
        self.two = MessageLine()
        self.two.setProperty("inset", "false")
        row = QHBoxLayout()
        row.setSpacing(theme.current().metrics.space(3))
        for name in FIELDS:
            made = fields.line(name)
            made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            row.addWidget(made, 1, Qt.AlignmentFlag.AlignTop)
        secret = fields.editor(FIELDS[-1])
        if isinstance(secret, QLineEdit):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().metrics.space(2))
        column.addWidget(self.two)
        column.addLayout(row)
        self.hide()

    def ask(self, two: str) -> None:
        """Show the panel saying what is signed, or with an empty sentence hide it."""
        self.setVisible(bool(two))
        if not two:
            self.two.clear()
        elif self.two.isHidden() or self.two.said != (two, ""):
            self.two.say(two, "", "warning")

    def show_state(self, state: SignState) -> None:
        """Draw a cover's panel; the caret moves only when the state wants it elsewhere."""
        self.ask(state.two)
        self._fields.show(state.looks())
        if state.two and state.focus.turn != self._turn:
            self._turn = state.focus.turn
            editor = self._fields.editor(state.focus.field)
            if editor is not None:
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
