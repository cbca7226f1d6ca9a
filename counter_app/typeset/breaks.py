"""
Where a line may end, and text wrapped by that.

Between Han characters, after a Tibetan tsheg or shad and at spaces; never before a closing mark,
never after an opening one (facts/domain.md 6.1; the line-edge rules of GB/T 15834-2011, 5.1). A
piece wider than the line is cut between clusters as a last resort.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from counter_app.typeset.fonts import Chain
from counter_app.typeset.runs import is_tibetan, split_clusters, split_runs
from counter_app.typeset.shaping import Line, measure_piece, set_line

NEVER_BEFORE = frozenset(
    "，。、；：？！）》〉」』】〕〗］｝〞｠”’…—–～·‧・％‰℃°′″々〻｡､｣,.;:?!)]}%\u00a0་༌།༎༏༐༑༔༻༽"
)
NEVER_AFTER = frozenset("（《〈「『【〔〖［｛〝｟“‘｢￥＄£€№([{$\u00a0༌༺༼")
TIBETAN_ENDS = frozenset("་།༎༏༐༑༔")
SPACES = " \u3000"
SHRINK_STEP_PT = 0.5


def split_pieces(text: str) -> list[str]:
    """Split ``text`` at every place where a line may end; spaces stay with the piece before."""
    pieces: list[str] = []
    before = ("", "")
    for cluster in split_clusters(text):
        if pieces and not _may_break(before, cluster):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
        before = (before[1], cluster)
    return pieces


def wrap_text(
    text: str, width: float, size: float, chain: Chain, field: str, *, indent: float = 0.0
) -> list[Line]:
    """
    Wrap ``text`` into lines of at most ``width`` points; a newline in it starts a new line.

    The first line is ``indent`` points shorter. Empty text gives no line.

    Raises:
        RuleError: ``glyph_missing`` naming ``field``

    """
    lines: list[Line] = []
    ruler = _Ruler(size, chain)
    for paragraph in text.split("\n") if text else ():
        split_runs(paragraph, chain, field)
        room = width - indent if not lines else width
        parts = _fill(paragraph, room, width, ruler)
        lines.extend(set_line(part, size, chain, field) for part in parts)
    return lines


@dataclass(frozen=True)
class Sizes:
    """Font sizes in points that a value may take: wished, least on one line, least on two."""

    wished: float
    one_line: float
    two_lines: float


def fit_text(text: str, width: float, sizes: Sizes, chain: Chain, field: str) -> list[Line]:
    """
    Set a name or value that should stay short.

    On one line, a little smaller if that does it; else on two; else on as many lines of the wished
    size as it needs.
    """
    for most, smallest in ((1, sizes.one_line), (2, sizes.two_lines)):
        size = sizes.wished
        while size >= smallest:
            lines = wrap_text(text, width, size, chain, field)
            if len(lines) <= most:
                return lines
            size -= SHRINK_STEP_PT
    return wrap_text(text, width, sizes.wished, chain, field)


@dataclass(frozen=True)
class _Ruler:
    """Measures pieces of text, all of which ``chain`` covers, in points at one size."""

    size: float
    chain: Chain

    def width(self, text: str) -> float:
        return measure_piece(text, self.chain) * self.size


def _fill(text: str, room: float, width: float, ruler: _Ruler) -> Iterator[str]:
    line, used = "", 0.0
    for piece in split_pieces(text):
        for part in _cut(piece, width, ruler):
            needed = ruler.width(part.rstrip(SPACES))
            if line and used + needed > room:
                yield line.rstrip(SPACES)
                line, used, room = "", 0.0, width
            line += part
            used += ruler.width(part)
    yield line.rstrip(SPACES)


def _cut(piece: str, width: float, ruler: _Ruler) -> Iterator[str]:
    """Yield ``piece`` whole if it fits a line, else in parts that do."""
    part = ""
    if ruler.width(piece.rstrip(SPACES)) <= width:
        yield piece
        return
    for cluster in split_clusters(piece):
        if part and ruler.width(part + cluster) > width:
            yield part
            part = ""
        part += cluster
    yield part


def _may_break(before: tuple[str, str], after: str) -> bool:
    last = before[1]
    if after in SPACES or after[0] in NEVER_BEFORE or last[0] in NEVER_AFTER:
        return False
    if last in SPACES:
        # 5 个工作日: a number stays with its unit.
        return not (before[0].isdecimal() and _is_wide(after))
    if last[0] in TIBETAN_ENDS:
        return True
    if "-" in (last, after):
        # A hyphen at the end of a line is taken for a hyphenation, and lost, when text is copied.
        return False
    if is_tibetan(last[0]) and is_tibetan(after[0]):
        return False
    return _is_wide(last) or _is_wide(after)


def _is_wide(cluster: str) -> bool:
    # A Latin comma stands in 1,000 too: only marks beyond ASCII end a piece.
    is_mark = not cluster[0].isascii() and cluster[0] in NEVER_BEFORE
    return is_mark or unicodedata.east_asian_width(cluster[0]) in {"W", "F"}
