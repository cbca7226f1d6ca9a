"""
What a presenter needs to have work done: no Qt, no threads, two Protocols.

The real ones are ``counter_app.ui.relay`` and ``counter_app.ui.timers``; tests use ``tests.fakes.runner`` (``InlineRunner`` and
``ManualTimers``). All callbacks come on the GUI thread, never inside the call that asked for them
in the real runner; a presenter must be right in both orders (the fake calls back at once).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow

T = TypeVar("T")


class Runner(Protocol):
    """Runs flows on the lanes and brings their ends back."""

    def run(
        self,
        flow: Flow[T],
        done: Callable[[T], None],
        failed: Callable[[CounterError], None],
    ) -> None:
        """
        Start ``flow``; later call ``done`` with its value or ``failed`` with its CounterError.

        Any other exception is a bug and goes to the crash hook. After the window has closed
        neither is called.
        """


class Timers(Protocol):
    """Things that happen after a while, on the GUI thread."""

    def after(self, delay_ms: int, act: Callable[[], None]) -> Callable[[], None]:
        """Call ``act`` once after ``delay_ms``; the answer, called, revokes it (also when late)."""
