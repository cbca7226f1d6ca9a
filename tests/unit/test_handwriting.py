from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.handwriting import (
    LEAST_INK,
    MAX_BYTES,
    WIDE,
    is_written,
    pack,
    thinned,
    unpack,
)

COORDINATE = st.integers(0, WIDE - 1)
STROKE = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=1, max_size=12).map(tuple)
LINE = ((0, 0), (WIDE - 1, 0))


def code_of(call):
    with pytest.raises(RuleError) as caught:
        call()
    return caught.value.code


@given(st.lists(STROKE, max_size=6).map(tuple))
def test_what_was_drawn_comes_back_point_by_point(strokes):
    drawing = (LINE, *strokes)
    assert unpack(pack(drawing)) == drawing


def test_the_bytes_are_few_and_as_written_down():
    # version, two points, then the steps as zigzag: 0 0, 8190 (two bytes) 0
    assert pack((LINE,)) == bytes((1, 2, 0, 0, 0xFE, 0x3F, 0))


def test_points_that_tell_nothing_are_left_out_but_never_the_ends():
    stroke = ((0, 0), (1, 1), (3, 3), (20, 20), (21, 20), (22, 20))
    assert thinned(stroke) == ((0, 0), (20, 20), (22, 20))
    assert thinned(((5, 5),)) == ((5, 5),)
    assert thinned(()) == ()


@given(STROKE)
def test_thinning_adds_nothing(stroke):
    thin = thinned(stroke)
    assert set(thin) <= set(stroke)
    assert (thin[0], thin[-1]) == (stroke[0], stroke[-1])


@pytest.mark.parametrize(
    ("strokes", "written"),
    [
        ((), False),
        ((((5, 5),),), False),
        ((((0, 0), (LEAST_INK - 1, 0)),), False),
        ((((0, 0), (LEAST_INK, 0)),), True),
        ((((0, 0), (LEAST_INK // 2, 0)), ((9, 0), (9, LEAST_INK // 2))), True),
    ],
)
def test_a_dot_is_no_name(strokes, written):
    assert is_written(strokes) is written
    if not written:
        assert code_of(lambda: pack(strokes)) == "signature_empty"


def test_a_scrawl_without_end_is_not_kept():
    step = WIDE // 2
    stroke = tuple((step * (at % 2), 0) for at in range(MAX_BYTES))
    assert code_of(lambda: pack((stroke,))) == "signature_too_long"


@pytest.mark.parametrize(
    "packed",
    [b"", b"\x02\x01\x00\x00", b"\x01\x02\x00\x00", b"\x01\x01\x00\x80", b"\x01\xff\xff\x7f\x01"],
)
def test_bytes_cut_or_of_another_version_are_refused(packed):
    with pytest.raises(ValueError, match="drawing"):
        unpack(packed)
