"""The fields of a screen by name: what is typed in them goes to its presenter, as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from counter_app.ui.looks import Choice, FieldLook
from counter_app.ui.widgets.field import FieldLine
from counter_app.ui.widgets.shown import Shown
from counter_app.words import Words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Hands(Protocol):
    """What fields tell the presenter."""

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""

    def enter(self, name: str) -> None:
        """Enter was pressed in it."""

    def left(self, name: str) -> None:
        """It lost the caret."""

    def at(self, name: str) -> None:
        """It got the caret."""


class Fields(QObject):
    """
    Makes fields, shows their looks, and reports what happens in them.

    ``area``: a field's title is the text ``ui.AREA.field.NAME``.
    """

    def __init__(self, words: Words, parent: QObject, area: str) -> None:
        super().__init__(parent)
        self._words, self._area = words, area
        self._lines: dict[str, FieldLine] = {}
        self._names: dict[int, str] = {}
        self._shown = Shown()
        self.hands: Hands | None = None

    def line(self, name: str) -> FieldLine:
        """Make a field of one line of text."""
        made = FieldLine(self._title(name), name=name)
        made.line.textEdited.connect(lambda text: self._tell("type_text", name, text))
        made.line.returnPressed.connect(lambda: self._tell("enter", name))
        made.line.setInputMethodHints(_hints(name))
        return self._keep(name, made)

    def choice(self, name: str, choices: tuple[Choice, ...]) -> FieldLine:
        """Make a field of a few choices."""
        box = QComboBox()
        for each in choices:
            box.addItem(each.text, each.id)
        box.setCurrentIndex(-1)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        box.activated.connect(lambda row: self._tell("type_text", name, str(box.itemData(row))))
        return self._keep(name, FieldLine(self._title(name), box, name=name))

    def adopt(self, name: str, editor: QWidget) -> None:
        """Report the focus of another widget under a name."""
        self._names[id(editor)] = name
        editor.installEventFilter(self)

    def show(self, looks: Mapping[str, FieldLook]) -> None:
        """Show every field as it is; a text that is the same moves no caret."""
        for name, made in self._lines.items():
            look = looks.get(name)
            if look is None:
                continue
            if isinstance(made.editor, QLineEdit):
                made.show_text(look.text)
            self.show_choice(name, look.text)
            if self._shown.differs(name, (look.hint, look.error, look.note, look.shown)):
                _dress(made, look)

    def show_choice(self, name: str, chosen: str) -> None:
        """Show what is chosen in a field of choices."""
        box = self.editor(name)
        if isinstance(box, QComboBox):
            box.setCurrentIndex(box.findData(chosen))

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return every input of one line of text."""
        inputs = (each.editor for each in self._lines.values())
        return tuple(each for each in inputs if isinstance(each, QLineEdit))

    def editor(self, name: str) -> QWidget | None:
        """Return the input of a field."""
        made = self._lines.get(name)
        return made.editor if made is not None else None

    def name_of(self, widget: QObject) -> str:
        """Return the name of the field an input belongs to, empty for others."""
        return self._names.get(id(widget), "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Report where the caret comes and goes, and Enter on a choice."""
        name = self._names.get(id(watched), "")
        if name and isinstance(event, QFocusEvent):
            inside = event.reason() == Qt.FocusReason.PopupFocusReason
            if event.type() == QEvent.Type.FocusIn:
                self._tell("at", name)
            elif event.type() == QEvent.Type.FocusOut and not inside:
                self._tell("left", name)
        elif (
            isinstance(watched, QComboBox)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
        ):
            self._tell("enter", name)
            return True
        return super().eventFilter(watched, event)

    def _keep(self, name: str, made: FieldLine) -> FieldLine:
        self._lines[name] = made
        self.adopt(name, made.editor)
        return made

    def _tell(self, what: str, *values: str) -> None:
        if self.hands is not None:
            act: Callable[..., None] = getattr(self.hands, what)
            act(*values)

    def _title(self, name: str) -> str:
        return self._words.say(f"ui.{self._area}.field.{name}")


def _dress(made: FieldLine, look: FieldLook) -> None:
    if isinstance(made.editor, QLineEdit):
        made.editor.setPlaceholderText(look.hint)
    made.setVisible(look.shown)
    if look.error:
        made.show_error(look.error)
    else:
        made.show_note(look.note)


def _hints(name: str) -> Qt.InputMethodHint:
    if name in ("number", "body_code", "nationality"):
        return Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText
    if name in ("phone", "birth_date", "valid_to", "until"):
        return Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText
    return Qt.InputMethodHint.ImhNone
