"""The widgets of the window, top to bottom; what they show is decided in ``shell``."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui import theme
from counter_app.ui.sentence import SentenceLine
from counter_app.ui.strip import StatusStrip
from counter_app.ui.widgets.keybar import KeyBar
from counter_app.ui.widgets.message import MessageLine
from counter_app.ui.widgets.rail import Rail
from counter_app.words import Words

NARROW = 900
"""Width at 100 % below which the rail shows icons alone."""
LEAST = (960, 600)
"""The window can be made no smaller; smaller screens scroll the place."""


class Frame(QWidget):
    """
    Strip; rail and places, or what covers them; message; sentence; keys.

    A place that does not fit scrolls, and the scroll follows the focus.
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(words.say("ui.shell.title"))
        self.setMinimumSize(*LEAST)
        self.strip, self.rail = StatusStrip(), Rail()
        self.message = MessageLine(words.say("ui.shell.dismiss_hint"))
        self.sentence, self.key_bar = SentenceLine(words.say("ui.shell.now")), KeyBar()
        self.rail.setAccessibleName(words.say("ui.shell.rail"))
        self.key_bar.setAccessibleName(words.say("ui.shell.key_bar"))
        self._place_stack, self._page_stack = QStackedWidget(), QStackedWidget()
        self._cover_scroll = _Scroll()
        self._page_stack.addWidget(self._body())
        self._page_stack.addWidget(self._cover_scroll)
        self._stack()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window, or a large scale on a small one, has icons alone in its rail."""
        super().resizeEvent(event)
        self.rail.set_narrow(narrow=event.size().width() < theme.current().metrics.px(NARROW))

    def take_place(self, widget: QWidget) -> None:
        """Make a place part of the window, so that it lives and dies with it."""
        scroll = _Scroll()
        scroll.setWidget(widget)
        self._place_stack.addWidget(scroll)

    def show_place(self, widget: QWidget) -> None:
        """Show a place that was taken, beside the rail."""
        for at in range(self._place_stack.count()):
            scroll = self._place_stack.widget(at)
            if isinstance(scroll, _Scroll) and scroll.widget() is widget:
                self._place_stack.setCurrentIndex(at)

    def show_cover(self, widget: QWidget | None) -> None:
        """Show ``widget`` over rail and place, or, without one, what was under it."""
        old = self._cover_scroll.widget()
        if old is not widget and old is not None:
            self._cover_scroll.takeWidget().hide()
        if widget is not None:
            if old is not widget:
                self._cover_scroll.setWidget(widget)
                widget.show()
            self._page_stack.setCurrentIndex(1)
        else:
            self._page_stack.setCurrentIndex(0)

    def _body(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._place_stack, 1)
        return body

    def _stack(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._page_stack, 1)
        column.addWidget(self.message)
        column.addWidget(self.sentence)
        column.addWidget(self.key_bar)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        current = self._page_stack.currentWidget()
        scroll = current if current is self._cover_scroll else self._place_stack.currentWidget()
        if new is not None and isinstance(scroll, _Scroll) and scroll.isAncestorOf(new):
            margin = theme.current().metrics.space(5)
            scroll.ensureWidgetVisible(new, margin, margin)


class _Scroll(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
