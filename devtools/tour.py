"""
``python -m devtools.tour OUT``: every screen and state as a PNG, in each theme and language.

It needs no display. States come from ``counter_app/ui/*/tour.py``; the desk is made of the tests' fakes, so no
clock, disk, device or line has a part in a picture.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from counter_app.paths import resources
from counter_app.services.desk import Desk
from counter_app.ui import places, theme
from counter_app.ui.line_watch.state import StripState
from counter_app.ui.looks import PillState
from counter_app.ui.place import Place, PlaceOffer, Surroundings
from counter_app.ui.shell import Window
from counter_app.ui.tour_states import TourDesk, TourState
from counter_app.words import Words
from county_server.catalogue.sample import read_sample
from devtools.places import ROOT, ToolError, say
from tests.fakes.desk import CLERK
from tests.fakes.intake import a_searchable_desk
from tests.fakes.paper_cases import an_item
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell

LANGUAGES = ("zh", "en")
LONG_RUNS = re.compile(r"(?<![0-9A-Za-z])(\d{17}[\dXx]|1[3-9]\d{9})(?![0-9A-Za-z])")
"""Numbers of persons and mobile telephones."""


def main(arguments: list[str]) -> int:
    """Take the pictures; 1 when a number in one of them is not masked."""
    parser = argparse.ArgumentParser("tour", allow_abbrev=False)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="part of a picture's name")
    wish = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(["tour"])
    try:
        count = take(app, found_states(), wish.out, wish.only)
    except ToolError as wrong:
        say(f"tour: {wrong}")
        return 1
    say(f"tour: {count} pictures in {wish.out}")
    return 0


def found_states() -> list[tuple[str, TourState]]:
    """Return the states of all screens, each with the name of its screen."""
    found = []
    for file in sorted((ROOT / "counter_app" / "ui").glob("*/tour.py")):
        screen = file.parent.name
        module = importlib.import_module(f"counter_app.ui.{screen}.tour")
        found += [(screen, state) for state in module.states()]
    return found


def take(app: QApplication, states: Iterable[tuple[str, TourState]], out: Path, only: str) -> int:
    """
    Take each picture that has ``only`` in its name; return how many.

    Raises:
        ToolError: a number that is not masked

    """
    count = 0
    kept = list(states)
    for name, language, scale in _looks(kept):
        theme.apply(app, theme.make(name, scale))
        folder = out / f"{name}-{language}"
        folder.mkdir(parents=True, exist_ok=True)
        for screen, state in kept:
            picture = f"{screen}-{state.name}" + (f"-{scale}" if scale != 100 else "")  # noqa: PLR2004  percent
            if scale in state.scales and only in picture:
                _take(state, language, folder / f"{picture}.png")
                count += 1
    return count


def unmasked(widget: QWidget) -> list[str]:
    """Return the numbers of persons and telephones that stand in clear in ``widget``."""
    return [number for text in _texts(widget) for number in LONG_RUNS.findall(text)]


def _looks(states: list[tuple[str, TourState]]) -> Iterator[tuple[str, str, int]]:
    scales = sorted({scale for _, state in states for scale in state.scales})
    for name in theme.THEMES:
        for language in LANGUAGES:
            for scale in scales:
                yield name, language, scale


def _take(state: TourState, language: str, file: Path) -> None:
    widget: QWidget = state.build(tour_desk(language))
    widget.resize(*state.size)
    widget.show()
    _settle()
    if numbers := unmasked(widget):
        raise ToolError(f"{file.name} shows {len(numbers)} numbers in clear")
    widget.grab().save(str(file))
    widget.hide()
    widget.deleteLater()
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)


def _settle() -> None:
    """Let layouts come to rest."""
    for _ in range(3):
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()


def tour_desk(language: str) -> TourDesk:
    """Return what the states of one picture are built with."""
    desk: Desk = replace(a_searchable_desk(*_items()), words=Words(language))
    around = Surroundings(desk, InlineRunner(desk), ManualTimers(), RecordingShell(CLERK))

    def dress(
        place: Place,
        *,
        strip: StripState | None = None,
        message: tuple[str, str, str] | None = None,
    ) -> Any:
        window = Window(desk, around.runner, around.timers, _offers(place))
        window.strip.show_state(strip or all_well(desk.words))
        window.admit(CLERK)
        window.go(place.id)
        return _finished(window, message)

    def cover(
        place: Place,
        *,
        strip: StripState | None = None,
        message: tuple[str, str, str] | None = None,
    ) -> Any:
        window = Window(desk, around.runner, around.timers, ())
        window.strip.show_state(strip or all_well(desk.words))
        window.cover(place)
        return _finished(window, message)

    return TourDesk(around, dress, cover)


def all_well(words: Words) -> StripState:
    """Return a strip on which nothing is wrong."""
    ready = words.say("ui.shell.device_state.ready")
    lights = tuple(
        (
            role,
            PillState(
                "good",
                words.say(
                    "ui.shell.device.light",
                    name=words.say(f"ui.shell.device.{role}"),
                    state=ready,
                ),
            ),
        )
        for role in ("reader", "tickets", "documents")
    )
    kind = words.say("ui.shell.window.kind.nd")
    window = words.say("ui.shell.window.named", name="3号窗口", kind=kind)
    return StripState(window, PillState("good", words.say("ui.shell.sync.done")), lights)


def _finished(window: Window, message: tuple[str, str, str] | None) -> Window:
    if message is not None:
        window.tell(*message)
    return window


def _offers(place: Place) -> tuple[PlaceOffer, ...]:
    """The places there are, with ``place`` in its own spot."""
    known = places.offers()
    mine = PlaceOffer(place.id, "ph.clipboard-text", (), lambda _around: place)
    if place.id not in {each.id for each in known}:
        return (mine, *known)
    shown = (
        replace(each, build=mine.build, roles=()) if each.id == place.id else each for each in known
    )
    return tuple(shown)


@cache
def _items() -> tuple[Any, ...]:
    sample = read_sample(resources() / "catalogue" / "sample")
    if isinstance(sample, tuple):
        raise ToolError("the sample catalogue has errors; load-catalogue tells them")
    return (an_item(), *sample.items)


def _texts(widget: QWidget) -> Iterator[str]:
    for each in (widget, *widget.findChildren(QWidget)):
        yield from _texts_of(each)


def _texts_of(each: QObject) -> Iterator[str]:
    match each:
        case QLabel() | QLineEdit():
            yield each.text()
        case QPlainTextEdit() | QTextEdit():
            yield each.toPlainText()
        case QTableView() if each.model() is not None:
            model = each.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield str(model.index(row, column).data() or "")
        case _:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
