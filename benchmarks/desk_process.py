"""What this process holds: memory, open descriptors, threads (Linux: /proc)."""

from __future__ import annotations

import gc
import os
from pathlib import Path


def rss_mb() -> float:
    """Resident memory in MB."""
    return round(_status("VmRSS") / 1024, 1)


def held() -> dict[str, float]:
    """Return memory, descriptors, threads and Python's tracked objects now."""
    return {
        "rss_mb": rss_mb(),
        "handles": len(os.listdir("/proc/self/fd")),  # noqa: PTH208  names only
        "threads": _status("Threads"),
        "objects": len(gc.get_objects()),
    }


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith(f"{name}:"))
