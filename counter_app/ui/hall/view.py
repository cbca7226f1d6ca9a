"""The page of the living day: head, figures, strip of minutes, windows beside what to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from counter_app.domain.figures import Basis
from counter_app.ui import theme
from counter_app.ui.hall.looks import LiveLook
from counter_app.ui.hall.view_figure import FigureRow
from counter_app.ui.hall.view_windows import AlertsPane, WindowsPane
from counter_app.ui.looks import Choice
from counter_app.ui.widgets.message import MessageLine
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import Panel, label, set_kind
from counter_app.ui.widgets.throughput import ThroughputStrip
from counter_app.ui.widgets.wrapping import WrapLayout
from counter_app.words import Words

WIDE = 900
"""Pixels at 100 % from which windows and alerts stand side by side."""


ALERTS = 250
"""Width of what to look at, at 100 %, where it stands beside."""
_FREE = 16_777_215
"""Qt's own greatest width."""


class LiveScreen(QWidget):
    """Draws a look and reports what is done; it decides nothing."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._shown = Shown()
        self.head, self.figures = HeadPane(words), FigureRow()
        self.strip = ThroughputStrip()
        self.reading, self.beside = label(role="strong", wrap=True), label(role="dim", wrap=True)
        self.windows, self.alerts = WindowsPane(words), AlertsPane(words)
        self._target: QWidget = self.strip
        # what the keys go to is laid out only after this turn of the event loop
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._bring_into_view)
        self._hint = words.say("ui.hall.strip.hint")
        self._lay_out()

    def show_look(self, look: LiveLook) -> None:
        """Show a look; what is the same is not touched."""
        self.head.show_look(look)
        self.figures.show_cards(look.cards)
        self.strip.show_look(look.strip)
        if self._shown.differs("reading", look.strip.reading):
            self.reading.setText(look.strip.reading or self._hint)
            set_kind(self.reading, "role", "body" if look.strip.reading else "dim")
        if self._shown.differs("beside", look.beside):
            self.beside.setText(" ".join(look.beside))
            self.beside.setVisible(bool(look.beside))
        self.windows.show_rows(look.windows, look.windows_empty)
        self.alerts.show_alerts(look.alerts_title, look.alerts_empty, look.alerts)

    def go_to(self, target: QWidget) -> None:
        """Let the keys go to a part of the page, and bring it into view."""
        target.setFocus()
        self._target = target
        self._follow.start()

    def is_seen(self) -> bool:
        """Whether anybody can see it."""
        return self.isVisible() and not self.window().isMinimized()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand one under another where there is no room beside."""
        super().resizeEvent(event)
        wide = self.width() >= theme.current().metrics.px(WIDE)
        direction = QBoxLayout.Direction
        self._below.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self.alerts.setMaximumWidth(theme.current().metrics.px(ALERTS) if wide else _FREE)
        self.alerts.setMinimumWidth(theme.current().metrics.px(ALERTS) if wide else 0)

    @Slot()
    def _bring_into_view(self) -> None:
        self._scroll.ensureWidgetVisible(self._target, 0, theme.current().metrics.space(3))

    def _lay_out(self) -> None:
        space = theme.current().metrics.space
        body = QWidget()
        body.setObjectName("scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(*(space(step) for step in (3, 2, 3, 2)))
        column.setSpacing(space(2))
        minutes = Panel()
        minutes.box.setContentsMargins(space(2), space(1), space(2), space(1))
        minutes.box.setSpacing(space(1))
        minutes.box.addWidget(self.strip, 1)
        minutes.box.addWidget(self.reading)
        minutes.box.addWidget(self.beside)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(space(2))
        self._below.addWidget(self.windows, 3)
        self._below.addWidget(self.alerts)
        column.addWidget(self.head)
        column.addWidget(self.figures)
        column.addWidget(minutes, 2)
        column.addLayout(self._below, 3)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


class HeadPane(QWidget):
    """Which day, of what, counted how; ``reach_chosen(id)``, ``basis_chosen(value)``, ``day_pressed(step)``."""

    reach_chosen = Signal(str)
    basis_chosen = Signal(str)
    day_pressed = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        space = theme.current().metrics.space
        self._shown, self._choices = Shown(), tuple[Choice, ...]()
        self.day, self.pill = label(role="title"), StatusPill()
        self.reach = QComboBox()
        self.reach.setAccessibleName(words.say("ui.hall.field.reach"))
        self.reach.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.reach.activated.connect(
            lambda row: self.reach_chosen.emit(str(self.reach.itemData(row)))
        )
        self.told = MessageLine()
        self.told.setProperty("inset", "false")
        self.basis: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QWidget()
        line = WrapLayout(row, gap=space(2))
        for step, name in ((-1, "before"), (1, "after")):
            line.addWidget(self._step(step, words.say(f"ui.hall.live.{name}")))
        line.addWidget(self.day)
        line.addWidget(self.reach)
        for each in Basis:
            line.addWidget(self._basis(each, words))
        line.addWidget(self.pill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(row)
        column.addWidget(self.told)

    def show_look(self, look: LiveLook) -> None:
        """Show what is looked at."""
        self.day.setText(look.day)
        self.pill.show_state(look.pill)
        self.basis[look.basis].setChecked(True)
        if self._shown.differs("reach", (look.reaches, look.reach)):
            self._show_reaches(look)
        if self._shown.differs("told", look.told):
            if look.told:
                self.told.say(look.told[0], "\n".join(look.told[1:]), "warning")
            else:
                self.told.clear()

    def _show_reaches(self, look: LiveLook) -> None:
        if look.reaches != self._choices:
            self._choices = look.reaches
            self.reach.clear()
            for each in look.reaches:
                self.reach.addItem(each.text, each.id)
        self.reach.setCurrentIndex(self.reach.findData(look.reach))

    def _step(self, step: int, text: str) -> QPushButton:
        button = QPushButton("‹" if step < 0 else "›")
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _on: self.day_pressed.emit(step))
        return button

    def _basis(self, basis: Basis, words: Words) -> QPushButton:
        button = QPushButton(words.say(f"ui.hall.basis.{basis.value}"))
        button.setProperty("role", "chip")
        button.setCheckable(True)
        button.clicked.connect(lambda _on: self.basis_chosen.emit(basis.value))
        self._group.addButton(button)
        self.basis[basis.value] = button
        return button
