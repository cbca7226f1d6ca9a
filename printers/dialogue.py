"""Questions to an ESC/POS printer on an open line, and its answers sorted as they come."""

from __future__ import annotations

import time
from dataclasses import dataclass

from counter_app.domain.printing import PrinterState
from printers.escpos import PAPER_FENCE, ask_end
from printers.realtime import ask_status
from printers.status import Answer, AnswerStream, decode_asb, decode_realtime
from printers.transport import Transport

READ_BYTES = 256
OFFLINE_BIT = 0x08
UNKNOWN = PrinterState("unknown")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: for a real-time answer, and for the end of a print, both in seconds."""

    answer_s: float = 0.5
    end_s: float = 10.0


class Dialogue:
    """One open line. A question is asked only between whole commands, never within one."""

    def __init__(self, line: Transport, patience: Patience) -> None:
        self._line = line
        self._patience = patience
        self._stream = AnswerStream()
        self._realtime: int | None = None
        self._told: PrinterState | None = None
        self._markers: set[bytes] = set()
        self._fence_passed = False

    def ask_state(self) -> PrinterState:
        """
        Ask DLE EOT 1, then 2 to 4 for the cause when offline, else 4 for the paper (B5).

        Raises:
            DeviceError: as the transport's

        """
        if not self._line.answers:
            return UNKNOWN
        printer = self._ask(1)
        if printer is None:
            return UNKNOWN
        if printer & OFFLINE_BIT:
            return decode_realtime(printer, self._ask(2), self._ask(3), self._ask(4))
        return decode_realtime(printer, roll=self._ask(4))

    def send(self, data: bytes, marker: bytes | None) -> None:
        """
        Send a whole job and, with ``marker``, both fences behind it.

        A printer that does not know GS ( H passes over it and answers GS r alone.
        """
        self._told, self._fence_passed = None, False
        self._line.write(data + (ask_end(marker) + PAPER_FENCE if marker else b""))

    def await_end(self, marker: bytes) -> PrinterState | None:
        """
        Wait for the end of the job: None when it was proved.

        Returns the state that stopped it, or ``unknown`` when nothing proved it in time. While the
        printer says nothing it is asked in real time, which it answers even when offline.
        """
        deadline = time.monotonic() + self._patience.end_s
        while time.monotonic() < deadline:
            self._listen(self._patience.answer_s)
            if self._is_proved(marker):
                return None
            state = self._told or self.ask_state()
            self._told = None
            if self._is_proved(marker):
                return None
            if not state.prints and state.cause != "hot":
                return state
        return UNKNOWN

    def ask_paper(self) -> PrinterState:
        """Ask DLE EOT 4 alone, whether the roll nears its end or is used up."""
        roll = self._ask(4)
        return UNKNOWN if roll is None else decode_realtime(0, roll=roll)

    def _is_proved(self, marker: bytes) -> bool:
        # An older job's marker shows a printer that knows markers and still empties its buffer:
        # the GS r answer behind it is that job's too.
        return marker in self._markers or (self._fence_passed and not self._markers)

    def _ask(self, number: int) -> int | None:
        self._realtime = None
        self._line.write(ask_status(number))
        deadline = time.monotonic() + self._patience.answer_s
        while self._realtime is None and time.monotonic() < deadline:
            self._listen(deadline - time.monotonic())
        return self._realtime

    def _listen(self, timeout_s: float) -> None:
        for answer in self._stream.feed(self._line.read(READ_BYTES, timeout_s)):
            self._sort(answer)

    def _sort(self, answer: Answer) -> None:
        if answer.kind == "realtime":
            self._realtime = answer.data[0]
        elif answer.kind == "asb":
            self._told = decode_asb(answer.data)
        elif answer.kind == "marker":
            self._markers.add(answer.data)
        elif answer.kind == "paper":
            self._fence_passed = True
