from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.printing import PrinterState
from printers.status import Answer, AnswerStream, decode_asb, decode_paper, decode_realtime

READY = PrinterState("ready")
NEAR = PrinterState("paper_near_end")
OUT = PrinterState("paper_out")
COVER = PrinterState("cover_open")
OFFLINE = PrinterState("offline")


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        # the values of facts/devices.md B3
        ((0x12, 0x12, 0x12, 0x12), READY),
        ((0x16, 0x12, 0x12, 0x12), READY),  # drawer's pin high where there is no drawer
        ((0x12, None, None, 0x1E), NEAR),
        ((0x1A, 0x32, 0x12, 0x7E), OUT),
        ((0x1A, 0x32, 0x12, 0x72), OUT),
        ((0x1A, 0x16, 0x12, 0x12), COVER),
        ((0x1A, 0x52, 0x1A, 0x12), PrinterState("error", "cutter")),
        # each single bit
        ((0x1A, 0x12, 0x12, 0x12), OFFLINE),
        ((0x1A, 0x1A, 0x12, 0x12), OFFLINE),  # fed by the button
        ((0x1A, 0x52, 0x16, 0x12), PrinterState("error", "recoverable")),
        ((0x1A, 0x52, 0x32, 0x12), PrinterState("error", "unrecoverable")),
        ((0x1A, 0x52, 0x52, 0x12), PrinterState("error", "hot")),
        ((0x1A, 0x52, None, None), PrinterState("error", "recoverable")),
        ((0x1A, None, None, None), OFFLINE),
        ((0x12, None, None, None), READY),
        ((0x12, None, None, 0x72), OUT),
        ((None, None, None, None), PrinterState("unknown")),
        ((None, None, None, 0x12), PrinterState("unknown")),
    ],
)
def test_real_time_answers_become_a_state(answers, state):
    assert decode_realtime(*answers) == state


@pytest.mark.parametrize(
    ("data", "state"),
    [
        ("10 00 00 00", READY),
        ("14 00 00 00", READY),
        ("10 00 03 00", NEAR),
        ("18 00 0F 00", OUT),
        ("38 00 00 00", COVER),
        ("18 00 00 00", OFFLINE),
        ("18 08 00 00", PrinterState("error", "cutter")),
        ("18 04 00 00", PrinterState("error", "recoverable")),
        ("18 20 00 00", PrinterState("error", "unrecoverable")),
        ("18 40 00 00", PrinterState("error", "hot")),
    ],
)
def test_automatic_status_becomes_a_state(data, state):
    assert decode_asb(bytes.fromhex(data)) == state


@pytest.mark.parametrize(
    ("answer", "state"), [(0x00, READY), (0x03, NEAR), (0x0C, OUT), (0x0F, OUT)]
)
def test_paper_sensor_becomes_a_state(answer, state):
    assert decode_paper(answer) == state


def test_every_kind_is_told_apart_in_one_stream():
    stream = AnswerStream()
    data = bytes.fromhex("11 12 18 00 0F 00 13 37 22 50 30 30 31 00 03 1A FF")
    assert list(stream.feed(data)) == [
        Answer("realtime", b"\x12"),
        Answer("asb", b"\x18\x00\x0f\x00"),
        Answer("marker", b"P001"),
        Answer("paper", b"\x03"),
        Answer("realtime", b"\x1a"),
        Answer("noise", b"\xff"),
    ]


@pytest.mark.parametrize("data", ["37 21 12", "37 22 50 30 30 31 12", "18 00 12 12"])
def test_a_broken_answer_never_swallows_a_real_one(data):
    kinds = [answer.kind for answer in AnswerStream().feed(bytes.fromhex(data))]
    assert kinds[0] == "noise"
    assert kinds[-1] == "realtime"


@given(st.binary(max_size=60), st.integers(1, 59))
def test_where_the_line_cuts_the_bytes_does_not_matter(data, at):
    whole, cut = AnswerStream(), AnswerStream()
    assert list(whole.feed(data)) == [*cut.feed(data[:at]), *cut.feed(data[at:])]


@given(st.integers(0, 255))
def test_a_real_time_answer_is_recognised_by_its_fixed_bits(byte):
    kinds = [answer.kind for answer in AnswerStream().feed(bytes((byte, 0, 0, 0)))]
    is_realtime = byte & 0b1001_0011 == 0b0001_0010
    assert (kinds[:1] == ["realtime"]) == is_realtime


@pytest.mark.parametrize(
    ("state", "prints", "code"),
    [
        (READY, True, None),
        (NEAR, True, "printer_paper_near_end"),
        (PrinterState("unknown"), True, "printer_silent"),
        (OUT, False, "printer_paper_out"),
        (COVER, False, "printer_cover_open"),
        (OFFLINE, False, "printer_offline"),
        (PrinterState("error", "cutter"), False, "printer_error_cutter"),
        (PrinterState("error"), False, "printer_error_unrecoverable"),
    ],
)
def test_a_state_says_whether_to_print_and_what_to_tell(state, prints, code):
    trouble = state.trouble()
    assert state.prints is prints
    assert (trouble and trouble.code) == code
