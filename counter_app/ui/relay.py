"""
Brings the end of a flow from its lane to the GUI thread: one queued signal, one slot.

What is to happen then stays here, on the GUI thread; only a number and the future go through the
worker, so no worker ever drops the last reference to a widget (architecture 3, rules 5 to 7).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.domain.ports import Background

T = TypeVar("T")


class Relay(QObject):
    """``Runner`` of a running window; made on the GUI thread, closed before the lanes are."""

    _ended = Signal(int, object)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._waiting: dict[int, tuple[Callable[[Any], None], Callable[[CounterError], None]]] = {}
        self._number = 0
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, flow: Flow[T], done: Callable[[T], None], failed: Callable[[CounterError], None]
    ) -> None:
        """Start ``flow``; its end comes back in a later turn of the event loop."""
        self._number += 1
        self._waiting[self._number] = (done, failed)
        future = self._background.start(flow)
        future.add_done_callback(partial(self._tell, self._number))

    def close(self) -> None:
        """Deliver nothing any more."""
        self._waiting.clear()

    def _tell(self, number: int, future: Future[Any]) -> None:
        """Runs on the lane that ended the flow."""
        self._ended.emit(number, future)

    @Slot(int, object)
    def _deliver(self, number: int, future: Future[Any]) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            return
        done, failed = waiting
        try:
            value = future.result(timeout=0)
        except CounterError as error:
            failed(error)
            return
        done(value)
