"""Runs a flow on the calling thread, hop after hop: the order of events is the order of the code."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any, TypeVar

from counter_app.domain.flow import Flow

T = TypeVar("T")


class InlineBackground:
    """``Background`` without threads; ``lanes`` lists the lanes that were hopped to."""

    def __init__(self) -> None:
        self.lanes: list[str] = []

    def start(self, flow: Flow[T]) -> Future[T]:
        done: Future[T] = Future()
        done.set_running_or_notify_cancel()
        try:
            done.set_result(self._run(flow))
        except BaseException as error:  # noqa: BLE001  met by whoever holds the future
            done.set_exception(error)
        return done

    def _run(self, flow: Flow[T]) -> T:
        value: Any = None
        error: BaseException | None = None
        while True:
            try:
                hop = flow.send(value) if error is None else flow.throw(error)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]  # what the generator returned
            self.lanes.append(hop.lane)
            value, error = None, None
            try:
                value = hop.call()
            except BaseException as raised:  # noqa: BLE001  the flow decides what it means
                error = raised
