"""The places of this person, down the left side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.icons import icon
from counter_app.ui.looks import RailEntry


class Rail(QWidget):
    """``chosen(id)`` on a click; the keys are the shell's."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        metrics = theme.current().metrics
        self._column = QVBoxLayout(self)
        edge = metrics.space(1)
        self._column.setContentsMargins(edge, metrics.space(2), edge, metrics.space(2))
        self._column.setSpacing(edge)
        self._column.addStretch(1)
        self._buttons: list[_Button] = []
        self._narrow = False

    def set_narrow(self, *, narrow: bool) -> None:
        """Icons alone where every pixel is wanted; word and key stand in the tip."""
        self._narrow = narrow
        for each in self._buttons:
            each.set_narrow(narrow=narrow)

    def show_places(self, entries: tuple[RailEntry, ...], current: str) -> None:
        """Show the places and which of them is open."""
        if entries != tuple(each.entry for each in self._buttons):
            for gone in self._buttons:
                self._column.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            self._buttons = [self._made(each, at) for at, each in enumerate(entries)]
        for button in self._buttons:
            button.setChecked(button.entry.id == current)

    def _made(self, entry: RailEntry, at: int) -> _Button:
        button = _Button(entry)
        button.set_narrow(narrow=self._narrow)
        button.clicked.connect(self._clicked)
        self._column.insertWidget(at, button)
        return button

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _Button):
            button.setChecked(True)
            self.chosen.emit(button.entry.id)


class _Button(QToolButton):
    def __init__(self, entry: RailEntry) -> None:
        super().__init__()
        self.entry = entry
        self.setProperty("role", "place")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_narrow(narrow=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(f"{entry.title}\n{entry.key}")
        self.setToolTip(f"{entry.title}  {entry.key}")
        self.setAccessibleName(f"{entry.title} {entry.key}")
        self._dress()

    def set_narrow(self, *, narrow: bool) -> None:
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonIconOnly if narrow else style.ToolButtonTextUnderIcon
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "entry"):
            self._dress()

    def _dress(self) -> None:
        side = theme.current().metrics.px(24)
        self.setIcon(icon(self.entry.icon, "ink.text", on="ink.on_accent"))
        self.setIconSize(QSize(side, side))
