"""What every ``ports.CardReader`` does: the serial driver on a simulated reader, and the fake."""

from __future__ import annotations

import pytest

from counter_app.domain.chip import read_chip
from counter_app.domain.errors import RuleError
from counter_app.readers import open_reader
from counter_app.readers.layouts import read_layout
from tests.fakes.card_examples import CARD_J, CARD_R
from tests.fakes.card_reader import SAM_ID, FakeCardReader
from tests.fakes.device_failures import failure
from tests.fakes.simulated_reader import running_reader


class OnFake:
    """The fake and the hand that lays its cards."""

    def __init__(self):
        self.reader = FakeCardReader()
        self.remove, self.unplug, self.replug = (
            self.reader.remove,
            self.reader.unplug,
            self.reader.replug,
        )

    def lay(self, fields, example):
        if fields["number"] != example.fields["number"]:
            self.reader.lay(RuleError("number_check_failed"))
        else:
            self.reader.lay(read_chip(read_layout(example.text), SAM_ID))


class OnSimulator:
    """The driver and the simulator's control line."""

    def __init__(self, bench):
        self.reader = open_reader(bench.url)
        self._bench = bench

    def lay(self, fields, _example):
        self._bench.lay(fields)

    def remove(self):
        self._bench.tell("remove")

    def unplug(self):
        self._bench.tell("unplug")

    def replug(self):
        self._bench.tell("replug")


@pytest.fixture(params=["fake", "simulator"])
def desk(request, tmp_path):
    if request.param == "fake":
        yield OnFake()
        return
    with running_reader("pty:", tmp_path) as bench:
        made = OnSimulator(bench)
        yield made
        made.reader.close()


def test_a_card_is_given_with_the_modules_id(desk):
    desk.lay(CARD_R.fields, CARD_R)
    read = desk.reader.read_card(1)
    assert read.person == read_chip(read_layout(CARD_R.text), SAM_ID)
    assert len(read.photo) == 1024


def test_no_card_is_an_error_in_the_end(desk):
    assert failure(desk.reader.read_card, 0) == "reader_no_card"


def test_a_lying_card_is_given_once(desk):
    desk.lay(CARD_R.fields, CARD_R)
    desk.reader.read_card(0)
    assert failure(desk.reader.read_card, 0) == "reader_card_lies"
    desk.remove()
    assert failure(desk.reader.read_card, 0) == "reader_no_card"
    desk.lay(CARD_J.fields, CARD_J)
    assert desk.reader.read_card(0).person.name == "测试乙"


def test_a_refused_card_raises_and_counts_as_given(desk):
    desk.lay(CARD_R.fields | {"number": "540402199003070015"}, CARD_R)
    with pytest.raises(RuleError) as caught:
        desk.reader.read_card(0)
    assert caught.value.code == "number_check_failed"
    assert failure(desk.reader.read_card, 0) == "reader_card_lies"


def test_a_probe_says_ready(desk):
    state = desk.reader.probe()
    assert (state.state, state.sam_id, state.detail) == ("ready", SAM_ID, "115200")


def test_an_unplugged_reader_is_an_error_and_a_replugged_one_works(desk):
    desk.lay(CARD_R.fields, CARD_R)
    desk.unplug()
    assert failure(desk.reader.read_card, 0) == "reader_port_missing"
    assert desk.reader.probe().state == "reader_port_missing"
    desk.replug()
    assert desk.reader.read_card(1).person.name == "测试甲"
