"""
A line that can fail: an HTTP proxy on a real socket between a window and the county.

Each request meets the next planned ``Fault``, or the standing one when nothing is planned. The
county behind it may move to another port while the line stays::

    with FaultProxy(server_url) as line:
        line.plan(Fault.DROP_ANSWER)      # for the next request only
        line.standing = Fault.CUT         # until it is set back to Fault.FORWARD
        ...line.url...line.seen...
"""

from __future__ import annotations

import http.client
import socket
import struct
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

HTML = b"<!doctype html><html><body><h1>Please sign in to the network</h1></body></html>"
UPSTREAM_TIMEOUT_S = 40.0
HOP_HEADERS = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Fault(Enum):
    """What happens to one request."""

    FORWARD = "forward"
    CUT = "cut"  # the connection is reset, the county never sees the request
    CUT_REQUEST = "cut_request"  # half of the request's body reaches the county, then reset
    DROP_ANSWER = "drop_answer"  # the county has answered (and committed), the window hears nothing
    CUT_ANSWER = "cut_answer"  # half of the answer's body arrives, then reset
    REPLAY = "replay"  # the county gets the same bytes twice; the second answer comes back
    REPLAY_FIRST = "replay_first"  # the same, the first answer comes back
    DELAY = "delay"  # forwarded after ``delay_s``
    ERROR_500 = "error_500"
    HTML = "html"  # 200 with a page of somebody else's
    BLACK_HOLE = "black_hole"  # no answer until the line is closed or mended


@dataclass(frozen=True, slots=True)
class Seen:
    """One request that came by: ``statuses`` are the county's own answers to it."""

    method: str
    path: str
    fault: Fault
    statuses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class FaultProxy:
    """Listens on a free loopback port and forwards to ``upstream`` (``http://host:port``)."""

    def __init__(self, upstream: str, delay_s: float = 1.0) -> None:
        self.upstream = upstream
        self.delay_s = delay_s
        self.standing = Fault.FORWARD
        self.seen: list[Seen] = []
        self._planned: deque[Fault] = deque()
        self._mended = threading.Event()
        self._lock = threading.Lock()
        proxy = self

        class Handler(_Handler):
            line = proxy

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        """Where a window finds the county through this line."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def plan(self, *faults: Fault) -> None:
        """Let the next requests meet these faults, one each."""
        with self._lock:
            self._planned.extend(faults)

    def mend(self) -> None:
        """Forward from now on; requests in a black hole or a delay are let go."""
        with self._lock:
            self._planned.clear()
            self.standing = Fault.FORWARD
            freed, self._mended = self._mended, threading.Event()
        freed.set()

    def next_fault(self) -> tuple[Fault, threading.Event]:
        """What the request that has just come meets, and the event that ends its waiting."""
        with self._lock:
            fault = self._planned.popleft() if self._planned else self.standing
            return fault, self._mended

    def note(self, seen: Seen) -> None:
        """Remember a request."""
        with self._lock:
            self.seen.append(seen)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.mend()
        self._server.shutdown()
        self._thread.join()
        self._server.close_all()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    """Closes the connections that clients keep alive, so that every thread ends."""

    daemon_threads = False

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # address and handler, as they came
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()

    def process_request(self, request, client_address):
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def close_all(self) -> None:
        with self._open_lock:
            for each in self._open:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request, client_address):
        """A client that hangs up is no news here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    line: FaultProxy

    def handle_request(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault, mended = self.line.next_fault()
        statuses: list[int] = []
        try:
            self._meet(fault, mended, body, statuses)
        finally:
            self.line.note(Seen(self.command, self.path, fault, tuple(statuses)))

    do_GET = do_POST = do_PUT = do_HEAD = handle_request  # noqa: N815  # names of http.server

    def _meet(
        self, fault: Fault, mended: threading.Event, body: bytes, statuses: list[int]
    ) -> None:
        if fault is Fault.BLACK_HOLE:
            mended.wait()
        elif fault is Fault.DELAY:
            mended.wait(self.line.delay_s)
        if fault in (Fault.CUT, Fault.BLACK_HOLE):
            self._reset()
        elif fault is Fault.CUT_REQUEST:
            self._send_half(body)
            self._reset()
        elif fault is Fault.ERROR_500:
            self._reply(_Answer(500, (), b"Internal Server Error"))
        elif fault is Fault.HTML:
            self._reply(_Answer(200, (("Content-Type", "text/html"),), HTML))
        else:
            self._forward(fault, body, statuses)

    def _forward(self, fault: Fault, body: bytes, statuses: list[int]) -> None:
        times = 2 if fault in (Fault.REPLAY, Fault.REPLAY_FIRST) else 1
        try:
            answers = [self._ask(body) for _ in range(times)]
        except (OSError, http.client.HTTPException):
            self._reset()
            return
        statuses.extend(each.status for each in answers)
        answer = answers[0] if fault is Fault.REPLAY_FIRST else answers[-1]
        if fault is Fault.DROP_ANSWER:
            self._reset()
        elif fault is Fault.CUT_ANSWER:
            self._reply(answer, cut_at=len(answer.body) // 2)
            self._reset()
        else:
            self._reply(answer)

    def _connect(self) -> http.client.HTTPConnection:
        place = urlsplit(self.line.upstream)
        return http.client.HTTPConnection(
            place.hostname or "", place.port, timeout=UPSTREAM_TIMEOUT_S
        )

    def _ask(self, body: bytes) -> _Answer:
        county = self._connect()
        try:
            self._put_head(county, len(body))
            county.send(body)
            answer = county.getresponse()
            content = answer.read()
            return _Answer(answer.status, tuple(answer.getheaders()), content)
        finally:
            county.close()

    def _send_half(self, body: bytes) -> None:
        county = self._connect()
        with suppress(OSError):
            self._put_head(county, len(body))
            county.send(body[: len(body) // 2])
        county.close()

    def _put_head(self, county: http.client.HTTPConnection, length: int) -> None:
        county.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in HOP_HEADERS:
                county.putheader(name, value)
        county.putheader("Content-Length", str(length))
        county.endheaders()

    def _reply(self, answer: _Answer, cut_at: int | None = None) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            if name.lower() not in HOP_HEADERS:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[:cut_at])
        self.wfile.flush()

    def _reset(self) -> None:
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.shutdown(socket.SHUT_RD)

    def log_message(self, *_: object) -> None:
        """Tests are silent."""
