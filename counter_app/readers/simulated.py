"""
The simulated identity card reader: a process with the module's real bytes on a real line.

``counter_app device simulate reader`` runs it. Control lines, each answered ``ok`` or ``error``:
``card FILE``, ``remove``, ``unplug``, ``replug``, ``mode refind on|off``, ``rate BAUD``,
``pace on|off``, ``state``, ``fault ...`` and ``fault none`` (``simulated_faults``).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from counter_app.readers.frames import PREAMBLE, RATES, Frame, FrameDecoder
from counter_app.readers.simulated_card import load_card
from counter_app.readers.simulated_faults import FaultList, parse_fault
from counter_app.readers.simulated_module import SimulatedModule, status_answer
from counter_app.simulation.control import ControlError, ControlServer
from counter_app.simulation.endpoint import listen
from counter_app.simulation.station import Station

UNFINISHED_S = 0.2
"""An unfinished request is dropped after this pause (model choice, facts/devices.md A6)."""
_BITS_PER_BYTE = 10
_PACE_BYTES = 16
_NOISE = bytes.fromhex("00FF96AAAA69AA96")
_BEFORE = frozenset({"lift"})
_CONTENT = frozenset({"sw"})
_LINE = frozenset(
    {
        "noise",
        "cut",
        "bad_chk",
        "bad_len",
        "flip",
        "gaps",
        "silent",
        "sw1",
        "late",
        "glued",
        "unplug",
    }
)


def run_reader_simulator(listen_url: str, control_url: str, *, pace: bool = False) -> None:
    """
    Run a simulated reader until SIGTERM; main thread only.

    ``listen_url`` is ``pty:``, ``pty:PATH`` or ``tcp:HOST:PORT``, ``control_url`` is
    ``tcp:HOST:PORT``; port 0 takes a free one. Prints one JSON line ``{"url", "control"}`` when
    both are ready. ``pace`` sends bytes no faster than the module's rate allows.
    """
    reader = SimulatedReader(listen_url, control_url, pace=pace)
    reader.station.stop_on_signals()
    reader.station.announce()
    try:
        reader.run()
    finally:
        reader.station.close()


class SimulatedReader:
    """A module, the faults it was told to make, and its two lines."""

    def __init__(self, listen_url: str, control_url: str, *, pace: bool = False) -> None:
        self.module = SimulatedModule()
        self.faults = FaultList()
        self.pace = pace
        self.station = Station(listen(listen_url), ControlServer(control_url, self.obey))
        self._answered = 0
        self._unplugs = 0
        self._commands: dict[str, Callable[[str], str]] = {
            "card": self._lay_card,
            "remove": self._remove,
            "unplug": self._unplug,
            "replug": self._replug,
            "mode": self._set_mode,
            "rate": self._set_rate,
            "pace": self._set_pace,
            "state": self._tell_state,
            "fault": self._set_fault,
        }

    def run(self) -> None:
        """Answer requests until the station is stopped."""
        decoder = FrameDecoder()
        while not self.station.stopped:
            received = self.station.receive(UNFINISHED_S if decoder.started else 0.5)
            if not received:
                decoder.clear()
            elif self._hears_host():
                decoder.feed(received)
                while (request := decoder.take()) is not None:
                    self._serve(request, received_bytes=len(PREAMBLE) + 3 + len(request.body))

    def obey(self, line: str) -> str:
        """Carry out one control line."""
        name, _, rest = line.partition(" ")
        command = self._commands.get(name)
        if command is None:
            raise ControlError(f"unknown command; known: {' '.join(self._commands)}")
        return command(rest.strip())

    def _serve(self, request: Frame, *, received_bytes: int) -> None:
        command = request.body[:2].hex().upper()
        if self.pace:
            self.station.pause(self._wire_s(received_bytes))
        if self.faults.take(_BEFORE, command, b""):
            self.module.lift()
        answer = self.module.answer(request)
        for status in self.faults.take(_CONTENT, command, answer).values():
            answer = status_answer(int(status))
        self._deliver(answer, self.faults.take(_LINE, command, answer))
        self._answered += 1
        self.module.rate = self.module.rate_after(request)

    def _deliver(self, answer: bytes, faults: dict[str, float]) -> None:
        unplugs = self._unplugs
        self.station.pause(faults.get("late", 0))
        if "silent" in faults or unplugs != self._unplugs:
            return
        data = _damage(answer, faults)
        self._send(data if self._hears_host() else bytes(each ^ 0x5A for each in data), faults)
        if "unplug" in faults:
            self._unplug("")

    def _send(self, data: bytes, faults: dict[str, float]) -> None:
        """Send at once, byte by byte with gaps, or at the rate's pace; stops when unplugged."""
        unplugs, started, sent = self._unplugs, time.monotonic(), 0
        step = 1 if "gaps" in faults else _PACE_BYTES if self.pace else max(1, len(data))
        while sent < len(data) and unplugs == self._unplugs:
            piece = data[sent : sent + step]
            sent += len(piece)
            if "gaps" in faults:
                self.station.pause(faults["gaps"] / 1000)
            elif self.pace:
                self.station.pause(started + self._wire_s(sent) - time.monotonic())
            self.station.send(piece)

    def _hears_host(self) -> bool:
        """Whether host and module have one rate; a line without a rate always does."""
        return self.station.line.host_rate() in {None, self.module.rate}

    def _wire_s(self, size: int) -> float:
        return size * _BITS_PER_BYTE / self.module.rate

    def _lay_card(self, path: str) -> str:
        self.module.lay(load_card(path))
        return ""

    def _remove(self, _rest: str) -> str:
        self.module.lift()
        return ""

    def _unplug(self, _rest: str) -> str:
        self._unplugs += 1
        self.station.line.drop()
        return ""

    def _replug(self, _rest: str) -> str:
        self.module.power_on()
        self.station.line.restore()
        return ""

    def _set_mode(self, rest: str) -> str:
        name, _, value = rest.partition(" ")
        if name != "refind":
            raise ControlError("mode refind on|off")
        self.module.refinds = _is_on(value)
        return ""

    def _set_rate(self, rest: str) -> str:
        if rest not in {str(rate) for rate in RATES}:
            raise ControlError(f"rate is one of {' '.join(map(str, RATES))}")
        self.module.rate = int(rest)
        return ""

    def _set_pace(self, rest: str) -> str:
        self.pace = _is_on(rest)
        return ""

    def _set_fault(self, rest: str) -> str:
        if rest == "none":
            self.faults.clear()
        else:
            self.faults.add(parse_fault(rest))
        return ""

    def _tell_state(self, _rest: str) -> str:
        return json.dumps(
            {
                "state": self.module.state.value,
                "card": self.module.card is not None,
                "rate": self.module.rate,
                "plugged": bool(self.station.line.waiting()),
                "answered": self._answered,
                "faults": len(self.faults),
            }
        )


def _is_on(text: str) -> bool:
    if text not in {"on", "off"}:
        raise ControlError("on or off")
    return text == "on"


def _damage(answer: bytes, faults: dict[str, float]) -> bytes:
    """Apply the faults that change bytes; the check byte is only wrong where a fault says so."""
    data = bytearray(answer)
    if "sw1" in faults:
        data[-1] ^= data[7] ^ int(faults["sw1"])
        data[7] = int(faults["sw1"])
    if "bad_chk" in faults:
        data[-1] ^= 0xFF
    if "bad_len" in faults:
        data[6] ^= 0x01
    if "flip" in faults:
        data[int(faults["flip"])] ^= 0x01
    stop = min(faults.get("cut", len(data)), faults.get("unplug", len(data)))
    whole = bytes(data[: int(stop)]) * (2 if "glued" in faults else 1)
    count = int(faults.get("noise", 0))
    return (_NOISE * (count // len(_NOISE) + 1))[:count] + whole
