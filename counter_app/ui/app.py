"""
The face with a screen: dresses the application, opens the desk, shows the window, ends in order.

Order of the end: the window is gone, the relay delivers nothing more, the lanes finish their jobs
and close, the stores close, then the application dies (architecture 3, rule 8).
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
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.config import Settings
from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow, Hop
from counter_app.lanes import Lanes
from counter_app.services.desk import Desk
from counter_app.ui import places
from counter_app.ui.crash import CrashHook, relaunch_command
from counter_app.ui.dressing import dress, keep_log
from counter_app.ui.gc_guard import GcGuard
from counter_app.ui.notice import NoticeText, notice_window
from counter_app.ui.place import KeyAction, PlaceOffer, Surroundings
from counter_app.ui.relay import Relay
from counter_app.ui.shell import Window
from counter_app.ui.timers import QtTimers
from counter_app.ui.widgets.text import label
from counter_app.words import Words

SLOW_MS = 400
"""Opening that takes longer is said on the screen."""
OPENING_S = 20.0
"""How long an opening under way may take to end when the window is closed meanwhile."""


SWITCH_S = 0.0005
"""
How long a lane keeps Python's lock once the screen wants it (Python's own: 5 ms).

The event loop gives the lock away in each wait and gets it back only after this, several times in
what a clerk sees as one. Beside a busy lane the 99th of 100 beats is late by 9 ms instead of 20.
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """
    How the window is opened: ``open_desk`` gives the desk and closes it.

    ``offers`` and ``begin`` as in ``counter_app.ui.places``.
    """

    open_desk: Callable[[], AbstractContextManager[Desk]]
    settings: Settings
    profile: Path
    citizen_screen: int | None = None
    offers: tuple[PlaceOffer, ...] = ()
    begin: Callable[[Surroundings], object] = places.begin


def run(
    open_desk: Callable[[], AbstractContextManager[Desk]],
    settings: Settings,
    profile: Path,
    citizen_screen: int | None = None,
) -> int:
    """
    Show the window until it is closed; 0, or 1 when the desk could not be opened.

    Args:
        open_desk: as ``wiring.open_desk`` with its arguments given
        settings: for language, theme and scale
        profile: folder of the window; its log goes below it
        citizen_screen: number of the monitor that faces the citizen, from 0

    Raises:
        RuleError: ``setting_value`` of the theme or the scale

    """
    opening = Opening(open_desk, settings, profile, citizen_screen, places.offers())
    return show(QApplication(sys.argv[:1]), opening)


def show(app: QApplication, opening: Opening) -> int:
    """Show the window on an application that is there already; as ``run``."""
    dress(app, opening.settings)
    log, switch_s = keep_log(opening.profile), sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_S)
    guard = GcGuard()
    face = Face(app, opening, guard.settle)
    face.begin()
    before = {each: signal.signal(each, face.on_signal) for each in _SIGNALS}
    try:
        app.exec()
    finally:
        face.end()
        for each, handler in before.items():
            signal.signal(each, handler)
        guard.release()
        sys.setswitchinterval(switch_s)
        log.close()
    return face.code


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Face(QObject):
    """
    The running face: what is open, and how it ends. ``code`` is the exit status.

    ``stands`` is called once, when the window is there.
    """

    def __init__(self, app: QApplication, opening: Opening, stands: Callable[[], None]) -> None:
        super().__init__()
        self.code = 0
        self.window: Window | None = None
        self._app, self._opening, self._stands = app, opening, stands
        self._words = Words(opening.settings.language)
        self._stack, self._opener = ExitStack(), Lanes("opening")
        self._relay = Relay(self._opener)
        self._crash = CrashHook(_crash_number, self._offer_restart)
        self._kept: list[object] = []
        self._restart = False
        app.setQuitOnLastWindowClosed(False)

    def begin(self) -> None:
        """Open the desk; the window follows."""
        self._crash.install()
        self._wait = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._wait.timeout.connect(self._say_slow)
        self._wait.start()
        self._relay.run(self._open(), self._opened, self._refused)

    def end(self) -> None:
        """Close everything in its order; open the program again if that was asked."""
        if self.window is not None:
            self.window.dismiss()  # the places write what was typed a moment ago
        self._relay.close()
        self._opener.close(OPENING_S)
        self._stack.close()
        self._kept.clear()
        if self.window is not None:
            if self.window.citizen_screen is not None:
                self.window.citizen_screen.end()
            self.window.deleteLater()
        self._crash.remove()
        if self._restart:
            subprocess.Popen(relaunch_command())  # noqa: S603  our own command line

    def on_signal(self, _number: int, _frame: object) -> None:
        """Somebody asks the process to end; what is typed is in the journal."""
        self._app.exit()  # quit() asks the window first, which stays in mid-case

    def _open(self) -> Flow[Desk]:
        desk: Desk = yield Hop(
            "opening", lambda: self._stack.enter_context(self._opening.open_desk())
        )
        return desk

    def _opened(self, desk: Desk) -> None:
        self._wait.stop()
        opening = self._opening
        self._relay = Relay(desk.background)
        self.window = Window(
            desk, self._relay, QtTimers(self), opening.offers, opening.citizen_screen
        )
        self.window.closed.connect(self._app.quit)
        self.window.showMaximized()
        self._kept = [opening.begin(self.window.surroundings)]
        self.window.line_watch.begin()
        self.window.calling.begin()
        if self.window.citizen_screen is not None:
            self.window.citizen_screen.begin()
        self._stands()

    def _refused(self, error: CounterError) -> None:
        self._wait.stop()
        self.code = 1
        what, remedy = self._words.error(error)
        text = NoticeText(self._words.say("ui.shell.refused.title"), (what, remedy), "error")
        self._notice(text, KeyAction("Enter", self._words.say("ui.shell.refused.quit"), self._quit))

    def _offer_restart(self, number: str) -> None:
        say = self._words.say
        self.code = 1
        text = NoticeText(
            say("ui.shell.crash.title"),
            (say("ui.shell.crash.explain"), say("ui.shell.crash.number", number=number)),
            "error",
        )
        if self.window is not None:
            self.window.setEnabled(False)
        self._notice(
            text,
            KeyAction("Enter", say("ui.shell.crash.restart"), self._quit_and_restart),
            KeyAction("Alt+Q", say("ui.shell.crash.quit"), self._quit),
        )

    def _notice(self, text: NoticeText, *answers: KeyAction) -> None:
        self._show(notice_window(self._words.say("ui.shell.title"), text, answers))

    @Slot()
    def _say_slow(self) -> None:
        self._show(label(self._words.say("ui.shell.opening"), "large"))

    def _show(self, widget: QWidget) -> None:
        for each in self._kept:
            if isinstance(each, QWidget):
                each.hide()
        self._kept.append(widget)
        widget.show()

    @Slot()
    def _quit(self) -> None:
        self._app.exit()

    @Slot()
    def _quit_and_restart(self) -> None:
        self._restart = True
        self._app.exit()


def _crash_number() -> str:
    return os.urandom(4).hex()
