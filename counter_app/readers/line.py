"""The host's end of the line to a reader: a serial port or a serial server on TCP."""

from __future__ import annotations

import errno
import select
import socket
import time
from typing import Protocol

import serial

from counter_app.domain.device_url import SerialPlace, TcpPlace, parse_serial, parse_tcp
from counter_app.domain.errors import DeviceError
from counter_app.readers.frames import RATES

_SLICE_S = 0.05
_CONNECT_S = 0.5
_CONNECT_TRIES = 3
_WRITE_S = 0.5
_OPEN_CODES = {
    errno.ENOENT: "reader_port_missing",
    errno.EACCES: "reader_port_denied",
    errno.EAGAIN: "reader_port_busy",
    errno.EBUSY: "reader_port_busy",
}


class Line(Protocol):
    """
    Bytes to and from one reader; every failure is DeviceError ``reader_gone``.

    After that error the line is of no use: a replugged reader needs a new one.
    """

    @property
    def rate(self) -> int | None:
        """Rate in baud, None where the line has none (TCP)."""

    def set_rate(self, rate: int) -> None:
        """Change the host's side of the line to ``rate``."""

    def write(self, data: bytes) -> None:
        """Send all of ``data``."""

    def read(self, timeout_s: float) -> bytes:
        """Give what has come, at least one byte, or b"" after ``timeout_s`` of silence."""

    def flush(self) -> None:
        """Drop what has come and was not read."""

    def close(self) -> None:
        """Give the port back."""


def open_line(url: str) -> Line:
    """
    Open ``serial:PATH[?baud=RATE]``, ``tcp:HOST:PORT`` or ``tcp://HOST:PORT``.

    DeviceError ``device_url_bad``, ``reader_rate_unsupported``, ``reader_port_missing``, ``reader_port_denied``,
    ``reader_port_busy`` or ``reader_gone``.
    """
    if url.startswith("tcp:"):
        return TcpLine(parse_tcp(url))
    return SerialLine(parse_serial(url))


class SerialLine:
    """A serial port: 8 data bits, no parity, 1 stop bit, no flow control (facts/devices.md A1)."""

    def __init__(self, place: SerialPlace) -> None:
        rate = RATES[0] if place.baud is None else place.baud
        if rate not in RATES:
            raise DeviceError("reader_rate_unsupported", rate=rate)
        try:
            self._port = serial.Serial(
                place.path,
                rate,
                timeout=_SLICE_S,
                write_timeout=_WRITE_S,
                exclusive=True,
            )
        except OSError as wrong:
            code = _OPEN_CODES.get(wrong.errno or 0, "reader_port_missing")
            raise DeviceError(code, port=place.path) from wrong

    @property
    def rate(self) -> int | None:
        """The host's rate in baud."""
        return int(self._port.baudrate)

    def set_rate(self, rate: int) -> None:
        """Change the host's rate."""
        try:
            self._port.baudrate = rate
        except OSError as gone:
            raise DeviceError("reader_gone") from gone

    def write(self, data: bytes) -> None:
        """Send ``data``."""
        try:
            self._port.write(data)
        except OSError as gone:
            raise DeviceError("reader_gone") from gone

    def read(self, timeout_s: float) -> bytes:
        """Wait in slices of 50 ms; may wait that much longer than ``timeout_s``."""
        deadline = time.monotonic() + timeout_s
        try:
            while not (first := self._port.read(1)):
                if time.monotonic() >= deadline:
                    return b""
            return bytes(first + self._port.read(self._port.in_waiting))
        except OSError as gone:
            raise DeviceError("reader_gone") from gone

    def flush(self) -> None:
        """Read and drop what has come: unlike tcflush this notices a port that is gone."""
        try:
            while waiting := self._port.in_waiting:
                self._port.read(waiting)
        except OSError as gone:
            raise DeviceError("reader_gone") from gone

    def close(self) -> None:
        """Close the port."""
        self._port.close()


class TcpLine:
    """A reader behind a serial server on TCP; its rate is set there."""

    def __init__(self, place: TcpPlace) -> None:
        self._socket = _connect(place)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.settimeout(_WRITE_S)

    @property
    def rate(self) -> int | None:
        """None: the serial server knows the rate, the host does not."""
        return None

    def set_rate(self, rate: int) -> None:
        """Refuse: only the serial server can change it."""
        raise DeviceError("reader_rate_unsupported", rate=rate)

    def write(self, data: bytes) -> None:
        """Send ``data``."""
        try:
            self._socket.sendall(data)
        except OSError as gone:
            raise DeviceError("reader_gone") from gone

    def read(self, timeout_s: float) -> bytes:
        """Wait for bytes; a closed connection is a reader that is gone."""
        if not self._is_ready(timeout_s):
            return b""
        try:
            data = self._socket.recv(65536)
        except OSError as gone:
            raise DeviceError("reader_gone") from gone
        if not data:
            raise DeviceError("reader_gone")
        return data

    def flush(self) -> None:
        """Read and drop what has come."""
        while self.read(0):
            pass

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _is_ready(self, timeout_s: float) -> bool:
        ready, _, _ = select.select([self._socket], [], [], timeout_s)
        return bool(ready)


def _connect(place: TcpPlace) -> socket.socket:
    """Try three times half a second, so that a closing lane never waits longer for one."""
    for _ in range(_CONNECT_TRIES):
        try:
            return socket.create_connection((place.host, place.port), timeout=_CONNECT_S)
        except TimeoutError:
            continue
        except OSError as refused:
            raise DeviceError("reader_port_missing", port=f"{place.host}:{place.port}") from refused
    raise DeviceError("reader_gone")
