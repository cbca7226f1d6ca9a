"""The device room: the devices side by side, under them what happened and this PC."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from counter_app.services.status import DEVICE_ROLES, DeviceRole
from counter_app.ui import theme
from counter_app.ui.devices.panels import DevicePanel
from counter_app.ui.devices.state import ChoiceLook, Fact, RoomLook
from counter_app.ui.widgets.field import FieldLine
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from counter_app.ui.widgets.text import Panel, label, set_kind
from counter_app.words import Words

WIDE = 900
"""Pixels at 100 % from which things stand side by side."""
_TABLE_PX = 220


class DevicesScreen(QWidget):
    """``tested(role)`` when a test is asked for, ``chosen(name, value)`` when something is chosen."""

    tested = Signal(str)
    chosen = Signal(str, str)

    def __init__(self, words: Words, roles: tuple[DeviceRole, ...] = DEVICE_ROLES) -> None:
        super().__init__()
        metrics = theme.current().metrics
        self.panels = {role: DevicePanel(role) for role in roles}
        self._devices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for panel in self.panels.values():
            panel.tested.connect(self.tested)
            self._devices.addWidget(panel, 1)
        self.refused = LinesPanel(words.say("ui.devices.refused_title"))
        self.events = _events(words)
        happened = Panel(words.say("ui.devices.events"))
        happened.box.addWidget(self.events)
        self.events.setMinimumHeight(metrics.px(_TABLE_PX))
        self.pc = PcPanel(words)
        self.pc.chosen.connect(self.chosen)
        self._below.addWidget(happened, 3)
        self._below.addWidget(self.pc, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([metrics.space(3)] * 4))
        column.setSpacing(metrics.space(3))
        column.addLayout(self._devices)
        column.addWidget(self.refused)
        column.addLayout(self._below, 1)
        for each in (self._devices, self._below):
            each.setSpacing(metrics.space(3))

    def show_look(self, look: RoomLook) -> None:
        """Show the room."""
        for each in look.devices:
            self.panels[each.role].show_device(each)
        self.refused.show_lines(look.refused)
        model = self.events.model()
        if isinstance(model, RowsModel):
            model.set_rows(look.events)
        self.pc.show_pc(look.facts, look.choices, look.choice_note)

    def wear(self, name: str) -> None:
        """Dress the whole program in another theme at the same scale."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            percent = round(theme.current().metrics.scale * 100)
            theme.apply(app, theme.make(name, percent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand one under another where there is no room beside."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.current().metrics.px(WIDE)
        direction = QBoxLayout.Direction
        for each in (self._devices, self._below):
            each.setDirection(direction.LeftToRight if wide else direction.TopToBottom)


class LinesPanel(Panel):
    """A titled list of sentences; without one it is not there."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._lines = label(wrap=True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.box.addWidget(self._lines)
        self.hide()

    @property
    def shown(self) -> str:
        """What stands there."""
        return self._lines.text()

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show them."""
        self._lines.setText("\n".join(lines))
        self.setVisible(bool(lines))


class PcPanel(Panel):
    """What is known of this PC, and what may be chosen for it."""

    chosen = Signal(str, str)

    def __init__(self, words: Words) -> None:
        super().__init__(words.say("ui.devices.this_pc"))
        metrics = theme.current().metrics
        self._grid, self._rows = QGridLayout(), list[tuple[QLabel, QLabel]]()
        self._grid.setHorizontalSpacing(metrics.space(3))
        self._grid.setColumnStretch(1, 1)
        self._note = label(role="small", wrap=True)
        self.choices: dict[str, QComboBox] = {}
        self._words = words
        self.box.addLayout(self._grid)
        self.box.addSpacing(metrics.space(2))
        self.box.addWidget(label(words.say("ui.devices.look"), "heading"))
        self._fields, self._lines = QGridLayout(), list[FieldLine]()
        self._fields.setSpacing(metrics.space(2))
        self.box.addLayout(self._fields)
        self.box.addWidget(self._note)
        self.box.addStretch(1)

    def show_pc(self, facts: tuple[Fact, ...], choices: tuple[ChoiceLook, ...], note: str) -> None:
        """Show facts, choices and what becomes of the last choice."""
        self._show_facts(facts)
        for each in choices:
            self._show_choice(each)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two choices beside one another only where their words fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        abreast = 2 if self.width() >= theme.current().metrics.px(320) else 1
        for at, line in enumerate(self._lines):
            self._fields.addWidget(line, at // abreast, at % abreast)
        for column in range(2):
            self._fields.setColumnStretch(column, int(column < abreast))

    def _show_facts(self, facts: tuple[Fact, ...]) -> None:
        while len(self._rows) < len(facts):
            made = (label(role="dim"), label(wrap=True))
            for at, each in enumerate(made):
                self._grid.addWidget(each, len(self._rows), at, Qt.AlignmentFlag.AlignTop)
            self._rows.append(made)
        for at, (name, value) in enumerate(self._rows):
            shown = at < len(facts)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(facts[at].label)
                value.setText(facts[at].value)
                set_kind(value, "kind", facts[at].kind)

    def _show_choice(self, choice: ChoiceLook) -> None:
        combo = self.choices.get(choice.name)
        if combo is None:
            combo = QComboBox()
            for each in choice.options:
                combo.addItem(each.text, each.id)
            combo.activated.connect(self._picked)
            self.choices[choice.name] = combo
            self._lines.append(FieldLine(choice.label, combo, name=choice.name))
            self._arrange()
        at = combo.findData(choice.chosen)
        if combo.currentIndex() != at:
            combo.setCurrentIndex(at)

    def _picked(self, _index: int) -> None:
        combo = self.sender()
        if isinstance(combo, QComboBox):
            self.chosen.emit(combo.objectName(), str(combo.currentData()))


def _events(words: Words) -> DataTable:
    say = words.say
    columns = (
        Column(say("ui.devices.column_time"), lambda row: row.time, sort_key=lambda row: row.at_ms),
        Column(say("ui.devices.column_device"), lambda row: row.device),
        Column(
            say("ui.devices.column_event"),
            lambda row: row.text,
            grow=True,
            kind=lambda row: row.kind,
        ),
    )
    table = DataTable(RowsModel(columns), say("ui.devices.events_empty"))
    table.setAccessibleName(say("ui.devices.events"))
    return table
