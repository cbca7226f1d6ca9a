"""IPP: our driver against our simulator."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from counter_app.simulation.control import ControlError
from printers import open_page_printer
from tests.fakes.ipp_printing import DONE, PDF, TCP, during_job, impatient, jobs, wait_for_job
from tests.fakes.simulators import simulator


def test_a_pdf_arrives_byte_for_byte_and_unscaled(ipp_device):
    printer = open_page_printer(ipp_device.url)
    assert printer.probe() == PrinterState("ready")
    assert printer.print_pdf(PDF, "W02/1", 2) == DONE
    (job,) = jobs(ipp_device)
    assert (job["copies"], job["scaling"], job["state"]) == (2, "none", "completed")
    assert (job["media"], job["tray"], job["strict"]) == ("iso_a4_210x297mm", "auto", False)
    assert Path(job["file"]).read_bytes() == PDF
    assert Path(job["file"]).name == "job-0001-W02_1.pdf"


def test_the_tray_of_the_url_is_asked_for(ipp_device):
    printer = open_page_printer(ipp_device.url + "?tray=2&paper=blank")
    assert printer.paper == "blank"
    assert printer.print_pdf(PDF, "job", 1) == DONE
    assert (jobs(ipp_device)[0]["tray"], jobs(ipp_device)[0]["strict"]) == ("tray-2", True)


def test_a_tray_that_the_printer_lacks_gets_nothing(ipp_device):
    outcome = open_page_printer(ipp_device.url + "?tray=7").print_pdf(PDF, "job", 1)
    assert outcome == PrintOutcome("failed", "nothing", Trouble("printer_tray_refused"))
    assert jobs(ipp_device) == []


@pytest.mark.parametrize(
    ("command", "state", "code"),
    [
        ("media empty", PrinterState("paper_out"), "printer_paper_out"),
        ("jam", PrinterState("error", "jam"), "printer_error_jam"),
        ("cover open", PrinterState("cover_open"), "printer_cover_open"),
        ("toner empty", PrinterState("error", "supply"), "printer_error_supply"),
    ],
)
def test_a_printer_that_cannot_print_gets_nothing(ipp_device, command, state, code):
    printer = open_page_printer(ipp_device.url)
    ipp_device.ask(command)
    assert printer.probe() == state
    assert printer.print_pdf(PDF, "job", 1) == PrintOutcome("failed", "nothing", Trouble(code))
    assert jobs(ipp_device) == []


def test_paper_that_ends_on_the_way_leaves_it_unknown_and_the_job_goes_on_later(ipp_device):
    ipp_device.ask("slow 0.5")
    outcome = during_job(ipp_device, open_page_printer(ipp_device.url), "media empty")
    trouble = Trouble("printer_paper_out_midway")
    assert outcome == PrintOutcome("unknown", "unknown", trouble)
    ipp_device.ask("slow 0")
    ipp_device.ask("media ok")
    outcome = impatient(ipp_device.url).print_pdf(PDF, "job-2", 1)
    assert outcome == DONE
    assert [job["state"] for job in jobs(ipp_device)] == ["completed", "completed"]


def test_a_jam_on_the_way_is_a_failure_whatever_the_counters_say(ipp_device):
    ipp_device.ask("slow 60")
    outcome = during_job(ipp_device, open_page_printer(ipp_device.url), "jam")
    # whether the job's end or the printer's state is seen first is a matter of milliseconds
    assert outcome.state in ("failed", "unknown")
    assert (outcome.printed, outcome.error) == ("unknown", Trouble("printer_jam_midway"))
    assert jobs(ipp_device)[0]["state"] == "canceled"


def test_an_aborted_job_may_have_left_sheets(ipp_device):
    ipp_device.ask("abort next")
    outcome = open_page_printer(ipp_device.url).print_pdf(PDF, "job", 1)
    assert outcome == PrintOutcome("failed", "unknown", Trouble("printer_job_aborted"))


def test_a_file_that_is_no_pdf_is_refused_whole(ipp_device):
    outcome = open_page_printer(ipp_device.url).print_pdf(b"hello", "job", 1)
    assert outcome == PrintOutcome("failed", "nothing", Trouble("printer_document_refused"))


def test_a_busy_printer_is_tried_again_until_it_is_free(ipp_device):
    ipp_device.ask("slow 0.6")
    first = threading.Thread(target=lambda: impatient(ipp_device.url).print_pdf(PDF, "first", 1))
    first.start()
    wait_for_job(ipp_device)
    assert impatient(ipp_device.url).print_pdf(PDF, "second", 1) == DONE
    first.join(20)
    assert [job["name"] for job in jobs(ipp_device)] == ["first", "second"]


def test_a_printer_that_stays_busy_gets_nothing(ipp_device):
    ipp_device.ask("slow 60")
    first = impatient(ipp_device.url, job_s=0.1).print_pdf(PDF, "first", 1)
    assert first == PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))
    second = impatient(ipp_device.url, busy_s=0.1).print_pdf(PDF, "second", 1)
    assert second == PrintOutcome("failed", "nothing", Trouble("printer_busy"))


def test_a_printer_that_takes_one_copy_a_job_gets_one_job_a_copy(ipp_device):
    ipp_device.ask("copies 1")
    assert impatient(ipp_device.url).print_pdf(PDF, "job", 3) == DONE
    assert [job["copies"] for job in jobs(ipp_device)] == [1, 1, 1]


def test_copies_before_a_failure_are_not_forgotten(ipp_device):
    ipp_device.ask("copies 1")
    ipp_device.ask("slow 0.3")
    outcome = during_job(ipp_device, impatient(ipp_device.url), "abort next", copies=2)
    assert outcome == PrintOutcome("failed", "unknown", Trouble("printer_job_aborted"))


def test_a_closing_lane_leaves_a_sent_job_unknown(ipp_device):
    ipp_device.ask("slow 60")
    closing = threading.Event()
    printer = open_page_printer(ipp_device.url, closing)
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(printer.print_pdf(PDF, "job", 1)))
    thread.start()
    wait_for_job(ipp_device)
    start = time.monotonic()
    closing.set()
    thread.join(20)
    assert time.monotonic() - start < 5
    assert outcomes == [PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))]


def test_a_printer_that_is_unplugged_is_refused_and_works_again_after(ipp_device):
    printer = open_page_printer(ipp_device.url)
    ipp_device.ask("unplug")
    outcome = printer.print_pdf(PDF, "job", 1)
    assert (outcome.state, outcome.printed, outcome.error.code) == (
        "failed",
        "nothing",
        "printer_refused",
    )
    with pytest.raises(DeviceError, match="printer_refused"):
        printer.probe()
    ipp_device.ask("replug")
    assert printer.print_pdf(PDF, "job", 1) == DONE


def test_the_control_line_refuses_what_it_does_not_know(ipp_device):
    for command in ("fly", "slow down"):
        with pytest.raises(ControlError, match="unknown command; known: media empty"):
            ipp_device.ask(command)


def test_the_announcement_is_one_json_line(tmp_path):
    with simulator("documents", TCP, TCP, tmp_path) as running:
        assert running.url.startswith("ipp://127.0.0.1:")
        assert running.url.endswith("/ipp/print")
        assert running.out == tmp_path
        assert json.loads(running.ask("jobs")) == []
