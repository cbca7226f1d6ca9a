"""
Keeps the window and the county in step while people work, and the strip up to date.

One sync turn after another with a pause of 15 s, on the lanes; sooner after something was
recorded. What the county sent is announced, so that each place may look again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.domain.records import Enrolment
from counter_app.services.desk import Changes, Desk, on_store
from counter_app.services.status import Status, stored_status
from counter_app.services.sync.flow import SyncReport, sync_turn
from counter_app.ui.devices.watch import DeviceWatch
from counter_app.ui.line_watch.state import (
    LineFacts,
    StripState,
    say_device,
    say_sync,
    say_window,
)
from counter_app.ui.runner import Runner, Timers

PAUSE_MS = 15_000
SOON_MS = 500
TURN_S = 10.0
"""How long one turn may try; a longer silence is tried again by the next turn."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn, and whether it brought anything; ``enrolment`` as the county now says."""

    report: SyncReport
    brought: bool
    enrolment: Enrolment | None


class LineWatch:
    """
    ``show(state)`` after each change; ``announce(changes)`` when the county sent something.

    ``devices`` is where the lights come from; the device room shows the same.
    """

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        timers: Timers,
        show: Callable[[StripState], None],
        announce: Callable[[Changes], None],
    ) -> None:
        self._desk, self._runner, self._timers = desk, runner, timers
        self._show, self._announce = show, announce
        self._facts = LineFacts()
        self.devices = DeviceWatch(desk, runner, timers)
        self.devices.listen(self._draw)
        self._enrolment: Enrolment | None = None
        self._heard_ms = desk.clock.read().mono_ms
        self._turning = self._looking = self._again = self._ended = False
        self._revoke: Callable[[], None] = _nothing

    def begin(self) -> None:
        """Show what is known without the county, then turn."""
        self._runner.run(on_store(self._desk.ledger.enrolment), self._named, self._wrong)
        self.look()
        self.turn()

    def end(self) -> None:
        """No turn begins any more, and no device is asked."""
        self._ended = True
        self.devices.end()
        self._revoke()

    def changed(self, changes: Changes) -> None:
        """Something was recorded or printed here: count anew, and soon tell the county."""
        if changes.cases or changes.jobs:
            self.look()
        if changes.cases:
            self._in(SOON_MS)

    def look(self) -> None:
        """Ask stores and devices for their state; once more if asked while asking."""
        self.devices.look()
        self._count()

    def turn(self) -> None:
        """Begin a turn now, unless one is under way."""
        if self._turning or self._ended:
            return
        self._turning = True
        self._revoke()
        self._runner.run(watched_turn(self._desk), self._turned, self._failed)

    def _count(self) -> None:
        if self._looking:
            self._again = True
            return
        self._looking = True
        self._runner.run(on_store(lambda: stored_status(self._desk)), self._seen, self._not_seen)

    def _in(self, delay_ms: int) -> None:
        self._revoke()
        if not self._ended:
            self._revoke = self._timers.after(delay_ms, self.turn)

    def _named(self, enrolment: Enrolment | None) -> None:
        self._enrolment = enrolment
        self._draw()

    def _wrong(self, error: CounterError) -> None:
        self._facts = replace(self._facts, error=error)
        self._draw()

    def _seen(self, found: Status) -> None:
        self._facts = replace(self._facts, pending=found.pending, parked=found.parked)
        self._draw()
        self._looked()

    def _not_seen(self, error: CounterError) -> None:
        self._wrong(error)
        self._looked()

    def _looked(self) -> None:
        self._looking = False
        if self._again:
            self._again = False
            self._count()

    def _turned(self, turn: Turn) -> None:
        report = turn.report
        now_ms = self._desk.clock.read().mono_ms
        if report.fault is None:
            self._heard_ms = now_ms
        self._enrolment = turn.enrolment
        self._facts = LineFacts(
            report.pending, report.parked, (now_ms - self._heard_ms) // 1000, report.fault
        )
        self._draw()
        if turn.brought:
            self._announce(Changes(items=True, users=True))
        self._after_turn()

    def _failed(self, error: CounterError) -> None:
        self._wrong(error)
        self._after_turn()

    def _after_turn(self) -> None:
        self._turning = False
        self._in(PAUSE_MS)
        self.look()

    def _draw(self) -> None:
        words = self._desk.words
        self._show(
            StripState(
                say_window(words, self._enrolment),
                say_sync(words, self._facts),
                tuple((each.role, say_device(words, each)) for each in self.devices.lines()),
            )
        )


def watched_turn(desk: Desk) -> Flow[Turn]:
    """
    Run one turn and find out whether the county sent anything.

    Raises:
        RuleError: ``not_enrolled``
        StoreError: of the window's own files

    """
    before = yield from on_store(lambda: _cursors(desk))
    report = yield from sync_turn(desk, TURN_S)
    after = yield from on_store(lambda: _cursors(desk))
    enrolment = yield from on_store(desk.ledger.enrolment)
    return Turn(report, before != after, enrolment)


def _cursors(desk: Desk) -> tuple[tuple[str, str], ...]:
    return tuple((each, desk.cache.cursor(each)) for each in desk.cache.scopes())


def _nothing() -> None:
    """Nothing is planned yet."""
