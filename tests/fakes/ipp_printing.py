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


def wait_for_job(ipp_device):
    for _ in range(500):
        if found := jobs(ipp_device):
            return found[0]
    raise AssertionError


def during_job(ipp_device, printer, *commands, copies=1):
    """Print, and give the commands when the printer has the job."""
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(printer.print_pdf(PDF, "job", copies)))
    thread.start()
    wait_for_job(ipp_device)
    for command in commands:
        ipp_device.ask(command)
    thread.join(20)
    return outcomes[0]
