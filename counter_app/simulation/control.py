"""The control line of a simulator: one command a line over TCP, answered ``ok ...`` or ``error ...``."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Self

from counter_app.domain.device_url import parse_tcp
from counter_app.simulation.endpoint import TcpEndpoint

Handler = Callable[[str], str]


class ControlError(Exception):
    """A command that the device cannot carry out; its text follows ``error`` on the line."""


class ControlServer:
    """
    Reads commands and answers each with one line.

    ``handler`` gets a stripped line and gives the text after ``ok`` ("" for a bare ``ok``), or
    raises ControlError. One client at a time; the next is served when the first has closed.
    """

    def __init__(self, address: str, handler: Handler) -> None:
        """Listen at ``tcp:HOST:PORT``; port 0 takes a free one."""
        self._line = TcpEndpoint(address)
        self._handler = handler
        self._pending = b""

    @property
    def url(self) -> str:
        """``tcp:HOST:PORT`` with the real port."""
        return self._line.url

    def waiting(self) -> tuple[int, ...]:
        """Descriptors to wait on."""
        return self._line.waiting()

    def serve(self) -> None:
        """Answer every whole line that has arrived; never blocks."""
        data = self._line.take()
        if not data:
            self._pending = b""
            return
        *lines, self._pending = (self._pending + data).split(b"\n")
        for line in lines:
            self._line.write(f"{self._answer(line)}\n".encode())

    def close(self) -> None:
        """Stop listening."""
        self._line.close()

    def _answer(self, line: bytes) -> str:
        try:
            return f"ok {self._handler(line.decode().strip())}".rstrip()
        except UnicodeDecodeError:
            return "error the line is not UTF-8"
        except ControlError as error:
            return f"error {error}"


def send_command(url: str, command: str, timeout_s: float = 5.0) -> str:
    """
    Send one command to a simulator and give its answer without ``ok``.

    ControlError carries the text of an ``error`` answer; OSError means nobody listens.
    """
    with ControlClient(url, timeout_s) as client:
        return client.ask(command)


class ControlClient:
    """The other end of a control line, kept open over several commands."""

    def __init__(self, url: str, timeout_s: float = 5.0) -> None:
        place = parse_tcp(url)
        self._socket = socket.create_connection((place.host, place.port), timeout=timeout_s)
        self._answers = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, command: str) -> str:
        """Send a command and wait for its one answer; ControlError if the device says ``error``."""
        self._socket.sendall(f"{command}\n".encode())
        status, _, text = self._answers.readline().decode().strip().partition(" ")
        if status != "ok":
            raise ControlError(text or "no answer")
        return text

    def close(self) -> None:
        """Close the line."""
        self._answers.close()
        self._socket.close()
