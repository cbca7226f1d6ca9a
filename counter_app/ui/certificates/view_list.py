"""The lists of 出证: which one, what is searched for, the table, and the question under it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.certificates.looks import AskLook, CertificateRow, CounterLook
from counter_app.ui.certificates.state import TABS, Key
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.search import SearchField
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from counter_app.ui.widgets.text import Panel, label
from counter_app.ui.widgets.wrapping import WrapLayout
from counter_app.words import Words

FULL_NAME = 200
"""Pixels at 100 % in which 正本 or 副本 at the end of a certificate's name can still be read."""


class ListPane(QWidget):
    """``tab_chosen(id)``, ``line_chosen(key)``, ``line_entered()``; the search reports for itself."""

    tab_chosen = Signal(str)
    line_chosen = Signal(object)
    line_entered = Signal()

    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        space = theme.current().metrics.space
        self._shown, self._drawing = Shown(), False
        self.search = SearchField()
        self.search.setAccessibleName(words.say("ui.certificates.field.search"))
        self.search.setPlaceholderText(words.say("ui.certificates.hint.search"))
        self.search.setObjectName("search")
        self.tabs: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._rows = RowsModel(_columns(words))
        self.table = DataTable(self._rows, "", tall=True)
        self.table.setAccessibleName(words.say("ui.certificates.field.table"))
        self.table.setObjectName("table")
        self.table.selectionModel().currentChanged.connect(self._moved)
        self.table.activated_row.connect(lambda _row: self.line_entered.emit())
        self.ask = AskPane(fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self._tab_row())
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self.ask)

    def show_look(self, look: CounterLook) -> None:
        """Show a state."""
        for each in look.tabs:
            button = self.tabs[each.id]
            if self._shown.differs(each.id, each):
                button.setText(each.text)
                button.setAccessibleName(each.text)
                button.setChecked(each.chosen)
        self.table.show_empty(look.empty)
        if self._shown.differs("rows", (look.rows, look.chosen)):
            self._show_rows(look)
        self.ask.show_ask(look.ask)

    def _show_rows(self, look: CounterLook) -> None:
        self._drawing = True
        self._rows.set_rows(look.rows)
        keys = [row.key for row in self._rows.rows]
        if look.chosen in keys:
            self.table.setCurrentIndex(self._rows.index(keys.index(look.chosen), 0))
        self._drawing = False

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._drawing:
            key: Key = self._rows.row_at(index).key
            self.line_chosen.emit(key)

    def _tab_row(self) -> QWidget:
        row = QWidget()
        line = WrapLayout(row, gap=theme.current().metrics.space(1))
        for name in TABS:
            button = QPushButton()
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.clicked.connect(lambda _on, tab=name: self.tab_chosen.emit(tab))
            self._group.addButton(button)
            self.tabs[name] = button
            line.addWidget(button)
        return row


class AskPane(Panel):
    """手里这张纸上的号码: three digits, and the whole number where another sheet came out."""

    def __init__(self, fields: Fields) -> None:
        super().__init__()
        self._shown = Shown()
        self._title, self._hint = label(role="title", wrap=True), label(role="dim", wrap=True)
        self._pill = StatusPill()
        self._last3, self._serial = fields.line("last3"), fields.line("serial")
        line = QHBoxLayout()
        line.setSpacing(theme.current().metrics.space(3))
        line.addWidget(self._last3, 2)
        line.addWidget(self._serial, 3)
        self.box.addWidget(self._title)
        self.box.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addLayout(line)
        self.box.addWidget(self._hint)
        self.hide()

    def show_ask(self, look: AskLook | None) -> None:
        """Show the question, or nothing."""
        if not self._shown.differs("ask", look):
            return
        if look is not None:
            self._title.setText(look.title)
            self._hint.setText(look.hint)
            self._pill.show_state(look.pill)
        self.setVisible(look is not None)


def _columns(words: Words) -> tuple[Column, ...]:
    def title(name: str) -> str:
        return words.say(f"ui.certificates.column.{name}")

    return (
        Column(title("name"), lambda row: row.name, width=FULL_NAME, grow=True),
        Column(title("holder"), lambda row: row.holder, width=320, spare=1),
        Column(title("case"), lambda row: row.case_tail, width=88, copy=_case_no, spare=3),
        Column(
            title("due"), lambda row: row.due, width=92, sort_key=lambda row: row.due_order, spare=2
        ),
        Column(title("state"), lambda row: row.state, width=150, kind=lambda row: row.kind),
    )


def _case_no(row: CertificateRow) -> str:
    return row.case_no
