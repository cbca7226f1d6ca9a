"""A simulated reader on a real line, run by a thread of the test, told what to do over TCP."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from counter_app.readers.exchange import Timing
from counter_app.readers.line import open_line
from counter_app.readers.serial_reader import SerialReader
from counter_app.readers.simulated import SimulatedReader
from counter_app.simulation.control import ControlClient

PATIENT = Timing(
    detect_s=0.3,
    status_s=0.3,
    find_s=0.3,
    read_s=0.3,
    newest_address_s=0.3,
    gap_s=0.15,
    poll_s=0.01,
)
"""Short waits that still hold on a machine with much to do."""


class Bench:
    """The reader's address, and a hand at its plate, plug and faults."""

    def __init__(self, url: str, client: ControlClient, folder: Path) -> None:
        self.url = url
        self._client = client
        self._folder = folder

    def tell(self, command: str) -> str:
        """Send a control line; ControlError if it is refused."""
        return self._client.ask(command)

    def lay(self, card: dict[str, Any]) -> None:
        """Put a card on the plate."""
        path = self._folder / "card.json"
        path.write_text(json.dumps(card), encoding="utf-8")
        self.tell(f"card {path}")

    def state(self) -> dict[str, Any]:
        """What the simulator says of itself."""
        state: dict[str, Any] = json.loads(self.tell("state"))
        return state

    def wait_for(self, holds: Callable[[dict[str, Any]], bool], timeout_s: float = 10) -> None:
        """Ask for the state until it holds; each question is a round trip over TCP."""
        deadline = time.monotonic() + timeout_s
        while not holds(self.state()):
            assert time.monotonic() < deadline, self.state()


@contextmanager
def running_reader(listen_url: str, folder: Path) -> Iterator[Bench]:
    """Run a simulated reader for the length of a block."""
    reader = SimulatedReader(listen_url, "tcp:127.0.0.1:0")
    thread = Thread(target=reader.run, name="simulated-reader")
    thread.start()
    try:
        with ControlClient(reader.station.control.url) as client:
            yield Bench(reader.station.line.url, client, folder)
    finally:
        reader.station.stop()
        thread.join(timeout=5)
        reader.station.close()
        assert not thread.is_alive()


def patient_reader(url: str) -> SerialReader:
    """The driver at a simulated reader; the caller closes it."""
    return SerialReader(lambda: open_line(url), timing=PATIENT)
