"""The page on which a person rates: five levels, the level's tags, and skipping as large as sending."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter_app.domain.rating import LEVELS, TAGS, Level
from counter_app.ui import theme
from counter_app.ui.citizen.state import ChoiceLook, CitizenState, RateLook
from counter_app.ui.citizen.touch import BothText, Surface, TouchButton
from counter_app.ui.widgets.text import label

TAG_COLUMNS = 2
_NARROW = 3
_NONE = RateLook()


class ChoiceButton(TouchButton):
    """A button that stays pressed while its choice is chosen; ``id`` is what a touch says."""

    def __init__(self, role: str = "choice") -> None:
        super().__init__(role)
        self.setCheckable(True)
        self.id = ""

    def show_choice(self, look: ChoiceLook) -> None:
        """Show a choice; the sign tells it without colour, as the tick does when it is chosen."""
        self.id = look.id
        self.show_text(look.text)
        mark = "✓ " if look.chosen else ""
        above = f"{look.sign}\n" if look.sign else ""
        self.setText(f"{mark}{above}{self.text()}")
        self.setChecked(look.chosen)
        self.ensurePolished()  # a style sheet's own least height would let the words be cut
        self.setMinimumHeight(self.sizeHint().height())


class RatePage(QWidget):
    """``pressed(what)`` as ``RatingPresenter.press`` takes it."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        metrics = theme.current().metrics
        self._title, self._hint = BothText("title"), BothText("large")
        self._error = label(role="large", wrap=True, kind="danger")
        self.levels = [ChoiceButton() for _ in LEVELS]
        self.tags = [ChoiceButton("tag") for _ in TAGS[Level.GOOD]]
        self.anonymous = ChoiceButton()
        self.skip, self.submit = TouchButton(), TouchButton("main")
        column = QVBoxLayout(self)
        column.setContentsMargins(*([metrics.space(5)] * 4))
        column.setSpacing(metrics.space(3))
        for each in (self._title, self._hint, self._error):
            column.addWidget(each)
        self._grid = QGridLayout()
        self._grid.setSpacing(metrics.space(3))
        self._columns = 0
        self._spread(len(self.levels))
        column.addWidget(_surface(self._grid, self.tags), 1)
        column.addLayout(_row(self.skip, self.anonymous, self.submit))
        for button in (*self.levels, *self.tags, self.anonymous):
            button.clicked.connect(self._chosen)
        self.skip.clicked.connect(self._skipped)
        self.submit.clicked.connect(self._sent)

    def show_state(self, state: CitizenState) -> None:
        """Show what is asked and what is chosen; without a question nothing of the last one stays."""
        look = state.rate or _NONE
        self._title.show_text(state.title)
        self._hint.show_text(state.hint)
        self._hint.setVisible(not state.error and bool(state.hint.first))
        self._error.setText(state.error)
        self._error.setVisible(bool(state.error))
        for buttons, choices in ((self.levels, look.levels), (self.tags, look.tags)):
            for at, button in enumerate(buttons):
                button.show_choice(choices[at] if at < len(choices) else ChoiceLook())
        self.anonymous.show_choice(look.anonymous)
        self._fit()
        self.skip.show_text(look.skip)
        self.submit.show_text(look.submit)
        self.submit.setEnabled(look.ready)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the levels in two rows where their words do not fit into one."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics, gap = theme.current().metrics, self._grid.spacing()
        room = self.width() - metrics.space(5) * 2 - metrics.space(4)
        widest = max(each.sizeHint().width() for each in self.levels)
        one_row = widest * len(self.levels) + gap * (len(self.levels) - 1) <= room
        self._spread(len(self.levels) if one_row else _NARROW)

    def _spread(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, each in enumerate(self.levels):
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            self._grid.addWidget(each, at // columns, at % columns)
        for at in range(len(self.levels)):
            self._grid.setColumnStretch(at, int(at < columns))

    def _chosen(self) -> None:
        button = self.sender()
        if isinstance(button, ChoiceButton):
            self.pressed.emit(button.id)

    def _skipped(self) -> None:
        self.pressed.emit("skip")

    def _sent(self) -> None:
        self.pressed.emit("submit")


def _row(*buttons: TouchButton) -> QHBoxLayout:
    """All alike in size."""
    row = QHBoxLayout()
    row.setSpacing(theme.current().metrics.space(3))
    for each in buttons:
        each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(each, 1)
    return row


def _surface(levels: QGridLayout, tags: list[ChoiceButton]) -> Surface:
    """The levels over the tags; where there is no room for all they are pushed with a finger."""
    metrics = theme.current().metrics
    inner, grid = QWidget(), QGridLayout()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, metrics.space(2), 0)
    column.setSpacing(metrics.space(3))
    column.addLayout(levels)
    column.addLayout(grid)
    column.addStretch(1)
    grid.setSpacing(metrics.space(2))
    for at, each in enumerate(tags):
        each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        grid.addWidget(each, at // TAG_COLUMNS, at % TAG_COLUMNS)
    return Surface(inner)
