"""One device of the room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from counter_app.services.status import DeviceRole
from counter_app.ui.devices.state import DeviceLook, Result
from counter_app.ui.widgets.message import MessageLine
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.text import Panel, label

_MESSAGES = {"danger": "error", "quiet": "note"}


class DevicePanel(Panel):
    """``tested(role)`` when the test is pressed."""

    tested = Signal(str)

    def __init__(self, role: DeviceRole) -> None:
        super().__init__()
        self._role = role
        self._title, self.pill = label(role="heading"), StatusPill()
        self._since, self._address = label(role="small", wrap=True), label(role="dim", wrap=True)
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._says, self._todo = label(wrap=True), label(wrap=True)
        self.test, self.result = QPushButton(), MessageLine()
        self.test.clicked.connect(self._press)
        for each in (self._title, self.pill, self._since, self._says, self._todo, self._address):
            self.box.addWidget(each)
        self.box.addStretch(1)
        self.box.addWidget(self.result)
        self.box.addWidget(self.test)

    @property
    def said(self) -> tuple[str, str, str]:
        """Since when, what it says, what to do."""
        return self._since.text(), self._says.text(), self._todo.text()

    def show_device(self, look: DeviceLook) -> None:
        """Show a device."""
        self._title.setText(look.title)
        self.pill.show_state(look.pill)
        for line, text in (
            (self._since, look.since),
            (self._says, look.says),
            (self._todo, look.todo),
        ):
            line.setText(text)
            line.setVisible(bool(text))
        self._address.setText(look.address)
        self.test.setText(look.test)
        self.test.setVisible(bool(look.test))
        self.test.setEnabled(look.open)
        self.test.setToolTip(look.why)
        self.test.setAccessibleName(look.test)
        self.test.setAccessibleDescription(look.why)
        self._show_result(look.result)
        self.setAccessibleName(f"{look.title} {look.pill.word} {look.since}".strip())

    def _show_result(self, result: Result | None) -> None:
        if result is None:
            self.result.clear()
        elif self.result.said != (result.what, result.todo) or self.result.isHidden():
            kind = _MESSAGES.get(result.kind, result.kind)
            self.result.say(result.what, result.todo, kind)

    def _press(self) -> None:
        self.tested.emit(self._role)
