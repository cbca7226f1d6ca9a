"""
``python -m tests.fakes.window_hands [--profile DIR] [--set KEY=VALUE]``: the real window, and hands on it.

Everything is the program's own: stores, lanes, devices, places. The keys come from standard input,
one JSON list a line, and reach the window as the system's would; what is written to the journal is
told as soon as it is durable. Each answer and each telling is one JSON object a line.

``["type", TEXT]``, ``["press", KEY]`` (``F9``, ``Alt+Q``, ``Enter``), ``["scan", TEXT]``,
``["see"]`` and ``["until", FACT, TEXT]``, which answers once the fact holds that text, or ``late``.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView

from counter_app.commands.profile import add_options, profile_of, settings_of
from counter_app.ui import places
from counter_app.ui.app import Opening, show
from counter_app.ui.notice import NoticePanel
from counter_app.ui.shell import Window
from counter_app.wiring import open_desk
from tests.fakes.keys import KeyEvents, named_key

EVERY_MS = 5
PATIENCE_S = 20
_OUT = threading.Lock()


def tell(**what):
    with _OUT:
        sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
        sys.stdout.flush()


class ToldJournal:
    """The real journal; tells what is in it now, and when that became durable."""

    def __init__(self, journal):
        self._journal = journal

    def save(self, draft, content):
        self._journal.save(draft, content)
        tell(kept=draft, content=json.loads(content), at_s=time.monotonic())

    def load(self, draft):
        return self._journal.load(draft)

    def drafts(self):
        return self._journal.drafts()

    def clear(self, draft):
        self._journal.clear(draft)


class Hands(QObject):
    """Does what standard input says, one thing after the other."""

    line = Signal(str)

    def __init__(self):
        super().__init__()
        self._waiting = deque()
        self._keys, self._noticed, self._since_s = None, False, 0.0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()
        self.line.connect(self._take)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in sys.stdin:
            self.line.emit(line)

    @Slot(str)
    def _take(self, line):
        self._waiting.append(json.loads(line))

    @Slot()
    def _go_on(self):
        self._tell_notice()
        while self._waiting and self._window() is not None:
            what, *given = self._waiting[0]
            at_s = time.monotonic()
            self._since_s = self._since_s or at_s
            late = at_s - self._since_s > PATIENCE_S
            if what == "until" and not self._holds(*given) and not late:
                return
            self._waiting.popleft()
            self._since_s = 0.0
            {"type": self._type, "press": self._press, "scan": self._scan}.get(what, _nothing)(
                *given
            )
            tell(did=what, at_s=at_s, late=late, **self._seen())

    def _tell_notice(self):
        """Tell once what the program says instead of a window: a refusal, a crash."""
        for each in QApplication.topLevelWidgets():
            if isinstance(each, NoticePanel) and each.isVisible() and not self._noticed:
                self._noticed = True
                tell(notice=[label.text() for label in each.findChildren(QLabel)])

    @staticmethod
    def _window():
        """The window, once it has the keyboard, which a window manager would give it."""
        for each in QApplication.topLevelWidgets():
            if isinstance(each, Window) and each.isVisible():
                if each.isActiveWindow():
                    return each
                each.activateWindow()
        return None

    def _holds(self, fact, text):
        found = self._seen()[fact]
        return found == text if fact == "focus" else any(text in each for each in found)

    def _type(self, text):
        self._events().type(text)

    def _scan(self, text):
        self._events().scan(text)

    def _events(self):
        if self._keys is None:
            self._keys = KeyEvents(self._window())
        return self._keys

    def _press(self, key):
        QTest.keyClick(self._window().windowHandle(), *named_key(key))

    def _seen(self):
        window, focus = self._window(), QApplication.focusWidget()
        if window is None:
            return {}
        shown = [each for each in window.findChildren(QLineEdit) if each.isVisible()]
        labels = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
        tables = [each for each in window.findChildren(QTableView) if each.isVisible()]
        return {
            "focus": _name(focus) if focus is not None else "",
            "typed": {_name(each): each.text() for each in shown},
            "labels": [each for each in labels if each],
            "rows": [row for each in tables for row in _rows(each.model())],
            "winId": int(window.winId()),
            "citizen": _standing(window.citizen_screen),
        }


def _standing(screen):
    """The box of the citizen screen, and whether it fills it; nothing while it is not shown."""
    if screen is None or not screen.window.isVisible():
        return []
    box, full = screen.window.geometry(), screen.window.isFullScreen()
    return [f"{box.x()} {box.y()} {box.width()} {box.height()} {'full' if full else 'window'}"]


def _name(widget):
    return widget.objectName() or widget.accessibleName() or type(widget).__name__


def _rows(model):
    across = range(model.columnCount())
    return [
        " ".join(str(model.index(row, column).data()) for column in across)
        for row in range(model.rowCount())
    ]


def _nothing(*_given):
    """To see is enough."""


def main():
    parser = argparse.ArgumentParser()
    add_options(parser, default=True)
    parser.add_argument("--citizen-screen", type=int)
    options = parser.parse_args()
    profile, settings = profile_of(options), settings_of(options)

    @contextmanager
    def told_desk():
        with open_desk(profile, settings) as desk:
            yield replace(desk, journal=ToldJournal(desk.journal))

    app = QApplication(sys.argv[:1])
    hands = Hands()
    code = show(app, Opening(told_desk, settings, profile, options.citizen_screen, places.offers()))
    del hands
    tell(code=code)
    sys.exit(code)


if __name__ == "__main__":
    main()
