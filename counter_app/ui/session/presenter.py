"""
The door of the window: who is let in, how it is shut, what stays behind it (F-A1, F-A2).

Behind a veil the screen stays as it is under the cover. A lock lets the places forget what they
show; the case lies in the journal and comes back, for whoever takes the window up again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from counter_app.domain.errors import RuleError
from counter_app.services import session
from counter_app.services.closing import Closed
from counter_app.services.desk import Changes
from counter_app.services.pin import (
    DIGITS,
    Attempt,
    Pins,
    enter_password,
    enter_pin,
    set_pin,
)
from counter_app.services.visit import User, Visit
from counter_app.ui.place import KeyAction, Place, Surroundings
from counter_app.ui.session.presenter_card import Card, DoorView
from counter_app.ui.session.presenter_joining import Joining
from counter_app.ui.session.state import DoorState, Shut, Told, acts_of, told_of


class OpeningCheck(Protocol):
    """What comes between the first sign-in and the work."""

    def begin(self, user: User, opened: Callable[[User], None]) -> None:
        """Cover the window with what there is to see; ``opened`` once the clerk has seen it."""


class ClosingCheck(Protocol):
    """What comes between the work and the end of a day or a shift."""

    def begin(self, user: User, ends: Session) -> None:
        """Cover the window with what is left; ``ends`` is told what comes of it."""


class Session:
    """``place`` is the card as a cover of the window; ``day`` what opens and what closes it."""

    def __init__(
        self,
        around: Surroundings,
        view: DoorView,
        place: Place,
        day: tuple[OpeningCheck, ClosingCheck],
    ) -> None:
        self._desk, self._shell, self._runner = around.desk, around.shell, around.runner
        self._place, (self._opening, self._closing) = place, day
        self._pins = around.pins
        self._card = Card(self._desk.words, self._shell, view)
        self._joining = Joining(around, self._card)
        self._user: User | None = None
        self._opened = False
        self._acts: dict[str, Callable[[], None]] = {
            "again": self._joining.look,
            "enrol": self._joining.press_enrol,
            "sync": self._joining.press_sync,
            "sign_in": self._sign_in,
            "back": self._ask_pin,
            "set_pin": self._set_pin,
            "later": self._go_on,
            "unlock": self._unlock,
            "password": self._ask_password,
        }

    @property
    def state(self) -> DoorState:
        """What is drawn."""
        return self._card.state

    # ---- from the shell

    def begin(self) -> None:
        """Cover the window and find out who may come in."""
        self._shell.cover(self._place)
        say = self._desk.words.say
        lock = KeyAction("F12", say("ui.session.act.lock"), self.lock)
        close = KeyAction("Alt+F12", say("ui.session.act.close"), self.press_close)
        self._shell.common_keys((lock, close))
        self._shell.watch_idle(self.idle)
        self._joining.look()

    def enter(self) -> None:
        """The card is shown."""
        self._card.enter()

    def changed(self, changes: Changes) -> None:
        """A write happened somewhere."""
        self._joining.changed(changes)

    def idle(self, seconds: int) -> None:
        """Nobody has touched anything for a while: veil, and in the end ask the password."""
        rules, facts = self._desk.settings.rules, self._card.facts
        if self._user is None or facts.busy:
            return
        lasting = bool(facts.pins.holders) or facts.shut != "lock"
        if seconds >= rules.sign_out_minutes * 60 and lasting:
            self._sign_out(rules.sign_out_minutes)
        elif seconds >= rules.veil_minutes * 60 and not facts.shut:
            self._close(self._user, "veil")

    def lock(self) -> None:
        """F12: nobody sees or does anything here until somebody signs in."""
        user = self._user
        if user is None or self._card.facts.shut == "lock":
            return
        self._close(user, "lock")
        self._shell.dismiss()
        flow = session.lock(self._desk, Visit(user=user))
        self._runner.run(flow, self._locked, self._card.fail)

    def press_close(self) -> None:
        """Alt+F12: what is left before the window is closed or handed over."""
        if self._user is not None and not self._card.facts.shut:
            self._closing.begin(self._user, self)

    def closed(self, closed: Closed) -> None:
        """The day has ended here: nobody sits here, and the next one opens the window again."""
        undone = closed.locked.left_undone
        told = Told("good", self._desk.words.say("ui.session.closed"))
        if undone is not None:
            told = told_of(self._desk.words, undone)
        self._user, self._opened, self._pins.pins = None, False, Pins()
        self._shell.dismiss()
        self._card.put(pins=Pins(), shut="", who="", chosen="", told=told)
        self._shell.cover(self._place)
        self._ask_password()

    def taken_over(self, user: User) -> None:
        """The shift was handed over: what the one before saw goes, the journal has it."""
        self._shell.dismiss()
        self._user = user
        self._come_in()

    # ---- what the person at the door does

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into; six digits of a PIN need no Enter."""
        if not self._card.put_text(name, text):
            return
        if self._card.facts.mode == "pin":
            self._unlock()
        elif name == "pin":
            self._card.go_to("pin_again")
        else:
            self._set_pin()

    def choose(self, name: str) -> None:
        """Take a person offered."""
        if self._card.facts.mode == "pin":
            self._card.put(chosen=name, texts={}, told=None)
            self._card.go_to("pin")
        else:
            self._card.put(texts={"user": name}, told=None)
            self._card.go_to("password")

    def press(self, key: str) -> None:
        """Do what stands under ``key``; while something is under way, nothing."""
        if self._card.facts.busy:
            return
        for each in self.state.chips:
            if each.key == key:
                self.choose(each.name)
                return
        name = dict(acts_of(self._card.facts)).get(key)
        if name is not None:
            self._acts[name]()

    # ---- letting in

    def _sign_in(self) -> None:
        card = self._card
        if card.filled():
            name, password = card.text("user"), card.text("password")
            card.put(busy="checking", told=None)
            flow = enter_password(self._desk, name, password, self._before())
            self._runner.run(flow, self._signed, card.fail)

    def _signed(self, user: User) -> None:
        self._seat(user)
        if self._card.facts.pins.of(user.name) is not None:
            self._go_on()
            return
        self._card.put(mode="set_pin", who=user.display_name, texts={}, busy="")
        self._card.go_to("pin")

    def _set_pin(self) -> None:
        card, user = self._card, self._user
        if user is not None and card.filled():
            pin, again = card.text("pin"), card.text("pin_again")
            card.put(busy="checking", told=None)
            flow = set_pin(self._desk, card.facts.pins, user, pin, again)
            self._runner.run(flow, self._pin_set, card.fail)

    def _pin_set(self, pins: Pins) -> None:
        self._keep(pins)
        self._go_on()

    def _keep(self, pins: Pins) -> None:
        self._pins.pins = pins
        self._card.put(pins=pins)

    def _unlock(self) -> None:
        card = self._card
        pins, pin = card.facts.pins, card.text("pin")
        if card.filled() and len(pin) < DIGITS:
            card.fail(RuleError("pin_form"))  # not a try
        elif card.filled():
            card.put(busy="checking", told=None)
            flow = enter_pin(self._desk, pins, card.facts.chosen, pin, self._before())
            self._runner.run(flow, self._tried, card.fail)

    def _tried(self, attempt: Attempt) -> None:
        card = self._card
        self._keep(attempt.pins)
        if attempt.user is not None:
            self._seat(attempt.user)
            self._go_on()
        if attempt.refused is not None:
            card.fail(attempt.refused)
            if card.facts.pins.of(card.facts.chosen) is None:
                self._ask_password()

    def _seat(self, user: User) -> None:
        """Behind a veil the screen still shows what the other person saw."""
        other = self._user is not None and user.name != self._user.name
        if other and self._card.facts.shut == "veil":
            self._shell.dismiss()
        self._user = user

    def _go_on(self) -> None:
        """Wipe the card; then the opening check, or where the work was left."""
        self._card.put(mode="starting", texts={}, told=None, busy="", shut="")
        if self._user is not None and not self._opened:
            self._shell.welcome(self._user)
            self._opening.begin(self._user, self._seen)
        else:
            self._come_in()

    def _seen(self, user: User) -> None:
        """The opening check was seen, and may have vouched for the clock."""
        self._user = user
        self._come_in()

    def _come_in(self) -> None:
        user, self._opened = self._user, True
        if user is not None and self._shell.user != user:
            self._shell.admit(user)
        self._shell.uncover()

    def _before(self) -> str:
        return self._user.name if self._user is not None else ""

    # ---- shutting

    def _close(self, user: User, how: Shut) -> None:
        self._card.put(shut=how, who=user.display_name, chosen=user.name, told=None)
        if self._card.facts.pins.of(user.name) is not None:
            self._ask_pin()
        else:
            self._ask_password()
        self._shell.hush()
        self._shell.cover(self._place)

    def _locked(self, locked: session.LockedWindow) -> None:
        if locked.left_undone is not None:
            self._card.put(told=told_of(self._desk.words, locked.left_undone))

    def _sign_out(self, minutes: int) -> None:
        self.lock()
        why = self._desk.words.say("ui.session.signed_out", minutes=minutes)
        self._keep(Pins())
        self._card.put(told=Told("note", why))
        self._ask_password()

    def _ask_pin(self) -> None:
        pins, chosen = self._card.facts.pins, self._card.facts.chosen
        known = pins.of(chosen) or pins.holders[0]
        self._card.put(mode="pin", texts={}, chosen=known.name)
        self._card.go_to("pin")

    def _ask_password(self) -> None:
        self._card.put(mode="sign_in", texts={"user": self._card.facts.chosen})
        self._card.go_to("password")
        self._joining.refresh()
