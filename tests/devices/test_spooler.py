"""The Windows spooler's bits, and what they say of the paper (facts/devices.md C2)."""

from __future__ import annotations

import threading

import pytest

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from printers.spooler import Patience, SpoolerPrinter, read_queue
from tests.fakes.page_printers import FakeSpooler, quick_spooler

PDF = b"%PDF-1.7"
SENT = PrintOutcome("sent", "unknown")
PRINTING, SPOOLING = 0x10, 0x8


@pytest.fixture
def spooler():
    return FakeSpooler()


def unknown(code):
    return PrintOutcome("unknown", "unknown", Trouble(code))


@pytest.mark.parametrize(
    ("statuses", "outcome"),
    [
        ([SPOOLING, PRINTING], SENT),
        ([PRINTING, 0x80], SENT),
        ([PRINTING, 0x1000], SENT),
        ([PRINTING, PRINTING | 0x40], unknown("printer_paper_out_midway")),
        ([PRINTING | 0x2], unknown("printer_stopped_midway")),
        ([PRINTING | 0x20], unknown("printer_stopped_midway")),
        ([0x200], unknown("printer_stopped_midway")),
        ([PRINTING | 0x400], unknown("printer_stopped_midway")),
        ([0x4], PrintOutcome("failed", "unknown", Trouble("printer_job_canceled"))),
        ([0x2 | 0x100], PrintOutcome("failed", "unknown", Trouble("printer_job_canceled"))),
        ([PRINTING] * 1000, unknown("printer_unconfirmed")),
        ([PRINTING, DeviceError("printer_gone", sent=0)], unknown("printer_unconfirmed")),
    ],
)
def test_a_job_is_followed_to_its_end(spooler, statuses, outcome):
    spooler.statuses = statuses
    assert quick_spooler(spooler).print_pdf(PDF, "job", 1) == outcome
    assert spooler.sent == [("job", PDF)]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (0, PrinterState("unknown")),
        (0x20000, PrinterState("unknown")),
        (0x8, PrinterState("error", "jam")),
        (0x10, PrinterState("paper_out")),
        (0x400000, PrinterState("cover_open")),
        (0x40000, PrinterState("error", "supply")),
        (0x1, PrinterState("offline")),
        (0x80, PrinterState("offline")),
    ],
)
def test_a_queue_says_what_is_wrong_and_never_that_all_is_fine(spooler, status, state):
    assert read_queue(status) == state
    spooler.queue = status
    outcome = quick_spooler(spooler).print_pdf(PDF, "job", 1)
    assert (outcome.state == "sent") == state.prints
    assert len(spooler.sent) == state.prints
    if not state.prints:
        assert outcome == PrintOutcome.nothing(state.trouble())


def test_what_the_spooler_refuses_is_told(spooler):
    spooler.refuse = DeviceError("printer_no_access", sent=0)
    outcome = quick_spooler(spooler).print_pdf(PDF, "job", 1)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error.code == "printer_no_access"
    spooler.refuse = DeviceError("printer_gone", sent=5)
    outcome = quick_spooler(spooler).print_pdf(PDF, "job", 1)
    assert outcome == PrintOutcome("failed", "unknown", Trouble("printer_cut_short"))


def test_copies_before_a_failure_are_not_forgotten(spooler):
    spooler.statuses = [None, 0x40]
    assert quick_spooler(spooler).print_pdf(PDF, "job", 3) == unknown("printer_paper_out_midway")
    assert len(spooler.sent) == 2


def test_a_closing_lane_leaves_a_sent_job_unknown(spooler):
    closing = threading.Event()
    closing.set()
    printer = SpoolerPrinter(spooler, "plain", closing, Patience(job_s=60))
    spooler.statuses = [PRINTING] * 10
    assert printer.print_pdf(PDF, "job", 1) == unknown("printer_unconfirmed")
