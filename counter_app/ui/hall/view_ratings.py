"""好差评 on the screen: four figures, the tickets of bad ratings or what clerks were rated, and one act at a time."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter_app.domain.rating_figures import RatingCounts, rating_figures
from counter_app.domain.rating_operation import CallResult, Verdict
from counter_app.ui import theme
from counter_app.ui.caret import Caret
from counter_app.ui.hall.look_ratings import RatingsLook, look
from counter_app.ui.hall.state_ratings import FIELDS, PERIOD, RatingsState
from counter_app.ui.hall.view_figure import FigureRow
from counter_app.ui.hall.view_reports import TabRow
from counter_app.ui.looks import Choice
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

_SHARES = tuple(each.definition for each in rating_figures(RatingCounts()))
_ACROSS = 2


class RatingsScreen(QWidget):
    """``moved(rating)`` and ``opened(rating)`` of tickets, ``table_chosen(at)``; decides nothing."""

    moved = Signal(str)
    opened = Signal(str)
    table_chosen = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words, self._shown, self._drawing = words, Shown(), False
        self._caret = Caret(self)
        self._chosen = ""
        self.fields = Fields(words, self, "ratings")
        self.head, self.figures, self.tabs = QWidget(), FigureRow(), TabRow()
        self._facts, self._apart = label(role="dim", wrap=True), label(role="dim", wrap=True)
        self._note = label(role="dim", wrap=True)
        self.tickets = DataTable(RowsModel(_ticket_columns(words)), "", tall=True)
        self.clerks = DataTable(RowsModel(_clerk_columns(words)), "", tall=True)
        self._stack = QStackedWidget()
        self.course, self._lines = Panel(words.say("ui.ratings.course.title")), label(wrap=True)
        self.course.box.addWidget(self._lines)
        self.form = FormPanel(words, self.fields)
        self._wire()
        self._lay_out()

    @property
    def said(self) -> str:
        """The course that stands there."""
        return self._lines.text()

    def show_state(self, state: RatingsState) -> None:
        """Draw a state."""
        self.show_look(look(self._words, state))

    def show_look(self, look: RatingsLook) -> None:
        """Draw what a state looks like."""
        for made, text in (
            (self._facts, look.facts),
            (self._apart, look.apart),
            (self._note, look.note),
        ):
            made.setText(text)
            made.setVisible(bool(text))
        self.figures.show_cards(look.cards)
        self.tabs.show_tabs(look.tabs, look.tab)
        # one ticket takes the room of the figures, and an act that of the list
        self.head.setVisible(not look.course)
        self.figures.setVisible(bool(look.cards) and not look.course)
        self.tabs.setVisible(bool(look.tabs) and not look.course)
        self._stack.setVisible(not look.form)
        self.fields.show(look.fields)
        self._show_tables(look)
        self._lines.setText("\n".join(look.course))
        self.course.setVisible(bool(look.course))
        self.form.show_form(look.form, look.asks)
        self._move_focus(look.focus.field, look.focus.turn)

    def _show_tables(self, look: RatingsLook) -> None:
        self._drawing = True
        self._stack.setCurrentWidget((self.tickets, self.clerks)[look.tab])
        for table, rows in ((self.tickets, look.tickets), (self.clerks, look.clerks)):
            table.show_empty(look.empty)
            _model(table).set_rows(rows)
        self._chosen = look.chosen
        self._place_choice()
        self._drawing = False

    @Slot()
    def _place_choice(self) -> None:
        """The chosen ticket stays chosen wherever sorting takes it."""
        rows = [each.rating for each in _model(self.tickets).rows]
        at = self.tickets.currentIndex()
        if self._chosen in rows and rows.index(self._chosen) != at.row():
            row = rows.index(self._chosen)
            self.tickets.setCurrentIndex(_model(self.tickets).index(row, max(0, at.column())))

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._drawing:
            self.moved.emit(_model(self.tickets).row_at(index).rating)

    def _move_focus(self, name: str, turn: int) -> None:
        if self._caret.due(turn):
            self._caret.give(
                self._stack.currentWidget() if name == "table" else self.fields.editor(name)
            )

    def _wire(self) -> None:
        say = self._words.say
        self.tickets.setAccessibleName(say("ui.ratings.field.table"))
        self.clerks.setAccessibleName(say("ui.ratings.field.clerks"))
        self.tickets.activated_row.connect(lambda row: self.opened.emit(row.rating))
        self.tickets.selectionModel().currentChanged.connect(self._moved)
        _model(self.tickets).layoutChanged.connect(self._place_choice)
        self.tabs.chosen.connect(self.table_chosen)
        for each in (self.tickets, self.clerks):
            self._stack.addWidget(each)

    def _lay_out(self) -> None:
        space = theme.current().metrics.space
        head = QHBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(space(3))
        head.addWidget(self.fields.line(PERIOD), 1)
        told = QVBoxLayout()
        told.addStretch(1)
        told.addWidget(self._facts)
        told.addWidget(self._apart)
        head.addLayout(told, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(2), space(3), space(2))
        column.setSpacing(space(2))
        column.addWidget(self.head)
        column.addWidget(self.figures)
        column.addWidget(self.tabs)
        column.addWidget(self._note)
        column.addWidget(self._stack, 1)
        column.addWidget(self.form)
        column.addWidget(self.course)
        column.addStretch(0)


class FormPanel(Panel):
    """The fields of the act that is typed."""

    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        space = theme.current().metrics.space
        self._shown, self._title = Shown(), label(role="heading", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space(3))
        self._grid.setVerticalSpacing(space(2))
        choices = {
            "result": tuple(_choice(words, "rating.call", each.value) for each in CallResult),
            "verdict": tuple(_choice(words, "rating.verdict", each.value) for each in Verdict),
            "again": tuple(_choice(words, "ui.ratings.again", each) for each in ("no", "yes")),
        }
        self._lines = {
            name: fields.choice(name, choices[name]) if name in choices else fields.line(name)
            for name in FIELDS
        }
        for each in self._lines.values():
            each.setParent(self)
        self.box.addWidget(self._title)
        self.box.addLayout(self._grid)
        self.hide()

    def show_form(self, title: str, names: tuple[str, ...]) -> None:
        """Show an act's fields beside one another; without a title there is no act."""
        if not self._shown.differs("form", (title, names)):
            return
        self._title.setText(title)
        for each in self._lines.values():
            self._grid.removeWidget(each)
        for at, name in enumerate(names):
            self._grid.addWidget(self._lines[name], at // _ACROSS, at % _ACROSS)
        self.setVisible(bool(title))


def _model(table: DataTable) -> RowsModel:
    model = table.model()
    assert isinstance(model, RowsModel)  # noqa: S101 - the tables of this screen have one
    return model


def _choice(words: Words, area: str, name: str) -> Choice:
    return Choice(name, words.say(f"{area}.{name}"))


def _ticket_columns(words: Words) -> tuple[Column, ...]:
    def title(name: str) -> str:
        return words.say(f"ui.ratings.column.{name}")

    return (
        Column(
            title("state"),
            lambda row: row.state,
            width=190,
            sort_key=lambda row: row.stage_at,
            kind=lambda row: row.kind,
        ),
        Column(
            title("age"),
            lambda row: row.age,
            width=80,
            right=True,
            sort_key=lambda row: row.age_days,
        ),
        Column(
            title("due"),
            lambda row: row.due,
            width=130,
            sort_key=lambda row: row.due_on,
            kind=lambda row: row.due_kind,
        ),
        Column(title("owner"), lambda row: row.owner, width=110, spare=1),
        Column(title("item"), lambda row: row.item, grow=True),
        Column(
            title("level"),
            lambda row: row.level,
            width=130,
            sort_key=lambda row: row.level_at,
            spare=2,
        ),
        Column(title("tags"), lambda row: row.tags, width=260, spare=3),
    )


def _clerk_columns(words: Words) -> tuple[Column, ...]:
    def share(at: int, name: str) -> Column:
        return Column(
            words.say(f"ui.ratings.card.{name}"),
            lambda row: row.shares[at],
            width=170,
            right=True,
            sort_key=lambda row: row.orders[at],
        )

    return (
        Column(words.say("ui.ratings.column.clerk"), lambda row: row.name, width=140),
        *(share(at, name) for at, name in enumerate(_SHARES)),
        Column(words.say("ui.ratings.column.why"), lambda row: row.why, grow=True),
    )
