"""
Readings of names, at the county only: windows get the finished search terms with each item.

Readings come from pypinyin's phrases (polyphones as in 银行, 重庆), laid over by our own phrase
list, laid over by an item's own ``reading``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pypinyin import lazy_pinyin

from counter_app.domain.item import Item
from counter_app.domain.search import IndexedItem, Readings, fold_text, index_terms


class Pinyin:
    """
    Reads texts by pypinyin and ``phrases`` (a phrase to its syllables, one for each character).

    A longer phrase wins over a shorter one.
    """

    def __init__(self, phrases: Mapping[str, tuple[str, ...]]) -> None:
        self._phrases = sorted(phrases.items(), key=lambda each: len(each[0]))

    def read(self, text: str) -> tuple[str, ...]:
        """Return one syllable for each character of the folded text; one without stands for itself."""
        folded = fold_text(text)
        syllables = list(_syllables(folded))
        for phrase, reading in self._phrases:
            at = folded.find(phrase)
            while at >= 0:
                syllables[at : at + len(phrase)] = reading
                at = folded.find(phrase, at + len(phrase))
        return tuple(syllables)

    def readings(self, item: Item) -> Readings:
        """Return the readings of an item; its own ``reading`` of the name goes first."""
        return Readings(
            name=tuple(item.reading.lower().split()) or self.read(item.name),
            department=self.read(item.dept_name),
            aliases=tuple(map(self.read, item.aliases)),
        )

    def index(self, items: Iterable[Item]) -> tuple[IndexedItem, ...]:
        """Return the items with their search terms, ready for the feed."""
        return tuple(IndexedItem(each, index_terms(each, self.readings(each))) for each in items)


def load_pinyin(file: Path) -> Pinyin:
    """Return the reader with the phrases of ``resources/catalogue/readings.toml``."""
    phrases = tomllib.loads(file.read_text("utf-8"))["phrases"]
    return Pinyin({phrase: tuple(reading.split()) for phrase, reading in phrases.items()})


def _syllables(text: str) -> Iterator[str]:
    """Yield one syllable for each character; a run that pypinyin cannot read comes back as it is."""
    at = 0
    for token in lazy_pinyin(text):
        if text.startswith(token, at):
            yield from token
            at += len(token)
        else:
            yield token
            at += 1
