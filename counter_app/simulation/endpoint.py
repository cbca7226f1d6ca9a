"""The device's end of a line: a pseudo-terminal that a host opens as a serial port, or a TCP port."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from typing import Protocol

from counter_app.domain.device_url import parse_tcp
from counter_app.domain.errors import DeviceError


class Endpoint(Protocol):
    """The device's end of one line. Nothing blocks: wait with ``select`` on ``waiting()``."""

    @property
    def url(self) -> str:
        """The address that a host opens: ``serial:PATH`` or ``tcp:HOST:PORT``; outlives a drop."""

    def waiting(self) -> tuple[int, ...]:
        """Descriptors that become readable when the host did something; empty while dropped."""

    def take(self) -> bytes:
        """Bytes that the host has sent so far, b"" when there are none."""

    def write(self, data: bytes) -> None:
        """Send; bytes that nobody fetches are lost, as on a line without flow control."""

    def host_rate(self) -> int | None:
        """Rate in baud that the host has set, None where the line has no rate."""

    def drop(self) -> None:
        """Pull the plug: the host's handle fails and the address is gone."""

    def restore(self) -> None:
        """Put the plug back at the same address; the host must open it anew."""

    def close(self) -> None:
        """Give everything back."""


def listen(url: str) -> Endpoint:
    """Open ``pty:``, ``pty:LINK`` (a path for the host) or ``tcp:HOST:PORT`` (port 0: a free one)."""
    if url.startswith("pty:"):
        if sys.platform == "win32":
            raise DeviceError("device_url_bad", url=url)
        from counter_app.simulation.terminal import TerminalEndpoint  # noqa: PLC0415 (not on Windows)

        return TerminalEndpoint(url.removeprefix("pty:"))
    return TcpEndpoint(url)


class TcpEndpoint:
    """A TCP port with one host at a time; the next waits until the first has gone."""

    def __init__(self, url: str) -> None:
        place = parse_tcp(url)
        self._address = (place.host, place.port)
        self._listener: socket.socket | None = socket.create_server(self._address, backlog=4)
        self._listener.settimeout(0)
        self._address = self._listener.getsockname()[:2]
        self._host: socket.socket | None = None

    @property
    def url(self) -> str:
        """Where the host connects; stays the same over ``drop`` and ``restore``."""
        host, port = self._address
        return f"tcp:[{host}]:{port}" if ":" in host else f"tcp:{host}:{port}"

    def waiting(self) -> tuple[int, ...]:
        """Descriptor of the connection, or of the listener while nobody is connected."""
        ready = self._host or self._listener
        return (ready.fileno(),) if ready else ()

    def take(self) -> bytes:
        """Bytes received; accepts a waiting host first; a host that left makes room."""
        if self._host is None:
            self._accept()
        if self._host is None:
            return b""
        try:
            data = self._host.recv(65536)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        return data

    def write(self, data: bytes) -> None:
        """Send to the connected host; without one the bytes are lost."""
        if self._host is not None:
            with suppress(OSError):
                self._host.send(data)

    def host_rate(self) -> int | None:
        """None: a socket has no rate."""
        return None

    def drop(self) -> None:
        """Cut the connection and stop listening."""
        self._hang_up()
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def restore(self) -> None:
        """Listen again at the same address."""
        if self._listener is None:
            self._listener = socket.create_server(self._address, backlog=4)
            self._listener.settimeout(0)

    def close(self) -> None:
        """Close connection and listener."""
        self.drop()

    def _accept(self) -> None:
        if self._listener is not None:
            with suppress(BlockingIOError):
                self._host, _ = self._listener.accept()
                self._host.settimeout(0)
                self._host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _hang_up(self) -> None:
        if self._host is not None:
            self._host.close()
            self._host = None
