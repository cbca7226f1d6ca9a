"""The one time of a simulated world, and each window's own clocks, which are wrong."""

from __future__ import annotations

from random import Random

from counter_app.domain.records import Instant
from tests.fakes.clock import START

START_MS = int(START.timestamp() * 1000)
AFTER_BOOT_MS = 20_000
PER_MILLE = 1_000


def drawing(seed: float) -> Random:
    """Return what a world draws from: the same each time."""
    return Random(seed)  # noqa: S311 - no secret, a repeatable one


class WorldTime:
    """True time in UTC ms; it moves only when the scheduler says so."""

    def __init__(self) -> None:
        self.now_ms = START_MS

    def advance(self, ms: int) -> None:
        self.now_ms += ms


class SimClock:
    """
    A window's clocks: the monotonic one runs at ``rate`` per mille of true time.

    ``offset_ms`` is how far the wall clock is ahead; ``shift_ms`` comes on top of it all day.
    """

    def __init__(self, time: WorldTime, rate: int, shift_ms: int = 0) -> None:
        self._time, self._rate, self._shift_ms = time, rate, shift_ms
        self._booted_ms = time.now_ms
        self._boots = 1
        self.offset_ms = 0

    def read(self) -> Instant:
        up_ms = (self._time.now_ms - self._booted_ms) * self._rate // PER_MILLE
        wall_ms = self._time.now_ms + self.offset_ms + self._shift_ms
        return Instant(wall_ms, AFTER_BOOT_MS + up_ms, f"boot-{self._boots}")

    def true_ms(self, seconds: float) -> int:
        """How long a wait by the monotonic clock takes in truth: at least a millisecond."""
        return max(1, int(seconds * PER_MILLE * PER_MILLE) // self._rate + 1)

    def reboot(self) -> None:
        self._booted_ms = self._time.now_ms
        self._boots += 1
