"""The middle: item search, the material table, the result, the papers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui import theme
from counter_app.ui.intake.looks import IntakeLook, ItemLook, ResultLook, SampleLook
from counter_app.ui.intake.model import COLUMNS, material_model
from counter_app.ui.intake.view_sheet import SheetPane
from counter_app.ui.widgets.field import FieldLine
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.pages import PageStack
from counter_app.ui.widgets.papers import PapersPane
from counter_app.ui.widgets.picture import Picture
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.popup import PopupList
from counter_app.ui.widgets.search import SearchField
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.table import DataTable
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

_PAGES = ("empty", "materials", "result", "sheet")


class MiddlePane(QWidget):
    """``row_moved(row)`` and ``row_entered()`` of the table, ``situation_chosen(id)``."""

    row_moved = Signal(int)
    row_entered = Signal()
    situation_chosen = Signal(str)

    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        metrics = theme.current().metrics
        self.search = SearchField()
        self.popup = PopupList(self.search)
        self._shown, self._tight = Shown(), False
        self._situation = QComboBox()
        self._situation.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._situation.setMinimumContentsLength(6)
        self._situation.activated.connect(self._choose_situation)
        self._title, self._detail = label(role="heading", wrap=True), label(role="dim", wrap=True)
        self.dates_line = label(role="strong", wrap=True)
        self._copy_line = label(role="dim", wrap=True)
        self.papers = PapersPane()
        self.sheet = SheetPane(words, fields)
        self._materials = _MaterialsPage(words, fields)
        self.table = self._materials.table
        self.result = _ResultPage()
        self._empty = _EmptyPage()
        self._stack = PageStack(self._empty, self._materials, self.result, self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.space(2))
        column.addWidget(self._head(words, fields))
        column.addWidget(self.dates_line)
        column.addWidget(self._stack, 1)
        column.addWidget(self.papers)
        column.addWidget(self._copy_line)
        self.table.activated_row.connect(lambda _row: self.row_entered.emit())
        self.table.selectionModel().currentChanged.connect(self._row_changed)

    def show_look(self, look: IntakeLook) -> None:
        """Show a state."""
        if self.search.sought != look.fields["search"].text:  # what is being composed stays
            self.search.show_text(look.fields["search"].text)
        self.search.setPlaceholderText(look.fields["search"].hint)
        self._show_hits(look)
        self._show_item(look.item)
        self.dates_line.setText(look.dates_line)
        self._materials.show_look(look)
        self._show_sample(look.sample)
        self._show_page(look)
        if look.sheet is not None:
            self.sheet.show_sheet(look.sheet)
        self.papers.show_papers(look.papers_title, look.papers)
        if self._shown.differs("copy", look.copy_line):
            self._copy_line.setText(look.copy_line)
            self._copy_line.setVisible(bool(look.copy_line))

    def _show_page(self, look: IntakeLook) -> None:
        self._stack.setCurrentIndex(_PAGES.index(look.page))
        if look.result is not None and self._shown.differs("result", look.result):
            self.result.show_result(look.result)
        self._empty.show_texts(look.empty_title, look.empty_hint)

    def set_tight(self, *, tight: bool) -> None:
        """Where there is little room the table has number, name and state only."""
        self._tight = tight
        self._hide_columns()

    def _show_sample(self, sample: SampleLook | None) -> None:
        if self._shown.differs("sample", sample):
            self._materials.sample.show_sample(sample)
            self._hide_columns()

    def _hide_columns(self) -> None:
        sampled = not self._materials.sample.isHidden()
        hidden = {"originals", "copies", "remark"} if self._tight or sampled else set[str]()
        if self._tight and sampled:
            hidden.add("state")
        self.table.hide_columns(COLUMNS.index(name) for name in hidden)

    def _head(self, words: Words, fields: Fields) -> Panel:
        panel = Panel()
        row = QHBoxLayout()
        row.setSpacing(theme.current().metrics.space(3))
        row.addWidget(FieldLine(words.say("ui.intake.field.search"), self.search, name="search"), 3)
        self._situation_line = FieldLine(
            words.say("ui.intake.field.situation"), self._situation, name="situation"
        )
        row.addWidget(self._situation_line, 2)
        panel.box.addLayout(row)
        panel.box.addWidget(self._title)
        panel.box.addWidget(self._detail)
        fields.adopt("search", self.search)
        return panel

    def _show_hits(self, look: IntakeLook) -> None:
        wanted = look.hits if look.popup else ()
        closed = bool(wanted) and not self.popup.isVisible() and self.search.hasFocus()
        if self._shown.differs("hits", wanted) or closed:
            self.popup.show_rows(wanted)

    def _show_item(self, item: ItemLook) -> None:
        box = self._situation
        if self._shown.differs("situations", item.situations):
            box.clear()
            for each in item.situations:
                box.addItem(each.text, each.id)
        box.setCurrentIndex(box.findData(item.situation))
        if not self._shown.differs("item", item):
            return
        for text, line in ((item.title, self._title), (item.detail, self._detail)):
            line.setText(text)
            line.setVisible(bool(text))
        box.setEnabled(item.situation_open)
        self._situation_line.setVisible(bool(item.situations))

    def _choose_situation(self, row: int) -> None:
        self.situation_chosen.emit(str(self._situation.itemData(row)))

    def _row_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.row_moved.emit(index.row())


class _MaterialsPage(Panel):
    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        self._model, self._shown = material_model(words), Shown()
        self.table = DataTable(self._model, words.say("ui.intake.empty_item_hint"))
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(words.say("ui.intake.field.materials"))
        self.table.setMinimumHeight(theme.current().metrics.px(190))
        self._requirement = label(role="small", wrap=True)
        self._keys = label(role="dim", wrap=True)
        self.sample = SamplePane()
        beside = QHBoxLayout()
        beside.setSpacing(theme.current().metrics.space(3))
        beside.addWidget(self.table, 1)
        beside.addWidget(self.sample, 1)
        self.box.addLayout(beside, 1)
        self.box.addWidget(self._requirement)
        for name in ("fault", "until"):
            self.box.addWidget(fields.line(name))
        self.box.addWidget(self._keys)

    def show_look(self, look: IntakeLook) -> None:
        self._model.set_rows(look.materials)
        if look.materials and self.table.currentIndex().row() != look.row:
            self.table.setCurrentIndex(self._model.index(look.row, 0))
        self._keys.setText(look.state_keys)
        if self._shown.differs("requirement", look.requirement):
            self._requirement.setText(look.requirement)
            self._requirement.setVisible(bool(look.requirement))


class SamplePane(QWidget):
    """The sample form of the chosen material, with what the next press of its key does."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._hint = label(role="strong", wrap=True), label(role="dim", wrap=True)
        self.picture = Picture()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().metrics.space(1))
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self.picture, 1)
        self.hide()

    def show_sample(self, sample: SampleLook | None) -> None:
        """Show it, or nothing."""
        self.setVisible(sample is not None)
        if sample is not None:
            self._title.setText(sample.title)
            self._hint.setText(sample.hint)
            self.picture.show_picture(sample.picture)
            self.picture.setAccessibleName(sample.title)


class _ResultPage(Panel):
    """The case number and the date, as large as they are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self._state, self._title = StatusPill(), label(role="title")
        self._number = label(role="huge", wrap=True)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._aloud = label(role="huge", wrap=True)
        self.box.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch(1)
        self.box.addLayout(head)
        for each in (self._number, self._aloud):
            self.box.addWidget(each)
        self.box.addStretch(2)

    def show_result(self, look: ResultLook) -> None:
        self._title.setText(look.title)
        self._state.show_state(look.state)
        self._number.setText(look.number)
        self._aloud.setText(look.aloud)
        self._aloud.setVisible(bool(look.aloud))


class _EmptyPage(Panel):
    """What will appear here and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._hint = label(role="title", wrap=True), label(role="body", wrap=True)
        self.box.addStretch(1)
        for each in (self._title, self._hint):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.box.addWidget(each)
        self.box.addStretch(2)

    def show_texts(self, title: str, hint: str) -> None:
        self._title.setText(title)
        self._hint.setText(hint)
