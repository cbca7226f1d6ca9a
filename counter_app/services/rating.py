"""
A rating at the window: recorded with the line cut like everything else, seen by nobody here (F-G3).

facts/domain.md 3.6, "Rules to build": a visit once, skipping allowed, nothing filled in beforehand.
What comes back to the clerk's side is a number of ratings, never what they say.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain import localtime
from counter_app.domain.case import Case, CaseState
from counter_app.domain.certificate import CertificateState
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.rating import (
    Channel,
    Level,
    Occasion,
    Source,
    check_content,
    rating_id,
    subject_of_rating,
)
from counter_app.domain.rating_operation import RATER, RatingGiven
from counter_app.services.cases import case_by_no
from counter_app.services.desk import Desk, enrolled, on_store
from counter_app.services.papertime import paper_time
from counter_app.services.visit import Visit, signed_in

_HANDED = (CertificateState.HANDED_OVER, CertificateState.SENT)


@dataclass(frozen=True, slots=True)
class Served:
    """A visit that may be rated: of which case, on what occasion, and who (user's name) served."""

    case_no: str
    occasion: Occasion
    clerk: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person says of it; ``source`` is a time that ran out where he said nothing."""

    level: Level
    tags: tuple[str, ...] = ()
    text: str = ""
    anonymous: bool = False
    source: Source = Source.CITIZEN


def give(desk: Desk, served: Served, opinion: Opinion) -> Flow[int]:
    """
    Record a rating and return how many this window has recorded today.

    Raises:
        RuleError: ``rating_given``, or as ``check_content``
        StoreError: of the ledger

    """
    check_content(opinion.level, opinion.tags, opinion.text)
    return (yield from on_store(lambda: _record(desk, served, opinion)))


def give_typed(desk: Desk, visit: Visit, case_no: str, opinion: Opinion) -> Flow[int]:
    """
    Record a rating of the newest visit of a case, as the citizen's face does.

    Raises:
        RuleError: as ``give``, ``not_signed_in`` or as ``case_by_no``

    """
    user = signed_in(visit)
    case: Case = yield from on_store(lambda: case_by_no(desk, case_no))
    return (yield from give(desk, Served(case.no, occasion_of(case), user.name), opinion))


def is_rated(desk: Desk, served: Served) -> bool:
    """Whether a person has rated this visit at this window (store lane)."""
    return any(each is not Source.SYSTEM_DEFAULT for each in _sources(desk, served))


def occasion_of(case: Case) -> Occasion:
    """Return which of its visits a case has come to; a withdrawn one was received all the same."""
    handed = any(each.state in _HANDED for each in case.certificates)
    done = handed or case.state is CaseState.DELIVERED
    return Occasion.HAND_OVER if done else Occasion.INTAKE


def _record(desk: Desk, served: Served, opinion: Opinion) -> int:
    there = _sources(desk, served)
    default = opinion.source is Source.SYSTEM_DEFAULT
    if Source.CITIZEN in there or (there and default):
        raise RuleError("rating_given")
    window = enrolled(desk).window.id
    moment = paper_time(desk, confirmed=True).moment
    did = RatingGiven(
        served.case_no,
        int(served.occasion),
        opinion.level,
        Channel.HALL_TABLET,
        opinion.source,
        opinion.tags,
        opinion.text.strip(),
        opinion.anonymous,
        served.clerk,
        window,
    )
    entry = Entry(did, moment, RATER, window, subject_of_rating(did.rating))
    desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)
    since = localtime.start_ms(localtime.day(moment.wall))
    return sum(_counts(each.entry) for each in desk.ledger.of_kinds(did.kind, since_ms=since))


def _sources(desk: Desk, served: Served) -> tuple[Source, ...]:
    subject = subject_of_rating(rating_id(served.case_no, int(served.occasion)))
    given = (each.entry.operation for each in desk.ledger.entries(subject))
    return tuple(each.source for each in given if isinstance(each, RatingGiven))


def _counts(entry: Entry) -> bool:
    did = entry.operation
    return isinstance(did, RatingGiven) and did.source is Source.CITIZEN
