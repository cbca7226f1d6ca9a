"""Driver and simulator over a real pseudo-terminal and real TCP: every fault of facts/devices.md A12."""

from __future__ import annotations

import time
from threading import Event, Thread

import pytest

from counter_app.domain.errors import DeviceError, RuleError
from counter_app.readers import open_reader
from counter_app.readers.discover import list_serial_ports, probe_ports
from counter_app.readers.exchange import Timing
from counter_app.readers.line import open_line
from counter_app.readers.serial_reader import SerialReader
from counter_app.simulation.control import ControlError
from tests.fakes.card_examples import CARD_J, CARD_L, CARD_R, EXAMPLES
from tests.fakes.simulated_reader import running_reader

PATIENT = Timing(
    detect_s=0.3,
    status_s=0.3,
    find_s=0.3,
    read_s=0.3,
    newest_address_s=0.3,
    gap_s=0.15,
    poll_s=0.01,
)
RESIDENT = CARD_R.fields
SECOND = CARD_J.fields


@pytest.fixture(params=["pty:", "tcp:127.0.0.1:0"], ids=["pty", "tcp"])
def bench(request, tmp_path):
    with running_reader(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def serial_bench(tmp_path):
    with running_reader("pty:", tmp_path) as found:
        yield found


@pytest.fixture
def reader(request):
    name = "bench" if "bench" in request.fixturenames else "serial_bench"
    url = request.getfixturevalue(name).url
    made = SerialReader(lambda: open_line(url), timing=PATIENT)
    yield made
    made.close()


def failure(call, *args):
    with pytest.raises(DeviceError) as caught:
        call(*args)
    return caught.value.code


@pytest.mark.parametrize("example", EXAMPLES, ids="RLJ")
def test_the_cards_of_the_facts(bench, reader, example):
    bench.lay({"text_hex": example.text.hex()})
    person = reader.read_card(1).person
    plain = person.to_plain()
    assert {name: plain[name] for name in example.fields} == example.fields
    assert person.sam_id == "05.03-20120629-0000202551-1234567890"


def test_a_card_laid_later_is_read(bench, reader):
    reader.open()
    results = []
    waiting = Thread(target=lambda: results.append(reader.read_card(10)))
    waiting.start()
    bench.wait_for(lambda state: state["answered"] >= 6)
    bench.lay(RESIDENT)
    waiting.join(timeout=10)
    assert results[0].person.name == "测试甲"


@pytest.mark.parametrize("mode", ["on", "off"])
def test_a_lying_card_is_read_once_whatever_find_answers(bench, reader, mode):
    bench.tell(f"mode refind {mode}")
    bench.lay(RESIDENT)
    assert reader.read_card(1).person.name == "测试甲"
    assert failure(reader.read_card, 0.1) == "reader_card_lies"
    bench.tell("remove")
    assert failure(reader.read_card, 0) == "reader_no_card"
    bench.lay(SECOND)
    assert reader.read_card(1).person.name == "测试乙"
    bench.lay(RESIDENT)
    assert reader.read_card(1).person.name == "测试甲"


def test_newest_addresses(bench, reader):
    for addresses, expected in [
        ([], None),
        (["九号"], "九号"),
        (["一号", "二号", "三号", ""], "三号"),
    ]:
        bench.lay(RESIDENT | {"newest_addresses": addresses})
        assert reader.read_card(1).person.newest_address == expected


@pytest.mark.parametrize(
    ("kind", "number"),
    [("foreigner-2017", "KAZ110090123105"), ("foreigner-2023", "954840199003070014")],
)
def test_a_foreigner_has_no_address_to_ask_for(bench, reader, kind, number):
    card = {
        "kind": kind,
        "name": "",
        "english_name": "TEST PERSON",
        "sex": "1",
        "birth_date": "1990-03-07",
        "number": number,
        "valid_from": "2024-01-01",
        "valid_to": "2034-01-01",
        "nationality": "KAZ",
        "newest_address": "九号",
    }
    bench.lay(card)
    person = reader.read_card(1).person
    assert (person.kind, person.name, person.newest_address) == (kind, "TEST PERSON", None)


def test_a_wrong_checksum_is_a_rule(bench, reader):
    bench.lay(RESIDENT | {"number": "540402199003070015"})
    with pytest.raises(RuleError) as caught:
        reader.read_card(1)
    assert caught.value.code == "number_check_failed"
    bench.lay(RESIDENT)
    assert reader.read_card(1).person.name == "测试甲"


def test_a_rare_name_and_an_invented_photo_with_a_preamble(bench, reader):
    bench.lay(RESIDENT | {"name": "测\U00020087\ue816"})
    read = reader.read_card(1)
    assert read.person.name == "测\U00020087\U00020087"
    assert bytes.fromhex("AAAAAA9669") in read.photo


HARMLESS = [
    "noise",
    "noise 40 @3001",
    "glued @2001",
    "glued @3001",
    "gaps 0.2 @3001",
    "bad_chk",
    "bad_chk @3001",
    "bad_len @3001",
    "flip 9 @2001",
    "cut 400",
    "cut 6 @2001",
    "sw1 01 @2002",
    "sw 10 @2001",
    "sw 11 @2001",
    "sw 41 @3001",
    "sw 47 @2002",
    "silent @12FF",
]


@pytest.mark.parametrize("fault", HARMLESS)
def test_one_fault_is_survived(bench, reader, fault):
    bench.tell("mode refind on")
    reader.open()
    reader.close()
    bench.lay(RESIDENT)
    bench.tell(f"fault {fault}")
    assert reader.read_card(1).person.name == "测试甲"
    assert bench.state()["faults"] == 0


STATED = {
    "sw 31 @3001": "reader_card_rejects_module",
    "sw 32 @3001": "reader_module_rejects_card",
    "sw 33 @3001": "reader_card_altered",
    "sw 37 @3001": "reader_fingerprint_altered",
    "sw 3F @3001": "reader_card_length",
    "sw 40 @2001": "reader_other_card",
    "sw 60 *always": "reader_selftest_failed",
    "sw 66 *always": "reader_not_authorised",
    "sw 41 @3001 *always": "reader_read_failed",
    "sw 81 @2002 *3": "reader_select_failed",
    "bad_chk @3001 *2": "reader_garbled",
    "cut 400 @3001 *2": "reader_garbled",
    "cut 3 @2001": "reader_silent",
    "cut 6 @2001 *2": "reader_garbled",
    "silent @3001": "reader_silent",
    "silent *always": "reader_silent",
    "lift_before_select": "reader_select_failed",
    "lift_during_read": "reader_read_failed",
    "lift_during_address": "reader_read_failed",
    "unplug 400": "reader_gone",
    "unplug 20 @12FF": "reader_gone",
}


@pytest.mark.parametrize(("fault", "code"), STATED.items(), ids=STATED.keys())
def test_a_fault_that_stays_has_its_own_outcome(bench, reader, fault, code):
    bench.lay(RESIDENT)
    bench.tell(f"fault {fault}")
    assert failure(reader.read_card, 1) == code
    # And then it works again.
    bench.tell("fault none")
    bench.tell("replug")
    bench.lay(SECOND)
    assert reader.read_card(2).person.name == "测试乙"


def test_a_late_answer_is_not_taken_for_the_next(bench, reader):
    bench.lay(RESIDENT)
    bench.tell("fault late 0.5 @2001")
    assert failure(reader.read_card, 0) == "reader_silent"
    # The late answer comes while the next read asks for the state.
    assert reader.read_card(2).person.name == "测试甲"


def test_an_unplugged_reader_is_opened_anew_after_a_replug(bench, reader):
    bench.lay(RESIDENT)
    reader.read_card(1)
    bench.tell("unplug")
    assert reader.probe().state in {"reader_port_missing", "reader_gone"}
    assert failure(reader.read_card, 0) == "reader_port_missing"
    bench.tell("replug")
    bench.lay(SECOND)
    assert reader.probe().state == "ready"
    assert reader.read_card(1).person.name == "测试乙"


def test_a_replug_between_two_reads_goes_unnoticed(bench, reader):
    bench.lay(RESIDENT)
    reader.read_card(1)
    bench.tell("unplug")
    bench.tell("replug")
    bench.lay(SECOND)
    assert reader.read_card(1).person.name == "测试乙"


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
        reader = SerialReader(lambda: open_line(bench.url), timing=PATIENT)
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


def test_closing_interrupts_a_wait(bench):
    closing = Event()
    reader = open_reader(bench.url, closing)
    reader.open()
    codes = []
    waiting = Thread(target=lambda: codes.append(failure(reader.read_card, 60)))
    waiting.start()
    bench.wait_for(lambda state: state["answered"] >= 6)
    closing.set()
    waiting.join(timeout=5)
    assert codes == ["reader_stopped"]
    reader.close()


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
    def make(url):
        return SerialReader(lambda: open_line(url), timing=PATIENT)

    urls = ["serial:/dev/no-such-port", serial_bench.url]
    found = probe_ports(urls, make, Event())
    assert [(url, state.state) for url, state in found] == [
        (urls[0], "reader_port_missing"),
        (urls[1], "ready"),
    ]
    closed = Event()
    closed.set()
    assert probe_ports(urls, make, closed) == ()
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
