"""The ticket of this window, who is next and why, and the field for one number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.queue.looks import QueueLook, TicketLook
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words


class TicketPanel(Panel):
    """A number as large as it is read aloud, its state, and facts under it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._shown = Shown()
        self.head = QHBoxLayout()
        self.head.addWidget(label(title, "heading"))
        self.head.addStretch(1)
        self.box.addLayout(self.head)
        self._number, self._pill = label(role="huge"), StatusPill()
        self._number.setAccessibleName(title)
        self._lines = label(wrap=True)
        self.box.addWidget(self._number)
        self.box.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(self._lines)
        self.box.addStretch(1)

    @property
    def shown(self) -> tuple[str, str, str]:
        """Number, state and facts that stand there."""
        state = self._pill.state
        return self._number.text(), state.word if state else "", self._lines.text()

    def show_ticket(self, look: TicketLook) -> None:
        """Show a ticket."""
        if self._shown.differs("number", look.number):
            self._number.setText(look.number)
        if self._shown.differs("state", look.state):
            self._pill.show_state(look.state)
        if self._shown.differs("lines", look.lines):
            self._lines.setText("\n".join(look.lines))
            self._lines.setVisible(bool(look.lines))


class LeftPane(QWidget):
    """From top to bottom: this window, the next one, one by number."""

    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        self.status = StatusPill()
        self.here = TicketPanel(words.say("ui.queue.here"))
        self.here.head.addWidget(self.status)
        self.ahead = TicketPanel(words.say("ui.queue.ahead"))
        one = Panel()
        one.box.addWidget(fields.line("ticket_no"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().metrics.space(3))
        column.addWidget(self.here, 3)
        column.addWidget(self.ahead, 3)
        column.addWidget(one)

    def show_look(self, look: QueueLook) -> None:
        """Show a state."""
        self.status.show_state(look.status)
        self.here.show_ticket(look.here)
        self.ahead.show_ticket(look.ahead)
