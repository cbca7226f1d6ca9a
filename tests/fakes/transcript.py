"""
A line that plays a page of the manual: what must be sent, what then comes back.

An unexpected byte, a reply that nobody read and a pair that was never reached fail the test.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from counter_app.domain.errors import DeviceError

GONE = "gone"
"""In place of a piece: the line breaks there."""
Pieces = bytes | tuple[bytes | str, ...]


class TranscriptLine:
    """Implements ``readers.line.Line`` and ``printers``' need of bytes out, bytes in."""

    def __init__(self, pairs: Iterable[tuple[bytes, Pieces]], rate: int | None = None) -> None:
        self._pairs = deque(pairs)
        self._incoming: deque[bytes | str] = deque()
        self._rate = rate
        self.rates: list[int] = []
        self.rate_at: list[int | None] = []
        """The host's rate at each request."""
        self.closed = False

    @property
    def rate(self) -> int | None:
        return self._rate

    def set_rate(self, rate: int) -> None:
        self._rate = rate
        self.rates.append(rate)

    def write(self, data: bytes) -> None:
        assert not self.closed, "a write to a closed line"
        assert self._pairs, f"nothing more is expected, sent {data.hex(' ')}"
        expected, pieces = self._pairs.popleft()
        self.rate_at.append(self._rate)
        assert data == expected, f"expected {expected.hex(' ')}, sent {data.hex(' ')}"
        self._incoming.extend((pieces,) if isinstance(pieces, bytes) else pieces)

    def read(self, timeout_s: float) -> bytes:
        assert timeout_s <= 0.5, "a wait that a closing lane cannot interrupt"
        while self._incoming:
            piece = self._incoming.popleft()
            if piece == GONE:
                raise DeviceError("reader_gone")
            if piece:
                return piece
        return b""

    def flush(self) -> None:
        """Only what a test marks as late may be dropped."""
        while self._incoming and isinstance(self._incoming[0], Late):
            self._incoming.popleft()
        if self._incoming and isinstance(self._incoming[0], StillLater):
            return
        assert not self._incoming, f"an unread reply was dropped: {self._incoming!r}"

    def close(self) -> None:
        self.closed = True

    def deliver(self, piece: bytes) -> None:
        """Let bytes arrive that nothing asked for."""
        self._incoming.append(piece)

    def finish(self) -> None:
        """Check that every pair was reached and every reply was read."""
        assert not self._pairs, f"{len(self._pairs)} pairs were never reached"
        assert not self._incoming, f"unread: {self._incoming!r}"


class Late(bytes):
    """A piece that may still lie on the line when the next request is sent."""

    __slots__ = ()


class StillLater(bytes):
    """A piece that comes just after the flush before the next request."""

    __slots__ = ()
