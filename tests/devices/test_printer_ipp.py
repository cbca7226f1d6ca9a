"""IPP: our driver and our simulator, each also against the other sides that we did not write."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyipp import IPP, IPPError
from pyipp.enums import IppOperation

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from counter_app.simulation.control import ControlError
from printers import ipp_wire as wire
from printers import open_page_printer
from printers.address import parse_address
from printers.ipp import IppPrinter, Limits
from printers.ipp_wire import (
    Attribute,
    Group,
    IppSyntaxError,
    Message,
    decode_message,
    encode_message,
)
from printers.ipp_words import read_job, read_printer, read_stop, read_warning
from tests.fakes.simulators import simulator

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400
TCP = "tcp:127.0.0.1:0"
DONE = PrintOutcome("device_done", "all")


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    with simulator("documents", TCP, TCP, tmp_path_factory.mktemp("out")) as running:
        yield running


@pytest.fixture
def device(process):
    process.ask("reset")
    return process


def jobs(device):
    return device.ask_json("jobs")


def impatient(url, **limits):
    address = parse_address(url, frozenset({"tray", "paper"}))
    return IppPrinter(address, "plain", threading.Event(), Limits(poll_s=0.02, **limits))


def wait_for_job(device):
    for _ in range(500):
        if found := jobs(device):
            return found[0]
    raise AssertionError


def during_job(device, printer, *commands, copies=1):
    """Print, and give the commands when the printer has the job."""
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(printer.print_pdf(PDF, "job", copies)))
    thread.start()
    wait_for_job(device)
    for command in commands:
        device.ask(command)
    thread.join(20)
    return outcomes[0]


def test_a_pdf_arrives_byte_for_byte_and_unscaled(device):
    printer = open_page_printer(device.url)
    assert printer.probe() == PrinterState("ready")
    assert printer.print_pdf(PDF, "W02/1", 2) == DONE
    (job,) = jobs(device)
    assert (job["copies"], job["scaling"], job["state"]) == (2, "none", "completed")
    assert (job["media"], job["tray"], job["strict"]) == ("iso_a4_210x297mm", "auto", False)
    assert Path(job["file"]).read_bytes() == PDF
    assert Path(job["file"]).name == "job-0001-W02_1.pdf"


def test_the_tray_of_the_url_is_asked_for(device):
    printer = open_page_printer(device.url + "?tray=2&paper=blank")
    assert printer.paper == "blank"
    assert printer.print_pdf(PDF, "job", 1) == DONE
    assert (jobs(device)[0]["tray"], jobs(device)[0]["strict"]) == ("tray-2", True)


def test_a_tray_that_the_printer_lacks_gets_nothing(device):
    outcome = open_page_printer(device.url + "?tray=7").print_pdf(PDF, "job", 1)
    assert outcome == PrintOutcome("failed", "nothing", Trouble("printer_tray_refused"))
    assert jobs(device) == []


@pytest.mark.parametrize(
    ("command", "state", "code"),
    [
        ("media empty", PrinterState("paper_out"), "printer_paper_out"),
        ("jam", PrinterState("error", "jam"), "printer_error_jam"),
    ],
)
def test_a_printer_that_cannot_print_gets_nothing(device, command, state, code):
    printer = open_page_printer(device.url)
    device.ask(command)
    assert printer.probe() == state
    assert printer.print_pdf(PDF, "job", 1) == PrintOutcome("failed", "nothing", Trouble(code))
    assert jobs(device) == []


def test_paper_that_ends_on_the_way_leaves_it_unknown_and_the_job_goes_on_later(device):
    device.ask("slow 0.5")
    outcome = during_job(device, open_page_printer(device.url), "media empty")
    trouble = Trouble("printer_paper_out_midway")
    assert outcome == PrintOutcome("unknown", "unknown", trouble)
    device.ask("slow 0")
    device.ask("media ok")
    outcome = impatient(device.url).print_pdf(PDF, "job-2", 1)
    assert outcome == DONE
    assert [job["state"] for job in jobs(device)] == ["completed", "completed"]


def test_a_jam_on_the_way_is_a_failure_whatever_the_counters_say(device):
    device.ask("slow 60")
    outcome = during_job(device, open_page_printer(device.url), "jam")
    # whether the job's end or the printer's state is seen first is a matter of milliseconds
    assert outcome.state in ("failed", "unknown")
    assert (outcome.printed, outcome.error) == ("unknown", Trouble("printer_jam_midway"))
    assert jobs(device)[0]["state"] == "canceled"


def test_an_aborted_job_may_have_left_sheets(device):
    device.ask("abort next")
    outcome = open_page_printer(device.url).print_pdf(PDF, "job", 1)
    assert outcome == PrintOutcome("failed", "unknown", Trouble("printer_job_aborted"))


def test_a_file_that_is_no_pdf_is_refused_whole(device):
    outcome = open_page_printer(device.url).print_pdf(b"hello", "job", 1)
    assert outcome == PrintOutcome("failed", "nothing", Trouble("printer_document_refused"))


def test_a_busy_printer_is_tried_again_until_it_is_free(device):
    device.ask("slow 0.6")
    first = threading.Thread(target=lambda: impatient(device.url).print_pdf(PDF, "first", 1))
    first.start()
    wait_for_job(device)
    assert impatient(device.url).print_pdf(PDF, "second", 1) == DONE
    first.join(20)
    assert [job["name"] for job in jobs(device)] == ["first", "second"]


def test_a_printer_that_stays_busy_gets_nothing(device):
    device.ask("slow 60")
    first = impatient(device.url, job_s=0.1).print_pdf(PDF, "first", 1)
    assert first == PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))
    second = impatient(device.url, busy_s=0.1).print_pdf(PDF, "second", 1)
    assert second == PrintOutcome("failed", "nothing", Trouble("printer_busy"))


def test_a_printer_that_takes_one_copy_a_job_gets_one_job_a_copy(device):
    device.ask("copies 1")
    assert impatient(device.url).print_pdf(PDF, "job", 3) == DONE
    assert [job["copies"] for job in jobs(device)] == [1, 1, 1]


def test_copies_before_a_failure_are_not_forgotten(device):
    device.ask("copies 1")
    device.ask("slow 0.3")
    outcome = during_job(device, impatient(device.url), "abort next", copies=2)
    assert outcome == PrintOutcome("failed", "unknown", Trouble("printer_job_aborted"))


def test_a_closing_lane_leaves_a_sent_job_unknown(device):
    device.ask("slow 60")
    closing = threading.Event()
    printer = open_page_printer(device.url, closing)
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(printer.print_pdf(PDF, "job", 1)))
    thread.start()
    wait_for_job(device)
    start = time.monotonic()
    closing.set()
    thread.join(20)
    assert time.monotonic() - start < 5
    assert outcomes == [PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))]


def test_a_printer_that_is_unplugged_is_refused_and_works_again_after(device):
    printer = open_page_printer(device.url)
    device.ask("unplug")
    outcome = printer.print_pdf(PDF, "job", 1)
    assert (outcome.state, outcome.printed, outcome.error.code) == (
        "failed",
        "nothing",
        "printer_refused",
    )
    with pytest.raises(DeviceError, match="printer_refused"):
        printer.probe()
    device.ask("replug")
    assert printer.print_pdf(PDF, "job", 1) == DONE


def test_the_control_line_refuses_what_it_does_not_know(device):
    for command in ("fly", "slow down"):
        with pytest.raises(ControlError, match="unknown command; known: media empty"):
            device.ask(command)


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


@pytest.mark.parametrize(
    ("state", "reasons", "accepts", "expected"),
    [
        (3, ["none"], True, PrinterState("ready")),
        (4, ["media-empty-warning"], True, PrinterState("paper_near_end")),
        (3, ["media-low-report"], True, PrinterState("paper_near_end")),
        (3, ["media-jam-report"], True, PrinterState("ready")),
        (5, ["media-jam-report"], True, PrinterState("error", "jam")),
        (3, ["media-empty-error"], True, PrinterState("paper_out")),
        (5, ["media-needed"], True, PrinterState("paper_out")),
        (5, ["cover-open-error"], True, PrinterState("cover_open")),
        (5, ["door-open"], True, PrinterState("cover_open")),
        (5, ["toner-empty-error"], True, PrinterState("error", "supply")),
        (3, ["offline-error"], True, PrinterState("offline")),
        (5, ["moving-to-paused"], True, PrinterState("offline")),
        (3, ["none"], False, PrinterState("offline")),
    ],
)
def test_reasons_are_matched_by_their_beginning(state, reasons, accepts, expected):
    assert read_printer(state, reasons, accepts_jobs=accepts) == expected


@pytest.mark.parametrize(
    ("state", "reasons", "expected"),
    [
        (3, ["none"], None),
        (5, ["job-printing"], None),
        (9, ["job-completed-successfully"], DONE),
        (9, ["job-completed-with-warnings"], DONE),
        (
            9,
            ["job-completed-with-errors"],
            PrintOutcome("unknown", "unknown", Trouble("printer_job_with_errors")),
        ),
        (
            8,
            ["aborted-by-system"],
            PrintOutcome("failed", "unknown", Trouble("printer_job_aborted")),
        ),
        (
            8,
            ["aborted-by-system", "document-format-error"],
            PrintOutcome("failed", "nothing", Trouble("printer_document_refused")),
        ),
        (
            7,
            ["job-canceled-at-device"],
            PrintOutcome("failed", "unknown", Trouble("printer_job_canceled")),
        ),
    ],
)
def test_job_states_become_outcomes(state, reasons, expected):
    assert read_job(state, reasons) == expected


@pytest.mark.parametrize(
    ("job", "printer", "code"),
    [
        (5, PrinterState("ready"), None),
        (5, PrinterState("paper_near_end"), None),
        (5, PrinterState("paper_out"), "printer_paper_out_midway"),
        (6, PrinterState("cover_open"), "printer_cover_open_midway"),
        (5, PrinterState("error", "jam"), "printer_jam_midway"),
        (6, PrinterState("ready"), "printer_stopped_midway"),
    ],
)
def test_what_a_person_must_put_right_ends_the_wait(job, printer, code):
    outcome = read_stop(job, printer)
    assert (outcome and outcome.error.code) == code


@pytest.mark.parametrize(
    ("reasons", "code"),
    [
        (["none"], None),
        (["toner-low-report"], "printer_supply_low"),
        (["media-low"], "printer_paper_near_end"),
    ],
)
def test_what_will_soon_be_needed_is_a_warning(reasons, code):
    warning = read_warning(reasons)
    assert (warning and warning.code) == code


# ---- the messages as bytes

names = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20)
simple = st.one_of(
    st.builds(Attribute, names, st.just(wire.INTEGER), st.tuples(st.integers(-(2**31), 2**31 - 1))),
    st.builds(Attribute, names, st.just(wire.BOOLEAN), st.tuples(st.booleans())),
    st.builds(
        Attribute,
        names,
        st.just(wire.RANGE),
        st.tuples(st.tuples(st.integers(0, 9), st.integers(0, 9))),
    ),
    st.builds(
        Attribute, names, st.just(wire.KEYWORD), st.lists(names, min_size=1, max_size=4).map(tuple)
    ),
    st.builds(Attribute, names, st.just(wire.TEXT), st.tuples(st.text(max_size=30))),
)
collections = st.recursive(
    simple,
    lambda inner: st.builds(
        Attribute,
        names,
        st.just(wire.BEGIN_COLLECTION),
        st.lists(st.lists(inner, max_size=3).map(tuple), min_size=1, max_size=2).map(tuple),
    ),
    max_leaves=4,
)
groups = st.builds(
    Group,
    st.sampled_from([wire.OPERATION, wire.JOB, wire.PRINTER, wire.UNSUPPORTED]),
    st.lists(collections, max_size=4).map(tuple),
)
messages = st.builds(
    Message,
    st.integers(0, 0xFFFF),
    st.integers(1, 2**31 - 1),
    st.lists(groups, max_size=3).map(tuple),
    st.binary(max_size=20),
)


@settings(max_examples=100)
@given(messages)
def test_a_message_comes_back(message):
    assert decode_message(encode_message(message)) == message


@settings(max_examples=100)
@given(st.binary(max_size=60), messages, st.integers(1, 40))
def test_broken_bytes_are_a_syntax_error_and_nothing_else(noise, message, lost):
    for raw in (noise, encode_message(message)[:-lost]):
        try:
            decode_message(raw)
        except IppSyntaxError:
            continue


def test_the_worked_bytes_of_the_standard():
    # RFC 8010, A.1: the head of a Print-Job request
    head = bytes.fromhex("0101 0002 00000001 01 47 0012") + b"attributes-charset"
    raw = head + b"\x00\x05utf-8\x03%PDF"
    message = decode_message(raw)
    assert message == Message(
        2,
        1,
        (Group(wire.OPERATION, (Attribute("attributes-charset", wire.CHARSET, ("utf-8",)),)),),
        b"%PDF",
    )
    assert encode_message(message) == raw


# ---- our simulator against clients that we did not write


def test_pyipp_prints_on_our_simulator(device):
    port = int(device.url.split(":")[2].split("/")[0])

    async def talk():
        async with IPP(host="127.0.0.1", port=port, base_path="/ipp/print") as client:
            printer = await client.execute(IppOperation.GET_PRINTER_ATTRIBUTES, {})
            head = {"document-format": "application/pdf", "job-name": "certificate"}
            printed = await client.execute(
                IppOperation.PRINT_JOB,
                {
                    "operation-attributes-tag": head,
                    "job-attributes-tag": {"copies": 2},
                    "data": PDF,
                },
            )
            number = printed["jobs"][0]["job-id"]
            job = await client.execute(
                IppOperation.GET_JOB_ATTRIBUTES, {"operation-attributes-tag": {"job-id": number}}
            )
            with pytest.raises(IPPError):
                await client.execute(
                    IppOperation.GET_JOB_ATTRIBUTES, {"operation-attributes-tag": {"job-id": 99}}
                )
            for unknown in (IppOperation.HOLD_JOB, IppOperation.CUPS_GET_PRINTERS):
                with pytest.raises(IPPError):
                    await client.execute(unknown, {})
            await client.execute(
                IppOperation.CANCEL_JOB, {"operation-attributes-tag": {"job-id": number}}
            )
            return printer["printers"][0], job["jobs"][0]

    printer, job = asyncio.run(talk())
    assert printer["printer-state"] == 3
    assert job["job-state"] == 9
    assert jobs(device)[0]["copies"] == 2
    assert Path(jobs(device)[0]["file"]).read_bytes() == PDF


@pytest.mark.skipif(not shutil.which("ipptool"), reason="ipptool (cups-ipp-utils) is not installed")
def test_ipptool_prints_on_our_simulator(device, tmp_path):
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(PDF)
    for test in (
        "print-job.test",
        "validate-job.test",
        "get-printer-attributes.test",
        "get-jobs.test",
    ):
        command = ["ipptool", "-tf", str(paper), device.url, test]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 0, f"{test}\n{done.stdout}"
        assert "FAIL" not in done.stdout
    assert Path(jobs(device)[0]["file"]).read_bytes() == PDF


# ---- our driver against a printer that we did not write

REASON_NOT_HERE = "ippeveprinter and dbus-daemon (apt: cups-ipp-utils, dbus) are not installed"
HERE = shutil.which("ippeveprinter") and shutil.which("dbus-daemon")
PASS, FAIL = "#!/bin/sh\nexit 0\n", "#!/bin/sh\nexit 1\n"
EMPTY = "#!/bin/sh\necho 'STATE: +media-empty-error' >&2\nsleep 2\necho 'STATE: -media-empty-error' >&2\n"
SLOW = "#!/bin/sh\nsleep 1\n"


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


@pytest.mark.skipif(not HERE, reason=REASON_NOT_HERE)
def test_a_real_ipp_printer_that_is_busy_is_tried_again(real_printer):
    url, spool = real_printer(SLOW)
    outcomes = []
    threads = [
        threading.Thread(
            target=lambda name=name: outcomes.append(impatient(url).print_pdf(PDF, name, 1))
        )
        for name in ("first", "second")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert outcomes == [DONE, DONE]
    assert len(list(spool.glob("*.pdf"))) == 2


def test_the_announcement_is_one_json_line(tmp_path):
    with simulator("documents", TCP, TCP, tmp_path) as running:
        assert running.url.startswith("ipp://127.0.0.1:")
        assert running.url.endswith("/ipp/print")
        assert running.out == tmp_path
        assert json.loads(running.ask("jobs")) == []
