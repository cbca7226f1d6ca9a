"""Hypothesis strategies for the values that cross a wire, built from their own annotations."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from enum import Enum
from functools import cache

from hypothesis import strategies as st

# SQLite, PostgreSQL and JavaScript agree on whole numbers of this size.
WHOLE = st.integers(-(2**53), 2**53)
TEXT = st.text(max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
_SCALARS = {
    str: TEXT,
    int: WHOLE,
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bytes: st.binary(max_size=8),
    date: st.dates(),
    types.NoneType: st.none(),
}


def values_of(hint) -> st.SearchStrategy:
    """Return every value that a field annotated with ``hint`` may have."""
    hint = getattr(hint, "__supertype__", hint)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is not None:
        return _composed(origin, inner)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return _SCALARS[hint] if hint in _SCALARS else instances(hint)


def _composed(origin, inner) -> st.SearchStrategy:
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*map(values_of, inner))
    if origin is dict:
        return st.dictionaries(TEXT, JSON, max_size=2)
    if origin is typing.Literal:
        return st.sampled_from(inner)
    if inner[-1] is Ellipsis:
        return st.lists(values_of(inner[0]), max_size=2).map(tuple)
    return st.tuples(*map(values_of, inner))


@cache
def instances(cls: type) -> st.SearchStrategy:
    """Return every instance of a dataclass."""
    hints = typing.get_type_hints(cls)
    fields = {each.name: values_of(hints[each.name]) for each in dataclasses.fields(cls)}
    return st.builds(cls, **fields)
