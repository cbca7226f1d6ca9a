"""One TOML table, key by key; a key that is missing, misspelt or wrong is named with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from counter_app.documents.template import Wording
from counter_app.domain.errors import RuleError

MISSING: Any = object()
# Who approves the Tibetan of sample data: no translator (facts/domain.md 6.1).
TRIAL_APPROVER = "样例"
KINDS = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true/false",
    list: "list",
    dict: "table",
    date: "date",
}


class TableReader:
    """Takes keys out of one TOML table; ``finish`` refuses what is left."""

    def __init__(self, data: object, place: str, template: str) -> None:
        self._place = place
        self._template = template
        if not isinstance(data, Mapping):
            raise self._wrong(place, KINDS[dict])
        self._left = dict(data)

    def take(self, key: str, kind: type, default: Any = MISSING) -> Any:
        """Return the value of ``key``, which must be of ``kind``."""
        value = self._left.pop(key, default)
        if value is MISSING:
            raise RuleError("template_key_missing", template=self._template, key=self._at(key))
        is_switch = isinstance(value, bool) and kind is not bool
        if value is not default and (is_switch or not isinstance(value, kind)):
            raise self._wrong(self._at(key), KINDS[kind])
        return value

    def numbers(self, key: str, count: int, default: Any = MISSING) -> tuple[float, ...]:
        """Return the list of ``count`` numbers at ``key``."""
        values = self.take(key, list, default)
        if len(values) != count or any(type(each) not in (int, float) for each in values):
            raise self._wrong(self._at(key), f"list of {count} numbers")
        return tuple(float(each) for each in values)

    def number(self, key: str, default: Any = MISSING) -> float:
        """Return the whole or decimal number at ``key``."""
        value = self._left.get(key)
        return float(self.take(key, int if type(value) is int else float, default))

    def choose(self, key: str, choices: Sequence[Any], default: Any = MISSING) -> Any:
        """Return the value of ``key``, which must be one of ``choices``."""
        value = self.take(key, type(choices[0]), default)
        if value not in choices:
            raise self._wrong(self._at(key), " | ".join(map(str, choices)))
        return value

    def texts(self, key: str, default: Any = MISSING) -> tuple[str, ...]:
        """Return the list of texts at ``key``."""
        values = self.take(key, list, default)
        if not all(isinstance(each, str) for each in values):
            raise self._wrong(self._at(key), "list of text")
        return tuple(values)

    def readers(self, key: str, default: Any = MISSING) -> list[TableReader]:
        """Return a reader for each table of the list at ``key``."""
        values = self.take(key, list, default)
        return [
            TableReader(each, f"{self._at(key)}[{n}]", self._template)
            for n, each in enumerate(values, start=1)
        ]

    def wording(self, key: str, default: Any = MISSING) -> Wording:
        """Return the text at ``key``: plain Chinese, or a table with a translation."""
        place = self._at(key)
        name = f"paper.{self._template}.{place}"
        if isinstance(self._left.get(key), Mapping):
            reader = TableReader(self._left.pop(key), place, self._template)
            return _read_translation(reader, name)
        return Wording(self.take(key, str, default), id=name)

    def wordings(self, key: str) -> tuple[Wording, ...]:
        """Return the list of texts at ``key``, each as ``wording`` reads it."""
        values = self.take(key, list)
        items = {str(n): each for n, each in enumerate(values, start=1)}
        reader = TableReader(items, self._at(key), self._template)
        return tuple(reader.wording(n) for n in items)

    def finish(self) -> None:
        """Refuse a key that nobody took."""
        for key in self._left:
            raise RuleError("template_key_unknown", template=self._template, key=self._at(key))

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def _wrong(self, key: str, expected: str) -> RuleError:
        return RuleError(
            "template_value_wrong", template=self._template, key=key, expected=expected
        )


def _read_translation(reader: TableReader, name: str) -> Wording:
    """Return a translated text; as long as nobody has approved it, it is Chinese only."""
    zh, bo = reader.take("zh", str), reader.take("bo", str)
    approver = reader.take("approved_by", str, "")
    if approver:
        reader.take("approved_at", date)
    reader.finish()
    if not approver:
        return Wording(zh, id=name)
    return Wording(zh, bo, trial=approver == TRIAL_APPROVER, id=name)
