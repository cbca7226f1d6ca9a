"""
The one state of 办件, the queue of what changes the visit, and the ends that all parts share.

Services take a visit and return a changed one, and the lanes answer later: so each change waits
its turn and is made on the visit as the one before left it. Nothing pressed quickly is lost or
decided on what was true before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.services.intake import Outlook, look_ahead
from counter_app.services.visit import Visit
from counter_app.ui.board import Failed, FieldBoard, Focus
from counter_app.ui.intake.state import Desktop
from counter_app.ui.place import Surroundings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Turn:
    make: Callable[[Visit], Flow[Any]]
    done: Callable[[Any], None]
    failed: Failed


class Board(FieldBoard[Desktop]):
    """``show`` is called after each change of the state; ``changed`` has it written down."""

    AREA = "intake"

    def __init__(self, around: Surroundings, show: Callable[[Desktop], None]) -> None:
        super().__init__(around, Desktop(), show)
        self.timers = around.timers
        self._citizen, self._rating = around.citizen, around.rating
        self._turns: deque[_Turn] = deque()
        self._running = False
        self._looks = 0
        self._seen = 0
        self._wanted: Callable[[], None] | None = None

    def _show(self) -> None:
        """Draw it, and let the screen that faces the citizen follow what is on the table."""
        super()._show()
        if self.state.taken():
            self.shell.calling.sits()
        if self._rating is not None:  # first: who has left is not asked once the screen is free
            self._rating.follow(self.state.visit)
        if self._citizen is not None:
            self._citizen.follow(self.state.visit)

    @property
    def busy(self) -> bool:
        """Whether a change of the visit is under way: what is open now is not known yet."""
        return self._running or bool(self._turns)

    @property
    def unsure(self) -> bool:
        """Whether what is open now is being asked anew: a key pressed meanwhile is not refused."""
        return self.busy or self._looks != self._seen

    def at(self, name: str) -> None:
        """Note where the clerk went by himself."""
        self.put(focus=Focus(name, self.state.focus.turn))

    def fail(self, error: CounterError) -> None:
        """Say what happened and what to do; nothing on the table has changed."""
        self.put(clock_doubt=self.state.clock_doubt or error.code == "clock_doubtful")
        super().fail(error)

    def ask(
        self,
        make: Callable[[Visit], Flow[T]],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Queue a flow that starts from the visit as it then is; ``done`` puts the new one."""
        self._turns.append(_Turn(make, done, failed or self.fail))
        self._next()

    def alter(
        self,
        make: Callable[[Visit], Visit],
        failed: Failed | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Queue a change of the visit that needs no lane."""

        def done(visit: Visit) -> None:
            self.put(visit=visit)
            self.look()
            if then is not None:
                then()

        self.ask(lambda visit: _at_once(make, visit), done, failed)

    def store(self, flow: Flow[T], done: Callable[[T], None], failed: Failed) -> None:
        """Run a flow whose end is always heard: what was begun for one clerk is finished."""
        self._runner.run(flow, done, failed)

    def look(self) -> None:
        """Ask anew which outcomes are open; the newest answer counts."""
        self._looks += 1
        asked, visit = self._looks, self.state.visit
        if visit.draft is None:
            self._seen = asked
            self.put(outlook=None)
            return

        def seen(outlook: Outlook) -> None:
            if asked == self._looks:
                self._seen = asked
                self.put(outlook=outlook)

        online = not self.desk.line.state.failures
        self.run(look_ahead(self.desk, visit, online=online), seen)

    def after_act(self, act: Callable[[], None]) -> None:
        """Do it now, or once the act under way has succeeded: the newest wish counts, and it is said."""
        if not self.state.acting:
            act()
            return
        self._wanted = act
        self.say("still_acting")

    def act_ended(self, *, well: bool) -> None:
        """Do what was wanted meanwhile; after a refusal the person is still there, so drop it."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and well:
            wanted()

    def reset(self, **changes: Any) -> None:
        """Clear the table; ends of flows still under way are not heard any more."""
        self._looks += 1
        self._seen = self._looks
        self._turns.clear()
        self._running, self._wanted = False, None
        kept = {"recalled": self.state.recalled, "waiting": self.state.waiting}
        turn = self.state.focus.turn + 1
        self.renew(Desktop(**{**kept, "focus": Focus("number", turn), **changes}))

    def _next(self) -> None:
        if self._running or not self._turns:
            return
        turn = self._turns.popleft()
        self._running = True
        self.run(
            turn.make(self.state.visit),
            lambda value: self._end(turn.done, value),
            lambda error: self._end(turn.failed, error),
        )

    def _end(self, end: Callable[[Any], None], value: Any) -> None:
        self._running = False
        end(value)
        self._next()
        self._stale = True  # what is open depends on whether a change is under way
        self._settle()


def _at_once(make: Callable[[Visit], Visit], visit: Visit) -> Flow[Visit]:
    """Be a flow of no hop."""
    yield from ()
    return make(visit)
