"""A simulated ticket printer: a process at the far end of a real line, that can fail."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from pathlib import Path

from counter_app.simulation.control import ControlError, ControlServer
from counter_app.simulation.endpoint import Endpoint, listen
from counter_app.simulation.station import Station
from printers.simulated.faults import Condition
from printers.simulated.picture import draw_slip
from printers.simulated.press import Press, Printed
from printers.simulated.tokens import Token, Tokenizer

MARKER_REQUEST = b"\x1d\x28\x48"
COLUMNS = {"80": 48, "58": 32}
CLEAN_COMMANDS = (
    "paper out [after ROWS]|near|ok, cover open|close, silent on|off, offline, online, "
)
COMMANDS = CLEAN_COMMANDS + (
    "cutter jam, hot, broken, clear, reset, die after BYTES, slips, violations, state, unplug, replug"
)


class TicketDevice:
    """
    The printer's inside: a receive buffer, a press, sensors.

    Real-time requests are answered as they arrive; all else waits in the buffer while the printer
    cannot print, and pours out afterwards.
    """

    def __init__(self, line: Endpoint, out: Path, columns: int) -> None:
        self._line = line
        self._out = out
        self._columns = columns
        self.reset()

    def reset(self) -> None:
        """Be as new: no fault, nothing in the buffer, nothing printed, plugged in."""
        self.condition = Condition()
        self.slips: list[str] = []
        self.violations: list[str] = []
        self._is_silent = False
        self._reports_by_itself = False
        self._rows_left: int | None = None
        self._line.restore()
        self._start()

    def _start(self) -> None:
        self._bytes_left: int | None = None
        self._tokenizer = Tokenizer()
        self._buffer: deque[Token] = deque()
        self._press = Press(self._columns, self.violations.append)

    def receive(self, data: bytes) -> None:
        """Take bytes from the host."""
        if self._bytes_left is not None:
            dies_now = len(data) >= self._bytes_left
            data = data[: self._bytes_left]
            self._bytes_left -= len(data)
            if dies_now:
                self._die()
                return
        for token in self._tokenizer.feed(data):
            self._take(token)
        self.work()

    def work(self) -> None:
        """Carry out what is in the buffer for as long as the printer prints."""
        while self._buffer and self.condition.prints:
            self._carry_out(self._buffer.popleft())

    def change(self, change: Callable[[Condition], None]) -> None:
        """Change the condition, report it if the host asked for that, and go on printing."""
        before = self.condition.automatic()
        change(self.condition)
        if self._reports_by_itself and self.condition.automatic() != before:
            self._answer(self.condition.automatic())
        self.work()

    def be_silent(self, *, is_on: bool) -> None:
        """Answer nothing, or answer again."""
        self._is_silent = is_on

    def run_out_after(self, rows: int) -> None:
        """Let the paper end after ``rows`` more rows."""
        self._rows_left = rows

    def die_after(self, count: int) -> None:
        """Lose power after ``count`` more bytes, the buffer with it."""
        self._bytes_left = count

    def describe(self) -> dict[str, object]:
        """Return the whole state, for the control line."""
        waiting = len(self._buffer)
        return {**self.condition.describe(), "silent": self._is_silent, "waiting": waiting}

    def _die(self) -> None:
        self._start()
        self._line.drop()

    def _take(self, token: Token) -> None:
        if token.kind == "violation":
            self.violations.append(token.name.decode())
        elif token.kind != "realtime":
            self._buffer.append(token)
        elif token.name == b"\x10\x04" and token.data[0] in (1, 2, 3, 4):
            self._answer(bytes((self.condition.realtime(token.data[0]),)))
        elif token.name == b"\x10\x04":
            self.violations.append("status request unknown")

    def _carry_out(self, token: Token) -> None:
        if token.kind == "text":
            self._press.put_text(token.data)
        elif token.name[:2] == b"\x1d\x56":
            self._cut()
        elif token.name == b"\x1d\x72":
            self._answer(bytes((self.condition.paper_sensor(),)))
        elif token.name == b"\x1d\x61":
            self._reports_by_itself = bool(token.data[0])
            if self._reports_by_itself:
                self._answer(self.condition.automatic())
        elif token.name == MARKER_REQUEST:
            self._answer_marker(token.data)
        else:
            rows_before = len(self._press.paper)
            self._press.obey(token)
            self._use_paper(len(self._press.paper) - rows_before)

    def _answer_marker(self, data: bytes) -> None:
        if data[2:4] == b"\x30\x30" and len(data) == 8:  # noqa: PLR2004 - pL pH fn m d1 to d4
            self._answer(b"\x37\x22" + data[4:] + b"\x00")
        else:
            self.violations.append("GS ( H function unknown")

    def _use_paper(self, rows: int) -> None:
        if self._rows_left is None or not rows:
            return
        self._rows_left -= rows
        if self._rows_left <= 0:
            self._rows_left = None
            self.change(_run_out)

    def _cut(self) -> None:
        printed = self._press.cut()
        name = f"slip-{len(self.slips) + 1:04d}"
        text = "\n".join(each.line() for each in printed)
        self.slips.append(text)
        (self._out / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
        self._draw(printed, self._out / f"{name}.png")

    def _draw(self, printed: list[Printed], path: Path) -> None:
        draw_slip(printed, self._columns).save(path)

    def _answer(self, data: bytes) -> None:
        if not self._is_silent:
            self._line.write(data)


def _run_out(condition: Condition) -> None:
    condition.paper = "out"


class TicketControls:
    """The control line's words; see ``COMMANDS``."""

    def __init__(self, device: TicketDevice, line: Endpoint) -> None:
        self._device = device
        self._line = line
        self._simple: dict[str, Callable[[], None]] = {
            "silent on": lambda: device.be_silent(is_on=True),
            "silent off": lambda: device.be_silent(is_on=False),
            "reset": device.reset,
            "clear": lambda: device.change(Condition.clear),
            "unplug": line.drop,
            "replug": line.restore,
        }
        self._changes: dict[str, tuple[str, object]] = {
            "paper out": ("paper", "out"),
            "paper near": ("paper", "near"),
            "paper ok": ("paper", "ok"),
            "cover open": ("is_cover_open", True),
            "cover close": ("is_cover_open", False),
            "offline": ("is_offline", True),
            "online": ("is_offline", False),
            "cutter jam": ("is_cutter_jammed", True),
            "hot": ("is_hot", True),
            "broken": ("is_broken", True),
        }
        self._questions: dict[str, Callable[[], object]] = {
            "slips": lambda: device.slips,
            "violations": lambda: device.violations,
            "state": device.describe,
        }

    def obey(self, command: str) -> str:
        """Carry out one line; ControlError for a word that is not among ``COMMANDS``."""
        if command in self._questions:
            return json.dumps(self._questions[command](), ensure_ascii=False)
        if command in self._simple:
            self._simple[command]()
        elif command in self._changes:
            name, value = self._changes[command]
            self._device.change(lambda condition: setattr(condition, name, value))
        else:
            self._obey_counted(command)
        return ""

    def _obey_counted(self, command: str) -> None:
        words, _, count = command.rpartition(" ")
        counted = {
            "paper out after": self._device.run_out_after,
            "die after": self._device.die_after,
        }
        if words not in counted or not count.isdigit():
            raise ControlError(f"unknown command; known: {COMMANDS}")
        counted[words](int(count))


def run_tickets_simulator(
    listen_at: str, control_at: str, out: str | None = None, width: str = "80"
) -> None:
    """
    Run until SIGTERM: print ``{"url", "control", "out"}``, then speak ESC/POS at ``url``.

    ``listen_at`` is ``pty:`` or ``tcp:HOST:PORT``; slips are kept in folder ``out`` (default: a
    new temporary one) as ``slip-0001.txt`` and ``.png``; ``width`` is the paper in mm, 80 or 58.
    """
    folder = Path(out or tempfile.mkdtemp(prefix="tickets-"))
    folder.mkdir(parents=True, exist_ok=True)
    line = listen(listen_at)
    device = TicketDevice(line, folder, COLUMNS[width])
    control = ControlServer(control_at, TicketControls(device, line).obey)
    station = Station(line, control)
    station.stop_on_signals()
    url = line.url if width == "80" else f"{line.url}?width={width}"
    sys.stdout.write(json.dumps({"url": url, "control": control.url, "out": str(folder)}) + "\n")
    sys.stdout.flush()
    try:
        while not station.stopped:
            data = station.receive(timeout_s=0.5)
            if data:
                device.receive(data)
    finally:
        station.close()
