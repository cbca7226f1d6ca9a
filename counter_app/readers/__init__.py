"""Identity card readers: the twin of ``printers``. ``open_reader`` is the one way in."""

from __future__ import annotations

from threading import Event

from counter_app.readers.line import open_line
from counter_app.readers.serial_reader import SerialReader


def open_reader(url: str, closing: Event | None = None) -> SerialReader:
    """
    Make the reader at ``url``; its ``open`` or the first use opens the line.

    ``serial:PATH[?baud=RATE]``, ``tcp:HOST:PORT`` or ``tcp://HOST:PORT``. ``closing`` interrupts
    its waits. DeviceError ``device_url_bad`` comes when the line is opened.
    """
    return SerialReader(lambda: open_line(url), closing=closing)
