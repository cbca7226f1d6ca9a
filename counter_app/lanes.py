"""
The desk's background threads: lanes, each one worker thread named after what it guards.

A flow (``counter_app.domain.ports.Flow``) is driven from lane to lane: the worker that has run a
hop hands the result into the flow and queues the next hop, so no lane ever waits for another
(design/architecture.md 3). Whoever started the flow holds a Future and may wait on that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop

T = TypeVar("T")

LANES = ("store", "sync", "hall", "paper", "reader", "tickets", "documents", "certificates")


class Lanes:
    """
    The ``Background`` of a running desk; ``extra`` names one more lane per extra device.

    ``closing`` is set once when the desk closes: whatever waits inside a job may watch it.
    """

    def __init__(self, *extra: str) -> None:
        self.closing = threading.Event()
        self._names = (*LANES, *extra)
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._jobs = 0
        self._changed = threading.Condition()

    def start(self, flow: Flow[T]) -> Future[T]:
        """
        Start ``flow``; what stands before its first hop runs on the caller's thread.

        The future ends with the flow's return value or its error, of whatever kind. After
        ``close`` each further hop gets RuleError ``lane_closing`` instead of a lane.
        """
        done: Future[T] = Future()
        done.set_running_or_notify_cancel()
        self._advance(flow, done, partial(next, flow))
        return done

    def close(self, timeout_s: float) -> bool:
        """
        Let accepted jobs end, refuse new ones; return whether all had ended in time.

        A lane that is still busy after ``timeout_s`` is left to end by itself.
        """
        self.closing.set()
        with self._changed:
            ended = self._changed.wait_for(lambda: self._jobs == 0, timeout_s)
            pools = tuple(self._pools.values())
        for pool in pools:
            pool.shutdown(wait=ended)
        return ended

    def _advance(self, flow: Flow[T], done: Future[T], step: Callable[[], Hop]) -> None:
        """Run the flow to its next hop and queue that; a refused hop goes back into the flow."""
        while True:
            try:
                hop = step()
            except StopIteration as end:
                done.set_result(end.value)
                return
            except BaseException as error:  # noqa: BLE001  met by whoever holds the future
                done.set_exception(error)
                return
            try:
                self._queue(flow, done, hop)
            except BaseException as refused:  # noqa: BLE001  closed, or no such lane: the flow ends
                step = partial(flow.throw, refused)
            else:
                return

    def _queue(self, flow: Flow[T], done: Future[T], hop: Hop) -> None:
        with self._changed:
            if self.closing.is_set():
                raise RuleError("lane_closing")
            self._pool(hop.lane).submit(self._run, flow, done, hop.call)
            self._jobs += 1

    def _run(self, flow: Flow[T], done: Future[T], call: Callable[[], Any]) -> None:
        try:
            value = call()
        except BaseException as error:  # noqa: BLE001  the flow decides what an error means
            step = partial(flow.throw, error)
        else:
            step = partial(flow.send, value)
        self._advance(flow, done, step)
        with self._changed:
            self._jobs -= 1
            self._changed.notify_all()

    def _pool(self, lane: str) -> ThreadPoolExecutor:
        if lane not in self._names:
            raise LookupError(f"no lane {lane}")
        if lane not in self._pools:
            self._pools[lane] = ThreadPoolExecutor(1, initializer=_take_name, initargs=(lane,))
        return self._pools[lane]


def _take_name(lane: str) -> None:
    threading.current_thread().name = lane
