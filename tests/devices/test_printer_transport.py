from __future__ import annotations

import os
import socket
import struct
import threading
import time
import tty
from contextlib import closing, contextmanager

import pytest

from benchmarks.bench_receipt import RECEIPT
from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrinterState, Trouble
from printers import open_page_printer, open_ticket_printer
from printers.address import parse_address
from printers.escpos import encode
from printers.serial_line import SerialTransport
from printers.transport import FileTransport, TcpTransport

NONE = frozenset()
FLOOD = b"x" * 20_000_000


@contextmanager
def host_that(act):
    """Listen on a free port and hand the first connection to ``act`` on a thread."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def serve():
            with server.accept()[0] as line:
                act(line)
                done.wait(10)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            done.set()
            thread.join(10)


@pytest.fixture
def terminal():
    master, slave = os.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    os.close(master)


def read_exactly(handle, count):
    data = b""
    while len(data) < count:
        data += os.read(handle, count - len(data))
    return data


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.mark.parametrize(
    ("url", "kind", "host", "port", "path"),
    [
        ("tcp:10.0.0.9:9100", "tcp", "10.0.0.9", 9100, ""),
        ("tcp://printer:9100?width=58", "tcp", "printer", 9100, ""),
        ("tcp://[::1]:9100", "tcp", "::1", 9100, ""),
        ("serial:/dev/ttyUSB0?baud=9600", "serial", "", 0, "/dev/ttyUSB0"),
        ("serial:COM3", "serial", "", 0, "COM3"),
        ("file:/slips/a%20b", "file", "", 0, "/slips/a b"),
        ("ipp://printer/ipp/print", "ipp", "printer", 631, "/ipp/print"),
        ("ipp://printer:8631", "ipp", "printer", 8631, "/ipp/print"),
        ("ipp://cups/printers/hall", "ipp", "cups", 631, "/printers/hall"),
    ],
)
def test_addresses_are_taken_apart(url, kind, host, port, path):
    address = parse_address(url, frozenset({"width", "baud"}))
    assert (address.kind, address.host, address.port, address.path) == (kind, host, port, path)


@pytest.mark.parametrize("url", ["", "tcp", "tcp:", "tcp:host", "tcp:host:x", "ipp:", ":x"])
def test_a_bad_address_is_named(url):
    with pytest.raises(DeviceError, match="device_url_bad"):
        parse_address(url, NONE)


@pytest.mark.parametrize(
    ("open_printer", "url", "code", "values"),
    [
        (open_ticket_printer, "usb:1", "printer_kind_unknown", {"kind": "usb"}),
        (open_ticket_printer, "ipp://h/ipp", "printer_kind_unknown", {"kind": "ipp"}),
        (open_page_printer, "usb:hall", "printer_kind_unknown", {"kind": "usb"}),
        (open_page_printer, "qt:hall?tray=2", "printer_option_wrong", {"option": "tray"}),
        (open_ticket_printer, "file:/x?widht=58", "printer_option_unknown", {"option": "widht"}),
        (open_ticket_printer, "file:/x?width=76", "printer_option_wrong", {"value": "76"}),
        (open_page_printer, "file:/x?paper=blue", "printer_option_wrong", {"value": "blue"}),
        (open_page_printer, "tcp:h:9100?tray=2", "printer_option_wrong", {"option": "tray"}),
    ],
)
def test_a_printer_that_cannot_be_is_refused_by_name(open_printer, url, code, values):
    with pytest.raises(DeviceError) as caught:
        open_printer(url)
    assert caught.value.code == code
    assert values.items() <= caught.value.values.items()


def test_a_port_where_nobody_listens_is_refused():
    with pytest.raises(DeviceError, match="printer_refused"):
        TcpTransport("127.0.0.1", free_port(), threading.Event())


def test_a_host_that_does_not_exist_is_not_found():
    with pytest.raises(DeviceError, match="printer_not_found"):
        TcpTransport("printer.invalid", 9100, threading.Event())


def test_a_closing_lane_does_not_begin_to_wait():
    ends = threading.Event()
    with (
        host_that(lambda line: None) as port,
        closing(TcpTransport("127.0.0.1", port, ends)) as line,
    ):
        ends.set()
        for act in (lambda: line.write(b"x"), lambda: line.read(1, 60)):
            with pytest.raises(DeviceError, match="printer_interrupted"):
                act()


@pytest.mark.parametrize("act", ["read", "write"])
def test_a_lane_that_closes_ends_a_wait_within_half_a_second(act):
    ends = threading.Event()
    with (
        host_that(lambda line: None) as port,
        closing(TcpTransport("127.0.0.1", port, ends)) as line,
    ):
        threading.Timer(0.1, ends.set).start()
        start = time.monotonic()
        with pytest.raises(DeviceError, match="printer_interrupted") as caught:
            line.read(1, 60) if act == "read" else line.write(FLOOD)
        assert time.monotonic() - start < 5
    assert (caught.value.values["sent"] > 0) == (act == "write")


def test_a_printer_that_takes_nothing_stalls_and_says_how_much_it_took():
    with (
        host_that(lambda line: None) as port,
        closing(TcpTransport("127.0.0.1", port, threading.Event(), stall_s=0.5)) as line,
        pytest.raises(DeviceError, match="printer_stalled") as caught,
    ):
        line.write(FLOOD)
    assert 0 < caught.value.values["sent"] < len(FLOOD)


def test_a_connection_that_is_reset_is_gone():
    def reset(line):
        line.recv(1)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.close()

    with (
        host_that(reset) as port,
        closing(TcpTransport("127.0.0.1", port, threading.Event())) as line,
    ):
        line.write(b"x")
        with pytest.raises(DeviceError, match="printer_gone"):
            line.read(1, 5)
        with pytest.raises(DeviceError, match="printer_gone"):
            line.write(FLOOD)


def test_a_connection_that_ends_is_gone():
    with (
        host_that(lambda line: line.close()) as port,
        closing(TcpTransport("127.0.0.1", port, threading.Event())) as line,
        pytest.raises(DeviceError, match="printer_gone"),
    ):
        line.read(1, 5)


def test_bytes_go_both_ways_on_a_socket():
    with (
        host_that(lambda line: line.sendall(line.recv(5)[::-1])) as port,
        closing(TcpTransport("127.0.0.1", port, threading.Event())) as line,
    ):
        line.write(b"hello")
        assert line.read(3, 5) == b"oll"
        assert line.read(9, 5) == b"eh"
        assert line.read(9, 0.0) == b""


def test_bytes_go_both_ways_on_a_serial_line(terminal):
    master, path = terminal
    address = parse_address(f"serial:{path}?baud=9600&flow=rtscts", frozenset({"baud", "flow"}))
    with closing(SerialTransport(address, threading.Event())) as line:
        line.write(b"a" * 200)
        assert read_exactly(master, 200) == b"a" * 200
        os.write(master, b"\x12\x16")
        assert line.read(1, 5) + line.read(8, 5) == b"\x12\x16"
        assert line.read(8, 0.0) == b""


def test_a_held_serial_line_stalls_without_spinning(terminal):
    _, path = terminal
    address = parse_address(f"serial:{path}", NONE)
    with closing(SerialTransport(address, threading.Event(), stall_s=0.5)) as line:
        used = time.process_time()
        with pytest.raises(DeviceError, match="printer_stalled") as caught:
            line.write(b"x" * 100_000)
        assert time.process_time() - used < 0.3
    assert 0 < caught.value.values["sent"] < 100_000


def test_a_serial_line_that_is_pulled_out_is_gone():
    master, slave = os.openpty()
    tty.setraw(slave)
    address = parse_address(f"serial:{os.ttyname(slave)}", NONE)
    with closing(SerialTransport(address, threading.Event())) as line:
        os.close(slave)
        os.close(master)
        for act in (lambda: line.read(1, 5), lambda: line.write(b"x")):
            with pytest.raises(DeviceError, match="printer_gone"):
                act()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("serial:/dev/no-such-port", "printer_not_found"),
        ("serial:/dev/null", "printer_refused"),
        ("serial:{path}?baud=fast", "printer_option_wrong"),
        ("serial:{path}?flow=morse", "printer_option_wrong"),
    ],
)
def test_a_serial_line_that_does_not_open_says_why(terminal, url, code):
    address = parse_address(url.format(path=terminal[1]), frozenset({"baud", "flow"}))
    with pytest.raises(DeviceError, match=code):
        SerialTransport(address, threading.Event())


def test_a_file_collects_slips_and_never_answers(tmp_path):
    path = tmp_path / "slips.bin"
    printer = open_ticket_printer(f"file:{path}")
    assert printer.probe() == PrinterState("unknown")
    for _ in range(2):
        outcome = printer.print_slip(RECEIPT, "job")
        assert (outcome.state, outcome.printed, outcome.error) == ("sent", "unknown", None)
    assert path.read_bytes() == encode(RECEIPT, 48) * 2


def test_a_character_device_may_answer(terminal):
    master, path = terminal
    with closing(FileTransport(path, threading.Event())) as line:
        assert line.answers
        line.write(b"\x10\x04\x01")
        assert read_exactly(master, 3) == b"\x10\x04\x01"
        os.write(master, b"\x12")
        assert line.read(9, 5) == b"\x12"
        assert line.read(9, 0.0) == b""


def test_a_file_that_cannot_be_is_not_found():
    outcome = open_ticket_printer("file:/no/such/folder/slip").print_slip(RECEIPT, "job")
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error == Trouble("printer_not_found", (("path", "/no/such/folder/slip"),))
