"""
The kiosk's window: it fills the screen, is never in front of nothing, and is not closed by the public.

``pressed(id)`` of a tile, ``typed(text)`` of a keyboard, ``touched()`` anywhere, ``staff_called()``.
Keys that reach Qt do nothing else. What the system keeps for itself (Ctrl+Alt+Del, the task
switcher, gestures at the edge) only the system can take away.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from counter_app.ui.kiosk import dress
from counter_app.ui.kiosk.pages import ChoicePage, CodePage, StaffPage, TicketPage, TileGrid
from counter_app.ui.kiosk.state import KioskState
from counter_app.ui.kiosk.tiles import HiddenPlace, Notice, TouchTile, TwoLabels
from counter_app.ui.widgets.pages import PageStack
from counter_app.ui.widgets.text import label, set_kind

STEPS = 3
_TYPED = {Qt.Key.Key_Backspace: "\b", Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r"}
_HELD = (
    Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.MetaModifier
)


class KioskWindow(QWidget):
    """Shows pages; closed by ``end`` only. ``screen_dpi`` as in the settings."""

    pressed = Signal(str)
    typed = Signal(str)
    touched = Signal()
    staff_called = Signal()
    left = Signal()

    def __init__(self, title: str, screen_dpi: int = 0) -> None:
        super().__init__()
        self.setObjectName("kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(title)
        self._screen_dpi, self._may_close, self._worn = screen_dpi, False, (0.0, 0)
        self._state = KioskState()
        self._make_pieces()
        self._lay_out()

    def show_state(self, state: KioskState) -> None:
        """Show a page."""
        self._state = state
        self._hall.setText(state.hall)
        self._clock.setText(state.clock)
        for number, each in enumerate(self._steps, 1):
            set_kind(each, "here", "true" if number == state.step else "false")
            each.setVisible(bool(state.step))
        self._title.show_text(state.title)
        self._hint.show_text(state.hint)
        self._notice.show_notice(state.notice, state.notice_kind)
        self._show_page(state)
        self.buttons.show_tiles(state.buttons, len(state.buttons))
        self._countdown.show_text(state.countdown)
        privacy = (state.privacy.first, state.privacy.second)
        self._privacy.setText("  ".join(each for each in privacy if each))
        self._line.setText(state.line)

    def stand(self) -> None:
        """Fill the first monitor, before everything else."""
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
        )
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            self.setGeometry(screen.geometry())
        self.showFullScreen()

    def leave(self) -> None:
        """A person of the staff ends it."""
        self.left.emit()

    def end(self) -> None:
        """Close it for good."""
        self._may_close = True
        self.close()

    # ---- what the public cannot do

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay, whoever asks."""
        event.setAccepted(self._may_close)

    def changeEvent(self, event: QEvent) -> None:
        """Come back when something made it small."""
        super().changeEvent(event)
        small = self.windowState() & Qt.WindowState.WindowMinimized
        if event.type() == QEvent.Type.WindowStateChange and small and not self._may_close:
            self.setWindowState(Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand text to whoever has a field; every key ends here."""
        event.accept()
        key = Qt.Key(event.key())
        if event.modifiers() & _HELD:
            return
        if key == Qt.Key.Key_Tab:
            self.typed.emit("\t")
        elif key in _TYPED:
            self.typed.emit(_TYPED[key])
        elif event.text().isprintable() and event.text():
            self.typed.emit(event.text())

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab is a key like any other."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Somebody is there."""
        super().mousePressEvent(event)
        self.touched.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit type and targets to the window and its monitor."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Dress for this size, this monitor and the theme that is worn."""
        finger = dress.finger_on(self, self._screen_dpi)
        unit = dress.unit_px(self.size(), finger)
        if (unit, finger) != self._worn:
            self._worn = unit, finger
            self.setStyleSheet(dress.sheet(unit, finger))
        edge = round(unit * 24)
        self._body.setContentsMargins(edge, edge // 2, edge, edge // 2)
        self._body.setSpacing(edge // 2)
        self._head.setContentsMargins(edge, edge // 2, edge, edge // 2)
        for each in self._steps:
            each.setFixedSize(round(unit * 36), round(unit * 36))
        for grid in (self.choice.grid, self.code.grid, self.buttons, *self.staff.rows):
            grid.fit_finger(finger)
        self._show_page(self._state)

    # ---- pieces

    def _make_pieces(self) -> None:
        self._hall, self._clock = HiddenPlace(), QLabel()
        self._hall.held.connect(self.staff_called)
        self._steps = tuple(label(str(each), role="step") for each in range(1, STEPS + 1))
        for each in self._steps:
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = TwoLabels("kiosktitle", "kiosktitle2")
        self._hint = TwoLabels("kioskhint", "kioskhint2")
        self._notice = Notice()
        self.choice, self.code = ChoicePage(self._connect), CodePage(self._connect)
        self.ticket, self.staff = TicketPage(), StaffPage(self._connect)
        self._blank, self._above = QWidget(), QWidget()
        self.stack = PageStack(self._blank, self.choice, self.code, self.ticket, self.staff)
        self.buttons = TileGrid(self._connect)
        self._countdown = TwoLabels("kioskhint", "kioskhint2")
        self._privacy, self._line = label(role="kiosksmall", wrap=True), label(role="kiosksmall")

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("kioskhead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._head = QHBoxLayout(head)
        self._head.addWidget(self._hall, 1)
        for each in self._steps:
            self._head.addWidget(each)
        self._head.addWidget(self._clock)
        foot = QHBoxLayout()
        foot.addWidget(self._privacy, 1)
        foot.addWidget(self._line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        self._body = QVBoxLayout()
        whole.addLayout(self._body, 1)
        self._body.addWidget(self._above, 1)
        for widget in (self._title, self._hint, self._notice):
            self._body.addWidget(widget)
        self._body.addWidget(self.stack, 1)
        self._body.addWidget(self.buttons)
        self._body.addWidget(self._countdown)
        self._body.addLayout(foot)

    def _show_page(self, state: KioskState) -> None:
        tall = self.height() > self.width()
        pages: dict[str, QWidget] = {
            "choice": self.choice,
            "code": self.code,
            "ticket": self.ticket,
            "staff": self.staff,
        }
        page = pages.get(state.page, self._blank)
        if page is self.choice:
            self.choice.show_state(state, tall=tall)
        if page is self.code:
            self.code.show_state(state)
        self._above.setVisible(page is self._blank)
        self.ticket.show_state(state)
        self.staff.show_staff(state.staff)
        self.stack.setCurrentWidget(page)

    def _connect(self, tile: TouchTile) -> None:
        tile.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        tile = self.sender()
        if tile is not None:
            self.pressed.emit(tile.objectName())
