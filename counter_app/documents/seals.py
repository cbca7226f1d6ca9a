"""The place of a seal over the body's name and the date, and who signs beside it."""

from __future__ import annotations

from collections.abc import Iterable

from counter_app.documents.blocks import (
    BASELINE,
    MM,
    NOTE_PT,
    TABLE_PT,
    TEXT_WIDTH,
    Block,
    Mark,
    RingMark,
    TextMark,
    beside,
    leading,
    sign_lines_narrow,
    space,
)
from counter_app.documents.filling import Filled
from counter_app.documents.template import SealSection
from counter_app.typeset.breaks import wrap_text
from counter_app.typeset.fonts import resolve_chain

# A county body's round seal is 38 to 42 mm wide.
SEAL_RADIUS = 19 * MM
SEAL_COLUMN = 64 * MM
SIGN_WIDTH = TEXT_WIDTH - SEAL_COLUMN - 10 * MM


def seal_blocks(filled: Filled, section: SealSection) -> list[Block]:
    """Return the place of the seal, with the lines to be signed beside it."""
    left = _lines_to_sign(filled, section.signatures)
    return [Block(4, keep=True), beside(left, _seal(filled, section))]


def labels_to_sign(filled: Filled, keys: Iterable[str]) -> list[str]:
    """Return the labels of the lines among ``keys`` that the document asks to be signed."""
    asked = set(keys) & set(filled.document.signatures)
    return [filled.words(each.label) for each in filled.template.signatures if each.key in asked]


def _lines_to_sign(filled: Filled, keys: Iterable[str]) -> list[Block]:
    day = filled.common("sign_date")
    blocks: list[Block] = [space(6)]
    for words in labels_to_sign(filled, keys):
        blocks += sign_lines_narrow(words, day, words, SIGN_WIDTH)
    return blocks


def _seal(filled: Filled, section: SealSection) -> Block:
    centre = TEXT_WIDTH - SEAL_COLUMN / 2
    chosen = resolve_chain("regular")
    marks: list[Mark] = [RingMark(centre, SEAL_RADIUS, SEAL_RADIUS)]
    named = (filled.values[section.body], filled.values[section.date])
    caption = filled.words(section.caption)
    y = 8 * MM
    for text, size, grey in ((caption, NOTE_PT, 0.55), *((each, TABLE_PT, 0.0) for each in named)):
        for line in wrap_text(text, SEAL_COLUMN, size, chosen, text):
            step = leading(line.text, size)
            marks.append(TextMark(centre - line.width / 2, y + step * BASELINE, line, grey))
            y += step
        y += 2
    return Block(max(y, 2 * SEAL_RADIUS + 2), tuple(marks))
