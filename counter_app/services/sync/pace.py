"""
How long a window waits before it speaks again (design/sync.md 1.8).

Full jitter after a failure (Brooker, AWS Architecture Blog 2015), the county's own word where it
gave one, and a slot of its own after an outage that all windows had.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from counter_app.services.sync.messages import Fault, SyncState

_MASK = (1 << 64) - 1
_MOST_DOUBLINGS = 20
_LEAST_MS = 100  # whatever the county says: a window never spins


def next_random(seed: int) -> tuple[int, int]:
    """Return 64 even bits and the next seed (SplitMix64, Steele, Lea and Flood 2014)."""
    seed = (seed + 0x9E3779B97F4A7C15) & _MASK
    mixed = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return mixed ^ (mixed >> 31), seed


def backoff(state: SyncState, fault: Fault) -> tuple[SyncState, int]:
    """
    Count a failure; return the state and the wait in ms.

    ``Retry-After`` is obeyed to the millisecond; else it is random in 0 ... min(cap, base * 2^n),
    with the pace that the county told last.
    """
    failures = state.failures + 1
    if fault.retry_after_ms is not None:
        return replace(state, failures=failures), fault.retry_after_ms
    doublings = min(state.failures, _MOST_DOUBLINGS)
    most = max(_LEAST_MS, min(state.pace.cap_ms, state.pace.base_ms << doublings))
    drawn, seed = next_random(state.seed)
    return replace(state, failures=failures, seed=seed), drawn % (most + 1)


def slot_wait_ms(state: SyncState, mono_ms: int) -> int:
    """
    Return how long this window lets others go first, now that the county answers again.

    ``hash(device) mod W`` with W the county's slot, or the length of the outage where that was
    shorter: a short break of one line costs at most as much again.
    """
    if state.down_since_ms is None:
        return 0
    width = min(state.pace.slot_ms, mono_ms - state.down_since_ms)
    if width <= 0:
        return 0
    digest = hashlib.sha256(state.device.encode()).digest()
    return int.from_bytes(digest[:8], "big") % width
