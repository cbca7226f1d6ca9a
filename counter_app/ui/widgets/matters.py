"""A titled list of matters: the items of this visit, or what else the person has here."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from counter_app.ui.looks import MatterRow
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import Panel, label


class MattersBox(Panel):
    """Two lines each: what, and whose or when."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label(role="dim", wrap=True)
        self.box.addWidget(self._title)
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._shown = Shown()

    def show_matters(
        self, title: str, rows: tuple[MatterRow, ...], *, always: bool = False
    ) -> None:
        """Show each with its state and whose it is; ``always``: also that there is none."""
        if not self._shown.differs("matters", (title, rows, always)):
            return
        self._title.setText(title)
        while len(self._lines) < len(rows):
            pair = (label(role="body", wrap=True), label(role="dim", wrap=True))
            self._lines.append(pair)
            for each in pair:
                self.box.addWidget(each)
        for at, (name, detail) in enumerate(self._lines):
            there = at < len(rows)
            if there:
                name.setText(rows[at].title)
                detail.setText(rows[at].detail)
            name.setVisible(there)
            detail.setVisible(there and bool(rows[at].detail))
        self.setVisible(always or bool(rows))
