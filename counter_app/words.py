"""
Sentences by message id: every text that a person reads comes from here.

A message is a dotted id in ``resources/i18n/<language>/*.toml`` with named values in braces. An
error has two, ``error.<code>.what`` and ``error.<code>.remedy``. Chinese is the reference; a text
missing in another language is shown in Chinese, never as an id.

What counts names its forms after the value: ``{count} {count:copy|copies}`` is "1 copy" and
"2 copies" (Unicode CLDR's plural rule of English: ``one`` for 1, ``other`` for the rest).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from string import Formatter

from counter_app.domain.errors import CounterError
from counter_app.paths import resources

REFERENCE = "zh"


_LABEL = re.compile(
    r"ui\.[a-z]+\.(field|column|row|number_of|fact|choice|check)\.\w+"
    r"|ui\.intake\.(role|date|amend)\.\w+|ui\.citizen\.(check|sign|mark|done)\.\w+|ui\.(intake|devices)\.title"
    r"|ui\.kiosk\.public\.\w+"
)


class Words:
    """The texts of one language."""

    def __init__(self, language: str = REFERENCE, tibetan: Mapping[str, str] | None = None) -> None:
        """
        Take a language, and approved Tibetan texts by id.

        They stand behind Chinese labels (``is_label``), never before them and never alone
        (facts/domain.md 6.1).
        """
        beside = tibetan if tibetan and language == REFERENCE else {}
        self._beside = {name: text for name, text in beside.items() if is_label(name)}
        self.language = language
        self._texts = texts(REFERENCE) | texts(language)

    def say(self, message: str, /, **values: str | int) -> str:
        """
        Return the text of ``message`` with its values put in.

        A value that is itself a message id behind ``@`` is said in the same language; any other
        is shown as it is, since a person may have typed it.

        Raises:
            KeyError: no such message, or a value that it names is missing (a bug, found by a test)

        """
        said = {name: _Value(self._said(value)) for name, value in values.items()}
        text = self._texts[message].format(**said)
        label = self._beside.get(message)
        return text if label is None else f"{text} {label.format(**said)}"

    def _said(self, value: str | int) -> str | int:
        text = self._texts.get(value[1:]) if isinstance(value, str) and value[:1] == "@" else None
        return value if text is None or placeholders(text) else text

    def tibetan(self, message: str, /, **values: str | int) -> str:
        """Return the approved Tibetan of a label, for where it stands apart; empty without one."""
        label = self._beside.get(message)
        return "" if label is None else label.format(**values)

    def knows(self, message: str) -> bool:
        """Whether there is such a text."""
        return message in self._texts

    def error(self, error: CounterError) -> tuple[str, str]:
        """Return what happened and what to do."""
        return self.error_of(error.code, error.values)

    def error_of(self, code: str, values: dict[str, str | int]) -> tuple[str, str]:
        """Return what happened and what to do, for an error known by code and values."""
        what = self.say(f"error.{code}.what", **values)
        return what, self.say(f"error.{code}.remedy", **values)


class _Value:
    """A value of a sentence: its format is how it is shown, or the forms of the noun it counts."""

    __slots__ = ("_value",)

    def __init__(self, value: str | int) -> None:
        self._value = value

    def __format__(self, how: str) -> str:
        one, parted, other = how.partition("|")
        if not parted:
            return format(self._value, how)
        return one if str(self._value) == "1" else other


@cache
def texts(language: str) -> dict[str, str]:
    """Return all texts of ``language`` by dotted id."""
    found: dict[str, str] = {}
    for file in sorted((resources() / "i18n" / language).glob("*.toml")):
        _flatten("", tomllib.loads(file.read_text(encoding="utf-8")), found)
    return found


def is_label(message: str) -> bool:
    """Whether a text names something on the screen, so that Tibetan may stand beside its Chinese."""
    return _LABEL.fullmatch(message) is not None


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the values that ``text`` asks for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def _flatten(prefix: str, table: dict[str, object], found: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}{name}.", value, found)
        else:
            found[prefix + name] = str(value)
