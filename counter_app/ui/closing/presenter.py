"""
收窗 and 交班: the list comes in as the lanes answer, one Enter ends the day, two sign for a shift.

Esc leaves it at any time; nothing has happened then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from counter_app.domain.errors import CounterError
from counter_app.services.closing import (
    Closed,
    ClosingList,
    close_window,
    look_at_hall,
    look_to_close,
)
from counter_app.services.closing_checks import waiting_check
from counter_app.services.opening import look_at_device
from counter_app.services.opening_checks import Check
from counter_app.services.second_person import Second
from counter_app.services.shift import HandedOver, Snapshot, hand_over_shift, look_to_hand_over
from counter_app.services.status import device_roles
from counter_app.services.visit import User, Visit, signed_in
from counter_app.ui.closing.state import ClosingFacts, ClosingState, say_closing
from counter_app.ui.place import Place, Surroundings
from counter_app.ui.second import Signing

_LOOK_AGAIN = ("shift_changed", "closing_called", "closing_serving", "closing_sheets")
"""Refusals that say: the list is not what it was."""


class ClosingView(Protocol):
    """The screen as it is seen."""

    def show_state(self, state: ClosingState) -> None:
        """Draw it; never takes the focus."""

    def focus_close(self) -> None:
        """Put the focus on the button that Enter presses."""


class Ends(Protocol):
    """What the door does when a day or a shift has ended here."""

    def closed(self, closed: Closed) -> None:
        """The window is closed: nobody is signed in any more."""

    def taken_over(self, user: User) -> None:
        """Somebody else sits here now."""


class Closing:
    """``place`` is the screen as a cover of the window."""

    def __init__(self, around: Surroundings, view: ClosingView, place: Place) -> None:
        self._desk, self._shell, self._runner = around.desk, around.shell, around.runner
        self._view, self._place = view, place
        self._user: User | None = None
        self._ends: Ends | None = None
        self._round = 0
        self.facts = ClosingFacts(devices=device_roles(self._desk))
        self.signing = Signing(self._desk.words, around.pins, self._sign_changed)

    @property
    def state(self) -> ClosingState:
        """What is drawn."""
        return say_closing(self._desk.words, self.facts)

    def begin(self, user: User, ends: Ends) -> None:
        """Cover the window with the list of what is left."""
        self._user, self._ends = user, ends
        devices = device_roles(self._desk)
        self.facts = ClosingFacts(who=user.display_name, roles=user.roles, devices=devices)
        self.signing.close()
        self._shell.hush()
        self._shell.cover(self._place)
        self.press_again()

    def press_again(self) -> None:
        """F5: look once more; for a hand-over freeze anew what both have to look at."""
        if self.facts.busy:
            return
        self._round += 1
        if self.facts.mode == "hand_over":
            self._freeze()
            return
        self._put(seen={}, waiting=None)
        self._look()
        for role in self.facts.devices:
            self._run(look_at_device(self._desk, role), self._seen)

    def press_enter(self) -> None:
        """End the day, or sign."""
        if self.facts.busy:
            return
        if self.facts.mode == "hand_over":
            self.signing.press()
        elif self._user is not None:
            self._put(busy="closing")
            self._shell.hush()
            flow = close_window(self._desk, self._visit, self.facts.states)
            self._runner.run(flow, self._closed, self._refused)

    def press_over(self) -> None:
        """Alt+J: hand the window over to somebody else."""
        if self.facts.mode == "close" and not self.facts.busy:
            self._shell.hush()
            self._put(mode="hand_over")
            self._freeze()

    def press_back(self) -> None:
        """Esc: from the hand-over to the list, from the list to the work."""
        if self.facts.busy or self.signing.state.busy:
            return
        if self.facts.mode == "hand_over":
            self._to_list()
        else:
            self._leave()

    def press_go(self, key: str) -> None:
        """Alt+1 to Alt+9: to the place where that line is put right."""
        for each in self.state.left:
            if each.key == key and not self.facts.busy:
                self._leave()
                if not self._shell.go(each.place):
                    self._shell.tell(self._desk.words.say("ui.check.elsewhere"), "", "warning")

    # ---- looking

    def _look(self) -> None:
        self._run(look_to_close(self._desk, self._visit, self.facts.states), self._found)

    def _found(self, found: ClosingList) -> None:
        self._put(listed=found)
        if found.queue and self.facts.waiting is None:
            self._run(look_at_hall(self._desk), self._counted)
        self._view.focus_close()

    def _counted(self, waiting: int | None) -> None:
        self._put(waiting=waiting_check(waiting))

    def _seen(self, check: Check) -> None:
        self._put(seen={**self.facts.seen, check.id: check})

    def _freeze(self) -> None:
        flow = look_to_hand_over(self._desk, self._visit, self.facts.states)
        self._run(flow, self._frozen)

    def _frozen(self, snapshot: Snapshot) -> None:
        self._put(snapshot=snapshot)
        if not self.signing.open:
            say = self._desk.words.say
            self.signing.ask(say("ui.closing.two", who=self.facts.who), self._sign)

    def _run(self, flow: Any, done: Callable[[Any], None]) -> None:
        """Run a look; its end counts only while nothing newer was asked."""

        def if_asked(asked: int, end: Callable[[Any], None], value: Any) -> None:
            if asked == self._round:
                end(value)

        now = self._round
        self._runner.run(flow, partial(if_asked, now, done), partial(if_asked, now, self._tell))

    # ---- acting

    @property
    def _visit(self) -> Visit:
        return Visit(user=self._user)

    def _sign(self, second: Second) -> None:
        snapshot = self.facts.snapshot
        assert snapshot is not None  # noqa: S101 - the panel is opened with it
        self._shell.hush()
        flow = hand_over_shift(self._desk, self._visit, snapshot, second)
        self._runner.run(flow, self._handed, self._refused)

    def _closed(self, closed: Closed) -> None:
        self._end()
        assert self._ends is not None  # noqa: S101 - begun with it
        self._ends.closed(closed)

    def _handed(self, handed: HandedOver) -> None:
        self._end()
        assert self._ends is not None  # noqa: S101 - begun with it
        self._ends.taken_over(signed_in(handed.visit))

    def _refused(self, error: CounterError) -> None:
        self._put(busy="")
        if self.facts.mode == "hand_over" and self.signing.refuse(error):
            return
        self._tell(error)
        if error.code in _LOOK_AGAIN:
            self.press_again()

    def _to_list(self) -> None:
        self.signing.close()
        self._put(mode="close", snapshot=None)
        self._shell.hush()
        self.press_again()

    def _leave(self) -> None:
        self._end()
        self._shell.hush()
        self._shell.uncover()

    def _end(self) -> None:
        """Nothing that is still on its way is heard any more, and no secret stays."""
        self._round += 1
        self.signing.close()
        self._put(busy="", mode="close", snapshot=None)

    def _tell(self, error: CounterError) -> None:
        self._shell.tell(*self._desk.words.error(error), "error")

    def _sign_changed(self) -> None:
        self._put(sign=self.signing.state)

    def _put(self, **changes: Any) -> None:
        self.facts = replace(self.facts, **changes)
        self._view.show_state(self.state)
        self._shell.refresh()
