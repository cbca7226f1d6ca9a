"""The real driver against the real simulator process: over TCP and over a pseudo-terminal."""

from __future__ import annotations

import socket
import threading
from contextlib import ExitStack

import pytest
from PIL import Image

from benchmarks.bench_receipt import RECEIPT
from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrinterState, Trouble
from counter_app.domain.slip import Barcode, Pair, Qr, Slip, Text
from counter_app.simulation.control import ControlError
from printers import open_ticket_printer
from tests.fakes.simulators import simulator

TCP = "tcp:127.0.0.1:0"
zxingcpp = pytest.importorskip("zxingcpp")

LONG = Slip("票", tuple(Text(f"第 {number} 行") for number in range(40)))


@pytest.fixture(scope="module")
def processes(tmp_path_factory):
    """One process of each kind for the whole module; ``reset`` makes it new for each test."""
    with ExitStack() as stack:
        yield {
            listen: stack.enter_context(
                simulator("tickets", listen, "tcp:127.0.0.1:0", tmp_path_factory.mktemp("out"))
            )
            for listen in (TCP, "pty:")
        }


@pytest.fixture(params=[TCP, "pty:"])
def device(request, processes):
    running = processes[request.param]
    running.ask("reset")
    return running


@pytest.fixture
def tcp_device(processes):
    processes[TCP].ask("reset")
    return processes[TCP]


def printed(device):
    assert device.ask_json("violations") == []
    return device.ask_json("slips")


def wait_for_slips(device, count, timeout_s=10):
    """A silent printer proves no end: its slip is there when its process has read the line."""
    waiting = threading.Event()
    for _ in range(int(timeout_s / 0.05)):
        if len(printed(device)) == count:
            return
        waiting.wait(0.05)
    raise AssertionError(f"{count} slips did not come out")


def test_a_receipt_comes_out_and_is_proved(device):
    printer = open_ticket_printer(device.url)
    outcome = printer.print_slip(RECEIPT, "job-1")
    assert (outcome.state, outcome.printed, outcome.error) == ("device_done", "all", None)
    (text,) = printed(device)
    assert "受理通知单" in text.splitlines()
    assert "[QR https://example.gov.cn/q/54040226W3A10000142]" in text
    assert (device.out / "slip-0001.txt").read_text(encoding="utf-8").strip() == text.strip()


def test_a_scanner_reads_the_codes_of_the_picture(device):
    slip = Slip("票", (Qr("https://example.gov.cn/q/林芝"), Barcode("54040226W3A10000142")))
    assert open_ticket_printer(device.url).print_slip(slip, "job").state == "device_done"
    assert printed(device)
    picture = Image.open(device.out / "slip-0001.png").convert("L")
    found = {each.text for each in zxingcpp.read_barcodes(picture)}
    assert found == {"https://example.gov.cn/q/林芝", "54040226W3A10000142"}


def test_rare_and_tibetan_names_come_out_as_pictures(device):
    slip = Slip("票", (Pair("申请人", "𠮷多·扎西"), Text("བཀྲ་ཤིས་བདེ་ལེགས།", "centre", 2)))
    assert open_ticket_printer(device.url).print_slip(slip, "job").state == "device_done"
    (text,) = printed(device)
    assert text.splitlines()[0] == "[picture 576x30]"
    assert text.splitlines()[1].startswith("[picture ")


def test_narrow_paper_is_named_by_the_url(tmp_path):
    arguments = ("tcp:127.0.0.1:0", "tcp:127.0.0.1:0", tmp_path, "58")
    with simulator("tickets", *arguments) as device:
        assert device.url.endswith("?width=58")
        assert open_ticket_printer(device.url).print_slip(RECEIPT, "job").state == "device_done"
        (text,) = printed(device)
        assert "-" * 32 in text.splitlines()


@pytest.mark.parametrize(
    ("command", "state", "code"),
    [
        ("paper out", PrinterState("paper_out"), "printer_paper_out"),
        ("cover open", PrinterState("cover_open"), "printer_cover_open"),
        ("offline", PrinterState("offline"), "printer_offline"),
        ("cutter jam", PrinterState("error", "cutter"), "printer_error_cutter"),
        ("broken", PrinterState("error", "unrecoverable"), "printer_error_unrecoverable"),
        ("hot", PrinterState("error", "hot"), "printer_error_hot"),
    ],
)
def test_a_printer_that_cannot_print_gets_nothing(tcp_device, command, state, code):
    printer = open_ticket_printer(tcp_device.url)
    tcp_device.ask(command)
    assert printer.probe() == state
    outcome = printer.print_slip(RECEIPT, "job")
    assert (outcome.state, outcome.printed, outcome.error) == ("failed", "nothing", Trouble(code))
    assert tcp_device.ask_json("state")["waiting"] == 0
    tcp_device.ask("clear")
    assert printer.probe() == PrinterState("ready")
    assert printed(tcp_device) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("paper out", "paper ok"), ("cover open", "cover close"), ("offline", "online")],
)
def test_each_fault_can_be_put_right(tcp_device, wrong, right):
    printer = open_ticket_printer(tcp_device.url)
    tcp_device.ask(wrong)
    assert not printer.probe().prints
    tcp_device.ask(right)
    assert printer.probe() == PrinterState("ready")


def test_near_end_still_prints_and_warns(device):
    device.ask("paper near")
    printer = open_ticket_printer(device.url)
    assert printer.probe() == PrinterState("paper_near_end")
    outcome = printer.print_slip(RECEIPT, "job")
    assert outcome.state == "device_done"
    assert outcome.warning == Trouble("printer_paper_near_end")


def test_silence_is_unknown_never_fine(device):
    device.ask("silent on")
    printer = open_ticket_printer(device.url)
    assert printer.probe() == PrinterState("unknown")
    outcome = printer.print_slip(RECEIPT, "job")
    assert (outcome.state, outcome.printed) == ("unknown", "unknown")
    assert outcome.error == Trouble("printer_silent")
    wait_for_slips(device, 1)


def test_paper_that_ends_on_the_way_leaves_it_unknown_and_the_rest_pours_out_later(device):
    device.ask("paper out after 10")
    printer = open_ticket_printer(device.url)
    outcome = printer.print_slip(LONG, "job")
    assert (outcome.state, outcome.printed) == ("unknown", "unknown")
    assert outcome.error == Trouble("printer_paper_out_midway")
    assert printed(device) == []
    device.ask("paper ok")
    (text,) = printed(device)
    assert text.splitlines()[-1] == "第 39 行"
    assert printer.print_slip(RECEIPT, "job-2").state == "device_done"
    assert len(printed(device)) == 2


def test_a_printer_that_dies_on_the_way_leaves_it_unknown(device):
    device.ask("die after 60")
    outcome = open_ticket_printer(device.url).print_slip(LONG, "job")
    assert outcome.state in ("unknown", "failed")
    assert outcome.printed == "unknown"
    assert outcome.error is not None
    assert outcome.error.code in ("printer_gone_midway", "printer_cut_short")
    device.ask("replug")
    assert open_ticket_printer(device.url).print_slip(RECEIPT, "job-2").state == "device_done"
    assert len(printed(device)) == 1


def test_no_handle_outlives_a_replug(device):
    printer = open_ticket_printer(device.url)
    assert printer.print_slip(RECEIPT, "job-1").state == "device_done"
    device.ask("unplug")
    outcome = printer.print_slip(RECEIPT, "job-2")
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error.code in ("printer_refused", "printer_not_found")
    with pytest.raises(DeviceError):
        printer.probe()
    device.ask("replug")
    assert printer.print_slip(RECEIPT, "job-3").state == "device_done"
    assert len(printed(device)) == 2


def test_the_automatic_status_of_the_facts(tcp_device):
    place = tcp_device.url.split(":")
    with socket.create_connection((place[1], int(place[2])), timeout=5) as line:
        line.sendall(b"\x1d\x61\x0e")
        assert line.recv(16) == bytes.fromhex("10 00 00 00")
        for command, status in [
            ("paper near", "10 00 03 00"),
            ("paper out", "18 00 0F 00"),
            ("paper ok", "10 00 00 00"),
            ("cover open", "38 00 00 00"),
            ("cover close", "10 00 00 00"),
            ("offline", "18 00 00 00"),
        ]:
            tcp_device.ask(command)
            assert line.recv(16) == bytes.fromhex(status)
        line.sendall(b"\x10\x04\x01")
        assert line.recv(16) == b"\x1a"


def test_a_foreign_marker_request_and_an_unknown_status_number_are_violations(tcp_device):
    place = tcp_device.url.split(":")
    with socket.create_connection((place[1], int(place[2])), timeout=5) as line:
        line.sendall(b"\x1d\x28\x48\x03\x00\x31\x30\x41\x10\x04\x09\x1b\x99\x10\x04\x01")
        assert line.recv(16) == b"\x12"
    assert sorted(tcp_device.ask_json("violations")) == [
        "GS ( H function unknown",
        "status request unknown",
        "unknown byte 1B",
        "unknown byte 99",
    ]


def test_the_control_line_refuses_what_it_does_not_know(tcp_device):
    for command in ("fly", "die after", "paper out after x"):
        with pytest.raises(ControlError, match="unknown command; known: paper out"):
            tcp_device.ask(command)
