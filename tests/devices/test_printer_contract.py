"""What every printer of the desk does, the fake as well as the adapter on its simulated device."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest

from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from counter_app.domain.slip import Slip, Text
from printers import open_page_printer, open_ticket_printer
from tests.fakes.printers import STATES, FakePagePrinter, FakeTicketPrinter
from tests.fakes.simulators import simulator

TCP = "tcp:127.0.0.1:0"
PDF = b"%PDF-1.7 paper"


class FakeTickets:
    def __init__(self):
        self.printer = FakeTicketPrinter()

    def give(self, trouble):
        self.printer.trouble = trouble

    def came_out(self):
        return [text for _, text in self.printer.slips]


class RealTickets:
    def __init__(self, device):
        self._device = device
        self.printer = open_ticket_printer(device.url)

    def give(self, trouble):
        self._device.ask({"silent": "silent on"}.get(trouble, trouble))

    def came_out(self):
        assert self._device.ask_json("violations") == []
        return self._device.ask_json("slips")


class FakePages:
    def __init__(self):
        self.printer = FakePagePrinter()

    def give(self, trouble):
        self.printer.trouble = trouble

    def came_out(self):
        return [(pdf, copies) for _, pdf, copies in self.printer.pages]


class RealPages:
    def __init__(self, device):
        self._device = device
        self.printer = open_page_printer(device.url)

    def give(self, trouble):
        self._device.ask({"paper out": "media empty"}[trouble])

    def came_out(self):
        jobs = self._device.ask_json("jobs")
        return [(Path(job["file"]).read_bytes(), job["copies"]) for job in jobs]


@contextmanager
def ready(kind, folder):
    if kind == "fake tickets":
        yield FakeTickets()
    elif kind == "fake pages":
        yield FakePages()
    else:
        name = kind.removeprefix("real ")
        with simulator(
            {"tickets": "tickets", "pages": "documents"}[name], TCP, TCP, folder
        ) as device:
            yield RealTickets(device) if name == "tickets" else RealPages(device)


@pytest.fixture(params=["fake tickets", "real tickets"])
def tickets(request, tmp_path):
    with ready(request.param, tmp_path) as harness:
        yield harness


@pytest.fixture(params=["fake pages", "real pages"])
def pages(request, tmp_path):
    with ready(request.param, tmp_path) as harness:
        yield harness


def test_tickets_come_out_once_each(tickets):
    assert tickets.printer.probe() == PrinterState("ready")
    for number in (1, 2):
        slip = Slip("票", (Text(f"A00{number}"),))
        assert tickets.printer.print_slip(slip, f"job-{number}") == PrintOutcome(
            "device_done", "all"
        )
    assert tickets.came_out() == ["A001", "A002"]


@pytest.mark.parametrize("trouble", ["paper out", "cover open"])
def test_tickets_that_cannot_come_out_leave_nothing(tickets, trouble):
    tickets.give(trouble)
    state = tickets.printer.probe()
    assert state == STATES[trouble]
    outcome = tickets.printer.print_slip(Slip("票", (Text("A001"),)), "job")
    assert outcome == PrintOutcome("failed", "nothing", state.trouble())
    assert tickets.came_out() == []


def test_tickets_warn_of_the_end_of_the_roll(tickets):
    tickets.give("paper near")
    outcome = tickets.printer.print_slip(Slip("票", (Text("A001"),)), "job")
    warning = Trouble("printer_paper_near_end")
    assert outcome == PrintOutcome("device_done", "all", warning=warning)
    assert tickets.came_out() == ["A001"]


def test_tickets_of_a_silent_printer_are_unknown(tickets):
    tickets.give("silent")
    assert tickets.printer.probe() == PrinterState("unknown")
    outcome = tickets.printer.print_slip(Slip("票", (Text("A001"),)), "job")
    assert outcome == PrintOutcome("unknown", "unknown", Trouble("printer_silent"))


def test_pages_come_out_with_their_copies(pages):
    assert pages.printer.paper == "plain"
    assert pages.printer.probe() == PrinterState("ready")
    assert pages.printer.print_pdf(PDF, "job", 2) == PrintOutcome("device_done", "all")
    assert pages.came_out() == [(PDF, 2)]


def test_pages_that_cannot_come_out_leave_nothing(pages):
    pages.give("paper out")
    assert pages.printer.probe() == PrinterState("paper_out")
    outcome = pages.printer.print_pdf(PDF, "job", 1)
    assert outcome == PrintOutcome("failed", "nothing", Trouble("printer_paper_out"))
    assert pages.came_out() == []
