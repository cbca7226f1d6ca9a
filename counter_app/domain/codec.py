"""
Frozen dataclasses to plain JSON values and back, by their annotations alone.

The plain form is what the outbox, the feed and the journal store. ``None`` is left out, dates are
ISO 8601, enums are their values, tuples are lists, bytes are lower-case hex. A field may be a
scalar, an enum, a date, bytes, another dataclass, ``tuple[X, ...]``,
``dict[str, object]`` (kept as it is), ``Literal`` or ``X | None``. Numbers are finite.
"""

from __future__ import annotations

import dataclasses
import json
import math
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Reader = Callable[[object], Any]
_BARE = (str, int, float, bool, type(None))


class ShapeError(ValueError):
    """Plain data does not have the shape that the class asks; the message names the field."""


def to_plain(value: Any) -> Any:
    """Return ``value`` as dicts, lists, strings, numbers and booleans."""
    kind = type(value)
    if kind in _BARE:
        return value
    if dataclasses.is_dataclass(kind):
        pairs = ((name, getattr(value, name)) for name in _names(kind))
        return {name: to_plain(part) for name, part in pairs if part is not None}
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {name: to_plain(part) for name, part in value.items()}
    return _plain_scalar(value)


def from_plain(cls: type[T], data: object, *, strict: bool = False) -> T:
    """
    Build ``cls`` from ``data``; ``strict`` refuses names that the class does not have.

    Raises:
        ShapeError: a field is missing, unknown (when strict) or of another kind

    """
    made: T = _object_reader(cls, strict)(data)  # type: ignore[arg-type]  # a class is hashable
    return made


def to_bytes(value: Any) -> bytes:
    """Return the plain form as canonical JSON."""
    return plain_bytes(to_plain(value))


def plain_bytes(plain: Any) -> bytes:
    """Return what is plain already as canonical JSON (sorted names, no spaces, UTF-8)."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(cls))


# A reader is made once per annotation and remembers where it stands, for the message.


@cache
def _object_reader(cls: type, strict: bool) -> Reader:
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)
    readers = {
        each.name: _reader(hints[each.name], f"{cls.__name__}.{each.name}", strict)
        for each in fields
    }
    bare = (each.name for each in fields if not _has_default(each))
    # None was left out: where the class has no default for it, only this brings it back
    nullable = dict.fromkeys(name for name in bare if _is_optional(hints[name]))

    def read(data: object) -> Any:
        if not isinstance(data, Mapping):
            raise ShapeError(f"{cls.__name__}: not an object")
        if strict and (unknown := sorted(data.keys() - readers.keys())):
            raise ShapeError(f"{cls.__name__}: unknown {', '.join(map(str, unknown))}")
        values = {name: read(data[name]) for name, read in readers.items() if name in data}
        try:
            return cls(**(nullable | values))
        except TypeError as wrong:
            raise ShapeError(f"{cls.__name__}: {wrong}") from wrong

    return read


def _has_default(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is not missing or field.default_factory is not missing


def _is_optional(hint: Any) -> bool:
    return typing.get_origin(hint) in (types.UnionType, typing.Union)


def _reader(hint: Any, where: str, strict: bool) -> Reader:
    hint = getattr(hint, "__supertype__", hint)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if _is_optional(hint):
        kept = next(each for each in inner if each is not types.NoneType)
        return _optional_reader(_reader(kept, where, strict))
    if origin is tuple:
        return _tuple_reader(inner, where, strict)
    if origin is typing.Literal:
        return _choice_reader(inner, where)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _object_reader(hint, strict)
    return _scalar_reader(dict if origin is dict else hint, where)


def _optional_reader(read: Reader) -> Reader:
    return lambda data: None if data is None else read(data)


def _tuple_reader(inner: tuple[Any, ...], where: str, strict: bool) -> Reader:
    endless = inner[-1] is Ellipsis
    kinds = inner[:1] if endless else inner
    readers = [_reader(kind, where, strict) for kind in kinds]

    def read(data: object) -> tuple[Any, ...]:
        if not isinstance(data, list | tuple):
            raise ShapeError(f"{where}: not a list")
        if endless:
            return tuple(map(readers[0], data))
        if len(readers) != len(data):
            raise ShapeError(f"{where}: not {len(readers)} values")
        return tuple(read(each) for read, each in zip(readers, data, strict=True))

    return read


def _choice_reader(allowed: tuple[object, ...], where: str) -> Reader:
    def read(data: object) -> object:
        if not any(data == each and type(data) is type(each) for each in allowed):
            raise ShapeError(f"{where}: not one of {allowed}")
        return data

    return read


def _scalar_reader(hint: type, where: str) -> Reader:
    if issubclass(hint, Enum | date | bytes):
        return lambda data: _parsed(hint, data, where)
    if hint is float:
        return lambda data: _number(data, where)

    def read(data: object) -> object:
        if not isinstance(data, hint) or (isinstance(data, bool) and hint is not bool):
            raise ShapeError(f"{where}: not {hint.__name__}")
        return data

    return read


def _number(data: object, where: str) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise ShapeError(f"{where}: not float")
    try:
        number = float(data)
    except OverflowError as wrong:
        raise ShapeError(f"{where}: not float") from wrong
    if not math.isfinite(number):
        raise ShapeError(f"{where}: not float")
    return number


def _parsed(hint: type[Enum | date | bytes], data: object, where: str) -> Any:
    try:
        if issubclass(hint, Enum):
            return hint(data)
        if isinstance(data, str):
            return date.fromisoformat(data) if issubclass(hint, date) else bytes.fromhex(data)
    except ValueError as wrong:
        raise ShapeError(f"{where}: {wrong}") from wrong
    raise ShapeError(f"{where}: not text")
