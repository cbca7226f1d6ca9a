"""
Names of persons as they are stored, matched and printed (facts/domain.md 6.2 and 6.3).

A name is never split into family and given name, never sorted by one, and never changed by NFKC.
"""

from __future__ import annotations

import re
import unicodedata

from counter_app.domain.errors import RuleError

NAME_MOST = 50
"""Longest name in characters (civil affairs standard MZ33: room for 25 to 50)."""
DOT = "\u00b7"
_DOTS = str.maketrans(dict.fromkeys("\u2022\u2027\u30fb\uff0e.", DOT))

PRIVATE_USE_NOW = {
    0xE78D: 0xFE10,
    0xE78E: 0xFE12,
    0xE78F: 0xFE11,
    0xE790: 0xFE13,
    0xE791: 0xFE14,
    0xE792: 0xFE15,
    0xE793: 0xFE16,
    0xE794: 0xFE17,
    0xE795: 0xFE18,
    0xE796: 0xFE19,
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
}
"""GB 18030-2022: the 24 places that used to be private use, and their code points now."""

_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Control, format, surrogate, line and paragraph separators: invisible on paper.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_OUTSIDE = re.compile("[\U00010000-\U0001ffff\U00040000-\U000effff\ufffe\uffff]")


def normalise_name(text: str) -> str:
    """
    Give a name in the form that is stored and matched.

    Six dots become U+00B7, old private-use places their code points of today, the whole NFC. A name
    wholly in Latin letters keeps its full stops (``J. Smith``). RuleError ``name_missing``,
    ``name_long`` (over 50 characters) or ``name_character`` (invisible, or outside the BMP and the
    planes 2 and 3; private use passes, see ``has_private_use``).
    """
    name = tidy_text(text)
    if not name:
        raise RuleError("name_missing")
    if not is_latin(name):
        name = name.translate(_DOTS)
    if len(name) > NAME_MOST:
        raise RuleError("name_long", most=NAME_MOST)
    _refuse_unprintable(name)
    return name


def normalise_latin_name(text: str) -> str:
    """
    Give the English name of a foreigner's card: blanks outside dropped, NFC, dots kept.

    The chip holds up to 60 characters, so there is no limit of 50. RuleError ``name_character``.
    """
    name = tidy_text(text)
    _refuse_unprintable(name)
    return name


def tidy_text(text: str) -> str:
    """Drop outer blanks, map old private-use places, NFC (never NFKC, it would change names)."""
    return unicodedata.normalize("NFC", text.translate(PRIVATE_USE_NOW)).strip()


def tidy_line(text: str) -> str:
    """Give an address or the name of an office: as ``tidy_text``, without invisible characters."""
    return "".join(each for each in tidy_text(text) if not _is_invisible(each))


def has_private_use(text: str) -> bool:
    """Whether a character is left that no font is bound to show: it needs a person's eye."""
    return bool(_PRIVATE_USE.search(text))


def is_latin(text: str) -> bool:
    """Whether every letter is Latin."""
    letters = [each for each in text if unicodedata.category(each)[0] in "LC"]
    return all(unicodedata.name(each, "").startswith("LATIN") for each in letters)


def cut_units(text: str, most: int) -> str:
    """Cut to ``most`` UTF-16 code units without ever halving a surrogate pair."""
    kept, used = [], 0
    for character in text:
        used += 2 if ord(character) > 0xFFFF else 1  # noqa: PLR2004 (end of the BMP)
        if used > most:
            break
        kept.append(character)
    return "".join(kept)


def _refuse_unprintable(name: str) -> None:
    if _OUTSIDE.search(name) or any(map(_is_invisible, name)):
        raise RuleError("name_character")


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE
