"""The arguments of one script line, each asked for by name and kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from counter_app.domain.errors import RuleError
from counter_app.domain.handwriting import Strokes

E = TypeVar("E", bound=Enum)
NOT_TYPED = frozenset(
    {
        "newest_address",
        "old_number",
        "sam_id",
        "raw_name",
        "source",
        "flags",
        "name_reason",
        "id_type",
    }
)
"""What ``read_card`` tells besides: such a person may be given back, but these are not typed."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What stands on the line beside ``do``; every fault is a RuleError that names the argument."""

    verb: str
    values: Mapping[str, Any]

    def text(self, name: str, default: str | None = None) -> str:
        """A text; a number is taken as its digits."""
        return _text(name, self._value(name, default))

    def number(self, name: str, default: float, most: float) -> float:
        """A number of 0 to ``most``."""
        value = self._value(name, default)
        known = isinstance(value, int | float) and not isinstance(value, bool)
        if not known or not 0 <= value <= most:
            raise RuleError("argument_wrong", name=name)
        return float(value)

    def day(self, name: str) -> date | None:
        """An ISO date, or None when it is not given."""
        value = self.values.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError) as wrong:
            raise RuleError("argument_wrong", name=name) from wrong

    def choice(self, name: str, kind: type[E]) -> E:
        """One of the values of an enum."""
        try:
            return kind(self.text(name))
        except ValueError as wrong:
            raise RuleError("argument_wrong", name=name) from wrong

    def person(self, name: str) -> dict[str, str]:
        """The fields of a typed person in an object, or of the line itself if ``name`` is empty."""
        values = self._value(name, None) if name else self.values
        if not isinstance(values, Mapping):
            raise RuleError("argument_wrong", name=name)
        apart = NOT_TYPED if name else NOT_TYPED | {"do", "phone"}
        return {
            each: _text(each, value)
            for each, value in values.items()
            if each not in apart and value is not None
        }

    def given(self, *names: str) -> str:
        """Return the first of ``names`` that stands on the line and is not null, else nothing."""
        return next((each for each in names if self.values.get(each) is not None), "")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(_text(name, each) for each in self.list(name))

    def pairs(self, name: str, key: str, value: str) -> dict[str, str]:
        """A list of objects as ``{object[key]: object[value]}``; a bare text has an empty value."""
        found: dict[str, str] = {}
        for each in self.list(name):
            if isinstance(each, str):
                found[each] = ""
            elif isinstance(each, Mapping) and isinstance(each.get(key), str):
                given = each.get(value)
                found[each[key]] = "" if given is None else _text(name, given)
            else:
                raise RuleError("argument_wrong", name=name)
        return found

    def strokes(self, name: str) -> Strokes:
        """A signature: a list of strokes, each a list of points; empty when it is not given."""
        if not self.given(name):
            return ()
        try:
            return tuple(tuple((int(x), int(y)) for x, y in stroke) for stroke in self.list(name))
        except (TypeError, ValueError) as wrong:
            raise RuleError("argument_wrong", name=name) from wrong

    def list(self, name: str) -> list[Any]:
        """A list."""
        value = self._value(name, None)
        if not isinstance(value, list):
            raise RuleError("argument_wrong", name=name)
        return value

    def _value(self, name: str, default: Any) -> Any:
        value = self.values.get(name)
        value = default if value is None else value
        if value is None:
            raise RuleError("argument_missing", verb=self.verb, name=name)
        return value


def _text(name: str, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise RuleError("argument_wrong", name=name)
    return value
