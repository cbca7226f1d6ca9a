"""
Finding an item by what a clerk types: Chinese, pinyin, initials, Tibetan, code, alias, department.

The county makes an item's terms once (``index_terms``) and sends them beside the item in its feed
row (``IndexedItem``). A window looks a word up by prefix alone: ``text >= low and text < high``
with ``prefix_range``; every inner match is the prefix of some suffix. All words of a query must
hit; an item's score is the sum, over the words, of the best weight hit (``rank_key`` orders).
``search_in_memory`` is the definition that a store must equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from counter_app.domain.item import Item, ItemHit

LAST_CHARACTER = "\U0010ffff"
_TSHEG = "\u0f0b"
_BREAKS = re.compile(r"[\s,;/|、，；／｜\u0f0d-\u0f12\u0f14]+")
_TSHEGS = re.compile("[\u0f0b\u0f0c]+")
_LETTER_RUN = re.compile(r"[a-z0-9]+|[^a-z0-9]+")


class Weight(IntEnum):
    """How good a hit is; larger is better."""

    DEPARTMENT = 1
    INNER = 2
    ALIAS = 3
    PINYIN = 4
    INITIALS = 5
    NAME = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A folded text that a word of a query may be a prefix of, and what that hit weighs."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class IndexedItem:
    """The body of an item's feed row (kind ``item``, id the item code)."""

    item: Item
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """
    Pinyin syllables without tones (``v`` for u-umlaut), one for each Han character of the folded text.

    A character without reading, a letter or a digit stands for itself. ``aliases`` is parallel to
    the item's aliases.
    """

    name: tuple[str, ...]
    department: tuple[str, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()


def fold_text(text: str) -> str:
    """
    Return ``text`` as it is compared: no case, width, accent, blank or punctuation.

    Tibetan is put in canonical order with single tshegs and without shads.

    Compatibility forms are folded here only; a stored name never is (facts/domain.md 6.3).
    """
    folded = ""
    for word in _fold_words(text):
        joined = folded and _is_tibetan(folded[-1]) and _is_tibetan(word[0])
        folded += _TSHEG + word if joined else word
    return folded


def normalise(query: str) -> tuple[str, ...]:
    """
    Return the folded words of a query.

    Blanks, commas and shads part words, and so does a change between letters and other script
    (``食品xk``). Apostrophes of an input method's pre-edit vanish.
    """
    return tuple(run for word in _fold_words(query) for run in _LETTER_RUN.findall(word))


def prefix_range(word: str) -> tuple[str, str]:
    """Return ``(low, high)``: exactly the texts that begin with ``word`` lie in ``low <= t < high``."""
    return word, word + LAST_CHARACTER


def index_terms(item: Item, readings: Readings) -> tuple[Term, ...]:
    """Return every term of an item, each text once with its best weight, sorted by text."""
    best: dict[str, int] = {}
    for text, weight in _weighted_texts(item, readings):
        if text and best.get(text, 0) < weight:
            best[text] = int(weight)
    return tuple(Term(text, weight) for text, weight in sorted(best.items()))


def score(words: tuple[str, ...], terms: Iterable[Term]) -> int:
    """Return the sum of the best weights, or 0 when some word (or the query) hits nothing."""
    held = tuple(terms)
    total = 0
    for word in words:
        best = max((each.weight for each in held if each.text.startswith(word)), default=0)
        if not best:
            return 0
        total += best
    return total


def rank_key(item_score: int, name: str, code: str) -> tuple[int, int, str, str]:
    """Return the sort key of a hit: the better score, the shorter name, the name, the code."""
    return -item_score, len(name), name, code


def hit_of(item: Item) -> ItemHit:
    """Return what a list of hits shows of an item."""
    return ItemHit(item.code, item.name, item.dept_name, item.project_type)


def search_in_memory(items: Iterable[IndexedItem], query: str, limit: int) -> tuple[ItemHit, ...]:
    """Return the best ``limit`` hits; an empty query has none."""
    words = normalise(query)
    scored = ((score(words, each.terms), each.item) for each in items)
    found = sorted(
        ((points, item) for points, item in scored if points),
        key=lambda each: rank_key(each[0], each[1].name, each[1].code),
    )
    return tuple(hit_of(item) for _, item in found[:limit])


def _fold_words(text: str) -> Iterator[str]:
    composed = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", composed).casefold())
    for word in _BREAKS.split(apart):
        kept = "".join(each for each in _TSHEGS.sub(_TSHEG, word) if _is_kept(each))
        if stripped := kept.strip(_TSHEG):
            yield stripped


def _is_kept(character: str) -> bool:
    """Letters and digits of any script; marks on letters only where they are part of the spelling."""
    kind = unicodedata.category(character)[0]
    return character == _TSHEG or kind in "LN" or (kind == "M" and _is_tibetan(character))


def _weighted_texts(item: Item, readings: Readings) -> Iterator[tuple[str, Weight]]:
    yield from _text_terms(fold_text(item.name), Weight.NAME)
    yield from _text_terms(fold_text(item.name_bo), Weight.NAME)
    yield from _sound_terms(readings.name, Weight.PINYIN, Weight.INITIALS)
    yield fold_text(item.code), Weight.ALIAS
    yield fold_text(item.catalog_code), Weight.ALIAS
    for alias in item.aliases:
        yield from _text_terms(fold_text(alias), Weight.ALIAS)
    for syllables in readings.aliases:
        yield from _sound_terms(syllables, Weight.ALIAS, Weight.ALIAS)
    yield from _department_terms(fold_text(item.dept_name), readings.department)


def _department_terms(name: str, syllables: tuple[str, ...]) -> Iterator[tuple[str, Weight]]:
    initials = "".join(_initial(each) for each in syllables)
    for text in (*_suffixes(name), *(initials[at:] for at in range(len(initials)))):
        if len(text) > 1:
            yield text, Weight.DEPARTMENT


def _text_terms(text: str, first: Weight) -> Iterator[tuple[str, Weight]]:
    return _weighed(_suffixes(text), first)


def _sound_terms(
    syllables: tuple[str, ...], full: Weight, initials: Weight
) -> Iterator[tuple[str, Weight]]:
    starts = range(len(syllables))
    yield from _weighed(("".join(syllables[at:]) for at in starts), full)
    firsts = [_initial(each) for each in syllables]
    yield from _weighed(("".join(firsts[at:]) for at in starts), initials)


def _weighed(texts: Iterable[str], first: Weight) -> Iterator[tuple[str, Weight]]:
    for at, text in enumerate(texts):
        yield text, Weight.INNER if at else first


def _suffixes(text: str) -> Iterator[str]:
    yield text
    for at, (left, right) in enumerate(pairwise(text), 1):
        if _parts(left, right):
            yield text[at:]


def _initial(syllable: str) -> str:
    return syllable[:1]


def _parts(left: str, right: str) -> bool:
    """Whether a suffix may start between two characters: not inside a number or a Tibetan syllable."""
    if left == _TSHEG:
        return True
    if right == _TSHEG or _is_tibetan(right):
        return not _is_tibetan(left)
    return not (left.isascii() and right.isascii())


def _is_tibetan(character: str) -> bool:
    return "\u0f00" <= character <= "\u0fff"
