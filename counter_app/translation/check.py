"""What a Tibetan text must be before it may stand beside its Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from string import Formatter

from counter_app.spreadsheet import shown
from counter_app.words import placeholders

_FIELD = re.compile(r"\{[^{}]*\}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+\-_.:/]*")
_BESIDE = frozenset(" \n0123456789()（）[]·.,:;/+-–—_%“”‘’\"'↑↓→✓✗　")
"""What stands in sentences of any script: digits, brackets, signs of the screen."""
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def text_faults(source: str, text: str) -> Iterator[tuple[str, str]]:
    """
    Yield an error code and the value it names for each thing wrong with ``text``.

    ``texts_values``: its values in braces are not those of the Chinese; ``texts_script``:
    characters that are neither Tibetan (U+0F00-0FFF) nor signs, digits, or Latin words that the
    Chinese has too (keys such as Alt+A), private-use characters of old encodings among them;
    ``texts_no_tibetan``: not one Tibetan character.
    """
    if _values(text) != placeholders(source):
        asked = " ".join(f"{{{each}}}" for each in sorted(placeholders(source)))
        yield "texts_values", asked or "–"
    bare = _FIELD.sub("", text)
    allowed = set(_LATIN.findall(source))
    rest = _LATIN.sub(lambda found: "" if found[0] in allowed else found[0], bare)
    if odd := "".join(dict.fromkeys(each for each in rest if not _is_allowed(each))):
        yield "texts_script", shown(odd)
    if not any(_is_tibetan(each) for each in bare):
        yield "texts_no_tibetan", shown(text)


def day_of(value: object) -> date | None:
    """Return the day that a cell holds, as a date or as text, None when it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(str(value or "").strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _values(text: str) -> frozenset[str] | None:
    """Return the named values of a text, None when its braces do not pair or it says how to show one."""
    try:
        parts = tuple(Formatter().parse(text))
    except ValueError:
        return None
    if any(how or turned for _, _, how, turned in parts):
        return None
    return frozenset(name for _, name, _, _ in parts if name is not None)


def _is_allowed(character: str) -> bool:
    return _is_tibetan(character) or character in _BESIDE


def _is_tibetan(character: str) -> bool:
    return "\u0f00" <= character <= "\u0fff"
