"""
The face of a kiosk: dresses the application, opens the desk, fills the screen, ends in order.

Order of the end as in ``counter_app.ui.app``. Nobody stands by to answer a question: after a bug the
program opens again by itself, and one that cannot open says so and ends for whoever started it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from counter_app.config import Settings
from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow, Hop
from counter_app.lanes import Lanes
from counter_app.services.desk import Desk
from counter_app.services.kiosk import KioskPlace, kiosk_place
from counter_app.ui.crash import CrashHook, relaunch_command
from counter_app.ui.dressing import dress, keep_log
from counter_app.ui.gc_guard import GcGuard
from counter_app.ui.kiosk.facts import Facts
from counter_app.ui.kiosk.looks import kiosk_state
from counter_app.ui.kiosk.presenter import KioskPresenter
from counter_app.ui.kiosk.state import Both, KioskState, KioskWords
from counter_app.ui.kiosk.view import KioskWindow
from counter_app.ui.relay import Relay
from counter_app.ui.timers import QtTimers
from counter_app.words import Words

OPENING_S = 20.0
"""How long an opening under way may take to end when the program is ended meanwhile."""
RESTART_MS = 5_000
REFUSED_MS = 30_000
"""How long is said why it did not open, before it ends."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class KioskOpening:
    """How the kiosk is opened: ``open_desk`` gives the desk and closes it."""

    open_desk: Callable[[], AbstractContextManager[Desk]]
    settings: Settings
    profile: Path
    refused_ms: int = REFUSED_MS
    restart_ms: int = RESTART_MS


def run(opening: KioskOpening) -> tuple[int, CounterError | None]:
    """
    Show the kiosk until the staff ends it; 0, or 1 with what stopped it.

    Raises:
        RuleError: ``setting_value`` of the theme or the scale

    """
    return show(QApplication(sys.argv[:1]), opening)


def show(app: QApplication, opening: KioskOpening) -> tuple[int, CounterError | None]:
    """Show it on an application that is there already; as ``run``."""
    dress(app, opening.settings)
    log, guard = keep_log(opening.profile), GcGuard()
    face = KioskFace(app, opening)
    face.begin()
    before = {each: signal.signal(each, face.on_signal) for each in _SIGNALS}
    try:
        app.exec()
    finally:
        face.end()
        for each, handler in before.items():
            signal.signal(each, handler)
        guard.release()
        log.close()
    return face.code, face.error


class KioskFace(QObject):
    """The running face: what is open, and how it ends."""

    def __init__(self, app: QApplication, opening: KioskOpening) -> None:
        super().__init__()
        self.code = 0
        self.error: CounterError | None = None
        self._app, self._opening = app, opening
        self._words = KioskWords(Words(opening.settings.language))
        self._stack, self._opener = ExitStack(), Lanes("opening")
        self._relay = Relay(self._opener)
        self._crash = CrashHook(_crash_number, self._fail)
        self._presenter: KioskPresenter | None = None
        self._restart = False
        app.setQuitOnLastWindowClosed(False)
        dpi = opening.settings.kiosk.screen_dpi
        self.window = KioskWindow(self._words.staff("window_title"), dpi)
        self.window.left.connect(self._quit)

    def begin(self) -> None:
        """Fill the screen, then open the desk."""
        self._crash.install()
        self.window.show_state(kiosk_state(self._words, Facts(), 0))
        self.window.stand()
        self._relay.run(self._open(), self._opened, self._refused)

    def end(self) -> None:
        """Close everything in its order; open the program again after a bug."""
        if self._presenter is not None:
            self._presenter.end()
        self.window.end()
        self._relay.close()
        self._opener.close(OPENING_S)
        self._stack.close()
        self.window.deleteLater()
        self._crash.remove()
        if self._restart:
            subprocess.Popen(relaunch_command())  # noqa: S603  our own command line

    def on_signal(self, _number: int, _frame: object) -> None:
        """Somebody asks the process to end."""
        self._app.exit()

    def _open(self) -> Flow[Desk]:
        desk: Desk = yield Hop(
            "opening", lambda: self._stack.enter_context(self._opening.open_desk())
        )
        return desk

    def _opened(self, desk: Desk) -> None:
        self._relay = Relay(desk.background)

        def stands(_place: KioskPlace) -> None:
            self._stand(desk)

        self._relay.run(kiosk_place(desk), stands, self._refused)

    def _stand(self, desk: Desk) -> None:
        presenter = KioskPresenter(desk, self._relay, QtTimers(self), self.window)
        self._presenter = presenter
        self.window.pressed.connect(presenter.press)
        self.window.typed.connect(presenter.type)
        self.window.touched.connect(presenter.board.touched)
        self.window.staff_called.connect(presenter.call_staff)
        presenter.begin()

    def _refused(self, error: CounterError) -> None:
        self.code, self.error = 1, error
        self.window.show_state(kiosk_state(self._words, Facts(refused=error), 0))
        QTimer.singleShot(self._opening.refused_ms, self._quit)

    def _fail(self, number: str) -> None:
        self.code, self._restart = 1, True
        if self._presenter is not None:
            self._presenter.end()
        told = Both(self._words.staff("crash_number", number=number))
        title = Both(self._words.staff("restarting"))
        self.window.show_state(KioskState("message", title=title, notice=told))
        QTimer.singleShot(self._opening.restart_ms, self._quit)

    @Slot()
    def _quit(self) -> None:
        self._app.exit()


def _crash_number() -> str:
    return os.urandom(4).hex()
