"""Look for identity card readers on this PC's serial ports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Event

from serial.tools import list_ports

from counter_app.domain.records import ReaderState
from counter_app.readers.serial_reader import SerialReader


@dataclass(frozen=True, slots=True)
class FoundPort:
    """A serial port: the URL for the settings, and what the system calls the device on it."""

    url: str
    description: str = ""


def list_serial_ports() -> tuple[FoundPort, ...]:
    """List all serial ports that the system shows, whatever is attached; asks no device."""
    ports = sorted(list_ports.comports(), key=lambda port: port.device)
    return tuple(FoundPort(f"serial:{port.device}", port.description or "") for port in ports)


def probe_ports(
    urls: Iterable[str], make_reader: Callable[[str], SerialReader], closing: Event
) -> tuple[tuple[str, ReaderState], ...]:
    """
    Ask each address for an identity card module, one after the other, until ``closing`` is set.

    ``make_reader`` is ``counter_app.readers.open_reader``. Each silent port takes about 3 s. Leave
    out the addresses of printers: they would print the question.
    """
    found = []
    for url in urls:
        if closing.is_set():
            break
        reader = make_reader(url)
        try:
            found.append((url, reader.probe()))
        finally:
            reader.close()
    return tuple(found)
