"""Driver and simulator over a real pseudo-terminal and real TCP: every fault of facts/devices.md A12."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from counter_app.domain.errors import RuleError
from counter_app.readers import open_reader
from tests.fakes.card_examples import CARD_J, CARD_R, EXAMPLES
from tests.fakes.device_failures import failure
from tests.fakes.simulated_reader import patient_reader, running_reader

RESIDENT = CARD_R.fields
SECOND = CARD_J.fields


@pytest.fixture(params=["pty:", "tcp:127.0.0.1:0"], ids=["pty", "tcp"])
def bench(request, tmp_path):
    with running_reader(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def reader(bench):
    made = patient_reader(bench.url)
    yield made
    made.close()


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
