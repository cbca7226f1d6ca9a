"""What the living day of 大厅 holds: one frozen value, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import CounterError
from counter_app.domain.figures import Basis
from counter_app.services.throughput import Asked, HallSeen, Reach
from counter_app.ui.hall.looks import Worded


@dataclass(frozen=True, slots=True)
class LiveState:
    """
    What is asked for, and what was seen of it.

    ``seen`` is the newest look, ``worded`` the same in words; both are None before the first one.
    ``heard_ms``: when the hall's figures last came (UTC); None: not since the place was built.
    ``wrong``: why the last look failed. ``cursor``: the minute that is read.
    """

    day: date
    today: date
    reach: Reach = "hall"
    window: str = ""
    basis: Basis = Basis.ACCEPTED
    seen: HallSeen | None = None
    worded: Worded | None = None
    heard_ms: int | None = None
    wrong: CounterError | None = None
    cursor: int | None = None

    @property
    def asked(self) -> Asked:
        """What is looked at."""
        return Asked(self.day, self.reach, self.window, self.basis)

    @property
    def cut(self) -> bool:
        """Whether only this window's own figures are there."""
        return self.seen is not None and not self.seen.live
