"""The window that faces the person at the counter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.citizen.page_rating import RatePage
from counter_app.ui.citizen.pages import CalmPage, CheckPage, SamplePage, SignPage
from counter_app.ui.citizen.placement import Placement
from counter_app.ui.citizen.state import CitizenState

_ON_MONITOR = (
    Qt.WindowType.Window
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)
_ORDINARY = (
    Qt.WindowType.Window
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowMinMaxButtonsHint
)


Page = CalmPage | CheckPage | SignPage | SamplePage | RatePage


class CitizenWindow(QWidget):
    """
    Shows the pages; ``answered(what)`` is ``right``, ``wrong``, ``back`` or ``again``.

    On a monitor of its own it never takes the keyboard: a finger on it must not carry the clerk's
    caret away. It is closed by ``end`` only.
    """

    answered = Signal(str)
    drawn = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(title)
        self.setMinimumSize(640, 480)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._may_close = False
        self.calm, self.check, self.sign = CalmPage(), CheckPage(), SignPage()
        self.sample, self.rate = SamplePage(), RatePage()
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        for each in (self.calm, self.check, self.sign, self.sample, self.rate):
            self._stack.addWidget(each)
        for button, what in (
            (self.check.right, "right"),
            (self.check.wrong, "wrong"),
            (self.sign.right, "right"),
            (self.sign.back, "back"),
            (self.sign.again, "again"),
            (self.calm.back, "back"),
        ):
            button.setObjectName(what)
            button.clicked.connect(self._clicked)
        self.sign.pad.drawn.connect(self.drawn)

    def show_state(self, state: CitizenState) -> None:
        """Show a page."""
        pages: dict[str, Page] = {
            "check": self.check,
            "sign": self.sign,
            "sample": self.sample,
            "rate": self.rate,
        }
        page = pages.get(state.page, self.calm)
        page.show_state(state)
        if page is not self.check:  # nothing personal stays behind a page
            self.check.show_state(CitizenState())
        if page is not self.sign:
            self.sign.show_state(CitizenState())
        if page is not self.rate:
            self.rate.show_state(CitizenState())
        if self._stack.currentWidget() is not page:
            self.setFocus()  # no answer is offered before it is looked for
            self._stack.setCurrentWidget(page)

    def stand(self, placement: Placement) -> None:
        """Stand on a monitor, as an ordinary window, or nowhere while its monitor is gone."""
        if placement.state == "gone":
            self.hide()
            return
        flags = _ON_MONITOR if placement.monitor is not None else _ORDINARY
        if self.windowFlags() != flags:
            self.setWindowFlags(flags)
        if placement.monitor is None:
            metrics = theme.current().metrics
            self.resize(metrics.px(1024), metrics.px(720))
            self.setWindowState(Qt.WindowState.WindowNoState)
            self.show()
            return
        where = placement.monitor
        for screen in QGuiApplication.screens():
            if screen.name() == where.name:
                self.setScreen(screen)
        self.setGeometry(where.x, where.y, where.width, where.height)
        # showFullScreen would ask for the keyboard
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def end(self) -> None:
        """Close it for good."""
        self._may_close = True
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Offer no answer before it is looked for."""
        super().showEvent(event)
        self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """It stays as long as the clerk's window does."""
        event.setAccepted(self._may_close)

    def _clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.answered.emit(button.objectName())
