"""出证 on the screen: the lists, the page beside them, the drawer's bar below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from counter_app.services.desk import Desk
from counter_app.ui import theme
from counter_app.ui.caret import Caret
from counter_app.ui.certificates.looks import CounterLook
from counter_app.ui.certificates.presenter import CertificatesPresenter
from counter_app.ui.certificates.state import Counter
from counter_app.ui.certificates.view_form import FormPane
from counter_app.ui.certificates.view_list import ListPane
from counter_app.ui.certificates.view_page import RightPane
from counter_app.ui.certificates.view_stock import StockBar
from counter_app.ui.certificates.wording import look
from counter_app.ui.widgets.fields import Fields

TIGHT = 900
"""Width at 100 % below which all stands in one column."""
PAGE_LEAST = 420
"""What a page needs to be read, in pixels at 100 %."""


class CertificatesScreen(QWidget):
    """Draws a state and reports what the clerk does; it decides nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter: CertificatesPresenter | None = None
        self._state: Counter | None = None
        self._drawing, self._caret = False, Caret(self)
        # what the caret goes to is laid out only after this turn of the event loop
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._bring_into_view)
        self.fields = Fields(desk.words, self, "certificates")
        self.lists, self.right = ListPane(desk.words, self.fields), RightPane()
        self.form, self.stock = FormPane(desk.words, self.fields), StockBar()
        self.fields.adopt("table", self.lists.table)
        self.fields.adopt("form", self.form.list)
        self.fields.adopt("search", self.lists.search)
        self._lay_out()

    def bind(self, presenter: CertificatesPresenter) -> None:
        """Let the presenter hear what is done."""
        self._presenter, parts = presenter, presenter.parts
        self.fields.hands = presenter
        search = self.lists.search
        search.typed.connect(lambda text: presenter.type_text("search", text))
        search.chosen.connect(lambda: presenter.enter("search"))
        search.stepped_back.connect(presenter.step_back)
        search.moved.connect(self._step)
        self.lists.tab_chosen.connect(parts.lists.press_tab)
        self.lists.line_chosen.connect(parts.lists.choose)
        self.lists.line_entered.connect(lambda: presenter.enter("table"))
        self.form.moved.connect(presenter.move_row)
        self.form.taken.connect(lambda: presenter.enter("form"))
        self.form.import_asked.connect(self._pick_file)
        self.stock.pressed.connect(parts.drawer.press)

    def show_state(self, state: Counter) -> None:
        """Draw a state; what changes it meanwhile is drawn after it."""
        self._state = state
        if self._drawing:
            return
        self._drawing = True
        drawn: Counter | None = None
        while drawn is not self._state:
            drawn = self._state
            self._draw(look(self._desk, drawn))
        self._drawing = False

    def focus_again(self) -> None:
        """Put the caret where it belongs, as when the place is entered."""
        self._caret.forget()
        if self._state is not None:
            self._move_focus(self._state.focus.field, self._state.focus.turn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A tight window has one column."""
        super().resizeEvent(event)
        metrics = theme.current().metrics
        tight = self.window().width() < metrics.px(TIGHT)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if tight else directions.LeftToRight)
        self.right.setMinimumWidth(0 if tight else metrics.px(PAGE_LEAST))

    def import_file(self, path: str) -> None:
        """Take a file that was picked, empty when none was."""
        if path and self._presenter is not None:
            self._presenter.parts.post.import_file(path)

    @Slot()
    def _pick_file(self) -> None:
        kinds = self._desk.words.say("ui.certificates.post.kinds")
        picker = QFileDialog(self, self._desk.words.say("ui.certificates.post.import"), "", kinds)
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
        picker.fileSelected.connect(self.import_file)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.open()

    @Slot()
    def _bring_into_view(self) -> None:
        """A large type leaves room for little more than what is typed in now."""
        target = self.focusWidget()
        if target is not None and target is not self.lists.table:
            self._scroll.ensureWidgetVisible(target, 0, theme.current().metrics.space(5))

    @Slot(int)
    def _step(self, step: int) -> None:
        """Arrows in the search walk through the list."""
        table = self.lists.table
        row = table.currentIndex().row() + step
        last = table.model().rowCount() - 1
        table.setCurrentIndex(table.model().index(min(max(0, row), last), 0))

    def _draw(self, look: CounterLook) -> None:
        self.fields.show(look.fields)
        self.lists.show_look(look)
        self.lists.search.show_text(self._state.text("search") if self._state else "")
        if look.form is not None:
            self.form.show_form(look.form)
        self.lists.setVisible(look.form is None)
        self.form.setVisible(look.form is not None)
        self.right.show_look(look)
        lonely = look.form is not None and look.form.wide
        there = look.page is not None or look.person is not None or bool(look.papers)
        self.right.setVisible(bool(look.person or look.papers) if lonely else there)
        self.stock.show_stock(look.stock_title, look.stock, look.keys)
        self._move_focus(look.focus.field, look.focus.turn)

    def _move_focus(self, name: str, turn: int) -> None:
        if self._caret.due(turn):
            self._caret.give(self._target(name), select=name != "search")
            self._follow.start()

    def _target(self, name: str) -> QWidget | None:
        if name == "form" and self.form.list.isHidden() and not self.form.ledger.isHidden():
            return self.form.ledger
        named = {
            "search": self.lists.search,
            "table": self.lists.table,
            "form": self.form.list,
        }
        return named.get(name) or self.fields.editor(name)

    def _lay_out(self) -> None:
        space = theme.current().metrics.space
        body = QWidget()
        body.setObjectName("scrolled")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._columns.setContentsMargins(space(3), space(3), space(3), space(2))
        self._columns.setSpacing(space(3))
        self._columns.addWidget(self.lists, 3)
        self._columns.addWidget(self.form, 3)
        self._columns.addWidget(self.right, 2)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QVBoxLayout()
        foot.setContentsMargins(space(3), 0, space(3), space(2))
        foot.addWidget(self.stock)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
