"""The device room: what is known of each device and of this PC, and what may be tried; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from counter_app.config import ScreenChoice
from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.domain.printing import PrintOutcome
from counter_app.services.desk import Changes, Desk, on_store
from counter_app.services.device_room import RoomFacts, room_facts
from counter_app.services.device_tests import CardTest, try_documents, try_reader, try_tickets
from counter_app.services.status import DeviceRole
from counter_app.ui.devices.state import Facts, Result, RoomLook
from counter_app.ui.devices.watch import DeviceWatch
from counter_app.ui.devices.wording import RoomWords, card_result, failed_result, paper_result
from counter_app.ui.runner import Runner, Timers

EVERY_MS = 10_000
"""How often the window's own files are asked while the room is open."""


class RoomView(Protocol):
    """What the presenter needs of the screen."""

    def show_look(self, look: RoomLook) -> None:
        """Show a look; idempotent."""

    def wear(self, theme: str) -> None:
        """Dress the whole program in another theme."""


class DevicesPresenter:
    """``changed`` is called after each change, so that keys are read again."""

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        timers: Timers,
        view: RoomView,
        watch: DeviceWatch,
    ) -> None:
        self._desk, self._runner, self._timers = desk, runner, timers
        self._view, self._watch = view, watch
        screen = desk.settings.screen
        choice = ScreenChoice(
            desk.settings.language, screen.theme, screen.scale_percent, screen.labels
        )
        self._facts = Facts(choice)
        self._asking = self._open = False
        self._revoke: Callable[[], None] = _nothing
        self.changed: Callable[[], None] = _nothing
        watch.listen(self._draw)
        self._look = self._worded()

    @property
    def look(self) -> RoomLook:
        """What the room shows."""
        return self._look

    def enter(self) -> None:
        """The room is shown: look at everything, and again every few seconds."""
        self._open = True
        self.press_look()

    def leave(self) -> None:
        """It is not shown any more."""
        self._open = False
        self._revoke()

    def press_look(self) -> None:
        """Ask every device and the window's own files now."""
        self._watch.look()
        self._ask()

    def press_test(self, role: DeviceRole) -> None:
        """Try a device: read a card and forget it, print a slip, print a page."""
        if role in self._facts.testing:
            return
        results = {name: each for name, each in self._facts.results.items() if name != role}
        self._put(testing=self._facts.testing | {role}, results=results)
        test = {"reader": self._read, "tickets": self._slip, "documents": self._page}[role]
        test()

    def choose(self, name: str, value: str) -> None:
        """Choose theme, scale, language or labels for this PC; the theme changes at once."""
        before = self._facts.choice
        chosen = {
            "theme": lambda: replace(before, theme=value),
            "scale": lambda: replace(before, scale_percent=int(value)),
            "language": lambda: replace(before, language=value),
            "labels": lambda: replace(before, labels=value),
        }[name]()
        if chosen == before:
            return
        self._put(choice=chosen, changed=name, kept=None)
        if name == "theme":
            self._view.wear(value)
        self._keep(chosen)

    def heard(self, changes: Changes) -> None:
        """Something was recorded or printed."""
        if self._open and (changes.jobs or changes.cases):
            self._ask()

    # ---- inside

    def _read(self) -> None:
        def done(card: CardTest) -> None:
            self._tested("reader", card_result(self._desk.words, card))

        self._try("reader", try_reader(self._desk), done)

    def _slip(self) -> None:
        def done(outcome: PrintOutcome) -> None:
            self._tested("tickets", paper_result(self._desk.words, outcome))

        self._try("tickets", try_tickets(self._desk), done)

    def _page(self) -> None:
        def done(outcome: PrintOutcome) -> None:
            self._tested("documents", paper_result(self._desk.words, outcome))

        self._try("documents", try_documents(self._desk), done)

    def _try(self, role: DeviceRole, flow: Flow[Any], done: Callable[[Any], None]) -> None:
        def failed(error: CounterError) -> None:
            self._tested(role, failed_result(self._desk.words, error))

        self._runner.run(flow, done, failed)

    def _tested(self, role: DeviceRole, result: Result) -> None:
        self._put(
            testing=self._facts.testing - {role}, results={**self._facts.results, role: result}
        )
        self._watch.note(role, result.what, result.kind)
        self._watch.ask(role)

    def _keep(self, chosen: ScreenChoice) -> None:
        keep = self._desk.keep_screen
        if keep is None:
            self._put(kept=False)
            return
        self._runner.run(on_store(lambda: keep(chosen)), self._kept, self._not_kept)

    def _kept(self, _nothing_comes: None) -> None:
        self._put(kept=True)

    def _not_kept(self, error: CounterError) -> None:
        self._put(kept=False, wrong=error)

    def _ask(self) -> None:
        if not self._asking:
            self._asking = True
            self._runner.run(room_facts(self._desk), self._told, self._not_told)

    def _told(self, room: RoomFacts) -> None:
        self._put(room=room, wrong=None)
        self._again()

    def _not_told(self, error: CounterError) -> None:
        self._put(wrong=error)
        self._again()

    def _again(self) -> None:
        self._asking = False
        self._revoke()
        if self._open:
            self._revoke = self._timers.after(EVERY_MS, self._ask)

    def _put(self, **changes: Any) -> None:
        self._facts = replace(self._facts, **changes)
        self._draw()

    def _draw(self) -> None:
        look = self._worded()
        if look != self._look:
            self._look = look
            self._view.show_look(look)
            self.changed()

    def _worded(self) -> RoomLook:
        return RoomWords(self._desk, self._watch.seen, self._facts).look()


def _nothing() -> None:
    """Nobody listens, nothing is planned."""
