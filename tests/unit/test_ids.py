from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.ids import uuid7

WALL = st.integers(0, 2**48 - 1)
RANDOM = st.binary(min_size=10, max_size=10)


@given(WALL, RANDOM)
def test_an_id_is_a_uuid_of_version_7(wall_ms, random):
    made = uuid7(wall_ms, random)
    assert len(made) == 16
    read = uuid.UUID(bytes=made)
    assert (read.version, read.variant) == (7, uuid.RFC_4122)
    assert int.from_bytes(made[:6], "big") == wall_ms


@given(WALL, WALL, RANDOM, RANDOM)
def test_ids_sort_by_their_moment(one_ms, other_ms, one, other):
    if one_ms != other_ms:
        assert (uuid7(one_ms, one) < uuid7(other_ms, other)) == (one_ms < other_ms)


def test_every_random_bit_but_six_is_kept():
    wall_ms = 1_794_794_400_000
    empty = int.from_bytes(uuid7(wall_ms, bytes(10)), "big")
    lone = {
        int.from_bytes(uuid7(wall_ms, (1 << bit).to_bytes(10, "big")), "big") ^ empty
        for bit in range(80)
    }
    assert len(lone - {0}) == 74


def test_an_id_of_the_standard():
    # RFC 9562 appendix A.6
    random = bytes.fromhex("0cc3") + bytes.fromhex("18c4dc0c0c07398f")
    assert uuid.UUID(bytes=uuid7(0x017F22E279B0, random)) == uuid.UUID(
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    )
