"""What tests of IPP print, and a driver that waits for little."""

from __future__ import annotations

import threading

from counter_app.domain.printing import PrintOutcome
from printers.address import parse_address
from printers.ipp import IppPrinter, Limits

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400
TCP = "tcp:127.0.0.1:0"
DONE = PrintOutcome("device_done", "all")


def jobs(device):
    return device.ask_json("jobs")


def impatient(url, **limits):
    address = parse_address(url, frozenset({"tray", "paper"}))
    return IppPrinter(address, "plain", threading.Event(), Limits(poll_s=0.02, **limits))
