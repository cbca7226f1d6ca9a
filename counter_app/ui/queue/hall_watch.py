"""
Keeps in sight what the hall's queue looks like from this window, and has tickets lent for a cut line.

Looks often while 叫号 is shown, seldom for the strip, never while nobody who calls is signed in: a
window without a clerk is lent no tickets. A look that began before an act ended is not believed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from counter_app.domain.errors import CounterError
from counter_app.domain.hall import DEFAULT_INFO
from counter_app.domain.ticket import AT_WINDOW, Ticket
from counter_app.services.desk import Desk
from counter_app.services.hall_look import HallLook, look_at_hall
from counter_app.services.ticketing import renew_leases
from counter_app.ui.queue.facts import Calling
from counter_app.ui.runner import Runner, Timers

TICK_MS = 1_000
NEAR, FAR, LENT = 3, 15, 20
"""Ticks between two looks while 叫号 is shown and while it is not, and between two renewals."""


class HallWatch:
    """``state`` is what is known; those who ``listen`` are told after each change."""

    def __init__(self, desk: Desk, runner: Runner, timers: Timers) -> None:
        self._desk, self._runner, self._timers = desk, runner, timers
        self.state = Calling()
        self._listeners: list[Callable[[], None]] = []
        self._revoke: Callable[[], None] = _nothing
        self._watching = self._near = self._looking = self._again = self._renewing = False
        self._ticks, self._turn = 0, 0
        self._since = ("", 0)

    def listen(self, listener: Callable[[], None]) -> None:
        """Tell this one too."""
        self._listeners.append(listener)

    def watch(self) -> None:
        """Somebody who calls sits here: look now and from now on."""
        if not self._watching:
            self._watching = True
            self.look()
            self._renew()
            self._plan()

    def rest(self) -> None:
        """Nobody does any more."""
        self._watching = False
        self._revoke()

    def show(self, *, near: bool) -> None:
        """叫号 is shown, or not any more."""
        self._near = near
        if near:
            self.look()

    def look(self) -> None:
        """Look now; once more if asked while looking."""
        if self._looking:
            self._again = True
            return
        self._looking, turn = True, self._turn

        def seen(look: HallLook) -> None:
            if turn == self._turn:
                self.put(look=look, refused="", **self._left(look))
            self._looked(turn)

        def unseen(error: CounterError) -> None:
            self.put(refused=error.code, look=None)
            self._looked(turn)

        self._runner.run(look_at_hall(self._desk), seen, unseen)

    def moved(self, ticket: Ticket | None) -> None:
        """An act ended with this ticket; what was looked at before it counts no more."""
        self._turn += 1
        there = ticket if ticket is not None and ticket.state in AT_WINDOW else None
        look = self.state.look or HallLook("", "", DEFAULT_INFO)
        self.put(look=replace(look, ticket=there))
        self.look()

    def put(self, **changes: Any) -> None:
        """Change what is known, and tell."""
        before = self.state
        self.state = replace(before, **changes)
        self.state = replace(self.state, lasts_s=self._lasts_s())
        if self.state != before:
            for each in self._listeners:
                each()

    def _looked(self, turn: int) -> None:
        self._looking = False
        if self._again or turn != self._turn:
            self._again = False
            self.look()

    def _left(self, look: HallLook) -> dict[str, Any]:
        """Why a ticket was called is of no use once it has gone."""
        same = look.ticket is not None and look.ticket.id == _id(self.state.ticket)
        return {} if same else {"reason": None}

    def _plan(self) -> None:
        self._revoke = self._timers.after(TICK_MS, self._tick)

    def _tick(self) -> None:
        self._plan()
        self._ticks += 1
        if self._ticks % (NEAR if self._near else FAR) == 0:
            self.look()
        if self._ticks % LENT == 0:
            self._renew()
        self.put()

    def _renew(self) -> None:
        if not self._renewing:
            self._renewing = True
            self._runner.run(renew_leases(self._desk), self._renewed, self._renewed)

    def _renewed(self, _count: int | CounterError) -> None:
        """What hinders it (no enrolment, a full disk) is said by the looks and acts themselves."""
        self._renewing = False

    def _lasts_s(self) -> int:
        """How long it has been so; by the wall clock only for what was so before this program began."""
        ticket, now = self.state.ticket, self._desk.clock.read()
        if ticket is None:
            self._since = ("", 0)
            return 0
        key = f"{ticket.id} {ticket.state.value} {ticket.fence} {ticket.recalls}"
        if self._since[0] != key:
            began_ms = ticket.started_ms if self.state.come else ticket.called_ms
            known = bool(self._ticks) or began_ms is None
            before_ms = 0 if known else max(0, now.wall_ms - (began_ms or 0))
            self._since = (key, now.mono_ms - before_ms)
        return (now.mono_ms - self._since[1]) // 1_000


def _id(ticket: Ticket | None) -> str:
    return ticket.id if ticket is not None else ""


def _nothing() -> None:
    """Nothing is planned."""
