"""
The window's behaviour: which place is open, whose keys stand, who hears of a change.

It fulfils ``counter_app.ui.place.Shell``. The order of precedence is: a question of the window
itself, a cover, the place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent

from counter_app.services.desk import Changes, Desk
from counter_app.services.visit import User
from counter_app.ui.citizen.screen import CitizenScreen
from counter_app.ui.covers import Covers, closing_question
from counter_app.ui.devices.watch import DeviceWatch
from counter_app.ui.frame import Frame
from counter_app.ui.idle import IdleWatch
from counter_app.ui.line_watch.presenter import LineWatch
from counter_app.ui.looks import Question, RailEntry
from counter_app.ui.place import KeyAction, NowLine, Place, PlaceOffer, Surroundings
from counter_app.ui.queue.keys import calling_keys, merged
from counter_app.ui.queue.line import CallingLine, Serves
from counter_app.ui.queue.wording import strip_look
from counter_app.ui.runner import Runner, Timers
from counter_app.ui.scanner.presenter import ScanRoute, TakesScans
from counter_app.ui.scanner.watch import ScanWatch
from counter_app.ui.shortcuts import Shortcuts


class Window(Frame):
    """One clerk's window; ``closed`` once it may really go."""

    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        timers: Timers,
        offers: Iterable[PlaceOffer],
        citizen_screen: int | None = None,
    ) -> None:
        super().__init__(desk.words)
        self._words = desk.words
        self._user: User | None = None
        self._place: Place | None = None
        self._covers = Covers(self._show_current)
        self._common: tuple[KeyAction, ...] = ()
        self._may_close = False
        self.calling = CallingLine(desk, runner, timers, self)
        self.calling.watch.listen(self._show_calling)
        self.citizen_screen: CitizenScreen | None = None
        if citizen_screen is not None:
            self.citizen_screen = CitizenScreen(desk, runner, timers, self, citizen_screen)
        faced = self.citizen_screen
        both = (faced.presenter, faced.rating) if faced is not None else (None, None)
        self.surroundings = Surroundings(desk, runner, timers, self, citizen_screen, *both)
        self._shortcuts, self._idle = Shortcuts(self), IdleWatch(self, desk.clock)
        self.line_watch = LineWatch(desk, runner, timers, self.strip.show_state, self.announce)
        self._offers = tuple(offers)
        self._places = {each.id: each.build(self.surroundings) for each in self._offers}
        for place in self._places.values():
            self.take_place(place.widget())
        route = ScanRoute(self._words, self, self._places, lambda: self._current)
        self._scans = ScanWatch(self, route.heard)
        self._shortcuts.struck.connect(self.press)
        self.key_bar.pressed.connect(self.press)
        self.rail.chosen.connect(self.go)
        self.strip.asked.connect(self._open_devices)
        self.strip.show_user(self._words.say("ui.shell.nobody"))
        self.refresh()

    # ---- Shell

    @property
    def user(self) -> User | None:
        """Who is signed in at this window."""
        return self._user

    @property
    def devices(self) -> DeviceWatch:
        """What is known of the devices."""
        return self.line_watch.devices

    def serving_places(self) -> list[Serves]:
        """Return the places at whose tables somebody may sit."""
        return [each for each in self._places.values() if isinstance(each, Serves)]

    def ask(self, question: Question, go_on: Callable[[], None]) -> None:
        """Ask before something is left."""
        self._covers.ask(question, go_on)

    def refresh(self) -> None:
        """Read keys and sentence of the current place again."""
        keys = self._keys()
        current = self._current
        self.key_bar.show_keys(keys)
        self.sentence.show_line(current.now() if current else NowLine())
        standing = [each.key for each in keys]
        self._shortcuts.stand([*standing, *self._rail_keys(), *self._esc()])

    def announce(self, changes: Changes) -> None:
        """Hand what a service changed to every place and to the line."""
        for place in self._everyone():
            place.changed(changes)
        self.line_watch.changed(changes)
        self.refresh()

    def go(self, place: str) -> bool:
        """Show another place; False when there is none for this user or one may not leave."""
        allowed = {each.id for each in self._allowed()}
        went = place in allowed and self._covers.top is None and self._leave(place)
        if went:
            self._open(self._places[place])
        self._draw_rail()
        return went

    def show_case(self, place: str, case_no: str) -> bool:
        """Show another place with a case; False when there is none for this user."""
        there = self._places.get(place)
        went = isinstance(there, TakesScans) and self.go(place)
        if isinstance(there, TakesScans) and went:
            there.scanned(case_no)
        return went

    def tell(self, what: str, remedy: str = "", kind: str = "note") -> None:
        """Say something in the message line."""
        self.message.say(what, remedy, kind)
        self.refresh()

    def hush(self) -> None:
        """Clear the message line."""
        self.message.clear()
        self.refresh()

    def cover(self, place: Place) -> None:
        """Put ``place`` over everything."""
        if self._covers.top is None and self._place is not None:
            self._place.leave()
        self._covers.cover = place
        self._veil_citizen()
        self._show_current()

    def uncover(self) -> None:
        """Take the cover away; the place beneath gets ``enter()``."""
        self._covers.cover = None
        self._veil_citizen()
        self._show_current()

    def welcome(self, user: User) -> None:
        """Show who has signed in and is not admitted yet."""
        self.strip.show_user(user.display_name)

    def admit(self, user: User) -> None:
        """Let ``user`` in."""
        self._user = user
        self.welcome(user)
        for place in self._everyone():
            place.user_changed(user)
        allowed = sorted(self._allowed(), key=lambda each: not each.home)
        there = [self._places[each.id] for each in allowed]
        if self._place not in there:
            self._place = there[0] if there else None
        self.calling.user_changed()
        self._draw_rail()
        self._show_current()

    def dismiss(self) -> None:
        """Nobody is signed in any more."""
        self._user = None
        self.strip.show_user(self._words.say("ui.shell.nobody"))
        for place in self._everyone():
            place.user_changed(None)
        self.calling.user_changed()
        self._draw_rail()
        self.hush()

    def common_keys(self, keys: tuple[KeyAction, ...]) -> None:
        """Keys of every place that is not covered, after its own."""
        self._common = keys
        self.refresh()

    def watch_idle(self, idle: Callable[[int], None]) -> None:
        """Call ``idle(seconds)`` every few seconds."""
        self._idle.listen(idle)

    # ---- what the clerk does

    @Slot(str)
    def press(self, key: str) -> None:
        """Do what stands under ``key`` now; a closed key says why."""
        if key == "Esc" and self.message.isVisible():
            self.hush()
            return
        for each in self._keys():
            if each.key == key:
                self._act(each)
                return
        places = self._rail_keys()
        if key in places:
            self.go(places[key])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before a person being served is left in mid-case."""
        serving = [each.serving() for each in self._everyone()]
        if self._may_close or not any(serving):
            event.accept()
            if self.citizen_screen is not None:
                self.citizen_screen.end()
            self.line_watch.end()
            self.calling.end()
            self.closed.emit()
            return
        event.ignore()
        self.ask(closing_question(self._words, [each for each in serving if each]), self._quit)

    # ---- inside

    @property
    def _current(self) -> Place | None:
        return self._covers.top or (self._place if self._user else None)

    def _everyone(self) -> list[Place]:
        covers = [self._covers.cover] if self._covers.cover is not None else []
        return [*self._places.values(), *covers]

    def _allowed(self) -> list[PlaceOffer]:
        roles = set(self._user.roles) if self._user else None
        if roles is None:
            return []
        return [each for each in self._offers if not each.roles or roles & set(each.roles)]

    def _rail_keys(self) -> dict[str, str]:
        if self._covers.top is not None:
            return {}
        return {f"Alt+{at}": each.id for at, each in enumerate(self._allowed(), 1)}

    def _esc(self) -> list[str]:
        return ["Esc"] if self.message.isVisible() else []

    def _keys(self) -> tuple[KeyAction, ...]:
        current = self._current
        own = current.keys() if current else ()
        if self._covers.top is not None or current is None:
            return own
        calling = calling_keys(self._words, self.calling, at_home=current.id == "queue")
        return merged(own, calling) + self._common

    def _act(self, key: KeyAction) -> None:
        if key.enabled:
            key.act()
        elif key.why:
            self.tell(key.why)

    def _leave(self, place: str) -> bool:
        return self._place in (None, self._places[place]) or self._place.leave()

    def _open(self, place: Place) -> None:
        self._place = place
        self.message.clear()
        self._show_current()

    def _show_current(self) -> None:
        covering, place = self._covers.top, self._place
        if place is not None:
            self.show_place(place.widget())
        self.show_cover(covering.widget() if covering else None)
        self.refresh()
        current = self._current
        if current is not None:
            current.enter()

    def _draw_rail(self) -> None:
        entries = tuple(
            RailEntry(each.id, self._places[each.id].title, each.icon, f"Alt+{at}")
            for at, each in enumerate(self._allowed(), 1)
        )
        self.rail.show_places(entries, self._place.id if self._place else "")
        self.rail.setVisible(len(entries) > 1)

    def _veil_citizen(self) -> None:
        """What nobody watches over is not left on the citizen's screen either."""
        if self.citizen_screen is not None:
            self.citizen_screen.presenter.cover(covered=self._covers.cover is not None)

    @Slot()
    def _open_devices(self) -> None:
        self.go("devices")

    def _show_calling(self) -> None:
        self.strip.show_calling(strip_look(self._words, self.calling.state))

    def _quit(self) -> None:
        self._may_close = True
        self.close()
