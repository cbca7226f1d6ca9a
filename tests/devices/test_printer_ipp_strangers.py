"""IPP: our driver against what we did not write: a real printer, something else, silence."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading

import pytest

from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from printers import open_page_printer
from tests.fakes.certificates import ELDER, FOOD, QR, a_certificate
from tests.fakes.ipp_printing import DONE, PDF, impatient


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"SSH-2.0-printer\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello",
        b"",
    ],
)
def test_something_else_at_the_address_is_named(answer):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            with server.accept()[0] as line:
                line.recv(65536)
                line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        outcome = impatient(f"ipp://127.0.0.1:{server.getsockname()[1]}").print_pdf(PDF, "job", 1)
        thread.join(10)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error.code == "printer_answer_bad"


def test_a_printer_that_never_answers_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"ipp://127.0.0.1:{server.getsockname()[1]}"
        outcome = impatient(url, answer_s=0.1).print_pdf(PDF, "job", 1)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error.code == "printer_no_answer"


REASON_NOT_HERE = "ippeveprinter and dbus-daemon (apt: cups-ipp-utils, dbus) are not installed"
HERE = shutil.which("ippeveprinter") and shutil.which("dbus-daemon")
PASS, FAIL = "#!/bin/sh\nexit 0\n", "#!/bin/sh\nexit 1\n"
EMPTY = "#!/bin/sh\necho 'STATE: +media-empty-error' >&2\nsleep 2\necho 'STATE: -media-empty-error' >&2\n"
SLOW = "#!/bin/sh\nsleep 1\n"
LONG = "#!/bin/sh\nexec sleep 20\n"
JAM = (
    "#!/bin/sh\necho 'ATTR: job-impressions-completed=1' >&2\n"
    "echo 'STATE: +media-jam-error' >&2\nsleep 1\nexit 1\n"
)
JAM_UNSEEN = (
    "#!/bin/sh\necho 'ATTR: job-impressions-completed=1' >&2\n"
    "echo 'STATE: +media-jam-error' >&2\nsleep 1\nexit 0\n"
)


@pytest.fixture(scope="module")
def system_bus(tmp_path_factory):
    """A message bus of our own: ippeveprinter does not start without one (facts/devices.md C3)."""
    folder = tmp_path_factory.mktemp("bus")
    config = folder / "bus.conf"
    config.write_text(
        "<!DOCTYPE busconfig PUBLIC '-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN'"
        " 'http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd'><busconfig>"
        f"<listen>unix:path={folder}/socket</listen><auth>EXTERNAL</auth>"
        "<policy context='default'><allow send_destination='*' eavesdrop='true'/>"
        "<allow eavesdrop='true'/><allow own='*'/></policy></busconfig>"
    )
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@pytest.fixture
def real_printer(system_bus, tmp_path):
    """Yield a function that starts ippeveprinter with a script as its engine and gives the URL."""
    started = []

    def start(script):
        engine = tmp_path / "engine"
        engine.write_text(script)
        engine.chmod(0o755)
        spool = tmp_path / "spool"
        spool.mkdir()
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        command = [
            "ippeveprinter",
            "-n",
            "localhost",
            "-p",
            str(port),
            "-d",
            str(spool),
            "-k",
            "-r",
        ]
        command += ["off", "-f", "application/pdf", "-c", str(engine), "Counter Test"]
        environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": system_bus}
        log = (tmp_path / "printer.log").open("w")
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        started.append((process, log))
        url = f"ipp://localhost:{port}/ipp/print"
        for _ in range(200):
            assert process.poll() is None, (tmp_path / "printer.log").read_text()
            try:
                open_page_printer(url).probe()
            except DeviceError:
                threading.Event().wait(0.05)
            else:
                return url, spool
        raise AssertionError

    start.pull_the_plug = lambda: [each.kill() for each, _ in started]
    yield start
    for process, log in started:
        process.terminate()
        process.wait(10)
        log.close()


@pytest.mark.skipif(not HERE, reason=REASON_NOT_HERE)
def test_a_real_ipp_printer_gets_the_pdf_byte_for_byte(real_printer):
    url, spool = real_printer(PASS)
    assert impatient(url).print_pdf(PDF, "certificate", 2) == DONE
    (kept,) = spool.glob("*.pdf")
    assert kept.read_bytes() == PDF


@pytest.mark.skipif(not HERE, reason=REASON_NOT_HERE)
def test_a_real_ipp_printer_that_aborts_is_a_failure(real_printer):
    url, _ = real_printer(FAIL)
    outcome = impatient(url).print_pdf(PDF, "job", 1)
    assert outcome == PrintOutcome("failed", "unknown", Trouble("printer_job_aborted"))


@pytest.mark.skipif(not HERE, reason=REASON_NOT_HERE)
def test_a_real_ipp_printer_that_only_warns_is_waited_for(real_printer):
    # it says media-empty-warning and goes on processing: a tray may be empty, the job is not stopped
    url, _ = real_printer(EMPTY)
    outcomes = []
    thread = threading.Thread(
        target=lambda: outcomes.append(impatient(url).print_pdf(PDF, "job", 1))
    )
    thread.start()
    printer = open_page_printer(url)
    while thread.is_alive() and printer.probe() != PrinterState("paper_near_end"):
        thread.join(0.02)
    assert thread.is_alive()
    thread.join(20)
    assert outcomes == [DONE]


def printing(url, outcomes):
    """A thread that prints one job and notes what became of it."""
    thread = threading.Thread(
        target=lambda: outcomes.append(impatient(url).print_pdf(PDF, "job", 1))
    )
    thread.start()
    return thread


def wait_for_paper(thread, spool):
    """Wait until the printer has the job, or the thread has ended without."""
    while thread.is_alive() and not list(spool.glob("*.pdf")):
        thread.join(0.02)


@pytest.mark.skipif(not HERE, reason=REASON_NOT_HERE)
def test_a_real_ipp_printer_that_is_busy_is_tried_again(real_printer):
    url, spool = real_printer(SLOW)
    outcomes = []
    first = printing(url, outcomes)
    wait_for_paper(first, spool)
    second = printing(url, outcomes)  # the printer is in the middle of the first
    for each in (first, second):
        each.join(30)
    assert outcomes == [DONE, DONE]
    assert len(list(spool.glob("*.pdf"))) == 2


@pytest.mark.skipif(not HERE, reason=REASON_NOT_HERE)
@pytest.mark.parametrize("script", [JAM, JAM_UNSEEN])
def test_a_real_ipp_printer_that_jams_leaves_it_unknown_whatever_it_counts(real_printer, script):
    url, _ = real_printer(script)
    outcome = impatient(url).print_pdf(PDF, "job", 1)
    assert outcome.state in ("failed", "unknown")
    assert (outcome.printed, outcome.error) == ("unknown", Trouble("printer_jam_midway"))


@pytest.mark.skipif(not HERE, reason=REASON_NOT_HERE)
def test_a_real_ipp_printer_that_vanishes_with_the_job_leaves_it_unknown(real_printer):
    url, spool = real_printer(LONG)
    outcomes = []
    thread = printing(url, outcomes)
    wait_for_paper(thread, spool)
    real_printer.pull_the_plug()
    thread.join(30)
    assert outcomes == [PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))]


@pytest.mark.skipif(not HERE, reason=REASON_NOT_HERE)
def test_a_real_ipp_printer_takes_a_certificate_as_it_is_on_its_own_sheet_only(real_printer):
    url, spool = real_printer(PASS)
    lying, small = (CertificateTypes().render(a_certificate(each), QR) for each in (FOOD, ELDER))
    # this printer has A4 and no A5
    refused = impatient(url).print_pdf(small, "small", 1)
    assert refused == PrintOutcome.nothing(Trouble("printer_media_refused"))
    assert impatient(url).print_pdf(lying, "certificate", 1) == DONE
    (kept,) = spool.glob("*.pdf")
    assert kept.read_bytes() == lying
