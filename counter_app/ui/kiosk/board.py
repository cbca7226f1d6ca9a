"""
What the parts of the kiosk's presenter share: the facts, the page that shows them, the countdown.

After each page a moment is deaf: a finger that comes down twice presses once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from counter_app.services.desk import Desk
from counter_app.ui.kiosk.facts import Facts
from counter_app.ui.kiosk.looks import kiosk_state
from counter_app.ui.kiosk.state import KioskState, KioskWords
from counter_app.ui.runner import Runner, Timers

DEAF_MS = 500
"""How long after a page has changed a touch still belongs to the page before."""
TICK_MS = 1_000
NO_RETURN = ("not_ready", "start", "paused", "wait")
"""Pages without a countdown; the start has one while a card has told something."""


class KioskView(Protocol):
    """What the presenter needs of its window."""

    def show_state(self, state: KioskState) -> None:
        """Show a page."""

    def leave(self) -> None:
        """Close for good: a person of the staff has asked for it."""


class KioskBoard:
    """``facts`` are changed by ``show`` only, which draws them."""

    def __init__(self, desk: Desk, runner: Runner, timers: Timers, view: KioskView) -> None:
        self.desk, self.runner, self.timers, self.view = desk, runner, timers, view
        self.facts = Facts(people_most=desk.settings.kiosk.people_most)
        self._words = KioskWords(desk.words)
        self._deaf = False
        self._untick: Callable[[], None] = _nothing

    def show(self, facts: Facts) -> None:
        """Show these facts; a new page begins deaf, and its countdown anew."""
        turned = facts.page != self.facts.page
        self.facts = facts
        if turned:
            self._deaf = True
            self.timers.after(DEAF_MS, self._hear)
            self.touched()
        else:
            self.draw()

    def to_start(self) -> None:
        """Forget the person; while the printer is in trouble nobody is invited."""
        facts = self.facts
        fresh = Facts(
            page="paused" if facts.trouble is not None else "start",
            place=facts.place,
            online=facts.online,
            card_works=facts.card_works,
            people_most=facts.people_most,
            printer_ready=facts.printer_ready,
            trouble=facts.trouble,
        )
        self.show(fresh if facts.place is not None else replace(fresh, page="not_ready"))

    def touched(self) -> None:
        """Begin the countdown anew."""
        self._untick()
        self._untick = _nothing
        facts = self.facts
        returns = facts.page not in NO_RETURN or (facts.page == "start" and facts.card_laid)
        self._count(self.desk.settings.kiosk.back_s if returns else 0)

    def hears(self, what: str) -> bool:
        """Whether a press of ``what`` counts now: it is there, it is open, and the page is not new."""
        return not self._deaf and what in open_tiles(kiosk_state(self._words, self.facts, 0))

    def draw(self) -> None:
        """Show the facts as they are, with the time of day."""
        now_ms = self.desk.clock.read().wall_ms
        self.view.show_state(kiosk_state(self._words, self.facts, now_ms))

    def end(self) -> None:
        """Count no more."""
        self._untick()

    def _count(self, seconds: int) -> None:
        self.facts = replace(self.facts, seconds=seconds)
        if seconds:
            self._untick = self.timers.after(TICK_MS, self._tick)
        self.draw()

    def _tick(self) -> None:
        if self.facts.seconds > 1:
            self._count(self.facts.seconds - 1)
        else:
            self.to_start()

    def _hear(self) -> None:
        self._deaf = False


def open_tiles(state: KioskState) -> frozenset[str]:
    """Return what can be pressed on a page."""
    people = () if state.people is None else (state.people.fewer, state.people.more)
    staff = state.staff
    keys = () if staff is None else tuple(each for row in staff.rows for each in row)
    fields = () if staff is None else ("field:name", "field:password")
    tiles = (*state.tiles, *state.buttons, *people, *keys)
    return frozenset((*fields, *(each.id for each in tiles if each.open)))


def _nothing() -> None:
    """Nothing is counted yet."""
