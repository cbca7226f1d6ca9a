"""A Clock that moves only when a test says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from counter_app.domain.records import Instant

NYINGCHI = timezone(timedelta(hours=8))
START = datetime(2026, 11, 16, 10, 0, tzinfo=NYINGCHI)


class FixedClock:
    """Stands at 2026-11-16 10:00 +08:00, one hour after boot."""

    def __init__(self, wall: datetime = START, *, mono_ms: int = 3_600_000, boot: str = "boot-1"):
        self._now = Instant(_wall_ms(wall), mono_ms, boot)

    def read(self) -> Instant:
        return self._now

    def advance(self, ms: int) -> None:
        """Let time pass, on all clocks."""
        now = self._now
        self._now = Instant(now.wall_ms + ms, now.mono_ms + ms, now.boot)

    def set_wall(self, wall: datetime | int) -> None:
        """Somebody sets the PC's clock (a time, or UTC ms); the monotonic clock goes on."""
        wall_ms = wall if isinstance(wall, int) else _wall_ms(wall)
        self._now = Instant(wall_ms, self._now.mono_ms, self._now.boot)

    def reboot(self, boot: str = "boot-2", mono_ms: int = 20_000) -> None:
        """The PC restarts."""
        self._now = Instant(self._now.wall_ms, mono_ms, boot)


def _wall_ms(wall: datetime) -> int:
    return int(wall.astimezone(UTC).timestamp() * 1000)
