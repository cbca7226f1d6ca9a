from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import Literal, NewType, Optional

import pytest
from hypothesis import given

from counter_app.domain.codec import ShapeError, from_plain, to_bytes, to_plain
from tests.fakes.strategies import instances

Code = NewType("Code", str)


class Colour(Enum):
    RED = "red"
    TWO = 2


@dataclass(frozen=True)
class Inner:
    name: str
    count: int | None = None


@dataclass(frozen=True)
class Outer:
    code: Code
    number: int
    ratio: float
    flag: bool
    colour: Colour
    day: date
    key: bytes
    align: Literal["left", 1]
    inner: Inner
    maybe: Inner | None
    # the old spelling on purpose: both are read
    other: Optional[date]  # noqa: UP045
    many: tuple[Inner, ...]
    pair: tuple[str, int]
    nested: tuple[tuple[str, tuple[int, ...]], ...]
    free: dict[str, object]
    rest: tuple[int, ...] = ()
    late: date | None = None
    made: dict[str, object] = field(default_factory=dict)


FULL = Outer(
    code=Code("c"),
    number=7,
    ratio=1.5,
    flag=True,
    colour=Colour.RED,
    day=date(2026, 11, 16),
    key=b"\x00\xff",
    align="left",
    inner=Inner("里", 3),
    maybe=None,
    other=date(2026, 1, 2),
    many=(Inner("a"), Inner("b", 0)),
    pair=("x", 1),
    nested=(("t", (1, 2)),),
    free={"any": [1, None, {"deep": True}]},
)
PLAIN = {
    "code": "c",
    "number": 7,
    "ratio": 1.5,
    "flag": True,
    "colour": "red",
    "day": "2026-11-16",
    "key": "00ff",
    "align": "left",
    "inner": {"name": "里", "count": 3},
    "other": "2026-01-02",
    "many": [{"name": "a"}, {"name": "b", "count": 0}],
    "pair": ["x", 1],
    "nested": [["t", [1, 2]]],
    "free": {"any": [1, None, {"deep": True}]},
    "rest": [],
    "made": {},
}


def without(name):
    return {key: value for key, value in PLAIN.items() if key != name}


def refused(data, cls=Outer, **how):
    with pytest.raises(ShapeError) as caught:
        from_plain(cls, data, **how)
    return str(caught.value)


def test_every_kind_of_field_has_one_plain_form():
    assert to_plain(FULL) == PLAIN


def test_what_may_be_none_may_be_left_out_with_or_without_a_default():
    assert from_plain(Outer, PLAIN) == FULL
    assert from_plain(Outer, PLAIN | {"maybe": None, "other": None, "late": None}) == replace(
        FULL, other=None
    )


def test_a_default_holds_for_what_is_left_out():
    @dataclass(frozen=True)
    class Waiting:
        days: int | None = 5

    assert from_plain(Waiting, {}) == Waiting(5)
    assert from_plain(Waiting, {"days": None}) == Waiting(None)


def test_bytes_are_canonical_json():
    assert to_bytes({"乙": 1, "b": b"\xab", "a": (Colour.TWO, date(2026, 1, 2))}) == (
        '{"a":[2,"2026-01-02"],"b":"ab","乙":1}'.encode()
    )


def test_bytes_do_not_depend_on_the_order_of_names():
    assert to_bytes({"b": 1, "a": 2}) == to_bytes({"a": 2, "b": 1})


def test_none_is_left_out_of_an_object_but_kept_in_a_list_and_in_free_data():
    assert to_plain(Inner("n")) == {"name": "n"}
    assert to_plain((None, 1)) == [None, 1]
    assert to_plain({"n": None}) == {"n": None}


def test_a_class_is_not_taken_for_an_instance():
    assert to_plain(Inner) is Inner


@given(instances(Outer))
def test_any_value_goes_through_json_and_back(value):
    assert from_plain(Outer, json.loads(to_bytes(value)), strict=True) == value


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("code", 1, "Outer.code: not str"),
        ("number", "1", "Outer.number: not int"),
        ("number", True, "Outer.number: not int"),
        ("number", 1.0, "Outer.number: not int"),
        ("ratio", "1.5", "Outer.ratio: not float"),
        ("ratio", True, "Outer.ratio: not float"),
        ("ratio", float("inf"), "Outer.ratio: not float"),
        ("ratio", float("nan"), "Outer.ratio: not float"),
        ("ratio", 10**400, "Outer.ratio: not float"),
        ("flag", 1, "Outer.flag: not bool"),
        ("colour", "blue", "Outer.colour: 'blue' is not a valid Colour"),
        ("colour", ["red"], "Outer.colour: ['red'] is not a valid Colour"),
        ("day", "2026-02-30", "Outer.day: day is out of range for month"),
        ("day", 20260102, "Outer.day: not text"),
        ("key", "0g", "Outer.key: non-hexadecimal number found in fromhex() arg at position 1"),
        ("key", 7, "Outer.key: not text"),
        ("align", "right", "Outer.align: not one of ('left', 1)"),
        ("align", True, "Outer.align: not one of ('left', 1)"),
        ("align", 1.0, "Outer.align: not one of ('left', 1)"),
        ("align", ["left"], "Outer.align: not one of ('left', 1)"),
        ("inner", "里", "Inner: not an object"),
        ("inner", {"name": 1}, "Inner.name: not str"),
        ("maybe", {"name": 1}, "Inner.name: not str"),
        ("other", "soon", "Outer.other: Invalid isoformat string: 'soon'"),
        ("many", {"name": "a"}, "Outer.many: not a list"),
        ("many", [{"name": "a"}, 2], "Inner: not an object"),
        ("pair", ["x"], "Outer.pair: not 2 values"),
        ("pair", ["x", 1, 2], "Outer.pair: not 2 values"),
        ("pair", ["x", "1"], "Outer.pair: not int"),
        ("nested", [["t", "12"]], "Outer.nested: not a list"),
        ("free", [], "Outer.free: not dict"),
        ("rest", [1, None], "Outer.rest: not int"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(name, wrong, said):
    assert refused(PLAIN | {name: wrong}) == said


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_only_an_object_is_an_object(data):
    assert refused(data) == "Outer: not an object"


def test_a_missing_field_is_named():
    assert "'number'" in refused(without("number"))


def test_a_whole_number_is_a_number_with_a_fraction_too():
    built = from_plain(Outer, PLAIN | {"ratio": 2})
    assert (built.ratio, type(built.ratio)) == (2.0, float)


def test_a_moment_of_the_day_is_no_date():
    assert "Outer.day" in refused(PLAIN | {"day": datetime(2026, 1, 2, 3).isoformat()})  # noqa: DTZ001


def test_unknown_names_pass_unless_strict_and_are_then_all_named():
    assert from_plain(Outer, PLAIN | {"zeta": 1, "alpha": 2}) == FULL
    assert refused(PLAIN | {"zeta": 1, "alpha": 2}, strict=True) == "Outer: unknown alpha, zeta"


@pytest.mark.parametrize(
    "deeper",
    [
        {"inner": {"name": "里", "extra": 1}},
        {"maybe": {"name": "里", "extra": 1}},
        {"many": [{"name": "里", "extra": 1}]},
    ],
)
def test_strictness_reaches_every_depth(deeper):
    assert from_plain(Outer, PLAIN | deeper)
    assert refused(PLAIN | deeper, strict=True) == "Inner: unknown extra"


def test_a_strict_reading_takes_free_data_as_it_is():
    free = PLAIN | {"free": {"whatever": {"name": 1}}}
    assert from_plain(Outer, free, strict=True).free == {"whatever": {"name": 1}}
