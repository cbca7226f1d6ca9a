"""A day as it is read aloud: 11月27日, with the year only when it is another one."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.widgets.text import label, set_kind
from counter_app.words import Words


def say_date(words: Words, day: date, today: date) -> str:
    """Return ``day`` in words; ``today`` decides whether the year is said."""
    message = "ui.shell.date.day" if day.year == today.year else "ui.shell.date.day_and_year"
    month = words.say(f"ui.shell.date.month_{day.month}")
    return words.say(message, year=day.year, month=month, day=day.day)


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
        """Show a day already in words (``say_date``); an empty one hides the line."""
        self._title.setText(title)
        self._day.setText(day)
        set_kind(self._day, "kind", kind)
        self.setAccessibleName(f"{title} {day}")
        self.setVisible(bool(day))
