"""
``python -m benchmarks.desk_day --cases N --control URL --password P OPTIONS``: a day at the real window.

Everything is the product: ``ui.app.show`` on real stores, lanes and drivers. The clerk is a script
of key events; one key a turn of the event loop, no pause to think. It prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.desk_heartbeat import Heartbeat, at
from benchmarks.desk_process import growth, held, rss_mb
from counter_app.commands.profile import add_options, profile_of, settings_of
from counter_app.commands.screen import desk_behind
from counter_app.domain.check_characters import mod_11_2
from counter_app.domain.outcome import OutcomeKind
from counter_app.simulation.control import ControlClient
from counter_app.ui import places
from counter_app.ui.app import Opening, show
from counter_app.ui.intake.place import IntakePlace
from counter_app.ui.place import Surroundings

Step = Callable[[], object]
PATIENCE_S = 30.0
WARM_UP = 50
"""Cases, a third of a short day: until then fonts, statements and papers are met for the first time."""
SAMPLE_EVERY = 10
ITEMS = ("shbzk",)
NAMES = ("测试甲", "扎西顿珠", "加仓·晋美南杰", "次仁旺姆·格桑卓嘎·索朗多吉")
OUTCOMES = {"F9": OutcomeKind.ACCEPT, "F7": OutcomeKind.CORRECT, "Alt+J": OutcomeKind.RECEIVE}
KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    **{f"F{n}": getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)},
}


class Day(QObject):
    """``begin`` is what the window is opened with; ``figures`` are there when it has closed."""

    def __init__(self, options: argparse.Namespace, cards: Path) -> None:
        super().__init__()
        self._options, self._cards = options, cards
        self._reader = ControlClient(options.control)
        self._hands = ThreadPoolExecutor(1)
        self._times: defaultdict[str, array[float]] = defaultdict(lambda: array("d"))
        self._held: list[dict[str, float]] = []
        self._rss: list[tuple[int, float]] = []
        self._steps: Iterator[Step] = iter(())
        self._wait: Step = _at_once
        self._since = 0.0
        self.figures: dict[str, Any] = {}

    def begin(self, around: Surroundings) -> object:
        """Seat the clerk."""
        self._window: Any = around.shell
        self._door: Any = places.begin(around)
        self.heart = Heartbeat()
        self._steps, self._since = self._whole(), time.perf_counter()
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()
        return self._door

    def offers(self) -> tuple[Any, ...]:
        """The window's places; 办件 is kept to look at."""

        def built(around: Surroundings) -> Any:
            self._intake: Any = IntakePlace(around)
            return self._intake

        return tuple(
            replace(each, build=built) if each.id == "intake" else each for each in places.offers()
        )

    @property
    def _state(self) -> Any:
        return self._intake.presenter.state

    @Slot()
    def _go_on(self) -> None:
        try:
            if not self._wait():
                if time.perf_counter() - self._since > PATIENCE_S:
                    self._end({"stuck": self._where()})
                return
            self._wait = next(self._steps)
        except StopIteration:
            self._end({})
        self._since = time.perf_counter()

    def _end(self, more: dict[str, Any]) -> None:
        self._timer.stop()
        self.heart.end()
        self._hold(self._options.cases)
        self._hands.shutdown()
        self._reader.close()
        names = ("start", "warm", "end")
        self.figures = {
            **self.heart.figures(),
            **{
                f"{name}_ms_{kind}": at(values, part)
                for name, values in self._times.items()
                for kind, part in (("p50", 0.5), ("p99", 0.99), ("max", 1.0))
            },
            "held": dict(zip(names, self._held, strict=False)),
            "growth": growth(self._held[1], self._held[-1], self._rss) if self._rss[1:] else {},
            "long_stalls_at": self.heart.places(),
            **more,
        }
        QApplication.exit()  # quit() would ask the window, which keeps a person in mid-case

    # ---- the clerk

    def _whole(self) -> Iterator[Step]:
        door = self._door.presenter
        yield lambda: door.state.mode == "sign_in" and not door.state.busy
        yield from self._type(self._options.password)
        yield from self._press("Enter")
        yield lambda: door.state.mode == "set_pin"
        yield from self._press("Esc")
        yield lambda: self._door.opening.presenter.facts.findings or self._window.user
        if self._window.user is None:  # the first start of this day, or something was left over
            yield from self._press("Enter")
            yield lambda: self._window.user is not None
        yield lambda: not self._intake.presenter.parts.board.busy
        yield from self._press("F2")
        yield lambda: self._state.visit.person is None and self._state.visit.draft is None
        cases = self._options.cases
        warm = min(WARM_UP, max(1, cases // 3))
        for number in range(cases):
            if number in (0, warm):
                self._hold(number)
            elif number > warm and number % SAMPLE_EVERY == 0:
                self._rss.append((number, rss_mb()))
            if number == 1:
                self.heart.forget()
            yield from self._case(number)

    def _hold(self, number: int) -> None:
        self._held.append(held())
        if number:
            self._rss.append((number, self._held[-1]["rss_mb"]))
        self.heart.rest()

    def _case(self, number: int) -> Iterator[Step]:
        # keys go to the widgets, past the watch on the native window that would veil an idle screen
        QTest.mouseMove(self._window.windowHandle(), QPoint(number % 2, 0))
        began, worked = time.perf_counter(), time.thread_time()
        board = self._intake.presenter.parts.board
        laid = self._hands.submit(self._lay, number)
        yield laid.done
        yield from self._press("F3")
        yield lambda: self._state.visit.person is not None and not self._state.reading
        yield from self._type(f"138{number:08d}")
        yield from self._press("Enter")
        yield lambda: self._state.visit.phone and not board.busy
        yield from self._search(ITEMS[number % len(ITEMS)])
        yield from self._press("F6")
        yield lambda: not board.busy and self._state.outlook is not None
        yield from self._outcome(number)
        yield lambda: all(each.state != "printing" for each in self._state.papers)
        yield lambda: not self._state.acting and not board.busy
        self._note("case", began)
        yield from self._press("F2")
        yield lambda: self._state.visit.person is None
        self._times["case_cpu"].append((time.thread_time() - worked) * 1000)

    def _search(self, initials: str) -> Iterator[Step]:
        board = self._intake.presenter.parts.board
        yield from self._press("F4")
        yield from self._type(initials)
        typed = time.perf_counter()
        yield lambda: self._state.hits and not self._state.asking
        self._note("search", typed)
        yield from self._press("Enter")
        yield lambda: self._state.visit.draft is not None and not board.busy
        yield lambda: self._state.outlook is not None

    def _outcome(self, number: int) -> Iterator[Step]:
        keys = {3: ("Alt+J",), 7: ("Alt+Q", "F7")}.get(number % 10, ("F9",))
        for each in keys[:-1]:
            yield from self._press(each)
            yield lambda: not self._intake.presenter.parts.board.busy
        kind = OUTCOMES[keys[-1]]
        yield lambda: self._state.outlook is not None and self._state.outlook.of(kind).open
        pressed = time.perf_counter()
        yield from self._press(keys[-1])
        yield lambda: self._state.visit.case is not None
        self._note("accept_to_screen", pressed)
        if keys == ("F9",):
            yield self._receipt_out
            self._note("accept_to_receipt_done", pressed)

    def _receipt_out(self) -> bool:
        return any(
            each.document.kind == "W01" and each.state != "printing" for each in self._state.papers
        )

    def _lay(self, number: int) -> None:
        """Runs beside the window, as a hand with a card does."""
        first = f"540402{1960 + number % 40}{number // 40 % 12 + 1:02d}15{number % 500 * 2 + 1:03d}"
        card = {
            "kind": "resident",
            "name": NAMES[number % len(NAMES)],
            "sex": "1",
            "ethnicity": "04",
            "birth_date": f"{first[6:10]}-{first[10:12]}-{first[12:14]}",
            "address": "西藏自治区林芝市巴宜区测试路1号",
            "number": first + mod_11_2(first),
            "issuer": "林芝市公安局巴宜区分局",
            "valid_from": "2020-01-01",
            "valid_to": "2040-01-01",
        }
        file = self._cards / "card.json"
        file.write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")
        self._reader.ask("remove")
        self._reader.ask(f"card {file}")

    # ---- hands

    def _press(self, name: str) -> Iterator[Step]:
        *alt, key = name.split("+")
        code = KEYS.get(key) or getattr(Qt.Key, f"Key_{key}")
        modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        target = self._window.focusWidget() or self._window
        self._struck(lambda: QTest.keyClick(target, code, modifier))
        yield _at_once

    def _type(self, text: str) -> Iterator[Step]:
        for each in text:
            click: Any = QTest.keyClick  # takes a character, too, whatever its stub says
            self._struck(partial(click, self._window.focusWidget(), each))
            yield _at_once

    def _struck(self, strike: Callable[[], object]) -> None:
        began, worked = time.perf_counter(), time.thread_time()
        strike()
        self._times["key_cpu"].append((time.thread_time() - worked) * 1000)
        self._note("key", began)

    def _note(self, name: str, began: float) -> None:
        self._times[name].append((time.perf_counter() - began) * 1000)

    def _where(self) -> str:
        state, said = self._state, self._window.message.said
        draft = state.visit.draft.item.name if state.visit.draft else ""
        cases = len(self._times["case"])
        line = getattr(getattr(self._wait, "__code__", None), "co_firstlineno", 0)
        seen, alive = self._intake.view.isVisible(), self._window.isEnabled()
        return f"line {line}, case {cases}, item {draft!r}, said {said}, seen {seen}, alive {alive}"


def _at_once() -> bool:
    return True


def main() -> None:
    """Work the day and print its figures."""
    parser = argparse.ArgumentParser()
    add_options(parser, default=True)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--control", required=True)
    parser.add_argument("--password", required=True)
    options = parser.parse_args()
    profile, settings = profile_of(options), settings_of(options)
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as cards:
        day = Day(options, Path(cards))
        opening = Opening(
            lambda: desk_behind(profile, settings), settings, profile, None, day.offers(), day.begin
        )
        show(app, opening)
    print(json.dumps({"cases": options.cases, **day.figures}, ensure_ascii=False))


if __name__ == "__main__":
    main()
