"""What happened and what to do, beside the work and never in its way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from counter_app.ui import theme
from counter_app.ui.icons import sign
from counter_app.ui.widgets.text import label, set_kind


class MessageLine(QFrame):
    """Hidden while there is nothing to say; a screen reader is told at once."""

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        metrics = theme.current().metrics
        self.setProperty("role", "message")
        self._sign, self._what = QLabel(), label(role="strong", wrap=True)
        self._remedy, self._hint = label(wrap=True), label(hint, "dim")
        words = QVBoxLayout()
        words.setSpacing(metrics.space(1))
        words.addWidget(self._what)
        words.addWidget(self._remedy)
        line = QHBoxLayout(self)
        line.setContentsMargins(*(metrics.space(step) for step in (3, 2, 3, 2)))
        line.setSpacing(metrics.space(3))
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def said(self) -> tuple[str, str]:
        """What and remedy that stand there now."""
        return self._what.text(), self._remedy.text()

    def say(self, what: str, remedy: str = "", kind: str = "note") -> None:
        """Say something; ``kind``: note, good, warning, error. It replaces what stood there."""
        set_kind(self, "kind", kind)
        side = theme.current().metrics.px(20)
        self._sign.setPixmap(sign(kind).pixmap(side, side))
        self._what.setText(what)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(f"{what} {remedy}".strip())
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing."""
        self._what.clear()
        self._remedy.clear()
        self.hide()
