"""What one window keeps of its line from turn to turn, and the rule of one turn at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable

from counter_app.services.sync.messages import Cut, SyncState
from counter_app.services.sync.step import step


class Line:
    """
    The ``state`` of the line while the program runs; used by the hops of one turn at a time.

    ``pause`` lets seconds pass: at most half a second each, so that closing lanes can interrupt.
    """

    def __init__(self, pause: Callable[[float], object] | None = None) -> None:
        self.pause = pause or threading.Event().wait
        self.state = SyncState("", 0)
        self._turn = threading.Lock()

    def enter(self, device: str, seed: int) -> bool:
        """Begin a turn of ``device``, a new one with ``seed``; False while another has not left."""
        entered = self._turn.acquire(blocking=False)
        if entered and self.state.device != device:
            self.state = SyncState(device, seed)
        return entered

    def leave(self, state: SyncState) -> None:
        """End the turn and keep where it came to."""
        self.state = step(state, Cut())[0]
        self._turn.release()
