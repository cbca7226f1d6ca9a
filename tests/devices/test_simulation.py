"""Endpoint, control line and station: what every simulator stands on."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tty
from threading import Thread

import pytest

from counter_app.domain.device_url import parse_tcp
from counter_app.domain.errors import DeviceError
from counter_app.readers import open_reader
from counter_app.simulation.control import ControlClient, ControlError, ControlServer, send_command
from counter_app.simulation.endpoint import listen
from counter_app.simulation.station import Station


def connect(url):
    place = parse_tcp(url)
    return socket.create_connection((place.host, place.port), timeout=5)


@pytest.fixture
def station():
    heard = []

    def obey(line):
        if line == "fail":
            raise ControlError("as asked")
        if line == "drop":
            made.line.drop()
        heard.append(line)
        return "" if line == "quiet" else f"heard {line}"

    made = Station(listen("tcp:127.0.0.1:0"), ControlServer("tcp:127.0.0.1:0", obey))
    made.heard = heard
    yield made
    made.close()


@pytest.fixture
def running(station):
    """The station receives in a thread; what came is in ``received``."""
    received = []

    def run():
        while not station.stopped:
            if data := station.receive(5):
                received.append(data)
                station.send(data.upper())

    thread = Thread(target=run)
    thread.start()
    yield received
    station.stop()
    thread.join(timeout=5)
    assert not thread.is_alive()


def test_bytes_go_both_ways_over_tcp(station, running):
    with connect(station.line.url) as host:
        host.sendall(b"ping")
        assert host.recv(10) == b"PING"
    assert running == [b"ping"]


def test_the_next_host_is_served_when_the_first_has_gone(station, running):
    for _ in range(3):
        with connect(station.line.url) as host:
            host.sendall(b"x")
            assert host.recv(10) == b"X"


def test_control_lines_are_answered_one_by_one(station, running):
    with ControlClient(station.control.url) as client:
        assert client.ask("one") == "heard one"
        assert client.ask("quiet") == ""
        with pytest.raises(ControlError, match="as asked"):
            client.ask("fail")
    assert send_command(station.control.url, "two") == "heard two"
    assert station.heard == ["one", "quiet", "two"]


def test_two_control_lines_in_one_packet_and_one_in_two(station, running):
    with connect(station.control.url) as host:
        host.sendall(b"one\ntwo\nthr")
        answers = host.makefile("rb")
        assert [answers.readline(), answers.readline()] == [b"ok heard one\n", b"ok heard two\n"]
        host.sendall(b"ee\n\xff\n")
        assert answers.readline() == b"ok heard three\n"
        assert answers.readline() == b"error the line is not UTF-8\n"
        answers.close()


def test_a_dropped_tcp_line_comes_back_at_the_same_address(station, running):
    url = station.line.url
    with connect(url) as host, ControlClient(station.control.url) as client:
        host.sendall(b"x")
        assert host.recv(10) == b"X"
        client.ask("drop")
        assert host.recv(10) == b""
        with pytest.raises(ConnectionError):
            connect(url)
    station.line.restore()
    station.line.restore()
    assert station.line.url == url
    connect(url).close()


def test_a_station_that_is_stopped_neither_waits_nor_pauses(station):
    station.stop()
    assert station.receive(60) == b""
    station.pause(60)
    assert station.stopped


def test_silence_ends_a_receive(station):
    assert station.receive(0.01) == b""
    station.pause(0.01)
    station.send(b"nobody is there")
    assert station.line.host_rate() is None


def test_a_control_line_that_says_nothing_is_an_error():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host, port = listener.getsockname()
        client = ControlClient(f"tcp:{host}:{port}")
        listener.accept()[0].close()
        with pytest.raises((ControlError, ConnectionError)):
            client.ask("x")
        client.close()


def test_an_ipv6_address_is_written_in_brackets():
    try:
        line = listen("tcp:[::1]:0")
    except OSError:
        pytest.skip("this machine has no IPv6")
    assert line.url.startswith("tcp:[::1]:")
    line.close()


def test_other_addresses_are_refused():
    with pytest.raises(DeviceError):
        listen("usb:1")


def test_a_terminal_at_a_stated_path(tmp_path):
    path = tmp_path / "reader"
    line = listen(f"pty:{path}")
    assert line.url == f"serial:{path}"
    host = os.open(path, os.O_RDWR | os.O_NOCTTY)
    os.write(host, b"ping")
    assert line.waiting()
    assert line.take() == b"ping"
    assert line.take() == b""
    line.write(b"pong")
    assert os.read(host, 10) == b"pong"
    os.close(host)
    assert line.take() == b""
    line.close()
    assert not path.is_symlink()


def test_a_dropped_terminal_fails_its_host_and_is_gone_until_restored(tmp_path):
    path = tmp_path / "reader"
    line = listen(f"pty:{path}")
    host = os.open(path, os.O_RDWR | os.O_NOCTTY)
    line.drop()
    line.drop()
    with pytest.raises(OSError, match="Input/output error"):
        os.write(host, b"x")
    os.close(host)
    assert not path.exists()
    assert (line.waiting(), line.take(), line.host_rate()) == ((), b"", None)
    line.write(b"nobody is there")
    line.restore()
    line.restore()
    assert path.exists()
    line.close()


def test_a_terminal_loses_what_nobody_fetches(tmp_path):
    line = listen("pty:")
    for _ in range(2000):
        line.write(bytes(1000))
    line.close()


def test_a_terminal_knows_the_rate_of_its_host(tmp_path):
    path = tmp_path / "reader"
    line = listen(f"pty:{path}")
    host = os.open(path, os.O_RDWR | os.O_NOCTTY)
    for constant, rate in [(tty.B9600, 9600), (tty.B115200, 115_200), (tty.B300, None)]:
        settings = tty.tcgetattr(host)
        settings[4] = settings[5] = constant
        tty.tcsetattr(host, tty.TCSANOW, settings)
        assert line.host_rate() == rate
    os.close(host)
    line.close()


@pytest.mark.parametrize("listen_url", ["pty:", "tcp:127.0.0.1:0"])
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_reader_simulator_is_a_process_that_a_signal_ends(listen_url, end):
    program = (
        "from counter_app.readers.simulated import run_reader_simulator;"
        f"run_reader_simulator({listen_url!r}, 'tcp:127.0.0.1:0', pace=True)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        announced = json.loads(process.stdout.readline())
        assert set(announced) == {"url", "control"}
        reader = open_reader(announced["url"])
        assert reader.probe().state == "ready"
        reader.close()
        assert json.loads(send_command(announced["control"], "state"))["plugged"]
        process.send_signal(end)
        assert process.wait(timeout=5) == 0
        assert process.stdout.read() == b""
