"""A state as sign, word and colour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from counter_app.ui import theme
from counter_app.ui.icons import sign
from counter_app.ui.looks import PillState
from counter_app.ui.widgets.text import set_kind


class StatusPill(QPushButton):
    """A state in one line; ``pressed_pill`` when it is clicked. It takes no keyboard focus."""

    pressed_pill = Signal()

    def __init__(self, state: PillState | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pill")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self.pressed_pill)
        self._state: PillState | None = None
        if state is not None:
            self.show_state(state)

    @property
    def state(self) -> PillState | None:
        """What it shows."""
        return self._state

    def show_state(self, state: PillState) -> None:
        """Show a state."""
        if state == self._state:
            return
        self._state = state
        self.setText(state.word)
        self.setToolTip(state.detail)
        self.setAccessibleName(f"{state.word} {state.detail}".strip())
        set_kind(self, "kind", state.kind)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme paints the sign anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        if self._state is not None:
            side = theme.current().metrics.px(16)
            self.setIcon(sign(self._state.kind))
            self.setIconSize(QSize(side, side))
