"""The arguments of one script line, each asked for by name and kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from counter_app.domain.errors import RuleError

E = TypeVar("E", bound=Enum)


@dataclass(frozen=True, slots=True)
class Arguments:
    """What stands on the line beside ``do``; every fault is a RuleError that names the argument."""

    verb: str
    values: Mapping[str, Any]

    def text(self, name: str, default: str | None = None) -> str:
        """A text; a number is taken as its digits."""
        value = self._value(name, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise RuleError("argument_wrong", name=name)
        return value

    def number(self, name: str, default: float) -> float:
        """A number, not negative."""
        value = self._value(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
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

    def table(self, name: str) -> Mapping[str, Any]:
        """An object."""
        value = self._value(name, None)
        if not isinstance(value, Mapping):
            raise RuleError("argument_wrong", name=name)
        return value

    def pairs(self, name: str, key: str, value: str) -> dict[str, str]:
        """A list of objects as ``{object[key]: object[value]}``; a bare text has an empty value."""
        found: dict[str, str] = {}
        for each in self.list(name):
            if isinstance(each, str):
                found[each] = ""
            elif isinstance(each, Mapping) and isinstance(each.get(key), str):
                found[each[key]] = str(each.get(value, ""))
            else:
                raise RuleError("argument_wrong", name=name)
        return found

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
