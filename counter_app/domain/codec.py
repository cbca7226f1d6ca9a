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
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class _Shape(NamedTuple):
    """The fields of a class; ``nullable`` are those that must be given and may be None."""

    hints: dict[str, Any]
    nullable: frozenset[str]


_KNOWN: dict[type, _Shape] = {}


class ShapeError(ValueError):
    """Plain data does not have the shape that the class asks; the message names the field."""


def to_plain(value: Any) -> Any:
    """Return ``value`` as dicts, lists, strings, numbers and booleans."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((each.name, getattr(value, each.name)) for each in dataclasses.fields(value))
        return {name: to_plain(part) for name, part in pairs if part is not None}
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {name: to_plain(part) for name, part in value.items()}
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def from_plain(cls: type[T], data: object, *, strict: bool = False) -> T:
    """
    Build ``cls`` from ``data``; ``strict`` refuses names that the class does not have.

    Raises:
        ShapeError: a field is missing, unknown (when strict) or of another kind

    """
    if not isinstance(data, Mapping):
        raise ShapeError(f"{cls.__name__}: not an object")
    hints, nullable = _shape(cls)
    if strict and (unknown := sorted(data.keys() - hints.keys())):
        raise ShapeError(f"{cls.__name__}: unknown {', '.join(map(str, unknown))}")
    values = {
        name: _part(hint, data[name], f"{cls.__name__}.{name}", strict=strict)
        for name, hint in hints.items()
        if name in data
    }
    # None was left out: where the class has no default for it, only this brings it back
    values |= dict.fromkeys(nullable - values.keys())
    try:
        return cls(**values)
    except TypeError as wrong:
        raise ShapeError(f"{cls.__name__}: {wrong}") from wrong


def to_bytes(value: Any) -> bytes:
    """Return the plain form as canonical JSON (sorted names, no spaces, UTF-8)."""
    text = json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _shape(cls: type) -> _Shape:
    known = _KNOWN.get(cls)
    if known is None:
        hints = typing.get_type_hints(cls)
        fields = dataclasses.fields(cls)
        bare = (each.name for each in fields if not _has_default(each))
        nullable = frozenset(name for name in bare if _is_optional(hints[name]))
        known = _KNOWN[cls] = _Shape({each.name: hints[each.name] for each in fields}, nullable)
    return known


def _has_default(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is not missing or field.default_factory is not missing


def _is_optional(hint: Any) -> bool:
    return typing.get_origin(hint) in (types.UnionType, typing.Union)


def _part(hint: Any, data: object, where: str, *, strict: bool) -> Any:
    hint = getattr(hint, "__supertype__", hint)
    origin = typing.get_origin(hint)
    if _is_optional(hint):
        return _optional(hint, data, where, strict=strict)
    if origin is tuple:
        return _tuple(hint, data, where, strict=strict)
    if origin is dict:
        return _scalar(dict, data, where, strict=strict)
    if origin is typing.Literal:
        return _one_of(data, typing.get_args(hint), where)
    return _scalar(hint, data, where, strict=strict)


def _optional(hint: Any, data: object, where: str, *, strict: bool) -> Any:
    if data is None:
        return None
    inner = [each for each in typing.get_args(hint) if each is not types.NoneType]
    return _part(inner[0], data, where, strict=strict)


def _tuple(hint: Any, data: object, where: str, *, strict: bool) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise ShapeError(f"{where}: not a list")
    inner = typing.get_args(hint)
    if inner[-1] is Ellipsis:
        return tuple(_part(inner[0], each, where, strict=strict) for each in data)
    if len(inner) != len(data):
        raise ShapeError(f"{where}: not {len(inner)} values")
    return tuple(
        _part(kind, each, where, strict=strict) for kind, each in zip(inner, data, strict=True)
    )


def _one_of(data: object, allowed: tuple[object, ...], where: str) -> Any:
    if not any(data == each and type(data) is type(each) for each in allowed):
        raise ShapeError(f"{where}: not one of {allowed}")
    return data


def _scalar(hint: Any, data: object, where: str, *, strict: bool) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_plain(hint, data, strict=strict)
    if isinstance(hint, type) and issubclass(hint, Enum | date | bytes):
        return _parsed(hint, data, where)
    if isinstance(data, bool) and hint is not bool:
        raise ShapeError(f"{where}: not {hint.__name__}")
    if hint is float:
        return _number(data, where)
    if not isinstance(data, hint):
        raise ShapeError(f"{where}: not {hint.__name__}")
    return data


def _number(data: object, where: str) -> float:
    try:
        if isinstance(data, int | float) and math.isfinite(data):
            return float(data)
    except OverflowError as wrong:
        raise ShapeError(f"{where}: not float") from wrong
    raise ShapeError(f"{where}: not float")


def _parsed(hint: type[Enum | date | bytes], data: object, where: str) -> Any:
    try:
        if issubclass(hint, Enum):
            return hint(data)
        if isinstance(data, str):
            return date.fromisoformat(data) if issubclass(hint, date) else bytes.fromhex(data)
    except ValueError as wrong:
        raise ShapeError(f"{where}: {wrong}") from wrong
    raise ShapeError(f"{where}: not text")
