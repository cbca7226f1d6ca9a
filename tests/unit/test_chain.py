from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.chain import GENESIS, head_message, next_hash

HASH = st.binary(min_size=32, max_size=32)
ID = st.binary(min_size=16, max_size=16)
NUMBER = st.integers(0, 2**64 - 1)


def test_the_hash_is_the_one_of_the_protocol():
    op_id, body = bytes(range(16)), b'{"kind":"consult.serve"}'
    expected = hashlib.sha256(
        bytes(32) + b"\0\0\0\0\0\0\0\1" + b"\0\0\0\0\0\0\1\2" + op_id + body
    ).digest()
    assert next_hash(GENESIS, 1, 258, op_id, body) == expected
    # computed once with sha256sum: what an upgraded window must still find in its ledger
    assert expected.hex() == "b07dd77d244df1684a0a8b9e3024f3783143ce815d480893b0b0690980180585"


@given(st.tuples(HASH, NUMBER, NUMBER, ID, st.binary()), st.data())
def test_the_hash_changes_with_every_part(parts, data):
    kinds = (HASH, NUMBER, NUMBER, ID, st.binary())
    place = data.draw(st.integers(0, 4))
    other = list(parts)
    other[place] = data.draw(kinds[place].filter(lambda each: each != parts[place]))
    assert next_hash(*parts) != next_hash(*other)


@given(st.lists(st.tuples(ID, st.binary()), min_size=2, max_size=5), st.data())
def test_two_operations_that_change_places_give_another_head(operations, data):
    def head(rows):
        h = GENESIS
        for seq, (op_id, body) in enumerate(rows, 1):
            h = next_hash(h, 1, seq, op_id, body)
        return h

    moved = data.draw(st.permutations(operations))
    assert (head(moved) == head(operations)) == (moved == operations)


def test_what_is_signed_names_its_purpose_device_and_place():
    head = bytes(range(32))
    assert head_message("d-1", 2, 258, head) == (
        b"counter-chain-head\0d-1\0" + b"\0\0\0\0\0\0\0\2" + b"\0\0\0\0\0\0\1\2" + head
    )


@pytest.mark.parametrize(("device", "gen", "seq"), [("d-2", 1, 1), ("d-1", 2, 1), ("d-1", 1, 2)])
def test_a_signed_head_is_of_no_other_device_generation_or_place(device, gen, seq):
    assert head_message(device, gen, seq, GENESIS) != head_message("d-1", 1, 1, GENESIS)
