"""
A slip's words as rows that fit the paper.

A row is printed as text, or as one picture when a character in it does not travel. A column is 12
dots; a Han character is two columns (facts/devices.md B1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops

from counter_app.domain.slip import Align, Pair, Text
from counter_app.typeset.breaks import split_pieces
from counter_app.typeset.runs import is_tibetan, split_clusters
from printers.charset import clean, count_columns, travels

DOTS_PER_COLUMN = 12
# A Han character of a picture is as high as one of the printer's font, a row as high as a line;
# a Tibetan stack reaches above and below.
HAN_DOTS, TIBETAN_DOTS, LEADING_DOTS = 24, 40, 6
INDENT = "  "
# Pillow keeps 1 as 1 in a mode "1" picture, and then inverts it to a value that is white again
WHITE = 255

Render = Callable[[str, int], Image.Image]


@dataclass(frozen=True, slots=True)
class Style:
    """How a row looks; ``scale`` 2 or 4 multiplies width and height."""

    align: Align = "left"
    scale: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of paper: text from the left edge (or as aligned), and text at the right edge."""

    left: str
    right: str = ""

    @property
    def travels(self) -> bool:
        """Whether the whole row may be sent as text."""
        return travels(self.left + self.right)


@dataclass(frozen=True)
class Sheet:
    """Paper of a width in columns, and what draws the text that does not travel."""

    columns: int
    render: Render

    @property
    def dots(self) -> int:
        """The printable width."""
        return self.columns * DOTS_PER_COLUMN

    def rows_of_text(self, line: Text) -> list[Row]:
        """Wrap a paragraph."""
        return [Row(part) for part in self._wrap(clean(line.text), self.dots, line.scale)]

    def rows_of_pair(self, line: Pair) -> list[Row]:
        """Set label and value on one row, or the value below the label when they do not fit."""
        label, value = clean(line.label).replace("\n", " "), clean(line.value)
        as_picture = not travels(label + value)
        wide = self._width(label, 1, as_picture) + self._width(value, 1, as_picture)
        if "\n" not in value and wide + DOTS_PER_COLUMN <= self.dots:
            return [Row(label, value)]
        room = self.dots - len(INDENT) * DOTS_PER_COLUMN
        below = [Row(INDENT + part) for part in self._wrap(value, room, 1)]
        return [Row(part) for part in self._wrap(label, self.dots, 1)] + below

    def text_of(self, row: Row) -> str:
        """Return a row that travels, its right part pushed to the right edge by spaces."""
        if not row.right:
            return row.left
        gap = self.columns - count_columns(row.left) - count_columns(row.right)
        return row.left + " " * gap + row.right

    def picture_of(self, row: Row, style: Style) -> Image.Image:
        """Return a row as black dots on white, a whole number of bytes wide."""
        height = _text_dots(row.left + row.right) * style.scale
        left = self.render(row.left, height)
        right = self.render(row.right, height) if row.right else None
        width = self.dots if right else min(self.dots, -(-left.width // 8) * 8)
        picture = Image.new("1", (width, height + LEADING_DOTS * style.scale), WHITE)
        picture.paste(left, (0, 0))
        if right:
            picture.paste(right, (width - right.width, 0))
        if style.bold:
            picture = ImageChops.logical_and(picture, ImageChops.offset(picture, 1, 0))
        return picture

    def _wrap(self, text: str, room: int, scale: int) -> Iterator[str]:
        for paragraph in text.split("\n"):
            if self._width(paragraph, scale) <= room:
                yield paragraph
                continue
            line = ""
            for piece in self._parts(paragraph, room, scale):
                if line and self._width((line + piece).rstrip(" "), scale) > room:
                    yield line.rstrip(" ")
                    line = ""
                line += piece
            yield line.rstrip(" ")

    def _parts(self, paragraph: str, room: int, scale: int) -> Iterator[str]:
        for piece in split_pieces(paragraph):
            if self._width(piece.rstrip(" "), scale) <= room:
                yield piece
            else:
                yield from split_clusters(piece)

    def _width(self, text: str, scale: int, as_picture: bool | None = None) -> int:
        if as_picture or (as_picture is None and not travels(text)):
            return self.render(text, _text_dots(text) * scale).width
        return count_columns(text) * DOTS_PER_COLUMN * scale


def _text_dots(text: str) -> int:
    return TIBETAN_DOTS if any(is_tibetan(each) for each in text) else HAN_DOTS
