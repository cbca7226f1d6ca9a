"""Driver and simulator over a real pseudo-terminal: rates, ports, the simulator's control line."""

from __future__ import annotations

import time
from threading import Event

import pytest

from counter_app.readers import open_reader
from counter_app.readers.discover import list_serial_ports, probe_ports
from counter_app.readers.line import open_line
from counter_app.simulation.control import ControlError
from tests.fakes.card_examples import CARD_L, CARD_R
from tests.fakes.device_failures import failure
from tests.fakes.simulated_reader import patient_reader, running_reader

RESIDENT = CARD_R.fields


@pytest.fixture
def serial_bench(tmp_path):
    with running_reader("pty:", tmp_path) as found:
        yield found


@pytest.fixture
def reader(serial_bench):
    made = patient_reader(serial_bench.url)
    yield made
    made.close()


@pytest.mark.parametrize("rate", [57_600, 38_400, 19_200, 9_600])
def test_an_unknown_rate_is_found(serial_bench, reader, rate):
    serial_bench.tell(f"rate {rate}")
    serial_bench.lay(RESIDENT)
    assert reader.probe().detail == str(rate)
    assert reader.read_card(1).person.name == "测试甲"


def test_the_rate_is_changed_and_kept_over_a_replug(serial_bench, reader):
    reader.open()
    reader.set_rate(38_400)
    assert serial_bench.state()["rate"] == 38_400
    assert reader.probe().detail == "38400"
    serial_bench.tell("unplug")
    serial_bench.tell("replug")
    assert reader.probe().detail == "38400"


def test_the_simulator_answers_garbage_to_a_host_that_changes_its_rate_too_early(serial_bench):
    line = open_line(serial_bench.url)
    serial_bench.tell("fault late 0.2")
    line.write(bytes.fromhex("AAAAAA966900036004 67"))
    serial_bench.wait_for(lambda state: state["faults"] == 0)
    line.set_rate(9_600)
    assert bytes.fromhex("AAAAAA9669") not in line.read(1)
    line.close()


def test_a_rate_over_tcp_belongs_to_the_serial_server(tmp_path):
    with running_reader("tcp:127.0.0.1:0", tmp_path) as bench:
        reader = patient_reader(bench.url)
        assert reader.probe().detail == ""
        assert failure(reader.set_rate, 9_600) == "reader_rate_unsupported"
        reader.close()


def test_a_pace_slows_the_bytes_to_the_rate(serial_bench, reader):
    serial_bench.tell("pace on")
    serial_bench.lay(RESIDENT)
    reader.open()
    started = time.monotonic()
    assert reader.read_card(1).person.name == "测试甲"
    # Ten bits for each byte of the base read alone.
    assert time.monotonic() - started >= 1295 * 10 / 115_200


def test_a_port_is_used_by_one_program(serial_bench, reader):
    reader.open()
    other = open_reader(serial_bench.url)
    assert failure(other.open) == "reader_port_busy"


def test_ports_that_are_not_there():
    assert failure(open_reader("serial:/dev/no-such-port").open) == "reader_port_missing"
    assert failure(open_reader("serial:/dev/null").open) == "reader_port_missing"
    assert failure(open_reader("serial:/dev/null?baud=4800").open) == "reader_rate_unsupported"
    assert failure(open_reader("tcp:127.0.0.1:1").open) == "reader_port_missing"
    assert failure(open_reader("usb:1").open) == "device_url_bad"


def test_probing_a_list_of_ports(serial_bench):
    urls = ["serial:/dev/no-such-port", serial_bench.url]
    found = probe_ports(urls, patient_reader, Event())
    assert [(url, state.state) for url, state in found] == [
        (urls[0], "reader_port_missing"),
        (urls[1], "ready"),
    ]
    closed = Event()
    closed.set()
    assert probe_ports(urls, patient_reader, closed) == ()
    assert all(port.url.startswith("serial:") for port in list_serial_ports())


@pytest.mark.parametrize(
    "command",
    [
        "dance",
        "mode sleep on",
        "mode refind maybe",
        "rate 4800",
        "pace",
        "card /no/such/file",
        "fault",
        "fault explode",
        "fault cut many",
        "fault gaps 1.2.3",
    ],
)
def test_wrong_control_lines_are_refused(serial_bench, command):
    with pytest.raises(ControlError):
        serial_bench.tell(command)
    assert serial_bench.state()["plugged"]


def test_long_term_and_state_over_the_control_line(serial_bench, reader):
    serial_bench.lay(CARD_L.fields)
    assert serial_bench.state()["card"]
    assert reader.read_card(1).person.valid_to is None
    assert serial_bench.state()["state"] == "read"
    serial_bench.tell("fault noise")
    assert serial_bench.state()["faults"] == 1
