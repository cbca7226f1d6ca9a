"""How a figure is said in a report: its number, and under it definition, numerator, denominator."""

from __future__ import annotations

from fractions import Fraction

from counter_app.domain.figures import Figure, rounded
from counter_app.domain.report import Cell, Opens
from counter_app.words import Words

_HUNDRED = 100
_MEDIAN_PLACES, _RATE_PLACES = 1, 2
_COUNT = "count"
NOTHING = Cell("—")


def places_of(figure: Figure) -> int:
    """Return with how many decimals a figure is told."""
    kind = figure.definition.partition(".")[0]
    if kind == _COUNT:
        return 0
    return _RATE_PLACES if kind in ("throughput", "per_hour", "rate_60") else _MEDIAN_PLACES


def is_share(figure: Figure) -> bool:
    """Whether it is told in hundredths."""
    return figure.definition.startswith("immediate")


def number_cell(value: int, opens: Opens = None) -> Cell:
    """Return a count."""
    return Cell(f"{value:,}", Fraction(value), 0, opens)


def figure_cell(words: Words, figure: Figure, opens: Opens = None) -> Cell:
    """Return a figure, or the dash of one that cannot be told; its reason stands in the note."""
    value = figure.value
    if value is None:
        return NOTHING
    places = places_of(figure)
    if is_share(figure):
        percent = value * _HUNDRED
        text = words.say("report.percent", number=rounded(percent, places))
        return Cell(text, percent, places, opens)
    return Cell(plain(value, places), value, places, opens)


def change_cell(words: Words, value: Fraction | None, figure: Figure) -> Cell:
    """Return a difference of two such figures, with its sign."""
    if value is None:
        return NOTHING
    places = places_of(figure)
    if is_share(figure):
        points = value * _HUNDRED
        text = words.say("report.points", number=signed(points, places))
        return Cell(text, points, places)
    return Cell(signed(value, places), value, places)


def percent_cell(words: Words, percent: int | None) -> Cell:
    """Return a percentage with its sign; of zero there is none."""
    if percent is None:
        return NOTHING
    text = words.say("report.percent", number=signed(Fraction(percent), 0))
    return Cell(text, Fraction(percent))


def note_of(words: Words, figure: Figure) -> str:
    """Return definition, numerator and denominator of a figure, or why there is none."""
    kind, _, name = figure.definition.partition(".")
    if kind == _COUNT:
        return words.say(f"report.about.{name}")
    said = words.say(
        f"figure.definition.{figure.definition}",
        numerator=figure.numerator,
        denominator=figure.denominator,
        count=figure.count,
    )
    if not figure.reason:
        return said
    return words.say("report.no_figure", why=words.say(f"figure.reason.{figure.reason}"))


def plain(value: Fraction, places: int) -> str:
    """Return a number that is not negative, its thousands apart."""
    whole, dot, rest = (rounded(value, places) if places else str(_nearest(value))).partition(".")
    return f"{int(whole):,}{dot}{rest}"


def signed(value: Fraction, places: int) -> str:
    """Return a difference with its sign; nothing that rounds to zero has one."""
    size = plain(abs(value), places)
    if not size.strip("0.,"):
        return size
    return f"{'+' if value > 0 else '−'}{size}"


def _nearest(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
