"""A page of the manual as bytes sent and received: the driver against a line that knows the script."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrinterState, Trouble
from counter_app.domain.slip import Slip, Text
from printers.dialogue import Patience
from printers.escpos import ask_end, encode, end_marker
from printers.ticket_printer import EscPosPrinter
from tests.fakes.scripted_line import ScriptedLine

SLIP = Slip("票", (Text("林芝"),))
JOB = "0198-7f"
MARKER = end_marker(JOB)
DATA = encode(SLIP, 48)
JOB_BYTES = DATA + ask_end(MARKER) + b"\x1d\x72\x01"
PROOF = b"\x37\x22" + MARKER + b"\x00"
Q1, Q2, Q3, Q4 = (bytes((0x10, 0x04, number)) for number in (1, 2, 3, 4))
WELL = b"\x12"
SOON = Patience(answer_s=0.05, end_s=0.4)


def print_on(*pairs):
    line = ScriptedLine(*pairs)
    outcome = EscPosPrinter(lambda: line, 48, SOON).print_slip(SLIP, JOB)
    line.assert_finished()
    return outcome


def test_a_good_print_is_proved_by_its_marker():
    outcome = print_on((Q1, WELL), (Q4, WELL), (JOB_BYTES, PROOF + b"\x00"), (Q4, WELL))
    assert (outcome.state, outcome.printed) == ("device_done", "all")
    assert outcome.error is outcome.warning is None


def test_flow_control_and_automatic_status_between_the_answers_change_nothing():
    asb = b"\x10\x00\x00\x00"
    outcome = print_on(
        (Q1, b"\x13\x11" + asb + WELL),
        (Q4, asb + WELL),
        (JOB_BYTES, b"\x13" + asb + b"\x11" + PROOF + b"\x00"),
        (Q4, WELL),
    )
    assert outcome.state == "device_done"


def test_a_printer_without_markers_is_proved_by_its_fence():
    outcome = print_on((Q1, WELL), (Q4, WELL), (JOB_BYTES, b"\x00"), (Q4, WELL))
    assert (outcome.state, outcome.printed) == ("device_done", "all")


def test_the_marker_and_fence_of_an_older_job_prove_nothing():
    old = b"\x37\x22OLD1\x00\x00"
    pairs = [(Q1, WELL), (Q4, WELL), (JOB_BYTES, old)]
    outcome = print_on(*pairs, (Q1, WELL), (Q4, WELL + PROOF), (Q4, WELL))
    assert outcome.state == "device_done"


def test_a_fence_passed_before_the_job_proves_nothing():
    outcome = print_on(
        *((Q1, b"\x00" + WELL), (Q4, WELL), (JOB_BYTES, b"")),
        *((Q1, WELL), (Q4, WELL + b"\x00"), (Q4, WELL)),
    )
    assert outcome.state == "device_done"


def test_near_end_prints_and_warns():
    outcome = print_on((Q1, WELL), (Q4, b"\x1e"), (JOB_BYTES, PROOF + b"\x03"), (Q4, b"\x1e"))
    assert outcome.state == "device_done"
    assert outcome.warning == Trouble("printer_paper_near_end")


def test_paper_used_up_by_this_slip_is_a_warning():
    outcome = print_on((Q1, WELL), (Q4, WELL), (JOB_BYTES, PROOF + b"\x00"), (Q4, b"\x7e"))
    assert (outcome.state, outcome.warning) == ("device_done", Trouble("printer_paper_used_up"))


def test_no_answer_about_the_paper_afterwards_is_no_warning():
    outcome = print_on((Q1, WELL), (Q4, WELL), (JOB_BYTES, PROOF + b"\x00"), (Q4, b""))
    assert (outcome.state, outcome.warning) == ("device_done", None)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ((0x1A, 0x32, 0x12, 0x7E), "printer_paper_out"),
        ((0x1A, 0x32, 0x12, 0x72), "printer_paper_out"),
        ((0x1A, 0x16, 0x12, 0x12), "printer_cover_open"),
        ((0x1A, 0x52, 0x1A, 0x12), "printer_error_cutter"),
        ((0x1A, 0x52, 0x16, 0x12), "printer_error_recoverable"),
        ((0x1A, 0x52, 0x32, 0x12), "printer_error_unrecoverable"),
        ((0x1A, 0x52, 0x52, 0x12), "printer_error_hot"),
        ((0x1A, 0x12, 0x12, 0x12), "printer_offline"),
    ],
)
def test_a_printer_that_cannot_print_is_sent_nothing(answers, code):
    pairs = [
        (question, bytes((answer,)))
        for question, answer in zip((Q1, Q2, Q3, Q4), answers, strict=True)
    ]
    outcome = print_on(*pairs)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error == Trouble(code)


def test_a_silent_printer_is_unknown_and_gets_no_fence_it_might_print():
    outcome = print_on((Q1, b""), (DATA, b""))
    assert (outcome.state, outcome.printed) == ("unknown", "unknown")
    assert outcome.error == Trouble("printer_silent")


def test_a_line_that_never_answers_is_only_sent():
    line = ScriptedLine((DATA, b""))
    line.answers = False
    outcome = EscPosPrinter(lambda: line, 48, SOON).print_slip(SLIP, JOB)
    line.assert_finished()
    assert (outcome.state, outcome.printed, outcome.error) == ("sent", "unknown", None)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ((b"\x1a", b"\x32", b"\x12", b"\x7e"), "printer_paper_out_midway"),
        ((b"\x1a", b"\x16", b"\x12", b"\x12"), "printer_cover_open_midway"),
        ((b"\x1a", b"\x52", b"\x1a", b"\x12"), "printer_stopped_midway"),
    ],
)
def test_what_stops_a_print_on_the_way_leaves_it_unknown(answers, code):
    outcome = print_on(
        (Q1, WELL), (Q4, WELL), (JOB_BYTES, b""), *zip((Q1, Q2, Q3, Q4), answers, strict=True)
    )
    assert (outcome.state, outcome.printed) == ("unknown", "unknown")
    assert outcome.error == Trouble(code)


def test_an_automatic_status_tells_of_the_stop_without_a_question():
    outcome = print_on((Q1, WELL), (Q4, WELL), (JOB_BYTES, b"\x18\x00\x0f\x00"))
    assert outcome.error == Trouble("printer_paper_out_midway")


def test_a_hot_head_cools_and_goes_on():
    outcome = print_on(
        *((Q1, WELL), (Q4, WELL), (JOB_BYTES, b"")),
        *((Q1, b"\x1a"), (Q2, b"\x52"), (Q3, b"\x52"), (Q4, WELL + PROOF + b"\x00")),
        (Q4, WELL),
    )
    assert outcome.state == "device_done"


def test_probing_asks_and_prints_nothing():
    line = ScriptedLine((Q1, WELL), (Q4, b"\x1e"))
    state = EscPosPrinter(lambda: line, 48, SOON).probe()
    line.assert_finished()
    assert state == PrinterState("paper_near_end")


def test_a_line_that_does_not_open_prints_nothing():
    def refuse():
        raise DeviceError("printer_refused", host="10.0.0.9", port=9100)

    printer = EscPosPrinter(refuse, 48, SOON)
    outcome = printer.print_slip(SLIP, JOB)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error == Trouble("printer_refused", (("host", "10.0.0.9"), ("port", 9100)))
    with pytest.raises(DeviceError, match="printer_refused"):
        printer.probe()


def test_a_slip_that_cannot_be_set_does_not_even_open_the_line():
    def never():
        raise AssertionError

    outcome = EscPosPrinter(never, 48, SOON).print_slip(Slip("", (Text("\U0010fffd"),)), JOB)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error is not None
    assert outcome.error.code == "glyph_missing"
    assert outcome.error.error().values["field"] == "小票"


def gone(sent=0):
    return DeviceError("printer_gone", sent=sent)


def test_a_line_that_breaks_before_the_job_prints_nothing():
    outcome = print_on((Q1, gone()))
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error is not None
    assert outcome.error.code == "printer_gone"


@pytest.mark.parametrize("code", ["printer_gone", "printer_stalled", "printer_interrupted"])
def test_a_line_that_breaks_within_the_job_tells_what_can_be_on_paper(code):
    untouched = print_on((Q1, WELL), (Q4, WELL), (JOB_BYTES, DeviceError(code, sent=0)))
    assert (untouched.state, untouched.printed) == ("failed", "nothing")
    assert untouched.error is not None
    assert untouched.error.code == code
    torn = print_on((Q1, WELL), (Q4, WELL), (JOB_BYTES, DeviceError(code, sent=9)))
    assert (torn.state, torn.printed) == ("failed", "unknown")
    assert torn.error == Trouble("printer_cut_short")


@pytest.mark.parametrize("code", ["printer_gone", "printer_stalled", "printer_interrupted"])
def test_a_line_that_breaks_behind_the_job_leaves_it_unknown(code):
    broken = DeviceError(code, sent=0)
    outcome = print_on((Q1, WELL), (Q4, WELL), (JOB_BYTES, b""), (Q1, broken))
    assert (outcome.state, outcome.printed) == ("unknown", "unknown")
    assert outcome.error == Trouble(f"{code}_midway")


def test_a_line_that_breaks_behind_the_proof_changes_nothing():
    outcome = print_on((Q1, WELL), (Q4, WELL), (JOB_BYTES, PROOF + b"\x00"), (Q4, gone()))
    assert (outcome.state, outcome.printed, outcome.warning) == ("device_done", "all", None)


def test_a_printer_that_falls_silent_behind_the_job_is_unconfirmed():
    line = ScriptedLine((Q1, WELL), (Q4, WELL), (JOB_BYTES, b""), *[(Q1, b"")] * 500)
    patience = Patience(answer_s=0.01, end_s=0.05)
    outcome = EscPosPrinter(lambda: line, 48, patience).print_slip(SLIP, JOB)
    assert (outcome.state, outcome.printed) == ("unknown", "unknown")
    assert outcome.error == Trouble("printer_unconfirmed")
