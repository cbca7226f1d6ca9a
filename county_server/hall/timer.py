"""The hall's clock for leases: goes on while the machine sleeps, and no one can set it (INV-21)."""

from __future__ import annotations

import secrets
import sys
import time
from pathlib import Path

from counter_app.domain.ticket_lease import HallTick

_LINUX_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_NS_PER_MS = 1_000_000


class HallTimer:
    """Counts from the machine's start; ``begun`` is when this program began."""

    def __init__(self) -> None:
        self._boot = _boot_id()
        self._begun_ms = _mono_ms()

    def read(self) -> HallTick:
        """Return the clock now."""
        return HallTick(_mono_ms(), self._boot, self._begun_ms)


def _mono_ms() -> int:
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // _NS_PER_MS
    return time.monotonic_ns() // _NS_PER_MS


def _boot_id() -> str:
    """Name this run of the machine; where it has no name, this run of the program."""
    try:
        return _LINUX_BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return f"process-{secrets.token_hex(8)}"
