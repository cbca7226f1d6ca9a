"""A printer's line that follows a transcript: what must be sent, and what then comes back."""

from __future__ import annotations


class ScriptedLine:
    """
    ``pairs`` of (bytes that the driver must send next, bytes that the printer then answers, or the
    error with which the line breaks).

    A byte that is not expected, an answer that nobody reads and a pair that is left over fail.
    """

    def __init__(self, *pairs: tuple[bytes, bytes | Exception]) -> None:
        self.answers = True
        self._pairs = list(pairs)
        self._waiting = b""
        self.is_closed = False

    def write(self, data: bytes) -> None:
        while data:
            assert self._pairs, f"nothing more was expected, but {data.hex(' ')} was sent"
            expected, answer = self._pairs[0]
            assert data[: len(expected)] == expected[: len(data)], (
                f"expected {expected.hex(' ')}, sent {data.hex(' ')}"
            )
            assert len(data) >= len(expected), f"only a part was sent: {data.hex(' ')}"
            data = data[len(expected) :]
            self._pairs.pop(0)
            if isinstance(answer, Exception):
                raise answer
            self._waiting += answer

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        piece, self._waiting = self._waiting[:max_bytes], self._waiting[max_bytes:]
        return piece

    def close(self) -> None:
        self.is_closed = True

    def assert_finished(self) -> None:
        assert not self._pairs, f"never sent: {self._pairs[0][0].hex(' ')}"
        assert not self._waiting, f"never read: {self._waiting.hex(' ')}"
        assert self.is_closed
