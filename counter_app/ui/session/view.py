"""The card at the door: title, people to choose, fields, buttons. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.icons import icon
from counter_app.ui.scanner.watch import TAKES_SCANS
from counter_app.ui.session.state import ActLook, ChipLook, DoorState, FieldLook
from counter_app.ui.widgets.field import FieldLine
from counter_app.ui.widgets.message import MessageLine
from counter_app.ui.widgets.text import Panel, label, set_kind
from counter_app.ui.widgets.wrapping import WrapLayout

WIDE = 520
_SCANNED_INTO = ("server", "code")
_ICONS = {
    "starting": "ph.hourglass",
    "enrol": "ph.desktop-tower",
    "sign_in": "ph.user-circle",
    "set_pin": "ph.lock-key-open",
    "pin": "ph.lock-key",
}


class DoorCard(QWidget):
    """``typed(field, text)`` and ``pressed(key)`` are what the person does."""

    typed = Signal(str, str)
    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        metrics = theme.current().metrics
        self._face, self._title = QLabel(), label(role="title", wrap=True)
        self._explain, self.message = label(wrap=True), MessageLine()
        self.message.setProperty("inset", "false")
        self._people, self._buttons = QWidget(), QWidget()
        self._chips: list[_Keyed] = []
        self._acts: list[_Keyed] = []
        self._people_row = WrapLayout(self._people, gap=metrics.space(2))
        self._button_row = WrapLayout(self._buttons, gap=metrics.space(2))
        self.fields: dict[str, FieldLine] = {}
        panel = Panel()
        panel.setFixedWidth(metrics.px(WIDE))
        panel.box.setContentsMargins(*([metrics.space(5)] * 4))
        panel.box.setSpacing(metrics.space(3))
        panel.box.addLayout(self._head())
        self._field_box = QVBoxLayout()
        self._field_box.setSpacing(metrics.space(3))
        for each in (self._explain, self.message, self._people):
            panel.box.addWidget(each)
        panel.box.addLayout(self._field_box)
        panel.box.addSpacing(metrics.space(1))
        panel.box.addWidget(self._buttons)
        self._centre(panel)

    def show_state(self, state: DoorState) -> None:
        """Draw a state; the caret stays where it is."""
        side = theme.current().metrics.px(32)
        self._face.setPixmap(icon(_ICONS[state.mode], "accent.text").pixmap(QSize(side, side)))
        self._title.setText(state.title)
        self._explain.setText(state.explain)
        self._explain.setVisible(bool(state.explain))
        self._show_told(state)
        self._show_fields(state.fields)
        self._show_chips(state.chips, busy=state.busy)
        self._show_acts(state.acts, busy=state.busy)

    def focus(self, field: str) -> None:
        """Put the caret into a field, behind what stands there."""
        line = self.fields.get(field)
        if line is not None:
            line.line.setFocus(Qt.FocusReason.OtherFocusReason)
            line.line.selectAll()

    def chips(self) -> tuple[_Keyed, ...]:
        """The people that can be chosen now."""
        return tuple(each for each in self._chips if not each.isHidden())

    def buttons(self) -> tuple[_Keyed, ...]:
        """The buttons that stand now."""
        return tuple(each for each in self._acts if not each.isHidden())

    def _show_told(self, state: DoorState) -> None:
        told = state.told
        if told is None:
            self.message.clear()
        elif self.message.isHidden() or self.message.said != (told.what, told.remedy):
            self.message.say(told.what, told.remedy, told.kind)

    def _show_fields(self, looks: tuple[FieldLook, ...]) -> None:
        shown = {each.name for each in looks}
        for each in looks:
            if each.name not in self.fields:
                self.fields[each.name] = self._made(each)
            self.fields[each.name].show_text(each.text)
        for name, field in self.fields.items():
            field.setVisible(name in shown)

    def _show_chips(self, chips: tuple[ChipLook, ...], *, busy: bool) -> None:
        self._fill(self._chips, len(chips), self._people_row)
        for button, chip in zip(self._chips, chips, strict=False):
            button.show_as(chip.key, chip.text, enabled=not busy)
            button.show_chosen(yes=chip.chosen)
        self._people.setVisible(bool(chips))

    def _show_acts(self, acts: tuple[ActLook, ...], *, busy: bool) -> None:
        self._fill(self._acts, len(acts), self._button_row)
        for at, (button, act) in enumerate(zip(self._acts, acts, strict=False)):
            set_kind(button, "role", "main" if at == 0 else "")
            button.show_as(act.key, act.text, enabled=not busy)
        self._buttons.setVisible(bool(acts))

    def _fill(self, buttons: list[_Keyed], count: int, row: WrapLayout) -> None:
        while len(buttons) < count:
            button = _Keyed(self.pressed.emit, checkable=row is self._people_row)
            buttons.append(button)
            row.addWidget(button)
        for at, button in enumerate(buttons):
            button.setVisible(at < count)
        row.invalidate()

    def _made(self, look: FieldLook) -> FieldLine:
        field = FieldLine(look.label, hint=look.hint, name=look.name)
        if look.secret:
            field.line.setEchoMode(QLineEdit.EchoMode.Password)
        field.line.setProperty(TAKES_SCANS, look.name in _SCANNED_INTO)
        field.line.textEdited.connect(partial(self.typed.emit, look.name))
        self._field_box.addWidget(field)
        return field

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.current().metrics.space(3))
        line.addWidget(self._face, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._title, 1)
        return line

    def _centre(self, panel: QWidget) -> None:
        outer, middle = QVBoxLayout(self), QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(panel)
        middle.addStretch(1)
        outer.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)


class _Keyed(QPushButton):
    """A button that stands for a key; ``tell`` gets the key."""

    def __init__(self, tell: Callable[[str], None], *, checkable: bool) -> None:
        super().__init__()
        self.key = ""
        self._tell = tell
        self.setCheckable(checkable)
        if checkable:
            self.setProperty("role", "chip")
        self.clicked.connect(self._clicked)

    def show_as(self, key: str, text: str, *, enabled: bool) -> None:
        self.key = key
        self.setText(f"{text}  {key}")
        self.setAccessibleName(text)
        self.setEnabled(enabled)

    def show_chosen(self, *, yes: bool) -> None:
        self.setChecked(yes)
        self.setIcon(icon("ph.check", "accent.text") if yes else QIcon())

    @Slot()
    def _clicked(self) -> None:
        self._tell(self.key)
