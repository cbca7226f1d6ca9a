"""A reader that plays pages of the manual, and a page printer that is simulated."""

from __future__ import annotations

import pytest

from counter_app.readers.exchange import Timing
from counter_app.readers.serial_reader import SerialReader
from tests.fakes.ipp_printing import TCP
from tests.fakes.simulators import simulator
from tests.fakes.transcript import TranscriptLine

FAST = Timing().scaled(0.01)


@pytest.fixture
def play():
    """Make a reader over one transcript, or over one for each opening; check them all at the end."""
    lines = []

    def make(*transcripts, rate=None, closing=None):
        made = [TranscriptLine(pairs, rate) for pairs in transcripts]
        lines.extend(made)
        waiting = iter(made)
        reader = SerialReader(lambda: next(waiting), closing=closing, timing=FAST)
        return reader, made

    yield make
    for line in lines:
        line.finish()


@pytest.fixture(scope="module")
def ipp_process(tmp_path_factory):
    with simulator("documents", TCP, TCP, tmp_path_factory.mktemp("out")) as running:
        yield running


@pytest.fixture
def ipp_device(ipp_process):
    ipp_process.ask("reset")
    return ipp_process
