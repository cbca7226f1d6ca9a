"""
Calling from any place: F2 下一位, F5 重呼, 离开, and the start that nobody presses a key for; no Qt.

Acts go to the hall one after the other. Whoever serves somebody (办件, 出证) is asked first: an act
under way there ends before the visit does, and what is open is left only if the clerk says so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.domain.ticket import TicketState
from counter_app.services import calling
from counter_app.services.calling import Called
from counter_app.services.desk import Desk
from counter_app.services.visit import User, Visit
from counter_app.ui.looks import Question
from counter_app.ui.queue.facts import Calling, Undo
from counter_app.ui.queue.hall_watch import HallWatch
from counter_app.ui.queue.told import Teller
from counter_app.ui.runner import Runner, Timers

CALLERS = frozenset({"clerk", "certificate_clerk"})
Make = Callable[[Visit], Flow[Called]]
Done = Callable[[Called], None]


@runtime_checkable
class Serves(Protocol):
    """A place at whose table somebody sits."""

    def serving(self) -> str:
        """A sentence naming what is in mid-case, or empty."""

    def visit_over(self, then: Callable[[], None]) -> None:
        """
        Clear the table, then call ``then``: after an act under way, and not at all if that fails.

        What was open is kept as a draft.
        """


class Host(Protocol):
    """What calling needs of the window."""

    @property
    def user(self) -> User | None:
        """Who is signed in."""

    def serving_places(self) -> Sequence[Serves]:
        """The places at whose tables somebody may sit."""

    def tell(self, what: str, remedy: str = "", kind: str = "note") -> None:
        """Say something in the message line."""

    def ask(self, question: Question, go_on: Callable[[], None]) -> None:
        """Ask before something is left."""

    def refresh(self) -> None:
        """Read keys and sentence again."""


@dataclass(frozen=True, slots=True)
class _Act:
    name: str
    make: Make
    done: Done
    failed: Callable[[CounterError], None]


class CallingLine:
    """``watch`` keeps the state that strip and 叫号 show."""

    def __init__(self, desk: Desk, runner: Runner, timers: Timers, host: Host) -> None:
        self._desk, self._runner, self._host = desk, runner, host
        self.watch = HallWatch(desk, runner, timers)
        self.watch.listen(host.refresh)
        self.teller = Teller(desk.words, host.tell, lambda: self.state)
        self._acts: deque[_Act] = deque()
        self._running: _Act | None = None
        self._begun = self._sat = False

    @property
    def state(self) -> Calling:
        """What is known of the calling."""
        return self.watch.state

    @property
    def may_call(self) -> bool:
        """Whether who is signed in calls people."""
        user = self._host.user
        return user is not None and bool(CALLERS & set(user.roles))

    def begin(self) -> None:
        """The window stands: look from now on, while somebody who calls is signed in."""
        self._begun = True
        self.user_changed()

    def user_changed(self) -> None:
        """Somebody sits down or leaves."""
        if self._begun and self.may_call:
            self.watch.watch()
        else:
            self._acts.clear()
            self._note()
            self.watch.rest()

    def end(self) -> None:
        """The window closes."""
        self._begun = False
        self.watch.rest()

    # ---- from any place

    def press_next(self) -> None:
        """F2: the visit ends, the next one is called; pressed again meanwhile it does nothing."""
        if not self._has("next"):
            self.visit_ends("next", self._next)

    def press_recall(self) -> None:
        """F5: call the called one again."""
        if not self._has("recall"):
            self.do("recall", lambda visit: calling.recall(self._desk, visit), self.teller.recalled)

    def press_leave(self) -> None:
        """离开: the visit ends and nobody is called."""
        if not self._has("finish"):
            self.visit_ends("leave", self._leave)

    def press_call_one(
        self, no: str, called: Done, refused: Callable[[CounterError], None]
    ) -> None:
        """Call one ticket by its number, whoever sits here has gone."""
        if self._has("call_one"):
            return

        def go_on() -> None:
            self._sat = False
            self.do(
                "call_one",
                lambda visit: calling.call_one(self._desk, visit, no),
                called,
                refused,
            )

        self.visit_ends("one", go_on)

    def sits(self) -> None:
        """The first card or key of a visit: whoever was called sits here now."""
        if self._sat:
            return
        self._sat = True
        self._start()

    def visit_ends(self, how: str, then: Callable[[], None]) -> None:
        """Clear the tables and go on; what is in mid-case is asked about first."""
        lines = tuple(each for each in self._serving() if each)

        def over() -> None:
            self._clear(list(self._host.serving_places()), then)

        if lines and self.state.queued:
            self._host.ask(self.teller.question(how, lines), over)
        else:
            over()

    # ---- acts

    def do(
        self,
        name: str,
        make: Make,
        done: Done,
        failed: Callable[[CounterError], None] | None = None,
    ) -> None:
        """Carry out an act after those before it."""
        self._acts.append(_Act(name, make, done, failed or self.teller.refused))
        self._note()
        self._go_on()

    def _go_on(self) -> None:
        user = self._host.user
        if self._running is not None or not self._acts or user is None:
            return
        act = self._running = self._acts.popleft()
        self._runner.run(
            act.make(Visit(user=user)),
            lambda done: self._did(act, done),
            lambda error: self._refused(act, error),
        )

    def _did(self, act: _Act, called: Called) -> None:
        self._ended()
        self.watch.moved(called.ticket)
        act.done(called)
        self._go_on()

    def _refused(self, act: _Act, error: CounterError) -> None:
        self._ended()
        self.watch.look()
        act.failed(error)
        self._go_on()

    def _ended(self) -> None:
        self._running = None
        self._note()

    def _note(self) -> None:
        running = [self._running] if self._running is not None else []
        self.watch.put(acting=tuple(each.name for each in (*running, *self._acts)))

    def _has(self, name: str) -> bool:
        return name in self.state.acting

    # ---- the visit

    def _next(self) -> None:
        self._sat = False
        self.do(
            "next",
            lambda visit: calling.call_next(self._desk, visit),
            self.called,
            self.teller.not_called,
        )

    def called(self, called: Called) -> None:
        """Somebody was called, or nobody waits."""
        if called.ticket is not None:
            self.watch.put(reason=called.reason or self.state.reason, paused=None, undo=None)
        self.teller.called(called)
        if self._sat:
            self._start()

    def _leave(self) -> None:
        self._sat = False
        ticket = self.state.ticket
        if ticket is None:
            return
        self.do(
            "finish",
            lambda visit: calling.finish(self._desk, visit),
            lambda _called: self.teller.left(ticket),
        )

    def _start(self) -> None:
        ticket = self.state.ticket
        if ticket is not None and ticket.state is TicketState.CALLED:
            self.do("start", lambda visit: calling.start(self._desk, visit), _quietly)

    def _serving(self) -> list[str]:
        return [each.serving() for each in self._host.serving_places()]

    def _clear(self, places: list[Serves], then: Callable[[], None]) -> None:
        """One table after the other."""
        if places:
            places[0].visit_over(lambda: self._clear(places[1:], then))
        else:
            then()

    def lay_aside(self, name: str, make: Make, undo: Undo | None = None, where: str = "") -> None:
        """Lay the ticket aside, close it or send it on; whoever sat here has gone, his draft is kept."""
        before = self.state.ticket

        def done(_called: Called) -> None:
            self.watch.put(undo=undo)
            if before is not None and before.state is TicketState.SERVING:
                self._sat = False
                self._clear(list(self._host.serving_places()), _nothing)
            self.teller.aside(name, before, where)

        self.do(name, make, done)


def _quietly(_called: Called) -> None:
    """It shows in the strip; nobody pressed a key for it."""


def _nothing() -> None:
    """Nothing follows."""
