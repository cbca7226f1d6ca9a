from __future__ import annotations

import socket
import threading

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.printing import PrinterState, check_paper
from printers import open_page_printer

PDF = b"%PDF-1.7 test" * 100


def test_a_file_printer_keeps_the_pdf_whole(tmp_path):
    printer = open_page_printer(f"file:{tmp_path}/paper.pdf?paper=blank")
    outcome = printer.print_pdf(PDF, "job", 2)
    assert (outcome.state, outcome.printed, outcome.error) == ("device_done", "all", None)
    assert printer.paper == "blank"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.pdf"]
    assert (tmp_path / "paper.pdf").read_bytes() == PDF


def test_a_folder_keeps_one_pdf_a_job_under_a_safe_name(tmp_path):
    printer = open_page_printer(f"file:{tmp_path}")
    assert printer.probe() == PrinterState("ready")
    printer.print_pdf(PDF, "job-1", 1)
    printer.print_pdf(PDF, "../job/2", 1)
    assert {each.name for each in tmp_path.iterdir()} == {"job-1.pdf", ".._job_2.pdf"}


def test_a_file_that_cannot_be_written_prints_nothing(tmp_path):
    printer = open_page_printer(f"file:{tmp_path}/missing/paper.pdf")
    assert printer.probe() == PrinterState("offline")
    outcome = printer.print_pdf(PDF, "job", 1)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error.code == "printer_file_unwritable"


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    target = tmp_path / "paper.pdf"
    printer = open_page_printer(f"file:{target}")
    (target / "in the way").mkdir(parents=True)
    (target / "job.pdf" / "full").mkdir(parents=True)
    outcome = printer.print_pdf(PDF, "job", 1)
    assert outcome.error.code == "printer_file_unwritable"
    assert sorted(each.name for each in target.iterdir()) == ["in the way", "job.pdf"]


def test_a_raw_port_gets_each_copy_and_is_only_sent():
    received = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            for _ in range(3):
                with server.accept()[0] as line, line.makefile("rb") as stream:
                    received.append(stream.read())

        thread = threading.Thread(target=serve)
        thread.start()
        printer = open_page_printer(f"tcp:127.0.0.1:{server.getsockname()[1]}")
        assert printer.paper == "plain"
        assert printer.probe() == PrinterState("unknown")
        outcome = printer.print_pdf(PDF, "job", 2)
        thread.join(10)
    assert (outcome.state, outcome.printed, outcome.error) == ("sent", "unknown", None)
    assert received == [b"", PDF, PDF]


def test_a_raw_port_that_is_closed_prints_nothing():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    outcome = open_page_printer(f"tcp:127.0.0.1:{port}").print_pdf(PDF, "job", 1)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error.code == "printer_refused"


def test_a_raw_port_that_closes_after_the_first_copy_is_cut_short():
    large = PDF * 20_000  # more than the line holds: the copy ends after the port has closed
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            line = server.accept()[0]
            server.close()
            with line, line.makefile("rb") as stream:
                stream.read()

        thread = threading.Thread(target=serve)
        thread.start()
        outcome = open_page_printer(f"tcp:127.0.0.1:{server.getsockname()[1]}").print_pdf(
            large, "job", 2
        )
        thread.join(10)
    assert (outcome.state, outcome.printed) == ("failed", "unknown")
    assert outcome.error.code == "printer_cut_short"


@pytest.mark.parametrize(
    ("use", "paper", "code"),
    [
        ("document", "plain", None),
        ("document", "blank", "document_to_blanks"),
        ("certificate", "blank", None),
        ("certificate", "plain", "certificate_to_plain"),
    ],
)
def test_blanks_and_plain_paper_are_never_mixed(use, paper, code):
    if code is None:
        check_paper(use, paper)
        return
    with pytest.raises(RuleError, match=code):
        check_paper(use, paper)
