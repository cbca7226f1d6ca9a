"""One request, one answer: timeouts, damaged answers, late answers, a lane that closes."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from threading import Event

from counter_app.domain.errors import DeviceError
from counter_app.readers.frames import Answer, FrameDecoder, parse_answer
from counter_app.readers.line import Line
from counter_app.readers.statuses import DONE, FOUND, REQUEST_DAMAGED

Allowed = frozenset[tuple[int, int]]
_BITS_PER_BYTE = 10
_SLICE_S = 0.25
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Timing:
    """
    Waits in seconds, each up to the first byte of the answer (facts/devices.md A6).

    ``gap_s`` is the longest pause inside an answer; ``drain_s`` the silence that ends what was left
    over from an exchange that failed. Wire time at the line's rate comes on top.
    """

    detect_s: float = 0.5
    status_s: float = 1.0
    find_s: float = 2.0
    read_s: float = 3.0
    newest_address_s: float = 1.5
    gap_s: float = 0.25
    drain_s: float = 0.1
    drain_most_s: float = 2.0
    poll_s: float = 0.3

    def scaled(self, factor: float) -> Timing:
        """Every wait times ``factor``."""
        return Timing(**{each.name: getattr(self, each.name) * factor for each in fields(self)})


class Exchange:
    """
    Asks over one line and waits for the answer.

    DeviceError ``reader_silent`` (not one byte of a frame came), ``reader_garbled`` (damaged, cut or
    of an unexpected kind), ``reader_gone`` (the line itself), ``reader_stopped`` (``closing`` set).
    """

    def __init__(self, line: Line, timing: Timing, closing: Event) -> None:
        self.line = line
        self._timing = timing
        self._closing = closing
        self._left_over = False

    def ask(self, request: bytes, first_byte_s: float, allowed: Allowed) -> Answer:
        """
        Send ``request`` and give its answer; a damaged one is asked for once more.

        ``allowed`` are the pairs of status and data length with which this command succeeds; a
        bare status of failure is always taken. Anything else is left over from an earlier request.
        """
        for _ in range(_TRIES - 1):
            try:
                answer = self._ask_once(request, first_byte_s, allowed)
            except DeviceError as error:
                if error.code != "reader_garbled":
                    raise
            else:
                if answer.status not in REQUEST_DAMAGED:
                    return answer
        return self._ask_once(request, first_byte_s, allowed)

    def _ask_once(self, request: bytes, first_byte_s: float, allowed: Allowed) -> Answer:
        self._clean()
        self._left_over = True
        self.line.write(request)
        answer = self._receive(first_byte_s + self._wire_s(len(request)), allowed)
        self._left_over = False
        return answer

    def _receive(self, first_byte_s: float, allowed: Allowed) -> Answer:
        decoder, fault = FrameDecoder(), ""
        deadline = time.monotonic() + first_byte_s
        while data := self._read(deadline):
            decoder.feed(data)
            while frame := decoder.take():
                answer = parse_answer(frame)
                if _fits(answer, allowed):
                    return answer
                fault = "unexpected"
            if decoder.started:
                fault = "cut"
                deadline = time.monotonic() + self._timing.gap_s + self._wire_s(2)
        if fault:
            raise DeviceError("reader_garbled", fault=fault)
        raise DeviceError("reader_silent")

    def _read(self, deadline: float) -> bytes:
        while True:
            self._stop_if_closing()
            left_s = deadline - time.monotonic()
            if data := self.line.read(max(0.0, min(_SLICE_S, left_s))):
                return data
            if time.monotonic() >= deadline:
                return b""

    def _clean(self) -> None:
        """Drop what came unasked; after a failed exchange wait until the line is quiet."""
        self._stop_if_closing()
        self.line.flush()
        last = time.monotonic() + self._timing.drain_most_s
        while self._left_over and time.monotonic() < last:
            self._left_over = bool(self._read(time.monotonic() + self._timing.drain_s))

    def _stop_if_closing(self) -> None:
        if self._closing.is_set():
            raise DeviceError("reader_stopped")

    def _wire_s(self, size: int) -> float:
        return size * _BITS_PER_BYTE / (self.line.rate or 115_200)


def _fits(answer: Answer, allowed: Allowed) -> bool:
    bare_failure = not answer.data and answer.status not in {DONE, FOUND}
    return bare_failure or (answer.status, len(answer.data)) in allowed
