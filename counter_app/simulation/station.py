"""A simulated device's two lines, waited on together in one thread."""

from __future__ import annotations

import json
import select
import signal
import socket
import sys
import time
from types import FrameType

from counter_app.simulation.control import ControlServer
from counter_app.simulation.endpoint import Endpoint


class Station:
    """
    The line to the host and the control line.

    While the device waits for bytes or lets time pass, control lines are answered; their handler
    runs in this thread, between two bytes of the host.
    """

    def __init__(self, line: Endpoint, control: ControlServer) -> None:
        self.line = line
        self.control = control
        self._stopped = False
        self._wake, self._waker = socket.socketpair()
        self._waker.settimeout(0)

    @property
    def stopped(self) -> bool:
        """Whether ``stop`` was called; the device's loop ends then."""
        return self._stopped

    def receive(self, timeout_s: float) -> bytes:
        """Bytes from the host as they come; b"" after ``timeout_s`` of silence or once stopped."""
        deadline = time.monotonic() + timeout_s
        while not self._stopped:
            if self._wait(deadline, self.line.waiting()) and (data := self.line.take()):
                return data
            if time.monotonic() >= deadline:
                break
        return b""

    def pause(self, duration_s: float) -> None:
        """Let time pass without reading the host; ends early once stopped."""
        deadline = time.monotonic() + duration_s
        while not self._stopped and time.monotonic() < deadline:
            self._wait(deadline, ())

    def send(self, data: bytes) -> None:
        """Send to the host at once; lost while the plug is out."""
        self.line.write(data)

    def announce(self) -> None:
        """Print the one JSON line that tells the parent where host and control connect."""
        sys.stdout.write(json.dumps({"url": self.line.url, "control": self.control.url}) + "\n")
        sys.stdout.flush()

    def stop_on_signals(self) -> None:
        """Let SIGTERM and SIGINT end the loop; main thread only."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._handle_signal)

    def stop(self) -> None:
        """End the loop; may be called from any thread or a signal handler."""
        self._stopped = True
        self._waker.send(b"\0")

    def close(self) -> None:
        """Close both lines."""
        self.line.close()
        self.control.close()
        self._wake.close()
        self._waker.close()

    def _handle_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()

    def _wait(self, deadline: float, host: tuple[int, ...]) -> bool:
        """Wait for anything; serve the control line; True if the host's descriptor is ready."""
        control = self.control.waiting()
        timeout_s = max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select([*host, *control, self._wake.fileno()], [], [], timeout_s)
        if any(number in ready for number in control):
            self.control.serve()
            # The handler may have dropped the line, and with it the descriptors.
            return False
        return any(number in ready for number in host)
