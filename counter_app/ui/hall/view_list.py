"""A list behind a figure on the screen: cases or tickets, and a case's status under it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.hall.state_list import ListLook
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words


class ListScreen(QWidget):
    """``opened(op_id)`` on Enter, ``reached(row)`` when another line is chosen, ``copied()``."""

    opened = Signal(str)
    reached = Signal(int)
    copied = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        space = theme.current().metrics.space
        self._shown = Shown()
        self.title, self.count = label(role="title", wrap=True), label(role="dim")
        self.cases = self._table(_case_columns(words), words.say("ui.hall.list.cases"))
        self.tickets = self._table(_ticket_columns(words), words.say("ui.hall.list.tickets"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.cases)
        self._stack.addWidget(self.tickets)
        self.status, self._lines = Panel(words.say("ui.hall.status.title")), label(wrap=True)
        self.status.box.addWidget(self._lines)
        self.status.hide()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([space(3)] * 4))
        column.setSpacing(space(2))
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)

    @property
    def table(self) -> DataTable:
        """The one that is shown."""
        return self.tickets if self._stack.currentWidget() is self.tickets else self.cases

    @property
    def said(self) -> str:
        """The status that stands there."""
        return self._lines.text()

    def show_look(self, look: ListLook) -> None:
        """Show a list."""
        self.title.setText(look.title)
        self.count.setText(look.count)
        self._stack.setCurrentWidget(self.tickets if look.of_tickets else self.cases)
        for table, rows in ((self.cases, look.cases), (self.tickets, look.tickets)):
            table.show_empty(look.empty)
            model = table.model()
            if isinstance(model, RowsModel) and self._shown.differs(str(id(table)), rows):
                self._show_rows(table, model, rows)
        self._lines.setText("\n".join(look.status))
        self.status.setVisible(bool(look.status))

    def take_focus(self) -> None:
        """Let the keys walk through the list."""
        self.table.setFocus()

    def _show_rows(self, table: DataTable, model: RowsModel, rows: tuple[object, ...]) -> None:
        at = table.currentIndex().row()
        model.set_rows(rows)
        if rows:
            table.setCurrentIndex(model.index(min(max(0, at), len(rows) - 1), 0))

    def _table(self, columns: tuple[Column, ...], name: str) -> DataTable:
        table = DataTable(RowsModel(columns), "", tall=True)
        table.setAccessibleName(name)
        table.activated_row.connect(lambda row: self.opened.emit(row.op_id))
        table.copied.connect(lambda _text: self.copied.emit())
        table.selectionModel().currentChanged.connect(self._moved)
        return table

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.reached.emit(index.row())


def _case_columns(words: Words) -> tuple[Column, ...]:
    def title(name: str) -> str:
        return words.say(f"ui.hall.column.{name}")

    return (
        Column(title("case"), lambda row: row.no, width=210),
        Column(title("item"), lambda row: row.item, grow=True),
        Column(title("window"), lambda row: row.window, width=120, spare=1),
        Column(title("at"), lambda row: row.time, width=140, sort_key=lambda row: row.at_ms),
        Column(title("case_state"), lambda row: row.state, width=120),
        Column(title("applicant"), lambda row: row.applicant, width=88),
        Column(title("clerk"), lambda row: row.clerk, width=120, spare=2),
    )


def _ticket_columns(words: Words) -> tuple[Column, ...]:
    def title(name: str) -> str:
        return words.say(f"ui.hall.column.{name}")

    return (
        Column(title("ticket"), lambda row: row.no, width=100),
        Column(title("at"), lambda row: row.time, width=150, sort_key=lambda row: row.at_ms),
        Column(title("window"), lambda row: row.window, grow=True),
        Column(
            title("lasted"),
            lambda row: row.lasted,
            width=140,
            right=True,
            sort_key=lambda row: row.seconds,
        ),
        Column(title("clerk"), lambda row: row.clerk, width=140),
    )
