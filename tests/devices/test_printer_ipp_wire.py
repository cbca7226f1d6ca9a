"""IPP: messages as bytes (RFC 8010)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from printers import ipp_wire as wire
from printers.ipp_wire import (
    Attribute,
    Group,
    IppSyntaxError,
    Message,
    decode_message,
    encode_message,
)

names = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20)
simple = st.one_of(
    st.builds(Attribute, names, st.just(wire.INTEGER), st.tuples(st.integers(-(2**31), 2**31 - 1))),
    st.builds(Attribute, names, st.just(wire.BOOLEAN), st.tuples(st.booleans())),
    st.builds(
        Attribute,
        names,
        st.just(wire.RANGE),
        st.tuples(st.tuples(st.integers(0, 9), st.integers(0, 9))),
    ),
    st.builds(
        Attribute, names, st.just(wire.KEYWORD), st.lists(names, min_size=1, max_size=4).map(tuple)
    ),
    st.builds(Attribute, names, st.just(wire.TEXT), st.tuples(st.text(max_size=30))),
)
collections = st.recursive(
    simple,
    lambda inner: st.builds(
        Attribute,
        names,
        st.just(wire.BEGIN_COLLECTION),
        st.lists(st.lists(inner, max_size=3).map(tuple), min_size=1, max_size=2).map(tuple),
    ),
    max_leaves=4,
)
groups = st.builds(
    Group,
    st.sampled_from([wire.OPERATION, wire.JOB, wire.PRINTER, wire.UNSUPPORTED]),
    st.lists(collections, max_size=4).map(tuple),
)
messages = st.builds(
    Message,
    st.integers(0, 0xFFFF),
    st.integers(1, 2**31 - 1),
    st.lists(groups, max_size=3).map(tuple),
    st.binary(max_size=20),
)


@settings(max_examples=100)
@given(messages)
def test_a_message_comes_back(message):
    assert decode_message(encode_message(message)) == message


@settings(max_examples=100)
@given(st.binary(max_size=60), messages, st.integers(1, 40))
def test_broken_bytes_are_a_syntax_error_and_nothing_else(noise, message, lost):
    for raw in (noise, encode_message(message)[:-lost]):
        try:
            decode_message(raw)
        except IppSyntaxError:
            continue


def test_the_worked_bytes_of_the_standard():
    # RFC 8010, A.1: the head of a Print-Job request
    head = bytes.fromhex("0101 0002 00000001 01 47 0012") + b"attributes-charset"
    raw = head + b"\x00\x05utf-8\x03%PDF"
    message = decode_message(raw)
    assert message == Message(
        2,
        1,
        (Group(wire.OPERATION, (Attribute("attributes-charset", wire.CHARSET, ("utf-8",)),)),),
        b"%PDF",
    )
    assert encode_message(message) == raw
