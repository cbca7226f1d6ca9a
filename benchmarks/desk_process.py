"""What this process holds: memory, open descriptors, threads (Linux: /proc)."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import linear_regression

Held = Mapping[str, float]


def rss_mb() -> float:
    """Resident memory in MB."""
    return round(_status("VmRSS") / 1024, 1)


def held() -> dict[str, float]:
    """Return memory, descriptors, threads, Python's tracked objects and all its blocks, after a full collection."""
    gc.collect()
    return {
        "rss_mb": rss_mb(),
        "handles": len(os.listdir("/proc/self/fd")),  # noqa: PTH208  names only
        "threads": _status("Threads"),
        "objects": len(gc.get_objects()),
        "blocks": sys.getallocatedblocks(),
    }


def growth(warm: Held, end: Held, rss: list[tuple[int, float]]) -> dict[str, float]:
    """
    Return what grew once all had been in use: the slope of memory in MB, the rest as differences.

    ``rss``: memory after so many cases, at least two of them.
    """
    slope, _ = linear_regression([at for at, _ in rss], [size for _, size in rss])
    grown = {
        name: round(end[name] - warm[name], 1)
        for name in ("handles", "threads", "objects", "blocks")
    }
    return {
        "from_case": rss[0][0],
        "to_case": rss[-1][0],
        "rss_mb_per_100_cases": round(slope * 100, 2),
        **grown,
    }


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith(f"{name}:"))
