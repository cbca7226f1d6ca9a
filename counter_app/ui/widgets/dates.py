"""A line that says what a day is and which."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.widgets.text import label, set_kind


class DateText(QWidget):
    """What a day is and which: "承诺到期 11月27日"; ``kind`` colours the day as a state."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._title, self._day = label(title, "dim"), label(role="strong")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().metrics.space(2))
        line.addWidget(self._title)
        line.addWidget(self._day)
        line.addStretch(1)

    def show_date(self, title: str, day: str, kind: str = "") -> None:
        """Show a day already in words (``counter_app.ui.days.say_date``); an empty one hides the line."""
        self._title.setText(title)
        self._day.setText(day)
        set_kind(self._day, "kind", kind)
        self.setAccessibleName(f"{title} {day}")
        self.setVisible(bool(day))
