"""The opening check on the screen: lights on the left, what was left over on the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui import theme
from counter_app.ui.opening.state import OpeningState
from counter_app.ui.widgets.checks import CheckLine, CheckList
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.message import MessageLine
from counter_app.ui.widgets.second import SecondPanel
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

SIDE_BY_SIDE = 1000
"""From this width at 100 % what was left stands beside the checks, else below them."""


class OpeningScreen(QWidget):
    """``selected(row)``, -1 for none; ``entered`` on a click or double click; ``asked_again``."""

    selected = Signal(int)
    entered = Signal()
    asked_again = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        metrics = theme.current().metrics
        self._title, self.restored = label(role="title", wrap=True), MessageLine()
        self.restored.setProperty("inset", "false")
        self.list = CheckList()
        self.fields = Fields(words, self, "second")
        self.second = SecondPanel(self.fields)
        self._left_title = label(role="heading", wrap=True)
        self._model = RowsModel(_columns(words))
        self.table = _Leftovers(self._model, words.say("ui.opening.nothing_left"))
        self.table.setAccessibleName(words.say("ui.opening.leftovers_name"))
        self.open_button, self.again_button = _OpenButton(), QPushButton()
        self.two_button = QPushButton()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(metrics.space(4))
        self._halves.addWidget(self._checks_panel(), 5)
        self._halves.addWidget(self._left_panel(), 4)
        self._stack()
        self._wire()

    def show_state(self, state: OpeningState) -> None:
        """Draw a state; the focus stays where it is."""
        self._title.setText(state.title)
        self.list.show_checks(state.checks)
        self.second.show_state(state.sign)
        self.two_button.setText(f"{state.two}  Alt+T")
        self.two_button.setVisible(bool(state.two))
        if not state.restored:
            self.restored.clear()
        elif self.restored.said[0] != state.restored:
            self.restored.say(state.restored, kind="good")
        self._left_title.setText(state.leftovers_title)
        self._model.set_rows(state.leftovers)
        self._choose(state.row)
        self.open_button.setText(f"{state.enter}  Enter")
        self.open_button.setAccessibleName(state.enter)
        self.again_button.setText(f"{state.again}  F5")
        self.again_button.setAccessibleName(state.again)

    @property
    def checks(self) -> dict[str, CheckLine]:
        """The lines that stand, by name."""
        return self.list.lines

    def focus_open(self) -> None:
        """Put the focus on the button that opens the window."""
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.current().metrics.px(SIDE_BY_SIDE)
        direction = QBoxLayout.Direction
        self._halves.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _choose(self, row: int) -> None:
        if row == self.table.currentIndex().row():
            return
        if row < 0:
            self.table.setCurrentIndex(QModelIndex())
        else:
            self.table.selectRow(row)

    def _wire(self) -> None:
        self.open_button.clicked.connect(self.entered)
        self.open_button.reached.connect(self._none_selected)
        self.open_button.stepped_down.connect(self.table.setFocus)
        self.again_button.clicked.connect(self.asked_again)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.activated_row.connect(self._row_opened)

    @Slot()
    def _none_selected(self) -> None:
        self.selected.emit(-1)

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.selected.emit(now.row())

    @Slot(object)
    def _row_opened(self, _row: object) -> None:
        self.entered.emit()

    def _stack(self) -> None:
        metrics = theme.current().metrics
        head = QHBoxLayout()
        head.setSpacing(metrics.space(2))
        head.addWidget(self._title, 1)
        for button in (self.two_button, self.again_button, self.open_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([metrics.space(4)] * 4))
        column.setSpacing(metrics.space(3))
        column.addLayout(head)
        column.addWidget(self.restored)
        column.addWidget(self.second)
        column.addLayout(self._halves, 1)
        QWidget.setTabOrder(self.again_button, self.open_button)
        QWidget.setTabOrder(self.open_button, self.table)

    def _checks_panel(self) -> Panel:
        panel = Panel()
        panel.box.addWidget(self.list)
        panel.box.addStretch(1)
        return panel

    def _left_panel(self) -> Panel:
        panel = Panel()
        panel.box.addWidget(self._left_title)
        panel.box.addWidget(self.table, 1)
        self.table.setMinimumHeight(theme.current().metrics.px(160))
        return panel


class _OpenButton(QPushButton):
    """The obvious act: ``reached`` when it gets the focus, ``stepped_down`` on the arrow key."""

    reached = Signal()
    stepped_down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "main")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.stepped_down.emit()
        else:
            super().keyPressEvent(event)


class _Leftovers(DataTable):
    """The first row is chosen when the clerk comes here."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.selectRow(0)


def _columns(words: Words) -> tuple[Column, ...]:
    def say(name: str) -> str:
        return words.say(f"ui.opening.column.{name}")

    return (
        Column(say("title"), lambda row: row.title, grow=True),
        Column(say("detail"), lambda row: row.detail),
        Column(say("state"), lambda row: row.state, kind=lambda row: row.kind),
    )
