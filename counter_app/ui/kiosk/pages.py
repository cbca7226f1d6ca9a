"""The pages of the kiosk between its head and its foot; each shows one part of the state."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui.kiosk.state import Both, KioskState, StaffLook, Stepper, Tile
from counter_app.ui.kiosk.tiles import TouchTile, TwoLabels
from counter_app.ui.widgets.text import label, set_kind

Connect = Callable[[TouchTile], None]
FEW, MANY = 4, 12
"""Tiles that a standing window shows one under another; from which on they stand closer."""


class TileGrid(QWidget):
    """Tiles in rows; ``columns`` may change with the window."""

    def __init__(self, connect: Connect, *, small: bool = False) -> None:
        super().__init__()
        self._connect, self._small = connect, small
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.tiles: list[TouchTile] = []
        self._columns = 0

    def show_tiles(self, tiles: Sequence[Tile], columns: int) -> None:
        """Show these; a tile that stays keeps its place and its look."""
        while len(self.tiles) > len(tiles):
            self.tiles.pop().deleteLater()
        while len(self.tiles) < len(tiles):
            made = TouchTile(small=self._small)
            self._connect(made)
            self.tiles.append(made)
        self._columns = max(1, columns)
        for at, (widget, tile) in enumerate(zip(self.tiles, tiles, strict=True)):
            widget.show_tile(tile)
            self._grid.addWidget(widget, at // self._columns, at % self._columns)
        self.setVisible(bool(tiles))

    def fit_finger(self, finger: int) -> None:
        """Keep fingers apart."""
        self._grid.setSpacing(max(4, finger // 8))


class StepperRow(QWidget):
    """How many people: fewer, the number, more."""

    def __init__(self, connect: Connect) -> None:
        super().__init__()
        self._title = TwoLabels("kioskhint", "kioskhint2")
        self._value = TwoLabels("kioskbusiness", "kioskhint2")
        self.fewer, self.more = TouchTile(), TouchTile()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, share in (
            (self._title, 3),
            (self.fewer, 1),
            (self._value, 2),
            (self.more, 1),
        ):
            row.addWidget(widget, share)
        for each in (self.fewer, self.more):
            connect(each)

    def show_people(self, people: Stepper | None) -> None:
        """Show it, or be away."""
        self.setVisible(people is not None)
        if people is None:
            return
        self._title.show_text(people.title)
        self._value.show_text(people.value)
        self.fewer.show_tile(people.fewer)
        self.more.show_tile(people.more)
        for widget, tile in ((self.fewer, people.fewer), (self.more, people.more)):
            widget.setAccessibleName(tile.note.first)


class ChoicePage(QWidget):
    """What can be chosen; more than fits is pushed with a finger."""

    def __init__(self, connect: Connect) -> None:
        super().__init__()
        self.people, self.grid = StepperRow(connect), TileGrid(connect)
        inner = QWidget()
        inner.setObjectName("scrolled")
        within = QVBoxLayout(inner)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(self.grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        QScroller.grabGesture(scroll.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.people)
        column.addWidget(scroll, 1)

    def show_state(self, state: KioskState, *, tall: bool) -> None:
        """Show tiles in one to three columns."""
        self.people.show_people(state.people)
        count = len(state.tiles)
        columns = 3 if count > MANY else 2 if count > FEW else 1
        self.grid.show_tiles(state.tiles, columns if tall else min(columns + 1, count))


class CodePage(QWidget):
    """The digits of a code, and the keys for them."""

    def __init__(self, connect: Connect) -> None:
        super().__init__()
        self._shown = label(role="kioskcode")
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.grid = TileGrid(connect)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        column.addWidget(self.grid, 1)

    def show_state(self, state: KioskState) -> None:
        """Show what was typed and what is missing."""
        self._shown.setText(" ".join(state.digits.ljust(6, "－")))
        self.grid.show_tiles(state.tiles, 3)


class TicketPage(QWidget):
    """The number, large."""

    def __init__(self) -> None:
        super().__init__()
        self._no = label(role="kioskno")
        self._no.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._business = TwoLabels("kioskbusiness", "kiosktitle2")
        self._ahead = TwoLabels("kioskbusiness", "kiosktitle2")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for each in (self._no, self._business, self._ahead):
            column.addWidget(each)
        column.addStretch(1)

    def show_state(self, state: KioskState) -> None:
        """Show it; without a number nothing stays behind."""
        ticket = state.ticket
        self._no.setText(ticket.no if ticket is not None else "")
        if ticket is not None:
            self._business.show_text(ticket.business)
            self._ahead.show_text(ticket.ahead)


class StaffPage(QWidget):
    """Two fields and a keyboard."""

    def __init__(self, connect: Connect) -> None:
        super().__init__()
        self.fields = (label(role="kioskfield"), label(role="kioskfield"))
        self.choosers = (TouchTile(small=True), TouchTile(small=True))
        self.rows = tuple(TileGrid(connect, small=True) for _ in range(5))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for field, chooser in zip(self.fields, self.choosers, strict=True):
            row = QHBoxLayout()
            row.addWidget(chooser, 1)
            row.addWidget(field, 3)
            column.addLayout(row)
            connect(chooser)
        for each in self.rows:
            column.addWidget(each, 1)

    def show_staff(self, staff: StaffLook | None) -> None:
        """Show what was typed, of a password only its length."""
        if staff is None:
            for each in self.fields:
                each.setText("")
            return
        texts = (staff.name, "●" * staff.password_length)
        named = (staff.name_label, staff.password_label)
        for at, kind in enumerate(("name", "password")):
            here = staff.field == kind
            self.fields[at].setText(texts[at])
            self.fields[at].setAccessibleName(named[at])
            set_kind(self.fields[at], "here", "true" if here else "false")
            self.choosers[at].show_tile(
                Tile(f"field:{kind}", Both(named[at]), weight="main" if here else "plain")
            )
        for grid, keys in zip(self.rows, staff.rows, strict=True):
            grid.show_tiles(keys, len(keys))
