"""The pages of the person's screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.citizen.pad import SignaturePad
from counter_app.ui.citizen.state import CitizenState, NoticeLook, RowLook
from counter_app.ui.citizen.touch import BothText, Surface, TouchButton
from counter_app.ui.icons import icon
from counter_app.ui.widgets.picture import Picture
from counter_app.ui.widgets.text import Panel, label, set_kind

SIDE_BY_SIDE = 900
"""Pixels at 100 % from which the notice stands beside the entries, not under them."""
_ICONS = {
    "mark": ("ph.fingerprint", "accent.text"),
    "done": ("ph.check-circle", "state.good"),
    "disputed": ("ph.chats", "accent.text"),
}


class CalmPage(QWidget):
    """One large sentence: the hall's name, thanks, where to put the finger."""

    def __init__(self) -> None:
        super().__init__()
        metrics = theme.current().metrics
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title, self._hint = BothText("huge", centred=True), BothText("title", centred=True)
        self.back = TouchButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(*([metrics.px(48)] * 4))
        column.setSpacing(metrics.space(5))
        column.addStretch(2)
        for each in (self._icon, self._title, self._hint):
            column.addWidget(each)
        column.addStretch(3)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        column.addLayout(row)

    def show_state(self, state: CitizenState) -> None:
        """Show a sentence."""
        side = theme.current().metrics.px(96)
        drawn = _ICONS.get(state.page)
        self._icon.setVisible(drawn is not None)
        if drawn is not None:
            self._icon.setPixmap(icon(*drawn).pixmap(side, side))
        self._title.show_text(state.title)
        self._hint.show_text(state.hint)
        self.back.show_text(state.back)


class SamplePage(QWidget):
    """A sample form, as large as the screen lets it be; nothing is asked here."""

    def __init__(self) -> None:
        super().__init__()
        metrics = theme.current().metrics
        self._title, self._hint = BothText("title"), BothText("large")
        self.picture = Picture()
        column = QVBoxLayout(self)
        column.setContentsMargins(*([metrics.space(5)] * 4))
        column.setSpacing(metrics.space(2))
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self.picture, 1)

    def show_state(self, state: CitizenState) -> None:
        """Show a sample."""
        self._title.show_text(state.title)
        self._hint.show_text(state.hint)
        self.picture.show_picture(state.picture)


class CheckPage(QWidget):
    """The entries, the privacy notice, and the two answers."""

    def __init__(self) -> None:
        super().__init__()
        metrics = theme.current().metrics
        self.right, self.wrong = TouchButton("main"), TouchButton()
        self._title, self._hint = BothText("huge"), BothText("large")
        self._rows, self._notice = RowsPanel(), NoticePanel()
        body = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(metrics.space(4))
        self._sides.addWidget(self._rows, 3)
        self._sides.addWidget(self._notice, 2)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, metrics.space(2), 0)
        inner.setSpacing(metrics.space(3))
        inner.addWidget(self._title)
        inner.addWidget(self._hint)
        inner.addLayout(self._sides, 1)
        self._surface = Surface(body)
        column = _column(self)
        column.addWidget(self._surface, 1)
        column.addLayout(_answers(self.wrong, self.right))

    def show_state(self, state: CitizenState) -> None:
        """Show what is to be checked; another sheet begins at its top."""
        self._title.show_text(state.title)
        self._hint.show_text(state.hint)
        if self._rows.show_rows(state.rows):
            self._surface.verticalScrollBar().setValue(0)
        self._notice.show_notice(state.notice)
        self.right.show_text(state.right)
        self.wrong.show_text(state.wrong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the notice under the entries where there is no room beside them."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.current().metrics.px(SIDE_BY_SIDE)
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.LeftToRight if wide else direction.TopToBottom)


class SignPage(QWidget):
    """The pad; above it what to do, or instead what went wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.right, self.back, self.again = TouchButton("main"), TouchButton(), TouchButton()
        self.pad = SignaturePad()
        self._title, self._hint = BothText("title"), BothText("large")
        self._error = label(role="large", wrap=True, kind="danger")
        column = _column(self)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self._error)
        column.addWidget(self.pad, 1)
        column.addLayout(_answers(self.back, self.again, self.right))

    def show_state(self, state: CitizenState) -> None:
        """Show what is written and what may be done."""
        self._title.show_text(state.title)
        self._hint.show_text(state.hint)
        self.pad.show_strokes(state.strokes, state.pad.first)
        self._error.setText(state.error)
        self._error.setVisible(bool(state.error))
        self._hint.setVisible(not state.error)
        self.right.show_text(state.right)
        self.right.setEnabled(state.signed)
        self.back.show_text(state.back)
        self.again.show_text(state.again)
        self.again.setEnabled(bool(state.strokes))


class RowsPanel(Panel):
    """What was entered: what it is at the left, its value at the right."""

    def __init__(self) -> None:
        super().__init__()
        metrics = theme.current().metrics
        self._shown: tuple[RowLook, ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(metrics.space(5))
        self._grid.setVerticalSpacing(metrics.space(3))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, metrics.px(150))
        self._labels: list[tuple[BothText, QLabel]] = []
        self.box.addLayout(self._grid)
        self.box.addStretch(1)

    def show_rows(self, rows: tuple[RowLook, ...]) -> bool:
        """Show the rows; return whether they are others than before."""
        changed, self._shown = rows != self._shown, rows
        while len(self._labels) < len(rows):
            made = (BothText("body"), label(wrap=True))
            self._grid.addWidget(made[0], len(self._labels), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(made[1], len(self._labels), 1)
            self._labels.append(made)
        for at, (what, value) in enumerate(self._labels):
            shown = at < len(rows)
            what.setVisible(shown)
            value.setVisible(shown)
            value.setText(rows[at].value if shown else "")  # nothing of one person under another
            if shown:
                what.show_text(rows[at].label)
                set_kind(value, "role", "title" if rows[at].strong else "large")
        return changed


class NoticePanel(Panel):
    """The privacy notice."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._basis = BothText("heading"), label(role="dim", wrap=True)
        self.box.addWidget(self._title)
        self.box.addWidget(self._basis)
        self._heads: list[tuple[QLabel, QLabel]] = []
        self.box.addStretch(1)

    def show_notice(self, notice: NoticeLook | None) -> None:
        """Show a version of it."""
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._title.show_text(notice.title)
        self._basis.setText(notice.basis)
        while len(self._heads) < len(notice.parts):
            made = (label(role="strong", wrap=True), label(wrap=True))
            self._heads.append(made)
            for each in made:
                self.box.insertWidget(self.box.count() - 1, each)
        for at, (head, text) in enumerate(self._heads):
            shown = at < len(notice.parts)
            head.setVisible(shown)
            text.setVisible(shown)
            if shown:
                head.setText(notice.parts[at][0])
                text.setText(notice.parts[at][1])


def _column(page: QWidget) -> QVBoxLayout:
    metrics = theme.current().metrics
    column = QVBoxLayout(page)
    column.setContentsMargins(*([metrics.space(5)] * 4))
    column.setSpacing(metrics.space(4))
    return column


def _answers(*buttons: TouchButton) -> QHBoxLayout:
    """The last one, at the right, is the one that goes on."""
    row = QHBoxLayout()
    row.setSpacing(theme.current().metrics.space(5))
    for each in buttons[:-1]:
        row.addWidget(each, 1)
    row.addStretch(1)
    row.addWidget(buttons[-1], 2)
    return row
