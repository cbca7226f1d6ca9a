"""The PC's clocks: the one place that asks the operating system what time it is."""

from __future__ import annotations

import secrets
import sys
import time
from pathlib import Path

from counter_app.domain.records import Instant

_NS_PER_MS = 1_000_000
_LINUX_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_WINDOWS_BOOT_KEY = (
    r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
)


class SystemClock:
    """The Clock port; the monotonic reading goes on while the PC sleeps, where the system can."""

    def __init__(self) -> None:
        self._boot = boot_id()

    def read(self) -> Instant:
        """Return all three readings of now."""
        return Instant(time.time_ns() // _NS_PER_MS, monotonic_ms(), self._boot)


def monotonic_ms() -> int:
    """
    Return milliseconds since boot that no one can set.

    Linux: CLOCK_BOOTTIME, which counts suspended time too (clock_gettime(2)). Elsewhere Python's
    monotonic clock; on Windows that is the performance counter, which counts sleep as well.
    """
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // _NS_PER_MS
    return time.monotonic_ns() // _NS_PER_MS


def boot_id() -> str:
    """
    Return what names this run of the operating system.

    Linux: the kernel's boot_id (proc(5)). Windows: the counter of starts in the registry. Where
    neither is there, an id of this process: then nothing is ever taken to be of the same boot.
    """
    return _told_boot_id() or f"process-{secrets.token_hex(8)}"


def _told_boot_id() -> str:
    if sys.platform == "win32":
        return _windows_boot_id()
    try:
        return _LINUX_BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _windows_boot_id() -> str:
    if sys.platform != "win32":
        return ""
    import winreg  # noqa: PLC0415 - there is none elsewhere

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _WINDOWS_BOOT_KEY) as key:
            return f"windows-{winreg.QueryValueEx(key, 'BootId')[0]}"
    except OSError:
        return ""
