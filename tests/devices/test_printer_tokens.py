"""The simulated printer is strict: what the facts do not know is a violation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.simulated.press import Press
from printers.simulated.tokens import Token, Tokenizer

START = b"\x1b\x40\x1c\x26"


def violations_of(data, columns=48):
    found = []
    press = Press(columns, found.append)
    for token in Tokenizer().feed(data):
        if token.kind == "violation":
            found.append(token.name.decode())
        elif token.kind == "text":
            press.put_text(token.data)
        elif token.kind == "command" and token.name[:2] == b"\x1d\x56":
            press.cut()
        elif token.kind == "command":
            press.obey(token)
    return found


@pytest.mark.parametrize(
    ("data", "violation"),
    [
        (b"\x1b\x99", "unknown byte 1B"),
        (b"\x1c\x99", "unknown byte 1C"),
        (b"\x1d\x56\x99", "unknown byte 1D"),
        (b"\x07", "unknown byte 07"),
        (b"\x80", "unknown byte 80"),
        (b"\x1d\x76\x31\x00\x01\x00\x01\x00\xff", "unknown byte 1D"),
        (b"\x1d\x76\x30\x00\x00\x00\x01\x00", "unknown byte 1D"),
        (b"\x1d\x6b\x04A001\x00", "unknown byte 1D"),
        (b"\x1d\x28\x41\x02\x00\x00\x00", "unknown byte 1D"),
        (b"\x81\x32\xf1\x30", "character outside the printer's font 8132F130"),
        (b"\xfe\x9f", "character outside the printer's font FE9F"),
        (b"\x1c\x2e\xc1\xd6", "Chinese outside Chinese mode"),
        (b"A\x1b\x61\x01", "alignment within a row"),
        (b"\x1b\x61\x07", "alignment unknown"),
        (b"A\x1d\x56\x42\x00", "cut within a row"),
        (b"A" * 49, "row wider than the paper"),
        (b"\x1d\x21\x11" + b"A" * 25, "row wider than the paper"),
        (b"\x1d\x76\x30\x00\x49\x00\x01\x00" + bytes(0x49), "picture wider than the paper"),
        (b"A\x1d\x76\x30\x00\x01\x00\x01\x00\xff", "picture within a row"),
        (b"\x1d\x28\x6b\x03\x00\x31\x51\x30", "QR printed before it was stored"),
        (b"\x1d\x28\x6b\x03\x00\x31\x99\x30", "QR function unknown"),
        (b"\x1d\x6b\x41\x01A", "bar code other than Code 128"),
        (b"\x1d\x6b\x49\x04A001", "Code 128 without a code set"),
        (
            b"\x1d\x76\x30\x00\x03\x00\x01\x00\x10\x04\x01",
            "real-time request within a command",
        ),
    ],
)
def test_a_fault_of_the_host_is_named(data, violation):
    assert violation in violations_of(START + data)


def test_every_command_of_the_facts_is_known():
    data = bytes.fromhex(
        "1B40 0A 1B6101 1B6132 1B2138 1D2177 1B4501 1B4701 1B2D01 1D4201 1B4D01 1B6403 1B4A10 1B32"
        "1B3318 1D4C0000 1D574002 1B7400 1C26 1C2104 1C2D01 1C530000 1C5701 1C2E 1B700019FA 1D5600"
        "1D5601 1D5630 1D5631 1D5641 00 1D564200 1D763000 0100 0100 80 1D6850 1D7702 1D4802 1D6600"
        "1B3D01 1D7201 1D610E 1D4901 0D"
    )
    kinds = {token.kind for token in Tokenizer().feed(data)}
    assert kinds == {"command"}


def test_a_request_inside_data_is_answered_all_the_same():
    picture = b"\x1d\x76\x30\x00\x03\x00\x01\x00\x10\x04\x02"
    tokens = list(Tokenizer().feed(picture))
    assert Token("realtime", b"\x10\x04", b"\x02") in tokens


@given(st.binary(max_size=80), st.integers(0, 80))
def test_where_the_line_cuts_the_bytes_does_not_matter(data, at):
    whole, cut = Tokenizer(), Tokenizer()
    assert list(whole.feed(data)) == [*cut.feed(data[:at]), *cut.feed(data[at:])]
