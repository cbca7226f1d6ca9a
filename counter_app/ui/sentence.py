"""The one act that is open now, as a sentence (design/screens.md 1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from counter_app.ui import theme
from counter_app.ui.place import NowLine
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import label


class SentenceLine(QWidget):
    """现在 → what is open; at its end what is not open yet and why."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("sentence")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        metrics, self._shown = theme.current().metrics, Shown()
        self._arrow = QLabel(f"{title} →")
        self._arrow.setObjectName("arrow")
        self._now, self._closed = label(wrap=True), label(wrap=True)
        self._now.setObjectName("now")
        self._closed.setObjectName("closed")
        line = QHBoxLayout(self)
        line.setContentsMargins(*(metrics.space(step) for step in (4, 2, 4, 2)))
        line.setSpacing(metrics.space(3))
        line.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._now, 3)
        line.addWidget(self._closed, 2)

    def show_line(self, line: NowLine) -> None:
        """Show the sentence; without one the line is not there."""
        if not self._shown.differs("line", line):
            return
        self._now.setText(line.now)
        self._closed.setText(line.closed)
        self._closed.setVisible(bool(line.closed))
        self.setAccessibleName(f"{line.now} {line.closed}".strip())
        self.setVisible(bool(line.now or line.closed))
