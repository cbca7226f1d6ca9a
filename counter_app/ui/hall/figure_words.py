"""How a figure is said: number, unit, and under it definition, numerator and denominator (F-H1); no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.figures import Figure
from counter_app.words import Words

NONE = "—"
"""Stands where there is no number; the reason stands beside it."""

TIMED = ("median.", "total.")
"""Of these the definition names no numbers; how many times were measured is told beside it."""


@dataclass(frozen=True, slots=True)
class FigureText:
    """``value`` is ``NONE`` without a number; ``note`` is then the reason, else the definition."""

    value: str
    note: str
    known: bool


def say_figure(words: Words, figure: Figure, places: int = 2) -> FigureText:
    """Return a figure in words; ``places``: decimals of its value."""
    if figure.reason:
        return FigureText(NONE, words.say(f"figure.reason.{figure.reason}"), known=False)
    return FigureText(figure.text(places), say_definition(words, figure), known=True)


def say_share(words: Words, figure: Figure) -> FigureText:
    """Return a share in percent with one decimal."""
    if figure.reason:
        return say_figure(words, figure)
    whole = Figure(figure.definition, figure.numerator * 100, figure.denominator, figure.count)
    return FigureText(whole.text(1), say_definition(words, figure), known=True)


def say_definition(words: Words, figure: Figure) -> str:
    """Return what a figure is, with its numbers."""
    note = words.say(
        f"figure.definition.{figure.definition}",
        numerator=figure.numerator,
        denominator=figure.denominator,
    )
    if figure.definition.startswith(TIMED):
        return words.say("ui.hall.figure.counted", note=note, count=figure.count)
    return note
