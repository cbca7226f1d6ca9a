"""IPP: the troubles of a print under way, and what each leaves known (facts/devices.md C2)."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrintOutcome, Trouble
from printers import open_page_printer
from printers.address import cups_queue, parse_address
from printers.ipp import IppPrinter
from tests.fakes.ipp_printing import DONE, PDF, during_job, impatient, jobs


def a_page(size):
    paper = BytesIO()
    canvas = Canvas(paper, size)
    canvas.line(0, 0, 9, 9)
    canvas.save()
    return paper.getvalue()


def test_a_jam_that_is_reported_as_printed_stays_unknown(ipp_device):
    ipp_device.ask("jam unseen")
    outcome = open_page_printer(ipp_device.url).print_pdf(PDF, "job", 1)
    assert outcome == PrintOutcome("unknown", "unknown", Trouble("printer_jam_midway"))
    assert jobs(ipp_device)[0]["state"] == "completed"
    ipp_device.ask("clear")
    assert open_page_printer(ipp_device.url).print_pdf(PDF, "job-2", 1) == DONE


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("cover open", "printer_cover_open_midway"),
        ("toner empty", "printer_stopped_midway"),
        ("media empty", "printer_paper_out_midway"),
    ],
)
def test_a_printer_that_stops_on_the_way_leaves_it_unknown(ipp_device, command, code):
    ipp_device.ask("slow 60")
    outcome = during_job(ipp_device, open_page_printer(ipp_device.url), command)
    assert outcome == PrintOutcome("unknown", "unknown", Trouble(code))


def test_a_job_that_somebody_cancels_at_the_printer_may_have_left_sheets(ipp_device):
    ipp_device.ask("slow 60")
    outcome = during_job(ipp_device, open_page_printer(ipp_device.url), "cancel")
    assert outcome == PrintOutcome("failed", "unknown", Trouble("printer_job_canceled"))


def test_a_printer_that_vanishes_with_the_job_leaves_it_unknown(ipp_device):
    ipp_device.ask("slow 60")
    outcome = during_job(ipp_device, open_page_printer(ipp_device.url), "unplug")
    assert outcome == PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))
    ipp_device.ask("replug")


def test_a_low_toner_is_a_warning_for_the_next_print(ipp_device):
    ipp_device.ask("toner low")
    outcome = open_page_printer(ipp_device.url).print_pdf(PDF, "job", 1)
    assert outcome == PrintOutcome("device_done", "all", warning=Trouble("printer_supply_low"))


def test_a_printer_that_says_busy_is_asked_again_and_prints_once(ipp_device):
    ipp_device.ask("busy 3")
    assert impatient(ipp_device.url).print_pdf(PDF, "job", 1) == DONE
    assert len(jobs(ipp_device)) == 1


@pytest.mark.parametrize(
    ("size", "media"),
    [
        ((420, 595), "iso_a5_148x210mm"),
        ((842, 595), "iso_a4_210x297mm"),
        ((1191, 842), "iso_a3_297x420mm"),
        ((400, 400), ""),
    ],
)
def test_the_sheet_that_the_page_wants_is_asked_for(ipp_device, size, media):
    assert open_page_printer(ipp_device.url).print_pdf(a_page(size), "job", 1) == DONE
    (job,) = jobs(ipp_device)
    assert (job["media"], job["strict"]) == (media, False)


def test_a_cups_queue_proves_nothing_since_an_aborted_job_looks_like_a_good_one(ipp_device):
    ipp_device.ask("queue on")
    sent = PrintOutcome("sent", "unknown")
    assert open_page_printer(ipp_device.url).print_pdf(PDF, "good", 1) == sent
    ipp_device.ask("abort next")
    assert open_page_printer(ipp_device.url).print_pdf(PDF, "aborted", 1) == sent
    ipp_device.ask("jam unseen")
    jammed = open_page_printer(ipp_device.url).print_pdf(PDF, "jammed", 1)
    assert jammed == PrintOutcome("unknown", "unknown", Trouble("printer_jam_midway"))


def test_copies_one_by_one_through_a_queue_all_go(ipp_device):
    for command in ("queue on", "copies 1"):
        ipp_device.ask(command)
    outcome = open_page_printer(ipp_device.url).print_pdf(PDF, "job", 3)
    assert outcome == PrintOutcome("sent", "unknown")
    assert len(jobs(ipp_device)) == 3


def test_a_queue_that_vanishes_with_the_job_leaves_it_unknown(ipp_device):
    ipp_device.ask("queue on")
    ipp_device.ask("slow 60")
    outcome = during_job(ipp_device, open_page_printer(ipp_device.url), "queue gone")
    assert outcome == PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))


def test_a_queue_that_is_not_there_is_said(ipp_device):
    ipp_device.ask("queue gone")
    printer = open_page_printer(ipp_device.url)
    outcome = printer.print_pdf(PDF, "job", 1)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error.code == "printer_not_found"
    with pytest.raises(DeviceError, match="printer_not_found"):
        printer.probe()


def test_a_sheet_that_the_printer_does_not_have_is_refused(ipp_device):
    paper = a_page((298, 420))
    outcome = open_page_printer(ipp_device.url).print_pdf(paper, "job", 1)
    assert outcome == PrintOutcome.nothing(Trouble("printer_media_refused"))
    assert jobs(ipp_device) == []


def test_a_queue_of_this_computer_is_asked_at_cups():
    address = parse_address("queue:证照 1?tray=2&paper=blank", frozenset({"tray", "paper"}))
    found = cups_queue(address)
    assert (found.kind, found.host, found.port) == ("ipp", "localhost", 631)
    assert found.path == "/printers/%E8%AF%81%E7%85%A7%201"
    assert found.options == address.options
    printer = open_page_printer("queue:cert?tray=2&paper=blank")
    assert isinstance(printer, IppPrinter)
    assert printer.paper == "blank"
