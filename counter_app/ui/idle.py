"""How long nobody has touched keyboard, mouse or screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from counter_app.domain.ports import Clock

EVERY_MS = 5_000
_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
)


class IdleWatch(QObject):
    """
    Tells its listener every few seconds how many seconds have passed since the last touch.

    It sits on the native window, where each event arrives once, not on every widget.
    """

    def __init__(self, window: QWidget, clock: Clock) -> None:
        super().__init__(window)
        self._clock = clock
        self._touched_ms = clock.read().mono_ms
        self._listener: Callable[[int], None] | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.tell)
        window.winId()  # makes the native window
        window.windowHandle().installEventFilter(self)

    def listen(self, listener: Callable[[int], None]) -> None:
        """Tell this one from now on."""
        self._listener = listener
        self._timer.start()

    @Slot()
    def tell(self) -> None:
        """Tell how long it is, in seconds."""
        if self._listener is not None:
            self._listener((self._clock.read().mono_ms - self._touched_ms) // 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a touch."""
        if event.type() in _TOUCHES:
            self._touched_ms = self._clock.read().mono_ms
        return super().eventFilter(watched, event)
