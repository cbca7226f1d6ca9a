"""
A socket that plays a server byte for byte: what each request is answered with, and what came.

A script is a list of answers; an answer is a list of parts: bytes are sent, a callable is called
(to let a test's clock pass), ``HANG`` waits until the server closes. After an answer the connection
is closed, so that an answer without a length ends.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

HANG = object()
Part = bytes | Callable[[], None] | object
TIMEOUT_S = 10


@dataclass(frozen=True)
class Came:
    """One request; header names are lower-case, ``target`` is path and query as sent."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class RawServer:
    def __init__(self, *answers: Sequence[Part], tls: ssl.SSLContext | None = None):
        self.came: list[Came] = []
        self._answers = list(answers)
        self._tls = tls
        self._closed = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)

    @property
    def url(self) -> str:
        scheme = "https" if self._tls else "http"
        return f"{scheme}://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        with contextlib.suppress(OSError):
            socket.create_connection(self._socket.getsockname(), TIMEOUT_S).close()
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while not self._closed.is_set():
            line, _ = self._socket.accept()
            line.settimeout(TIMEOUT_S)
            with line, contextlib.suppress(OSError):
                self._meet(line)

    def _meet(self, line: socket.socket) -> None:
        if self._closed.is_set():
            return
        if self._tls is None:
            self._answer(line)
            return
        with self._tls.wrap_socket(line, server_side=True) as inner:
            self._answer(inner)

    def _answer(self, line: socket.socket) -> None:
        came = _read(line)
        if came is None:
            return
        self.came.append(came)
        answer = self._answers.pop(0) if self._answers else ()
        for part in answer:
            if isinstance(part, bytes):
                line.sendall(part)
            elif part is HANG:
                self._closed.wait(TIMEOUT_S)
            else:
                part()


def _read(line: socket.socket) -> Came | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = line.recv(65536)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)
    }
    while len(body) < int(headers.get("content-length", "0")):
        body += line.recv(65536)
    method, target, _ = first.split(" ")
    return Came(method, target, headers, body)


def http(status: str, body: bytes, **headers: str) -> bytes:
    """Return a whole HTTP/1.1 answer; underscores in header names become dashes."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body
