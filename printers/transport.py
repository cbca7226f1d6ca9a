"""
Bytes to a printer and bytes back: TCP, file or character device; serial is ``printers.serial_line``.

A transport is an open connection. A printer opens one per print and closes it, so no handle
outlives a replug, and a printer that serves one client at a time (facts/devices.md B1) is free
between prints. No call waits longer than ``SLICE_S`` without looking at ``closing``.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import stat
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Protocol

from counter_app.domain.errors import DeviceError

SLICE_S = 0.25
CONNECT_S = 3.0
STALL_S = 5.0


class Transport(Protocol):
    """An open connection to a printer."""

    @property
    def answers(self) -> bool:
        """False when nothing can ever come back on this line."""

    def write(self, data: bytes) -> None:
        """
        Send all of ``data``.

        Raises:
            DeviceError: ``printer_gone``, ``printer_stalled`` (no byte taken for ``STALL_S``) or
                ``printer_interrupted``; value ``sent`` is how many bytes the line has taken,
                so 0 means that nothing can be on paper

        """

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """Return what came within ``timeout_s``, at most ``max_bytes``, empty for silence."""

    def close(self) -> None:
        """Let go of the line; never raises."""


def check_open(closing: Event, sent: int = 0) -> None:
    """Raise ``printer_interrupted`` when the lane is closing."""
    if closing.is_set():
        raise DeviceError("printer_interrupted", sent=sent)


def write_all(
    data: bytes, closing: Event, stall_s: float, take: Callable[[bytes, float], int]
) -> None:
    """Feed ``take(rest, seconds)``, which returns how many bytes it took, until all is sent."""
    sent, last_progress = 0, time.monotonic()
    while sent < len(data):
        check_open(closing, sent)
        try:
            taken = take(data[sent:], SLICE_S)
        except OSError as error:
            raise DeviceError("printer_gone", sent=sent) from error
        now = time.monotonic()
        if taken:
            sent, last_progress = sent + taken, now
        elif now - last_progress > stall_s:
            raise DeviceError("printer_stalled", sent=sent)


def read_some(closing: Event, timeout_s: float, give: Callable[[float], bytes | None]) -> bytes:
    """Ask ``give(seconds)`` for bytes until ``timeout_s`` are over; None means nothing yet."""
    deadline = time.monotonic() + timeout_s
    while True:
        check_open(closing)
        left_s = deadline - time.monotonic()
        try:
            came = give(max(0.0, min(SLICE_S, left_s)))
        except OSError as error:
            raise DeviceError("printer_gone", sent=0) from error
        if came == b"":
            raise DeviceError("printer_gone", sent=0)
        if came or left_s <= 0:
            return came or b""


class TcpTransport:
    """
    A raw stream, usually port 9100.

    Raises:
        DeviceError: ``printer_refused``, ``printer_not_found``, ``printer_interrupted``

    """

    answers = True

    def __init__(self, host: str, port: int, closing: Event, stall_s: float = STALL_S) -> None:
        self._closing = closing
        self._stall_s = stall_s
        self._socket = connect_tcp(host, port, closing)

    def write(self, data: bytes) -> None:
        """Send all of ``data``."""
        write_all(data, self._closing, self._stall_s, self._take)

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """Return what came within ``timeout_s``."""
        return read_some(self._closing, timeout_s, lambda wait_s: self._give(max_bytes, wait_s))

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _take(self, rest: bytes, wait_s: float) -> int:
        _, ready, _ = select.select([], [self._socket], [], wait_s)
        return self._socket.send(rest) if ready else 0

    def _give(self, max_bytes: int, wait_s: float) -> bytes | None:
        ready, _, _ = select.select([self._socket], [], [], wait_s)
        return self._socket.recv(max_bytes) if ready else None


class FileTransport:
    """
    A file that collects bytes, or a character device such as the kernel's USB printer node.

    Only a device can answer. A file is appended to, as paper is.
    """

    def __init__(self, path: str, closing: Event) -> None:
        self._closing = closing
        try:
            is_device = Path(path).exists() and stat.S_ISCHR(Path(path).stat().st_mode)
            flags = (
                os.O_RDWR | os.O_NONBLOCK if is_device else os.O_WRONLY | os.O_CREAT | os.O_APPEND
            )
            self._handle = os.open(path, flags, 0o600)
        except OSError as error:
            raise DeviceError(open_failure(error), path=path) from error
        self.answers = is_device

    def write(self, data: bytes) -> None:
        """Send all of ``data``."""
        write_all(data, self._closing, STALL_S, self._take)
        if not self.answers:
            os.fsync(self._handle)

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """Return what came within ``timeout_s``; a plain file never answers."""
        if not self.answers:
            return b""
        return read_some(self._closing, timeout_s, lambda wait_s: self._give(max_bytes, wait_s))

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)

    def _take(self, rest: bytes, wait_s: float) -> int:
        if self.answers and not select.select([], [self._handle], [], wait_s)[1]:
            return 0
        return os.write(self._handle, rest)

    def _give(self, max_bytes: int, wait_s: float) -> bytes | None:
        ready, _, _ = select.select([self._handle], [], [], wait_s)
        return os.read(self._handle, max_bytes) if ready else None


def open_failure(error: OSError) -> str:
    """Return the code for a device or file that would not open."""
    if error.errno in (errno.ENOENT, errno.ENODEV, errno.ENXIO):
        return "printer_not_found"
    return "printer_no_access" if error.errno in (errno.EACCES, errno.EPERM) else "printer_refused"


def connect_tcp(host: str, port: int, closing: Event) -> socket.socket:
    """
    Connect within 3 s, looking at ``closing`` all the while; the socket does not block.

    Raises:
        DeviceError: ``printer_not_found`` (no such host), ``printer_refused`` (off, or busy with
            another client), ``printer_interrupted``

    """
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise DeviceError("printer_not_found", path=host) from error
    refused: OSError | None = None
    for family, kind, protocol, _, target in places:
        line = socket.socket(family, kind, protocol)
        line.setblocking(False)  # noqa: FBT003 - the standard library's own signature
        try:
            _finish_connect(line, line.connect_ex(target), closing)
        except OSError as error:
            line.close()
            refused = error
        except DeviceError:
            line.close()
            raise
        else:
            return line
    raise DeviceError("printer_refused", host=host, port=port) from refused


def _finish_connect(line: socket.socket, code: int, closing: Event) -> None:
    deadline = time.monotonic() + CONNECT_S
    while code in (errno.EINPROGRESS, errno.EWOULDBLOCK):
        check_open(closing)
        _, ready, failed = select.select([], [line], [line], SLICE_S)
        if ready or failed:
            code = line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        elif time.monotonic() > deadline:
            code = errno.ETIMEDOUT
    if code:
        raise OSError(code, os.strerror(code))
