"""A simulated A4 printer: a process that serves IPP over HTTP and keeps every PDF it prints."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import h11

from counter_app.simulation.control import ControlError, ControlServer
from counter_app.simulation.endpoint import Endpoint, listen
from counter_app.simulation.station import Station
from printers.simulated.ipp_server import PageDevice

PATH = "/ipp/print"
BLANKS = "?tray=2&paper=blank"
"""Of what the certificate printer's second tray holds (architecture 4)."""
COMMANDS = (
    "media empty, media ok, jam, jam unseen, cover open, cover closed, toner empty, toner low, "
    "clear, reset, abort next, cancel, busy TIMES, slow SECONDS, copies MOST, jobs, "
    "queue on, queue gone, unplug, replug"
)


class HttpService:
    """Reads requests from one host after the other and answers with the device's words."""

    def __init__(self, line: Endpoint, device: PageDevice) -> None:
        self._line = line
        self._device = device
        self._connection = h11.Connection(h11.SERVER)
        self._target = b""
        self._body = b""

    def receive(self, data: bytes) -> None:
        """Take bytes; answer each whole request."""
        if data.startswith(b"POST /"):
            # every request is answered with "close": this is a host that has just come, and
            # whatever the one before left unfinished is void
            self._connection, self._body = h11.Connection(h11.SERVER), b""
        try:
            self._connection.receive_data(data)
            self._read_events()
        except h11.RemoteProtocolError:
            self._respond(400, b"")

    def _read_events(self) -> None:
        while True:
            event = self._connection.next_event()
            if self._connection.they_are_waiting_for_100_continue:
                go_on = h11.InformationalResponse(status_code=100, headers=[])
                self._line.write(self._connection.send(go_on) or b"")
            if isinstance(event, h11.Request):
                self._target, self._body = event.target, b""
            elif isinstance(event, h11.Data):
                self._body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                self._answer()
                return
            else:
                return

    def _answer(self) -> None:
        path = self._target.decode("ascii", "replace").partition("?")[0]
        if not path.endswith(PATH) and not path.startswith(PATH + "/"):
            self._respond(404, b"")
        else:
            self._respond(200, self._device.answer(self._body))

    def _respond(self, status: int, body: bytes) -> None:
        headers = [
            ("Content-Type", "application/ipp"),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
        ]
        connection = self._connection
        if connection.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return
        out = connection.send(h11.Response(status_code=status, headers=headers)) or b""
        out += connection.send(h11.Data(data=body)) or b""
        connection.send(h11.EndOfMessage())
        self._line.write(out)


class DocumentControls:
    """The control line's words; see ``COMMANDS``."""

    def __init__(self, device: PageDevice, line: Endpoint) -> None:
        self._device = device
        self._actions: dict[str, Callable[[], object]] = {
            "media empty": lambda: device.troubles.add("media-empty-error"),
            "media ok": lambda: device.put_right("media-empty-error"),
            "cover open": lambda: device.troubles.add("cover-open-error"),
            "cover closed": lambda: device.put_right("cover-open-error"),
            "toner empty": lambda: device.troubles.add("toner-empty-error"),
            "toner low": lambda: device.troubles.add("toner-low-warning"),
            "reset": device.reset,
            "jam": device.jam,
            "jam unseen": lambda: setattr(device, "jams_unseen", True),
            "cancel": device.cancel,
            "queue on": lambda: setattr(device, "is_queue", True),
            "queue gone": lambda: setattr(device, "is_gone", True),
            "clear": lambda: device.put_right(*device.troubles),
            "abort next": lambda: setattr(device, "aborts_next", True),
            "unplug": line.drop,
            "replug": line.restore,
        }

    def obey(self, command: str) -> str:
        """Carry out one line; ControlError for a word that is not among ``COMMANDS``."""
        if command == "jobs":
            return json.dumps([job.describe() for job in self._device.jobs], ensure_ascii=False)
        word, _, count = command.partition(" ")
        if word == "slow" and count.replace(".", "", 1).isdigit():
            self._device.slow_s = float(count)
        elif word == "copies" and count.isdigit():
            self._device.most_copies = int(count)
        elif word == "busy" and count.isdigit():
            self._device.busy_answers = int(count)
        elif command in self._actions:
            self._actions[command]()
        else:
            raise ControlError(f"unknown command; known: {COMMANDS}")
        return ""


def run_documents_simulator(listen_at: str, control_at: str, out: str | None = None) -> None:
    """
    Run until SIGTERM: print ``{"url", "control", "out"}``, then serve IPP at ``url``.

    ``listen_at`` is ``tcp:HOST:PORT``; PDFs are kept in folder ``out`` (default: a new temporary
    one) as ``job-0001-NAME.pdf``.
    """
    _run(listen_at, control_at, out, "")


def run_certificates_simulator(listen_at: str, control_at: str, out: str | None = None) -> None:
    """Run as ``run_documents_simulator`` does; the ``url`` names the tray of the numbered blanks."""
    _run(listen_at, control_at, out, BLANKS)


def _run(listen_at: str, control_at: str, out: str | None, tray: str) -> None:
    folder = Path(out or tempfile.mkdtemp(prefix="documents-"))
    folder.mkdir(parents=True, exist_ok=True)
    line = listen(listen_at)
    url = f"ipp://{line.url.removeprefix('tcp:')}{PATH}"
    device = PageDevice(url, folder)
    control = ControlServer(control_at, DocumentControls(device, line).obey)
    station = Station(line, control)
    station.stop_on_signals()
    told = {"url": url + tray, "control": control.url, "out": str(folder)}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    service = HttpService(line, device)
    try:
        while not station.stopped:
            data = station.receive(timeout_s=0.5)
            if data:
                service.receive(data)
    finally:
        station.close()
