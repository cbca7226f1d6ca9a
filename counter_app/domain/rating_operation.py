"""
A rating and what follows on a bad one, under operation's rules (F-G3; facts/domain.md 3.6).

Subject ``rating:ID``. A rating is recorded by the window at whose screen it was given, or by the
county's desk when it came by the QR code on a paper; all that follows is the county desk's.
``repr`` shows neither level nor tags nor text: the clerk, a log and a list see that there is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import ClassVar

from counter_app.domain.rating import Channel, Level, Source, rating_id

RATER = "citizen"
"""Who is named as having recorded a rating."""


class CallResult(Enum):
    """What became of a call: 通, 无人接, 拒绝, 错号."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    WRONG_NUMBER = "wrong_number"


class Verdict(Enum):
    """What was found out: 属实, 部分属实, 不实, 误评, 恶意."""

    TRUE = "true"
    PARTLY = "partly"
    UNTRUE = "untrue"
    MISTAKEN = "mistaken"
    MALICIOUS = "malicious"


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """
    A visit was rated.

    ``clerk`` (a user's name) and ``served_at`` (a window's id) are who is rated; ``clerk`` is empty
    when only the paper is known. ``text`` is in the person's own words.
    """

    kind: ClassVar[str] = "rating.give"
    v: ClassVar[int] = 1
    case_no: str = field(repr=False)
    sequence: int
    level: Level = field(repr=False)
    channel: Channel
    source: Source
    tags: tuple[str, ...] = field(default=(), repr=False)
    text: str = field(default="", repr=False)
    anonymous: bool = False
    clerk: str = ""
    served_at: str = ""

    @property
    def rating(self) -> str:
        """The id under which it counts once."""
        return rating_id(self.case_no, self.sequence)


@dataclass(frozen=True, slots=True)
class RatingAssigned:
    """Somebody is to call back and verify; the same day."""

    kind: ClassVar[str] = "rating.assign"
    v: ClassVar[int] = 1
    rating: str
    owner: str


@dataclass(frozen=True, slots=True)
class RatingCalled:
    """The person was called back (回访)."""

    kind: ClassVar[str] = "rating.call"
    v: ClassVar[int] = 1
    rating: str
    result: CallResult
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RatingJudged:
    """
    What was found, with the grounds; after an appeal a second time.

    ``fix_by``: ``fix_days`` working days from ``judged_on``; None when nothing is to be mended, or
    while the year has no holiday table. ``again``: the person may rate anew once it is mended.
    """

    kind: ClassVar[str] = "rating.judge"
    v: ClassVar[int] = 1
    rating: str
    verdict: Verdict
    grounds: str
    judged_on: date
    fix_days: int = 0
    fix_by: date | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class RatingFixed:
    """It was mended: what was done, and what the person was answered."""

    kind: ClassVar[str] = "rating.fix"
    v: ClassVar[int] = 1
    rating: str
    done: str
    reply: str
    fixed_on: date


@dataclass(frozen=True, slots=True)
class RatingConfirmed:
    """A supervisor has looked at it and closes it."""

    kind: ClassVar[str] = "rating.confirm"
    v: ClassVar[int] = 1
    rating: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatingAppealed:
    """The clerk who was rated asks for another look (申诉)."""

    kind: ClassVar[str] = "rating.appeal"
    v: ClassVar[int] = 1
    rating: str
    reason: str


RatingTicketOperation = (
    RatingAssigned | RatingCalled | RatingJudged | RatingFixed | RatingConfirmed | RatingAppealed
)
RatingOperation = RatingGiven | RatingTicketOperation
