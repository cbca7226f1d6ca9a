"""Printing through Qt: a picture of the page at its place, from a lane, and only with a window."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrintOutcome, Trouble
from printers import open_page_printer
from printers.pdfium import count_pages, measure_sheet
from printers.qt import QtPrinter
from tests.fakes.certificates import (
    ADVERT,
    FOOD,
    QR,
    a_certificate,
    ink_in,
    pdfium_picture,
)
from tests.unit.test_certificate_pages import TYPES

DPI = 200


@pytest.fixture
def printed(tmp_path, qapp):
    """Print a PDF and give the file that Qt made of it."""

    def act(pdf, copies=1):
        out = tmp_path / "paper.pdf"

        def find():
            queue = QPrinter(QPrinter.PrinterMode.HighResolution)
            queue.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            queue.setOutputFileName(str(out))
            return queue

        outcomes = []
        printer = QtPrinter(find, "plain")
        lane = threading.Thread(
            target=lambda: outcomes.append(printer.print_pdf(pdf, "job", copies))
        )
        lane.start()
        lane.join(60)
        assert outcomes == [PrintOutcome("sent", "unknown")]
        return out.read_bytes()

    return act


@pytest.mark.parametrize("type_code", [FOOD, ADVERT])
def test_the_page_lies_where_it_was_drawn_and_is_not_scaled(printed, type_code):
    pdf = TYPES.render(a_certificate(type_code), QR)
    paper = printed(pdf)
    assert measure_sheet(paper) == pytest.approx(measure_sheet(pdf), abs=0.5)
    width, height = measure_sheet(pdf)
    whole = (1, 1, width - 1, height - 1)
    drawn, found = (ink_in(pdfium_picture(each, DPI), whole, DPI) for each in (pdf, paper))
    assert found == pytest.approx(drawn, abs=0.3)


def test_each_copy_is_a_sheet(printed):
    assert count_pages(printed(TYPES.render(a_certificate(), QR), copies=3)) == 3


def test_a_queue_that_the_system_does_not_have_is_said(qapp):
    printer = open_page_printer("qt:there-is-no-such-queue?paper=blank")
    outcome = printer.print_pdf(TYPES.render(a_certificate(), QR), "job", 1)
    assert outcome == PrintOutcome.nothing(Trouble("printer_not_found"))
    with pytest.raises(DeviceError, match="printer_not_found"):
        printer.probe()


def test_what_is_no_pdf_is_not_printed(tmp_path, qapp):
    printer = QtPrinter(QPrinter, "plain")
    outcome = printer.print_pdf(b"hello", "job", 1)
    assert outcome == PrintOutcome.nothing(Trouble("pdf_unreadable"))


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_queue_that_does_not_begin_prints_nothing(tmp_path, qapp):
    def find():
        queue = QPrinter()
        queue.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        queue.setOutputFileName(str(tmp_path / "missing" / "paper.pdf"))
        return queue

    outcome = QtPrinter(find, "plain").print_pdf(TYPES.render(a_certificate(), QR), "job", 1)
    assert outcome == PrintOutcome.nothing(Trouble("printer_refused"))


def test_without_a_window_it_says_so():
    code = (
        "from printers import open_page_printer as p\n"
        "print(p('qt:x').print_pdf(b'%PDF-', 'job', 1).error.code)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "printer_needs_window"
