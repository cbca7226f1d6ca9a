"""The living day of 大厅: looks about once a second while it is shown, and opens lists; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Protocol

from counter_app.domain import localtime
from counter_app.domain.errors import CounterError
from counter_app.domain.figures import Basis
from counter_app.domain.flow import Flow, Hop
from counter_app.services.desk import Changes, Desk
from counter_app.services.throughput import HallSeen, look, look_again
from counter_app.ui.hall.drills import Drill, drill_of_minute
from counter_app.ui.hall.looks import LiveLook, Worded
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.state import LiveState
from counter_app.ui.hall.wording import live_look, worded

LIVE_MS = 1_000
"""Between two looks at a day that is running; only what changed since the last one travels."""
CUT_MS = 5_000
"""With the line cut: each look holds up the lane that calls people for as long as the line is silent."""
PAST_MS = 15_000
ALERTS_MS = 15_000
_DAY = timedelta(days=1)


class LiveView(Protocol):
    """What the presenter needs of the screen."""

    def show_look(self, look: LiveLook) -> None:
        """Show a look; idempotent."""

    def is_seen(self) -> bool:
        """Whether anybody can see it: a minimised window asks for nothing."""


class LivePresenter:
    """What a supervisor does on the page of the living day."""

    def __init__(self, room: HallRoom, view: LiveView) -> None:
        around = room.around
        self._room, self._view, self._desk = room, view, around.desk
        self._runner, self._timers = around.runner, around.timers
        self._open = self._asking = False
        self._alerts_ms: int | None = None
        self._revoke: Callable[[], None] = _nothing
        self._epoch = 0
        self.state = LiveState(self._today(), self._today())
        self.look = live_look(self._desk, self.state)

    # ---- the page

    def enter(self) -> None:
        """It is shown: look now, and again and again."""
        self._open = True
        self._follow_day()
        self._alerts_ms = None
        self._turn()

    def leave(self) -> None:
        """It is not shown: nothing is asked any more."""
        self._open = False
        self._revoke()

    def heard(self, changes: Changes) -> None:
        """Something was recorded here: with the line cut these are the figures."""
        if self._open and self.state.cut and (changes.cases or changes.jobs):
            self._turn()

    def forget(self) -> None:
        """Nobody sits here: the next one begins with this day of the hall."""
        self.leave()
        self._epoch += 1
        self._asking = False
        self.state = LiveState(self._today(), self._today())
        self._put()

    # ---- what is looked at

    def press_day(self, step: int) -> None:
        """Go to another day; not beyond this one."""
        self._ask_for(day=min(self.state.day + step * _DAY, self.state.today))

    def press_today(self) -> None:
        """Back to this day."""
        self._ask_for(day=self.state.today)

    def press_basis(self) -> None:
        """Count closings instead of acceptances, or the other way."""
        other = Basis.CLOSED if self.state.basis is Basis.ACCEPTED else Basis.ACCEPTED
        self._ask_for(basis=other)

    def choose_basis(self, basis: str) -> None:
        """Count acceptances or closings (a Basis' value)."""
        self._ask_for(basis=Basis(basis))

    def choose_reach(self, chosen: str) -> None:
        """Look at the hall, the city, or one window (its id)."""
        if chosen in ("hall", "city"):
            self._ask_for(reach=chosen, window="")
        else:
            self._ask_for(window=chosen)

    # ---- reading and opening

    def move_cursor(self, minute: int) -> None:
        """Read another minute."""
        self._put(cursor=minute)

    def open_minute(self, minute: int) -> None:
        """Open what was done in a minute, or who came in it."""
        if self.state.seen is not None:
            self._open_list(drill_of_minute(self._desk.words, self.state.seen, minute))

    def open_card(self, card: str) -> None:
        """Open what lies behind a large figure."""
        found = next((each for each in self.look.cards if each.id == card), None)
        if found is not None:
            self._open_list(found.drill)

    def open_window(self, window: str) -> None:
        """Open what one window did."""
        found = next((each for each in self.look.windows if each.window == window), None)
        if found is not None:
            self._open_list(found.drill)

    def open_alert(self, row: int) -> None:
        """Go to the place where something can be done about an alert, or open its list."""
        there = self.look.alerts[row].there if row < len(self.look.alerts) else None
        if isinstance(there, Drill):
            self._open_list(there)
        elif isinstance(there, str) and not self._room.around.shell.go(there):
            self._tell("elsewhere")

    def note_copied(self) -> None:
        """A cell went into the clipboard."""
        self._tell("copied")

    # ---- inside

    def _open_list(self, drill: Drill | None) -> None:
        if drill is not None:
            self._room.open_list(drill.title, drill.wish)

    def _ask_for(self, **changes: Any) -> None:
        before, after = self.state.asked, replace(self.state, **changes).asked
        if after == before:
            return
        self._epoch += 1
        self._asking = False
        far = (after.day, after.reach) != (before.day, before.reach)
        self._put(**changes, **({"seen": None, "worded": None, "cursor": None} if far else {}))
        if self.state.seen is None:
            self._turn()
        else:
            self._asking = True
            self._run(look_again(self.state.seen, after))

    def _turn(self) -> None:
        if self._asking or not self._open:
            return
        self._revoke()
        if not self._view.is_seen():
            self._again()
            return
        self._asking = True
        self._follow_day()
        now_ms = self._desk.clock.read().mono_ms
        alerts = self._alerts_ms is None or now_ms - self._alerts_ms >= ALERTS_MS
        if alerts:
            self._alerts_ms = now_ms
        self._run(look(self._desk, self.state.asked, self.state.seen, alerts=alerts))

    def _run(self, flow: Flow[HallSeen]) -> None:
        epoch, before = self._epoch, self.state

        def seen(found: tuple[HallSeen, Worded]) -> None:
            if epoch == self._epoch:
                self._seen(*found)

        def failed(error: CounterError) -> None:
            if epoch == self._epoch:
                self._put(wrong=error)
                self._again()

        self._runner.run(_worded(self._desk, flow, before), seen, failed)

    def _seen(self, found: HallSeen, words: Worded) -> None:
        heard = found.figures.at_ms if found.live else self.state.heard_ms
        self._room.windows.update({each.window: each.name for each in found.figures.names})
        self._put(seen=found, worded=words, heard_ms=heard, wrong=None)
        self._again()

    def _again(self) -> None:
        self._asking = False
        self._revoke()
        if not self._open:
            return
        running = self.state.day == self.state.today
        live = LIVE_MS if running else PAST_MS
        pace_ms = CUT_MS if self.state.cut or self.state.wrong is not None else live
        self._revoke = self._timers.after(pace_ms, self._turn)

    def _follow_day(self) -> None:
        """A page that shows this day shows the next one after midnight."""
        today = self._today()
        if today != self.state.today:
            day = today if self.state.day == self.state.today else self.state.day
            self._put(day=day, today=today)

    def _today(self) -> date:
        return localtime.day(self._desk.clock.read().wall_ms)

    def _put(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        look = live_look(self._desk, self.state)
        if look != self.look:
            self.look = look
            self._view.show_look(look)
            self._room.refresh()

    def _tell(self, message: str) -> None:
        words, said = self._desk.words, f"ui.hall.live.{message}"
        remedy = words.say(f"{said}_remedy") if words.knows(f"{said}_remedy") else ""
        self._room.around.shell.tell(words.say(said), remedy)


def _worded(desk: Desk, flow: Flow[HallSeen], before: LiveState) -> Flow[tuple[HallSeen, Worded]]:
    """Look, and put into words what is not in words yet."""
    seen = yield from flow
    known, words = before.seen, before.worded
    if (
        known is not None
        and words is not None
        and (known.view is seen.view and known.now == seen.now)
    ):
        return seen, words
    told: Worded = yield Hop("paper", lambda: worded(desk.words, seen))
    return seen, told


def _nothing() -> None:
    """Nothing is planned."""
