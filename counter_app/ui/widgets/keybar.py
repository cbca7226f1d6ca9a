"""The keys that stand now: each with its key, its word, and why it is closed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from counter_app.ui import theme
from counter_app.ui.place import KeyAction
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import label, set_kind
from counter_app.ui.widgets.wrapping import WrapLayout


class KeyBar(QWidget):
    """``pressed(key)`` on a click; the keyboard is the shell's. No button takes the focus."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keybar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        metrics = theme.current().metrics
        self._wrap = WrapLayout(self, gap=metrics.space(1))
        self._wrap.setContentsMargins(*(metrics.space(step) for step in (2, 1, 2, 1)))
        self._buttons: list[_Key] = []
        self._shown = Shown()

    def show_keys(self, keys: tuple[KeyAction, ...]) -> None:
        """Show the keys that belong into the bar; the same ones cost nothing."""
        shown = [each for each in keys if each.bar]
        if not self._shown.differs("keys", tuple(_said(each) for each in shown)):
            return
        while len(self._buttons) < len(shown):
            button = _Key()
            button.clicked.connect(self._clicked)
            self._buttons.append(button)
            self._wrap.addWidget(button)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(shown))
            if at < len(shown):
                button.show_key(shown[at])
        self._wrap.invalidate()

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _Key):
            self.pressed.emit(button.key)


def _said(key: KeyAction) -> tuple[str, str, bool, str]:
    """What the bar shows of a key; what it does is the shell's."""
    return key.key, key.text, key.enabled, key.why


class _Key(QPushButton):
    def __init__(self) -> None:
        super().__init__()
        self.key = ""
        self._shown = Shown()
        self.setProperty("role", "key")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cap, self._text = label(role="cap"), label(role="keytext")
        metrics = theme.current().metrics
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(metrics.space(2), 0, metrics.space(2), 0)
        self._line.setSpacing(metrics.space(1))
        for each in (self._cap, self._text):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._line.addWidget(each)

    def show_key(self, key: KeyAction) -> None:
        if not self._shown.differs("key", _said(key)):
            return
        self.key = key.key
        self._cap.setText(key.key)
        self._text.setText(key.text)
        closed = "false" if key.enabled else "true"
        for each in (self, self._cap, self._text):
            set_kind(each, "closed", closed)
        self.setToolTip(key.why)
        self.setAccessibleName(f"{key.key} {key.text}")
        self.setAccessibleDescription(key.why)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        inner = self._line.sizeHint()
        return QSize(inner.width() + 2, max(inner.height(), theme.current().metrics.px(34)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
