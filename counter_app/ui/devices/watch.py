"""
Asks each device every few seconds on its own lane, and keeps what is known of it since when.

One question per device at a time: a lane that a jam holds up is asked nothing more and holds up no
other. A device that was there is called gone after three misses in a row; what it says itself (no
paper, cover open) counts at once. No Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from counter_app.domain.errors import CounterError
from counter_app.services.desk import Desk
from counter_app.services.status import DeviceLine, DeviceRole, device_roles, probe
from counter_app.ui.runner import Runner, Timers

EVERY_MS = 5_000
AGAIN_MS = 2_000
"""How soon after a miss it is asked again."""
MISSES = 3
KEPT = 20
"""Events kept of each device (F-J2)."""
ABSENT = (
    "offline",
    "unknown",
    "reader_silent",
    "reader_gone",
    "reader_garbled",
    "reader_port_missing",
)
"""What silence looks like, a reader's and a printer's."""


@dataclass(frozen=True, slots=True)
class DeviceEvent:
    """
    Something that happened at ``at_ms`` (UTC ms).

    ``what``: ``state`` (``code`` is the new one), ``miss``, or ``test`` with the sentence in ``text``.
    """

    at_ms: int
    what: str
    code: str = ""
    detail: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """
    A device as it counts now: None before the first answer; ``since_ms`` UTC of that state.

    ``misses`` in a row so far; ``asked_ms`` (monotonic) while an answer is outstanding; ``events``
    the newest first.
    """

    line: DeviceLine | None = None
    since_ms: int = 0
    misses: int = 0
    asked_ms: int | None = None
    events: tuple[DeviceEvent, ...] = ()


class DeviceWatch:
    """The one source of what is known of the devices: the lights and the device room listen to it."""

    def __init__(self, desk: Desk, runner: Runner, timers: Timers) -> None:
        self._desk, self._runner, self._timers = desk, runner, timers
        self._seen = {role: Watched() for role in device_roles(desk)}
        self._again: set[DeviceRole] = set()
        self._plans: dict[DeviceRole, Callable[[], None]] = {}
        self._listeners: list[Callable[[], None]] = []
        self._ended = False

    @property
    def seen(self) -> dict[DeviceRole, Watched]:
        """What is known, by role."""
        return dict(self._seen)

    def lines(self) -> tuple[DeviceLine, ...]:
        """The devices that have answered, as the lights show them."""
        return tuple(each.line for each in self._seen.values() if each.line is not None)

    def listen(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after each change."""
        self._listeners.append(listener)

    def look(self) -> None:
        """Ask every device now; one that is being asked is asked once more afterwards."""
        for role in self._seen:
            self.ask(role)

    def ask(self, role: DeviceRole) -> None:
        """Ask one device now."""
        if self._ended:
            return
        if self._seen[role].asked_ms is not None:
            self._again.add(role)
            return
        self._revoke(role)
        self._seen[role] = replace(self._seen[role], asked_ms=self._desk.clock.read().mono_ms)
        self._runner.run(
            probe(self._desk, role), partial(self._answered, role), partial(self._failed, role)
        )

    def end(self) -> None:
        """No question is asked any more."""
        self._ended = True
        for role in self._seen:
            self._revoke(role)

    def note(self, role: DeviceRole, text: str, code: str) -> None:
        """Note what a test of a device ended with."""
        self._happened(role, DeviceEvent(self._now_ms(), "test", code, text=text))
        self._tell()

    def _answered(self, role: DeviceRole, line: DeviceLine) -> None:
        before = self._seen[role]
        if before.line is not None and _missed(before.line, line):
            misses = before.misses + 1
            if misses < MISSES:
                self._seen[role] = replace(before, misses=misses)
                self._happened(role, DeviceEvent(self._now_ms(), "miss", line.state, line.detail))
                self._next(role, AGAIN_MS)
                return
        self._count(role, line)
        self._next(role, EVERY_MS)

    def _failed(self, role: DeviceRole, error: CounterError) -> None:
        self._count(role, DeviceLine(role, error.code))
        self._next(role, EVERY_MS)

    def _count(self, role: DeviceRole, line: DeviceLine) -> None:
        before = self._seen[role]
        same = before.line is not None and _same(before.line, line)
        self._seen[role] = replace(before, line=line, misses=0)
        if not same:
            now_ms = self._now_ms()
            self._seen[role] = replace(self._seen[role], since_ms=now_ms)
            self._happened(role, DeviceEvent(now_ms, "state", line.state, line.detail))

    def _next(self, role: DeviceRole, delay_ms: int) -> None:
        self._seen[role] = replace(self._seen[role], asked_ms=None)
        self._tell()
        if role in self._again:
            self._again.discard(role)
            self.ask(role)
        elif not self._ended:
            self._plans[role] = self._timers.after(delay_ms, partial(self.ask, role))

    def _happened(self, role: DeviceRole, event: DeviceEvent) -> None:
        known = self._seen[role]
        self._seen[role] = replace(known, events=(event, *known.events)[:KEPT])

    def _revoke(self, role: DeviceRole) -> None:
        revoke = self._plans.pop(role, None)
        if revoke is not None:
            revoke()

    def _tell(self) -> None:
        for each in self._listeners:
            each()

    def _now_ms(self) -> int:
        return self._desk.clock.read().wall_ms


def _missed(before: DeviceLine, now: DeviceLine) -> bool:
    """Whether a device that counted as there kept silent."""
    return before.state not in ABSENT and now.state in ABSENT


def _same(one: DeviceLine, other: DeviceLine) -> bool:
    """Whether two answers say the same: of a fault, the cause too."""
    return one.state == other.state and (one.state != "error" or one.detail == other.detail)
