"""
Python's cyclic collector runs on the GUI thread only.

Elsewhere it could find a dead cycle that holds a widget and destroy it on a lane (architecture 3,
rule 7). The timer does what the collector would have done by its own thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1_000
SETTLING = 3
"""
So many full collections, in the first minutes, set aside what they leave: libraries that were
imported behind the window and with the first papers. Each later one would walk through it all.
"""


class GcGuard(QObject):
    """Takes collection over while it lives; ``release`` gives it back."""

    def __init__(self, every_ms: int = EVERY_MS) -> None:
        super().__init__()
        self._thresholds, self._settling = gc.get_threshold(), SETTLING
        gc.disable()
        gc.collect()
        gc.freeze()  # what start-up made stays; a full collection need not walk through it
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    @Slot()
    def collect_due(self) -> int:
        """Collect the oldest generation that is due; -1 when none is."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                self._settle(generation)
                return generation
        return -1

    def _settle(self, generation: int) -> None:
        if generation == len(self._thresholds) - 1 and self._settling:
            self._settling -= 1
            gc.freeze()

    def settle(self) -> None:
        """The window stands: what opening it made stays, so no collection walks through it."""
        gc.freeze()

    def release(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
