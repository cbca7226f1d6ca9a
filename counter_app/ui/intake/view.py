"""办件 on the screen: three columns, or one line of dates when the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from counter_app.services.desk import Desk
from counter_app.ui import theme
from counter_app.ui.caret import Caret
from counter_app.ui.intake.look_people import KINDS
from counter_app.ui.intake.looks import IntakeLook
from counter_app.ui.intake.presenter import IntakePresenter
from counter_app.ui.intake.state import Desktop
from counter_app.ui.intake.view_left import LeftPane
from counter_app.ui.intake.view_middle import MiddlePane
from counter_app.ui.intake.view_right import RightPane
from counter_app.ui.intake.wording import look
from counter_app.ui.looks import Choice
from counter_app.ui.scanner.watch import TAKES_SCANS
from counter_app.ui.widgets.fields import Fields

WIDE, TIGHT = 1366, 900
"""Widths at 100 %: from the one the right column stands, below the other all stands in one column."""
_UNBOUND = 16_777_215
"""Qt's own QWIDGETSIZE_MAX."""
_SCANNED_INTO = ("number", "body_code")


class IntakeScreen(QWidget):
    """Draws a state and reports what the clerk does; it decides nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        words = desk.words
        self._desk = desk
        self._presenter: IntakePresenter | None = None
        self._state: Desktop | None = None
        self._drawing, self._caret = False, Caret(self)
        self._drawn: tuple[Desktop | None, bool] = (None, False)
        # the page that the caret goes to is laid out only after this turn of the event loop
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._bring_into_view)
        self.fields = Fields(words, self, "intake")
        kinds = tuple(Choice(each, words.say(f"ui.intake.kind.{each}")) for each in KINDS)
        self.left = LeftPane(words, self.fields, kinds)
        self.middle = MiddlePane(words, self.fields)
        self.right = RightPane(words)
        self.fields.adopt("materials", self.middle.table)
        self.fields.adopt("sheet", self.middle.sheet.list)
        self._lay_out()
        for name in _SCANNED_INTO:
            self._let_scan_into(name)

    def bind(self, presenter: IntakePresenter) -> None:
        """Let the presenter hear what is done."""
        self._presenter = presenter
        parts, middle = presenter.parts, self.middle
        self.fields.hands = _Hands(presenter)
        middle.search.typed.connect(lambda text: presenter.type_text("search", text))
        middle.search.chosen.connect(self._entered_search)
        middle.search.stepped_back.connect(parts.search.close)
        middle.popup.picked.connect(parts.search.choose)
        middle.popup.starred.connect(parts.favourites.toggle)
        middle.row_moved.connect(presenter.move_row)
        middle.row_entered.connect(lambda: presenter.enter("materials"))
        middle.situation_chosen.connect(parts.search.choose_situation)
        middle.sheet.moved.connect(parts.sheets.move)
        middle.sheet.taken.connect(parts.sheets.enter)

    def show_state(self, state: Desktop) -> None:
        """Draw a state; what changes it meanwhile is drawn after it."""
        self._state = state
        if self._drawing:
            return
        self._drawing = True
        wide = self._is_wide()
        drawn, was_wide = self._drawn
        while drawn is not self._state or was_wide != wide:
            drawn, was_wide = self._drawn = self._state, wide
            self._draw(look(self._desk, drawn), wide=wide)
        self._drawing = False

    def chosen_hit(self) -> int:
        """The row of the open list of hits, -1 when it is closed."""
        return self.middle.popup.current

    def copy(self, text: str) -> None:
        """Put a text into the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def clear_copied(self, text: str) -> None:
        """Empty the clipboard if that text is still in it."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() == text:
            clipboard.clear()

    def focus_again(self) -> None:
        """Put the caret where it belongs, as when the place is entered."""
        self._caret.forget()
        if self._state is not None:
            self._move_focus(self._state.focus.field, self._state.focus.turn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has a line of dates for its right column, a tight one has one column."""
        super().resizeEvent(event)
        self._fit()
        self._follow.start()

    def _let_scan_into(self, name: str) -> None:
        field = self.fields.editor(name)
        if field is not None:
            field.setProperty(TAKES_SCANS, True)  # noqa: FBT003  Qt's own signature

    def _entered_search(self) -> None:
        if self._presenter is not None and not self.middle.popup.isVisible():
            self._presenter.enter("search")

    def _draw(self, look: IntakeLook, *, wide: bool) -> None:
        self.fields.show(look.fields)
        self.left.kind.setVisible(look.kind_open)
        self.fields.show_choice("kind", look.kind)
        self.left.show_look(look, wide=wide)
        self.middle.show_look(look)
        self.middle.dates_line.setVisible(not wide and bool(look.dates_line))
        self.right.set_wide(wide=wide)
        self.right.show_look(look)
        self._move_focus(look.focus.field, look.focus.turn)

    def _move_focus(self, name: str, turn: int) -> None:
        if not self._caret.due(turn):
            return
        named: dict[str, QWidget] = {
            "search": self.middle.search,
            "materials": self.middle.table,
            "sheet": self.middle.sheet.list,
        }
        self._caret.give(named.get(name) or self.fields.editor(name), select=name != "search")
        self._follow.start()

    def _lay_out(self) -> None:
        space = theme.current().metrics.space
        body = QWidget()
        body.setObjectName("scrolled")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._columns.setContentsMargins(space(3), space(3), space(3), space(3))
        self._columns.setSpacing(space(3))
        self._columns.addWidget(self.left, 0)
        self._columns.addWidget(self.middle, 1)
        self._columns.addWidget(self.right, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(body)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.verticalScrollBar().valueChanged.connect(self._moved)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    @Slot()
    def _moved(self) -> None:
        self.middle.popup.follow()

    def _is_wide(self) -> bool:
        return self.window().width() >= theme.current().metrics.px(WIDE)

    def _fit(self) -> None:
        metrics, wide = theme.current().metrics, self._is_wide()
        tight = self.window().width() < metrics.px(TIGHT)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if tight else directions.LeftToRight)
        self.middle.set_tight(tight=tight)
        side = metrics.px(320 if wide else 300)
        self.left.setMaximumWidth(_UNBOUND if tight else side)
        self.left.setMinimumWidth(0 if tight else side)
        self.right.setMaximumWidth(_UNBOUND if tight else metrics.px(280))
        self.right.setMinimumWidth(0 if tight else metrics.px(240))
        if self._state is not None:
            self.show_state(self._state)

    @Slot()
    def _bring_into_view(self) -> None:
        """What is to be read or typed next stands at the top when not all of it has room."""
        self._moved()
        target = self.middle.result if self.middle.result.isVisible() else self.focusWidget()
        if target is None:
            return
        gap, bar = theme.current().metrics.space(5), self._scroll.verticalScrollBar()
        top = target.mapTo(self._scroll.widget(), QPoint(0, 0)).y()
        below = self._scroll.viewport().height() < bar.maximum()
        if below and target in (self.middle.search, self.middle.table, self.middle.result):
            bar.setValue(top - gap)
        else:
            self._scroll.ensureWidgetVisible(target, 0, gap)


class _Hands:
    """Fields' words to the presenter; a kind is chosen, everything else is typed."""

    def __init__(self, presenter: IntakePresenter) -> None:
        self._presenter = presenter

    def type_text(self, name: str, text: str) -> None:
        if name == "kind":
            self._presenter.parts.applicants.choose_kind(text)
        else:
            self._presenter.type_text(name, text)

    def enter(self, name: str) -> None:
        self._presenter.enter("name" if name == "kind" else name)

    def left(self, name: str) -> None:
        self._presenter.left(name)

    def at(self, name: str) -> None:
        self._presenter.at(name)
