"""
A page printer behind the Windows spooler: the PDF goes raw, so the printer must understand it.

The spooler knows little: a job that disappears without an error was sent, no more
(facts/devices.md C2). ``printers.winspool`` is the real spooler; a test gives another.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import Paper, PrinterState, PrintOutcome, Trouble

ERROR, DELETING, OFFLINE, PAPER_OUT = 0x2, 0x4, 0x20, 0x40
PRINTED, DELETED, BLOCKED, USER_NEEDED = 0x80, 0x100, 0x200, 0x400
COMPLETE = 0x1000
QUEUE_PAUSED, QUEUE_ERROR, QUEUE_JAM, QUEUE_PAPER_OUT = 0x1, 0x2, 0x8, 0x10
QUEUE_OFFLINE, QUEUE_DOOR_OPEN, QUEUE_TONER_LOW, QUEUE_NO_TONER = 0x80, 0x400000, 0x20000, 0x40000
QUEUE_NOT_AVAILABLE = 0x1000


class Spooler(Protocol):
    """One queue of the system's spooler; every failure is a DeviceError with value ``sent``."""

    def queue_status(self) -> int:
        """Return the PRINTER_STATUS bits of the queue; ``printer_not_found`` without it."""

    def send(self, data: bytes, job: str) -> int:
        """Put ``data`` into the queue under the name ``job`` and return the spooler's number."""

    def job_status(self, number: int) -> int | None:
        """Return the JOB_STATUS bits of a job, None once it is gone."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for the end of a job, and between two looks at it."""

    job_s: float = 120.0
    poll_s: float = 0.25


class SpoolerPrinter:
    """A queue of the Windows spooler, by name."""

    def __init__(
        self, spooler: Spooler, paper: Paper, closing: Event, patience: Patience | None = None
    ) -> None:
        self._spooler = spooler
        self._paper = paper
        self._closing = closing
        self._patience = patience or Patience()

    @property
    def paper(self) -> Paper:
        """What lies in the tray."""
        return self._paper

    def probe(self) -> PrinterState:
        """
        Ask the spooler for what it knows of the printer.

        Raises:
            DeviceError: ``printer_not_found`` or ``printer_no_access``

        """
        return read_queue(self._spooler.queue_status())

    def print_pdf(self, pdf: bytes, job: str, copies: int) -> PrintOutcome:
        """Print ``copies`` of ``pdf`` once; the best outcome is ``sent``."""
        try:
            state = self.probe()
        except DeviceError as error:
            return PrintOutcome.nothing(Trouble.of(error))
        if not state.prints:
            return PrintOutcome.nothing(state.trouble() or Trouble("printer_offline"))
        outcome = PrintOutcome("sent", "unknown")
        for done in range(copies):
            outcome = self._print_once(pdf, job)
            if outcome.state != "sent":
                return PrintOutcome(outcome.state, "unknown", outcome.error) if done else outcome
        return outcome

    def _print_once(self, pdf: bytes, job: str) -> PrintOutcome:
        try:
            number = self._spooler.send(pdf, job)
        except DeviceError as error:
            if not error.values.get("sent"):
                return PrintOutcome.nothing(Trouble.of(error))
            return PrintOutcome("failed", "unknown", Trouble("printer_cut_short"))
        try:
            return self._follow(number)
        except DeviceError:
            return PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))

    def _follow(self, number: int) -> PrintOutcome:
        deadline = time.monotonic() + self._patience.job_s
        while time.monotonic() < deadline and not self._closing.is_set():
            status = self._spooler.job_status(number)
            if status is None:
                return PrintOutcome("sent", "unknown")
            if ended := read_job(status):
                return ended
            self._closing.wait(self._patience.poll_s)
        return PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))


def read_job(status: int) -> PrintOutcome | None:
    """Return the outcome that JOB_STATUS bits tell, None while the job may come to an end."""
    if status & (DELETING | DELETED):
        return PrintOutcome("failed", "unknown", Trouble("printer_job_canceled"))
    if status & PAPER_OUT:
        return PrintOutcome("unknown", "unknown", Trouble("printer_paper_out_midway"))
    if status & (ERROR | OFFLINE | BLOCKED | USER_NEEDED):
        return PrintOutcome("unknown", "unknown", Trouble("printer_stopped_midway"))
    if status & (PRINTED | COMPLETE):
        # "sent to the printer; printing may not be finished"
        return PrintOutcome("sent", "unknown")
    return None


def read_queue(status: int) -> PrinterState:
    """Return what PRINTER_STATUS bits tell; a quiet queue is no proof that the printer is on."""
    if status & QUEUE_JAM:
        return PrinterState("error", "jam")
    if status & QUEUE_PAPER_OUT:
        return PrinterState("paper_out")
    if status & QUEUE_DOOR_OPEN:
        return PrinterState("cover_open")
    if status & QUEUE_NO_TONER:
        return PrinterState("error", "supply")
    if status & (QUEUE_PAUSED | QUEUE_ERROR | QUEUE_OFFLINE | QUEUE_NOT_AVAILABLE):
        return PrinterState("offline")
    return PrinterState("unknown")
