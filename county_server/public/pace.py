"""
How often one address may ask: so many in a minute, then it waits; all together likewise.

It lives in the memory of the one process that serves. Behind a proxy on the same machine uvicorn
takes the address from ``X-Forwarded-For``; behind one elsewhere all share one allowance.
"""

from __future__ import annotations

from collections import Counter

MINUTE_MS = 60_000
MOST_OF_ONE = 30
MOST_OF_ALL = 1_200


class Turnstile:
    """Counts within whole minutes, so that it forgets by itself."""

    def __init__(self, most_of_one: int = MOST_OF_ONE, most_of_all: int = MOST_OF_ALL) -> None:
        self._most_of_one, self._most_of_all = most_of_one, most_of_all
        self._minute = -1
        self._counts: Counter[str] = Counter()
        self._all = 0

    def lets_in(self, address: str, now_ms: int) -> bool:
        """Whether this address may ask now; counted if it may."""
        minute = now_ms // MINUTE_MS
        if minute != self._minute:
            self._minute, self._all = minute, 0
            self._counts.clear()
        if self._all >= self._most_of_all or self._counts[address] >= self._most_of_one:
            return False
        self._counts[address] += 1
        self._all += 1
        return True
