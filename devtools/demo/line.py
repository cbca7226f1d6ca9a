"""The line between window and county: a TCP relay that can be cut and restored."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit

CHUNK_BYTES = 65_536


class Line:
    """Listens on a free loopback port and relays to ``target``; cut, it refuses and drops all."""

    def __init__(self, target: str) -> None:
        place = urlsplit(target)
        self._target = (place.hostname or "127.0.0.1", place.port or 80)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = self._listen(0)
        self.port: int = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        """Where a window finds the county through this line."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Refuse new connections and reset the present ones."""
        _end(self._listener)
        with self._lock:
            ends, self._open = self._open, set()
        for end in ends:
            _end(end)

    def restore(self) -> None:
        """Listen again on the same port."""
        self._listener = self._listen(self.port)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._serve, args=(listener,), daemon=True).start()
        return listener

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(self._target, timeout=5)
            except OSError:
                return
            far.settimeout(None)
            with self._lock:
                self._open |= {near, far}
            for ends in ((near, far), (far, near)):
                threading.Thread(target=self._relay, args=ends, daemon=True).start()

    def _relay(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(CHUNK_BYTES):
                sink.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                _end(end)
            with self._lock:
                self._open -= {source, sink}


def _end(end: socket.socket) -> None:
    """Close, and wake whoever waits on it in another thread (close alone does not)."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
