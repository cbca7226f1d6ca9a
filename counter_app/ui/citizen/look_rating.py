"""Puts a rating that is being asked into words, for the person alone; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.errors import CounterError
from counter_app.domain.rating import LEVELS, TAGS, Level, to_device
from counter_app.services.rating import Served
from counter_app.ui.citizen.looks import Said
from counter_app.ui.citizen.state import Both, ChoiceLook, CitizenState, RateLook
from counter_app.words import Words

_STAR = "★"


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """What the person has touched so far; ``served`` is what he rates."""

    served: Served
    level: Level | None = None
    tags: tuple[str, ...] = ()
    anonymous: bool = False
    saving: bool = False
    error: CounterError | None = None


def rating_state(said: Said, facts: RatingFacts) -> CitizenState:
    """Return the page that asks."""
    codes = () if facts.level is None else TAGS[facts.level]
    look = RateLook(
        tuple(
            ChoiceLook(
                f"level:{each.value}",
                _both(said, f"rating.level.{each.value}"),
                each is facts.level,
                _STAR * to_device(each),
            )
            for each in LEVELS
        ),
        tuple(
            ChoiceLook(f"tag:{each}", _both(said, f"rating.tag.{each}"), each in facts.tags)
            for each in codes
        ),
        ChoiceLook("anonymous", said.both("rate.anonymous"), facts.anonymous),
        said.both("rate.skip"),
        said.both("rate.saving" if facts.saving else "rate.submit"),
        facts.level is not None and not facts.saving,
    )
    error = "" if facts.error is None else said.both("rate.failed").first
    return CitizenState(
        "rate", said.both("rate.title"), said.both("rate.hint"), rate=look, error=error
    )


def thanks_state(said: Said) -> CitizenState:
    """Return the page that thanks."""
    return CitizenState("done", said.both("rate.thanks"), said.both("rate.thanks_hint"))


def _both(said: Said, message: str) -> Both:
    """Return a text of no screen: the standard words, in Chinese first."""
    second = "" if said.words.language == "zh" else said.words.say(message)
    return Both(Words("zh").say(message), second)
