"""An identity card reader on a serial line or a serial server."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from counter_app.domain.errors import DeviceError
from counter_app.domain.records import CardRead, ReaderState
from counter_app.readers.exchange import Timing
from counter_app.readers.line import Line
from counter_app.readers.module import Module
from counter_app.readers.watch import CardWatch

_LOST = frozenset({"reader_gone", "reader_silent", "reader_garbled"})


@dataclass(frozen=True, slots=True)
class _Session:
    """What holds from one opening of the line to its end."""

    line: Line
    module: Module
    watch: CardWatch
    sam_id: str


class SerialReader:
    """
    Implements ``ports.CardReader``. For one thread, the reader's lane.

    ``connect`` opens the line anew each time: after an unplug nothing of the old one is kept.
    ``closing`` interrupts every wait (``reader_stopped``) within 0.5 s; any thread may set it.
    """

    def __init__(
        self,
        connect: Callable[[], Line],
        *,
        closing: Event | None = None,
        timing: Timing | None = None,
    ) -> None:
        self.closing = closing or Event()
        self._connect = connect
        self._timing = timing or Timing()
        self._session: _Session | None = None

    def open(self) -> None:
        """
        Open the line, find the rate, take the self-test's result and the module's id.

        DeviceError of ``open_line`` or ``Module``; the reader is closed then.
        """
        self.close()
        self._session = self._start()

    def close(self) -> None:
        """Give the line back; harmless when closed."""
        if self._session is not None:
            self._session.line.close()
            self._session = None

    def probe(self) -> ReaderState:
        """Open if closed, ask for the self-test; ``detail`` is the rate in baud, "" over TCP."""
        try:
            session = self._ready()
        except DeviceError as error:
            return ReaderState(error.code, detail=str(error))
        return ReaderState("ready", session.sam_id, str(session.line.rate or ""))

    def read_card(self, timeout_s: float) -> CardRead:
        """
        Wait up to ``timeout_s`` for a card that was not read yet, and read it.

        A closed reader is opened, one that no longer answers is opened anew. DeviceError
        ``reader_no_card`` in the end, ``reader_card_lies`` if the card read before was never
        lifted, or an error of reader, line or card at once. RuleError of ``domain.chip`` for a
        card whose content is refused.
        """
        session = self._ready()
        try:
            return self._wait_for_card(session, time.monotonic() + timeout_s)
        except DeviceError as error:
            if error.code == "reader_gone":
                self.close()
            raise

    def set_rate(self, rate: int) -> None:
        """Change the rate of module and host (one of the five) and check it."""
        self._ready().module.set_rate(rate)

    def _wait_for_card(self, session: _Session, deadline: float) -> CardRead:
        while (card := session.watch.poll(session.module, session.sam_id)) is None:
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                raise DeviceError("reader_card_lies" if session.watch.lying else "reader_no_card")
            self.closing.wait(min(self._timing.poll_s, left_s))
        return card

    def _ready(self) -> _Session:
        """Give a session whose module answered just now; a lost one is opened anew, once."""
        if self._session is not None:
            try:
                self._session.module.check()
            except DeviceError as error:
                if error.code not in _LOST:
                    raise
                self.close()
        if self._session is None:
            self._session = self._start()
        return self._session

    def _start(self) -> _Session:
        line = self._connect()
        try:
            module = Module(line, self._timing, self.closing)
            module.detect()
            return _Session(line, module, CardWatch(), module.sam_id())
        except DeviceError:
            line.close()
            raise
