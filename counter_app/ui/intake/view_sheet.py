"""A list or a short form in the place of the materials."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from counter_app.ui import theme
from counter_app.ui.intake.looks import SheetLook
from counter_app.ui.intake.state import ADDRESSED
from counter_app.ui.widgets.field import FieldLine
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.lines import LineList
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

_FIELDS = (
    "reason",
    "competent_body",
    "amend_value",
    "amend_reason",
    "reprint_reason",
    "to_reason",
)
_COLUMNS = 2


class SheetPane(Panel):
    """``moved(row)`` when another line is chosen, ``taken()`` on Enter in the list."""

    moved = Signal(int)
    taken = Signal()

    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        self._title, self._hint = label(role="heading", wrap=True), label(role="dim", wrap=True)
        self.list = LineList()
        self.list.setAccessibleName(words.say("ui.intake.field.sheet"))
        self.list.moved.connect(self.moved)
        self.list.taken.connect(self.taken)
        self.box.addWidget(self._title)
        self.box.addWidget(self.list, 1)
        for name in _FIELDS:
            self.box.addWidget(fields.line(name))
        self.box.addLayout(_in_columns([fields.line(name) for name in ADDRESSED]))
        self.box.addWidget(self._hint)
        self.box.addStretch(0)

    def show_sheet(self, look: SheetLook) -> None:
        """Show a list, a form, or both."""
        self._title.setText(look.title)
        self._hint.setText(look.hint)
        self.list.show_rows(look.rows, look.row)


def _in_columns(lines: list[FieldLine]) -> QGridLayout:
    """Set fields side by side, read line by line."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.current().metrics.space(3))
    for number, line in enumerate(lines):
        grid.addWidget(line, number // _COLUMNS, number % _COLUMNS)
    return grid
