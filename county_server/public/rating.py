"""
A rating by the code on a paper (F-G3, F-G5; design/sync.md 3.10).

Only who holds the paper has the code, and its signatures alone are believed: a case that has not
come yet is rated all the same. What is given is an operation of the desk of the signing window's
hall; a visit that is rated is rated, whichever way came first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from counter_app.domain.county_certificate import Revocation
from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.rating import (
    RATED_AGAIN,
    Channel,
    Level,
    Source,
    check_content,
    rating_id,
    subject_of_rating,
)
from counter_app.domain.rating_code import SignedRatingCode, check_rating_code
from counter_app.domain.rating_operation import RATER, RatingGiven
from counter_app.domain.revocation import has_ended
from counter_app.signatures import scheme_of
from county_server.desk.acts import COUNTY_CLOCK, Hand
from county_server.desk.rating_store import RatingStore
from county_server.desk.recording import append

LONGEST = 2_000
_FORGED = frozenset({"code_county", "code_signature", "code_device_expired"})


class Outcome(Enum):
    """What the page says."""

    ASK = "ask"
    AGAIN = "again"
    THANKS = "thanks"
    RATED = "rated"
    FORGED = "forged"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Look:
    """
    What may be done with a code; ``signed`` is None where nothing may.

    ``sequence`` is what a rating now would have; ``here``: the case has come.
    """

    outcome: Outcome
    signed: SignedRatingCode | None = None
    sequence: int = 0
    here: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to say."""

    level: Level
    tags: tuple[str, ...] = ()
    text: str = ""
    anonymous: bool = False


class Revocations(Protocol):
    """Where ended devices are listed."""

    async def revocations(self) -> tuple[Revocation, ...]:
        """Return every device whose word has ended."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """What the page needs: a store, the list of ended devices, the county's public key."""

    store: RatingStore
    ended: Revocations
    county_key: bytes


async def look(ratings: Ratings, text: str) -> Look:
    """
    Say what a code allows.

    Raises:
        StoreError: ``county_store_busy``

    """
    if len(text) > LONGEST:
        return Look(Outcome.UNREADABLE)
    try:
        signed = check_rating_code(text, ratings.county_key, scheme_of)
    except RuleError as refused:
        return Look(Outcome.FORGED if refused.code in _FORGED else Outcome.UNREADABLE)
    ended = await ratings.ended.revocations()
    unknown = await ratings.store.hall_of(signed.device.window) is None
    if unknown or has_ended(signed.device, signed.code.signed_on, ended):
        return Look(Outcome.FORGED)
    return await _allowed(ratings.store, signed)


async def give(ratings: Ratings, hand: Hand, seen: Look, wish: Wish) -> Look:
    """
    Record a rating by a code that ``look`` allowed; told is how it stands then.

    Raises:
        RuleError: as ``check_content``
        StoreError: ``county_store_busy``, nothing was recorded

    """
    signed = seen.signed
    if signed is None or seen.outcome not in (Outcome.ASK, Outcome.AGAIN):
        return seen
    check_content(wish.level, wish.tags, wish.text)
    did = RatingGiven(
        signed.code.case_no,
        seen.sequence,
        wish.level,
        Channel.QR,
        Source.CITIZEN,
        wish.tags,
        wish.text,
        wish.anonymous,
        served_at=signed.device.window,
    )
    hall = await ratings.store.hall_of(signed.device.window)
    async with ratings.store.desk(hall or "") as turn:
        moment = Moment(hand.now_ms, 0, COUNTY_CLOCK, COUNTY_CLOCK)
        entry = Entry(did, moment, RATER, turn.device.window, subject_of_rating(did.rating))
        judged = await append(turn, hand.new_id(), entry)
    outcome = Outcome.RATED if judged.parked else Outcome.THANKS
    return Look(outcome, signed, seen.sequence, seen.here)


async def _allowed(store: RatingStore, signed: SignedRatingCode) -> Look:
    code = signed.code
    here = await store.case_is_here(code.case_no)
    found = await store.rating(rating_id(code.case_no, code.sequence))
    if found is None or found.rated.given.source is Source.SYSTEM_DEFAULT:
        return Look(Outcome.ASK, signed, code.sequence, here)
    again = code.sequence + RATED_AGAIN
    if found.rated.may_rate_again and await store.rating(rating_id(code.case_no, again)) is None:
        return Look(Outcome.AGAIN, signed, again, here)
    return Look(Outcome.RATED, signed, code.sequence, here)
