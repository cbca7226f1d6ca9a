"""The status strip: this window, the device lights, the line, who is signed in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from counter_app.ui import theme
from counter_app.ui.icons import icon
from counter_app.ui.line_watch.state import StripState
from counter_app.ui.looks import PillState
from counter_app.ui.queue.looks import StripCalling
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import ElidedLabel, label
from counter_app.ui.widgets.wrapping import WrapLayout


class StatusStrip(QWidget):
    """``asked`` when a light or the sync pill is clicked: the device room tells more."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        metrics, self._shown = theme.current().metrics, Shown()
        self._window, self._user = ElidedLabel(role="strong"), label(role="strong")
        self._face = QLabel()
        self._pills: dict[str, StatusPill] = {}
        self._lights = QWidget()
        self._wrap = WrapLayout(self._lights, gap=metrics.space(1))
        self._here, self._ahead = label(role="strong"), label()
        for each in (self._here, self._ahead):
            each.setContentsMargins(0, 0, metrics.space(3), 0)
            each.hide()
            self._wrap.addWidget(each)
        self._sync = self._pill()
        line = QHBoxLayout(self)
        line.setContentsMargins(*(metrics.space(step) for step in (4, 1, 4, 1)))
        line.setSpacing(metrics.space(4))
        line.addWidget(self._window)
        line.addWidget(self._lights, 1)
        line.addWidget(self._face)
        line.addWidget(self._user)

    def show_state(self, state: StripState) -> None:
        """Show window, devices and line."""
        if not self._shown.differs("state", state):
            return
        self._window.show_text(state.window)
        self._sync.show_state(state.sync)
        for role, pill in state.devices:
            self._light(role).show_state(pill)

    def show_calling(self, look: StripCalling) -> None:
        """Show whom this window has, and who is next; nothing where nobody takes numbers."""
        if not self._shown.differs("calling", look):
            return
        for shown, text in ((self._here, look.here), (self._ahead, look.ahead)):
            shown.setText(text)
            shown.setMinimumHeight(self._sync.sizeHint().height())
            shown.setVisible(bool(text))
        self._ahead.setToolTip(look.why)
        self._ahead.setAccessibleDescription(look.why)

    @property
    def calling(self) -> tuple[str, str]:
        """What is shown of this window's ticket and of the next."""
        return self._here.text(), self._ahead.text()

    def show_user(self, name: str) -> None:
        """Show who is signed in."""
        side = theme.current().metrics.px(20)
        self._face.setPixmap(icon("ph.user", "ink.dim").pixmap(QSize(side, side)))
        self._user.setText(name)
        self._user.setAccessibleName(name)

    def lights(self) -> dict[str, PillState | None]:
        """What each light shows, by role."""
        return {role: pill.state for role, pill in self._pills.items()}

    @property
    def line(self) -> PillState | None:
        """What the sync pill shows."""
        return self._sync.state

    def _light(self, role: str) -> StatusPill:
        if role not in self._pills:
            self._wrap.removeWidget(self._sync)
            self._pills[role] = self._pill()
            self._wrap.addWidget(self._sync)
        return self._pills[role]

    def _pill(self) -> StatusPill:
        pill = StatusPill()
        pill.pressed_pill.connect(self.asked)
        self._wrap.addWidget(pill)
        return pill
