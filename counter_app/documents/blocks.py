"""
Blocks: pieces of a page that are never parted, made of text, strokes and bars at fixed places.

Everything is in points; a mark's ``y`` counts downwards from the top of its block. All text is set
before a page is begun, so that nothing half-drawn exists when a character is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counter_app.typeset.breaks import Sizes, fit_text, wrap_text
from counter_app.typeset.fonts import Weight, resolve_chain
from counter_app.typeset.runs import is_tibetan
from counter_app.typeset.shaping import Line, set_line

MM = 72 / 25.4
TEXT_WIDTH = 166 * MM

BODY_PT = 14.0
TABLE_PT = 12.0
TABLE_SMALLEST_PT = 9.5
TABLE_ONE_LINE_PT = 10.5
NOTE_PT = 10.5
TITLE_PT = 22.0

LEADING = 1.45
LEADING_TIBETAN = 1.9
# From the top of a line's space to its baseline, in parts of the leading.
BASELINE = 0.72
CELL_PAD = 3.5
STROKE = 0.6
# A last line as short as one character and its full stop takes some from the line before.
LONELY_CHARACTERS = 2
TABLE_SIZES = Sizes(TABLE_PT, TABLE_ONE_LINE_PT, TABLE_SMALLEST_PT)
# A row with more lines than this is cut, or it would not fit on a page of its own.
ROW_LINES_MOST = 24


@dataclass(frozen=True)
class TextMark:
    """A line of text with the left end of its baseline at ``x``, ``y``."""

    x: float
    y: float
    line: Line
    grey: float = 0.0


@dataclass(frozen=True)
class StrokeMark:
    """A straight stroke."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class BarMark:
    """A filled rectangle whose upper left corner is ``x``, ``y``."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class RingMark:
    """A thin grey dashed circle: the place of a seal."""

    x: float
    y: float
    radius: float


Mark = TextMark | StrokeMark | BarMark | RingMark


@dataclass(frozen=True)
class Block:
    """
    Marks of one height.

    ``keep`` holds it on the page of the next block; ``head`` is drawn before it when it begins a
    page (the head of its table); ``breaks`` starts a new page.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    head: Block | None = None
    breaks: bool = False


def leading(text: str, size: float) -> float:
    """Return the height of a line of ``text``; Tibetan stacks need more (facts/domain.md 6.1)."""
    return size * (LEADING_TIBETAN if any(map(is_tibetan, text)) else LEADING)


def space(height: float) -> Block:
    """Return an empty block."""
    return Block(height)


@dataclass(frozen=True)
class Look:
    """How a paragraph is set: size in points, weight, and whether its first line is indented."""

    size: float = BODY_PT
    weight: Weight = "regular"
    indented: bool = True


def paragraph(text: str, field: str, look: Look) -> list[Block]:
    """Return the lines of a paragraph, its first two and its last two kept together."""
    chain = resolve_chain(look.weight)
    indent = 2 * look.size if look.indented else 0.0
    blocks: list[Block] = []
    for part in text.split("\n"):
        lines = wrap_text(part, TEXT_WIDTH, look.size, chain, field, indent=indent)
        if len(lines) > 1 and len(lines[-1].text) <= LONELY_CHARACTERS:
            narrower = TEXT_WIDTH - 2 * look.size
            lines = wrap_text(part, narrower, look.size, chain, field, indent=indent)
        for number, line in enumerate(lines):
            keep = number in {0, len(lines) - 2} and number < len(lines) - 1
            blocks.append(_line_block(line, indent if number == 0 else 0.0, keep=keep))
    return blocks


def centred(text: str, field: str, *, size: float, weight: Weight) -> list[Block]:
    """Return ``text`` centred, each line kept with what follows."""
    lines = wrap_text(text, TEXT_WIDTH, size, resolve_chain(weight), field)
    return [_line_block(line, (TEXT_WIDTH - line.width) / 2, keep=True) for line in lines]


def sign_line(label: str, day: str, field: str) -> list[Block]:
    """Return a line to be signed across the page: the label, a rule, and the place of the ``day``."""
    chain = resolve_chain("regular")
    lines = wrap_text(label, TEXT_WIDTH * 0.55, TABLE_PT, chain, field)
    blocks = [_line_block(line, 0.0, keep=True) for line in lines]
    tail = _rule_and_day(lines[-1].width + CELL_PAD, TEXT_WIDTH, day, field)
    last = blocks[-1]
    blocks[-1] = replace(last, height=last.height + 10, marks=last.marks + tail.marks)
    return blocks


def sign_lines_narrow(label: str, day: str, field: str, width: float) -> list[Block]:
    """Return the same for a column of ``width``: the rule stands below the label."""
    chain = resolve_chain("regular")
    lines = wrap_text(label, width, TABLE_PT, chain, field)
    tail = _rule_and_day(0.0, width, day, field)
    return [*(_line_block(line, 0.0, keep=True) for line in lines), space(4), tail, space(6)]


def beside(left: Sequence[Block], right: Block) -> Block:
    """Return blocks stacked at the left and a block at the right as one, never parted."""
    marks: list[Mark] = list(right.marks)
    y = 0.0
    for block in left:
        marks += [_lowered(mark, y) for mark in block.marks]
        y += block.height
    return Block(max(y, right.height), tuple(marks))


def _lowered(mark: Mark, by: float) -> Mark:
    if isinstance(mark, StrokeMark):
        return replace(mark, y1=mark.y1 + by, y2=mark.y2 + by)
    return replace(mark, y=mark.y + by)


def _rule_and_day(start: float, end: float, day: str, field: str) -> Block:
    date = set_line(day, TABLE_PT, resolve_chain("regular"), field)
    height = leading(day, TABLE_PT)
    y = height * BASELINE
    rule = StrokeMark(start, y + 3, end - date.width - 6, y + 3)
    return Block(height, (rule, TextMark(end - date.width, y, date)), keep=True)


@dataclass(frozen=True)
class Cell:
    """
    Text for one cell of a row: ``width`` in points, and how it stands.

    ``room`` is the least height, in points, of a cell that somebody writes into.
    """

    text: str
    field: str
    width: float
    align: str = "left"
    weight: Weight = "regular"
    room: float = 0.0


def row_blocks(cells: Sequence[Cell], head: Block | None = None) -> list[Block]:
    """Return a ruled row: one block, or several when a cell is too long for one page."""
    columns = [_cell_lines(cell) for cell in cells]
    longest = max(len(lines) for lines in columns)
    cuts = range(0, max(longest, 1), ROW_LINES_MOST)
    return [
        _row(cells, [lines[at : at + ROW_LINES_MOST] for lines in columns], head) for at in cuts
    ]


def fits_one_line(text: str, width: float, field: str) -> bool:
    """Whether ``text`` stands on one line of a cell of ``width`` at a size that is easily read."""
    room = width - 2 * CELL_PAD
    return len(wrap_text(text, room, TABLE_ONE_LINE_PT, resolve_chain("regular"), field)) <= 1


def _cell_lines(cell: Cell) -> list[Line]:
    chain = resolve_chain(cell.weight)
    width = cell.width - 2 * CELL_PAD
    lines: list[Line] = []
    for part in cell.text.split("\n"):
        lines += fit_text(part, width, TABLE_SIZES, chain, cell.field)
    return lines


def _row(cells: Sequence[Cell], columns: list[list[Line]], head: Block | None) -> Block:
    heights = [sum(leading(line.text, line.size) for line in lines) for lines in columns]
    room = max(cell.room for cell in cells)
    height = max(max(*heights, TABLE_PT * LEADING) + 2 * CELL_PAD, room)
    marks: list[Mark] = []
    x = 0.0
    for cell, lines, used in zip(cells, columns, heights, strict=True):
        marks += _cell_marks(cell, lines, x, (height - used) / 2)
        marks.append(StrokeMark(x, 0, x, height))
        x += cell.width
    marks.append(StrokeMark(x, 0, x, height))
    marks += [StrokeMark(0, 0, x, 0), StrokeMark(0, height, x, height)]
    return Block(height, tuple(marks), head=head)


def _cell_marks(cell: Cell, lines: list[Line], x: float, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for line in lines:
        room = cell.width - 2 * CELL_PAD - line.width
        shift = {"left": 0.0, "centre": room / 2, "right": room}[cell.align]
        step = leading(line.text, line.size)
        marks.append(TextMark(x + CELL_PAD + shift, y + step * BASELINE, line))
        y += step
    return marks


def _line_block(line: Line, x: float, *, keep: bool) -> Block:
    height = leading(line.text, line.size)
    return Block(height, (TextMark(x, height * BASELINE, line),), keep=keep)
