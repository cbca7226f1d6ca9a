"""A page of reports on the screen: periods to type, a table, and under it what its figures mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from counter_app.domain.report import Column as ReportColumn
from counter_app.ui import theme
from counter_app.ui.caret import Caret
from counter_app.ui.hall.look_reports import ReportLook, RowLook, look
from counter_app.ui.hall.report_state import ReportState
from counter_app.ui.hall.view_noted import NotedCell
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from counter_app.ui.widgets.text import Panel, label
from counter_app.ui.widgets.wrapping import WrapLayout
from counter_app.words import Words

_NUMBER_WIDTH = 118
_TEXT_WIDTH = 180


class ReportScreen(QWidget):
    """
    Draws a state and reports what is done; it decides nothing.

    ``opened(row, column)``, ``moved(row)``, ``table_chosen(at)``, ``path_chosen(path)``.
    """

    opened = Signal(int, int)
    moved = Signal(int)
    table_chosen = Signal(int)
    path_chosen = Signal(str)

    def __init__(self, words: Words, fields: Sequence[str]) -> None:
        super().__init__()
        self._words, self._shown, self._drawing = words, Shown(), False
        self._caret = Caret(self)
        self.fields = Fields(words, self, "reports")
        self._title = label(role="heading", wrap=True)
        self._facts, self._notes = label(role="dim", wrap=True), label(wrap=True)
        self.tables: dict[tuple[ReportColumn, ...], DataTable] = {}
        self._stack = QStackedWidget()
        self.tabs = TabRow()
        self.tabs.chosen.connect(self.table_chosen)
        self.note = NotePane(words.say("ui.reports.definition"))
        self._lay_out(fields)

    def show_state(self, state: ReportState) -> None:
        """Draw a state."""
        self.show_look(look(self._words, state))

    def show_look(self, look: ReportLook) -> None:
        """Draw what a state looks like."""
        self._title.setText(look.title)
        self._facts.setText(look.facts)
        self._notes.setText(look.notes)
        for each in (self._title, self._facts, self._notes):
            each.setVisible(bool(each.text()))
        self.fields.show(look.fields)
        self.tabs.show_tabs(look.tabs, look.tab)
        table = self._table(look.columns)
        table.show_empty(look.empty)
        self._show_rows(table, look)
        self.note.show_note(look.note)
        self._move_focus(table, look.focus.field, look.focus.turn)

    def ask_path(self, name: str) -> None:
        """Ask where to write a file."""
        picker = QFileDialog(self, self._words.say("ui.reports.save"))
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # the service refuses to write over another file, in words
        picker.setOption(QFileDialog.Option.DontConfirmOverwrite)
        picker.selectFile(name)
        picker.fileSelected.connect(self.path_chosen)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.open()

    def focus_again(self) -> None:
        """Put the keys where they belong, as when the page is entered."""
        self._stack.currentWidget().setFocus()

    def _show_rows(self, table: DataTable, look: ReportLook) -> None:
        model = table.model()
        assert isinstance(model, RowsModel)  # noqa: S101 - each table of this screen has one
        self._drawing = True
        if self._shown.differs("rows", (look.columns, look.rows)):
            model.set_rows(look.rows)
            for at, row in enumerate(model.rows):
                across = len(look.columns) if row.heading else 1
                if table.columnSpan(at, 0) != across:
                    table.setSpan(at, 0, 1, across)
        places = [each.at for each in model.rows]
        if look.row in places and look.rows[look.row].at != self._at(table):
            column = max(0, table.currentIndex().column())
            table.setCurrentIndex(model.index(places.index(look.row), column))
        self._drawing = False

    def _at(self, table: DataTable) -> int:
        index = table.currentIndex()
        return self._row(index).at if index.isValid() else -1

    def _row(self, index: QModelIndex) -> RowLook:
        model = index.model()
        assert isinstance(model, RowsModel)  # noqa: S101 - each table of this screen has one
        row: RowLook = model.row_at(index)
        return row

    def _table(self, columns: tuple[ReportColumn, ...]) -> DataTable:
        table = self.tables.get(columns)
        if table is None:
            table = self.tables[columns] = self._made(columns)
            self._stack.addWidget(table)
        self._stack.setCurrentWidget(table)
        return table

    def _made(self, columns: tuple[ReportColumn, ...]) -> DataTable:
        last = len(columns) - 1
        model = RowsModel([_column(each, at, last) for at, each in enumerate(columns)])
        table = DataTable(model, "", tall=True)
        table.setItemDelegateForColumn(0, NotedCell(table))
        table.setSortingEnabled(False)
        table.setAccessibleName(self._words.say("ui.reports.field.table"))
        table.activated_row.connect(self._activated)
        table.selectionModel().currentChanged.connect(self._moved)
        return table

    @Slot(object)
    def _activated(self, row: RowLook) -> None:
        table = self._stack.currentWidget()
        assert isinstance(table, DataTable)  # noqa: S101 - the stack holds nothing else
        self.opened.emit(row.at, table.currentIndex().column())

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._drawing:
            self.moved.emit(self._row(index).at)

    def _move_focus(self, table: DataTable, name: str, turn: int) -> None:
        if self._caret.due(turn):
            self._caret.give(table if name == "table" else self.fields.editor(name))

    def _lay_out(self, names: Sequence[str]) -> None:
        space = theme.current().metrics.space
        line = QHBoxLayout()
        line.setSpacing(space(3))
        for name in names:
            line.addWidget(self.fields.line(name), 3 if name == "note" else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(2), space(3), space(2))
        column.setSpacing(space(2))
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addLayout(line)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self.note)
        column.addWidget(self._notes)


class TabRow(QWidget):
    """``chosen(at)``: one button for each table of a report."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown, self._group = Shown(), QButtonGroup(self)
        self._line = WrapLayout(self, gap=theme.current().metrics.space(1))
        self.buttons: list[QPushButton] = []

    def show_tabs(self, titles: tuple[str, ...], at: int) -> None:
        """Show the titles, one of them chosen; of one alone there is no choice."""
        if self._shown.differs("titles", titles):
            while len(self.buttons) < len(titles):
                self._add()
            for number, button in enumerate(self.buttons):
                button.setVisible(number < len(titles))
                text = titles[number] if number < len(titles) else ""
                button.setText(text)
                button.setAccessibleName(text)
        if titles:
            self.buttons[at].setChecked(True)
        self.setVisible(bool(titles))

    def _add(self) -> None:
        at, button = len(self.buttons), QPushButton()
        button.setProperty("role", "chip")
        button.setCheckable(True)
        button.clicked.connect(lambda _on: self.chosen.emit(at))
        self._group.addButton(button)
        self.buttons.append(button)
        self._line.addWidget(button)


class NotePane(Panel):
    """口径: what the chosen figure is, with numerator and denominator."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.text = label(wrap=True)
        self.text.setAccessibleName(title)
        self.box.addWidget(label(title, "dim"))
        self.box.addWidget(self.text)

    def show_note(self, text: str) -> None:
        """Show a definition, or nothing."""
        self.text.setText(text)
        self.setVisible(bool(text))


def _column(column: ReportColumn, at: int, last: int) -> Column:
    def text(row: RowLook) -> str:
        return row.texts[at] if at < len(row.texts) else ""

    first = at == 0
    right = column.align == "right"
    return Column(
        column.title,
        text,
        width=0 if first else _NUMBER_WIDTH if right else _TEXT_WIDTH,
        grow=first,
        right=right,
        kind=(lambda row: row.tone) if at == last else None,
        spare=0 if first else at,
    )
