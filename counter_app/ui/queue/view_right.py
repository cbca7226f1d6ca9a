"""Who waits, by line and class; who is laid aside; and a short form in the place of both."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.queue.looks import FormLook, QueueLook
from counter_app.ui.queue.model import aside_columns, waiting_columns
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.lines import LineList
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.table import DataTable, RowsModel
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

_TABLE_PX = 132


class FormPane(Panel):
    """``moved(row)`` and ``taken()`` of its list."""

    moved = Signal(int)
    taken = Signal()

    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        self._shown = Shown()
        self._title, self._hint = label(role="heading", wrap=True), label(role="dim", wrap=True)
        self.list = LineList()
        self.list.setAccessibleName(words.say("ui.queue.field.form"))
        self.list.setObjectName("form")
        self.list.setSizeAdjustPolicy(LineList.SizeAdjustPolicy.AdjustToContents)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.moved.connect(self.moved)
        self.list.taken.connect(self.taken)
        self.reason = fields.line("reason")
        self.reason.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for each in (self._title, self.list, self.reason, self._hint):
            self.box.addWidget(each)
        self.hide()

    def show_form(self, look: FormLook | None) -> None:
        """Show a form, or go."""
        if not self._shown.differs("form", look):
            return
        self.setVisible(look is not None)
        if look is not None:
            self._title.setText(look.title)
            self._hint.setText(look.hint)
            self.list.show_rows(look.rows, look.row)
            self.reason.setVisible(look.field == "reason")


class RightPane(QWidget):
    """``chosen(id)`` of a ticket laid aside, ``entered()`` on Enter."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        self._shown, self._drawing = Shown(), False
        self._waiting = RowsModel(waiting_columns(words))
        self.waiting = DataTable(self._waiting, "", tall=True)
        self.waiting.setAccessibleName(words.say("ui.queue.waiting"))
        self._aside = RowsModel(aside_columns(words))
        self.aside = DataTable(self._aside, "", tall=False)
        self.aside.setAccessibleName(words.say("ui.queue.aside"))
        self.aside.setObjectName("aside")
        self.aside.selectionModel().currentChanged.connect(self._moved)
        self.aside.activated_row.connect(lambda _row: self.entered.emit())
        self.form = FormPane(words, fields)
        self._tables = (Panel(words.say("ui.queue.waiting")), Panel(words.say("ui.queue.aside")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().metrics.space(3))
        for panel, table in zip(self._tables, (self.waiting, self.aside), strict=True):
            table.setMinimumHeight(theme.current().metrics.px(_TABLE_PX))
            panel.box.addWidget(table)
            column.addWidget(panel, 1)
        self._tables[1].box.addWidget(label(words.say("ui.queue.aside_hint"), "dim", wrap=True))
        column.addWidget(self.form, 1)

    def show_look(self, look: QueueLook) -> None:
        """Show a state."""
        self.form.show_form(look.form)
        for each in self._tables:
            each.setVisible(look.form is None)
        self.waiting.show_empty(look.waiting_empty)
        self.aside.show_empty(look.aside_empty)
        self._waiting.set_rows(look.waiting)
        if self._shown.differs("aside", (look.aside, look.chosen)):
            self._show_aside(look)

    def _show_aside(self, look: QueueLook) -> None:
        self._drawing = True
        self._aside.set_rows(look.aside)
        ids = [row.id for row in self._aside.rows]
        if look.chosen in ids:
            at = max(0, self.aside.currentIndex().column())
            self.aside.setCurrentIndex(self._aside.index(ids.index(look.chosen), at))
        self._drawing = False

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._drawing:
            self.chosen.emit(self._aside.row_at(index).id)
