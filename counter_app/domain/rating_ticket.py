"""
A rating as the county keeps it, and the ticket that a bad one opens: a fold of operations (F-G3).

facts/domain.md 3.6: an owner the same day, a call back, a verdict, mending by a date, a reply, a
supervisor's look; an appeal for the clerk. Who may do what: ``counter_app.domain.rating_rule``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Entry
from counter_app.domain.rating import (
    BAD,
    RATED_AGAIN,
    Source,
    check_content,
    check_visit,
    subject_of_rating,
)
from counter_app.domain.rating_operation import (
    CallResult,
    RatingAppealed,
    RatingAssigned,
    RatingCalled,
    RatingConfirmed,
    RatingFixed,
    RatingGiven,
    RatingJudged,
    RatingOperation,
    RatingTicketOperation,
    Verdict,
)


class Stage(Enum):
    """How far a bad rating's ticket has come."""

    OPEN = "open"
    ASSIGNED = "assigned"
    CALLED = "called"
    JUDGED = "judged"
    FIXED = "fixed"
    APPEALED = "appealed"
    CLOSED = "closed"


VALID = frozenset({Verdict.TRUE, Verdict.PARTLY})
"""Verdicts after which something is to be mended."""
EXCLUDED = frozenset({Verdict.MISTAKEN, Verdict.MALICIOUS})
"""Verdicts whose ratings do not count in any figure."""


@dataclass(frozen=True, slots=True)
class CallMade:
    """One call back: by whom, when (UTC ms), with what result."""

    by: str
    at_ms: int
    result: CallResult
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatingTicket:
    """
    What became of a bad rating; empty and None where it has not come to that.

    ``judges``: who has judged it, the last one last: two after an appeal.
    """

    stage: Stage = Stage.OPEN
    owner: str = ""
    assigned_ms: int | None = None
    calls: tuple[CallMade, ...] = ()
    verdict: Verdict | None = None
    grounds: str = ""
    judges: tuple[str, ...] = ()
    fix_days: int = 0
    fix_by: date | None = None
    again: bool = False
    done: str = ""
    reply: str = ""
    fixed_by: str = ""
    fixed_on: date | None = None
    appeal: str = ""
    closed_by: str = ""
    closed_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """A visit's rating: given when (UTC ms, as its recorder's clock told), and its ticket if bad."""

    id: str
    given: RatingGiven
    at_ms: int
    rev: int = 1
    ticket: RatingTicket | None = None

    @property
    def may_rate_again(self) -> bool:
        """Whether the person may rate this visit anew."""
        ticket = self.ticket
        return ticket is not None and ticket.again and ticket.stage is Stage.CLOSED


def fold_rating(there: Rated | None, entry: Entry, first: Rated | None = None) -> Rated:
    """
    Return a rating after an operation; ``first`` is the one that it repeats.

    Raises:
        RuleError: ``rating_given`` (this visit is rated), ``rating_again`` (nothing allows to rate it
            anew), ``rating_unknown``, ``rating_stage``, ``rating_default``, ``rating_subject``, or as
            ``check_visit`` and ``check_content``

    """
    did = entry.operation
    assert isinstance(did, RatingOperation)  # noqa: S101 - who calls this has looked
    if entry.subject != subject_of_rating(did.rating):
        raise RuleError("rating_subject")
    if isinstance(did, RatingGiven):
        return _given(there, entry, did, first)
    if there is None or there.ticket is None:
        raise RuleError("rating_unknown")
    allowed, step = _STEPS[type(did)]
    if there.ticket.stage not in allowed:
        raise RuleError("rating_stage", stage=f"@rating.stage.{there.ticket.stage.value}")
    return replace(there, ticket=step(there.ticket, entry, did), rev=there.rev + 1)


def allows(ticket: RatingTicket, did: type[RatingTicketOperation]) -> bool:
    """Whether a ticket has come to the stage of this step; the step may still be refused."""
    return ticket.stage in _STEPS[did][0]


def check_rating(did: RatingGiven) -> None:
    """
    Refuse a rating that holds what none may hold, whoever recorded it.

    Raises:
        RuleError: ``rating_default`` or as ``check_visit`` and ``check_content``

    """
    check_visit(did.case_no, did.sequence)
    check_content(did.level, did.tags, did.text)
    default = did.source is Source.SYSTEM_DEFAULT
    if default and (did.tags or did.text or did.level in BAD or did.sequence > RATED_AGAIN):
        raise RuleError("rating_default")


def _given(there: Rated | None, entry: Entry, did: RatingGiven, first: Rated | None) -> Rated:
    check_rating(did)
    if did.sequence > RATED_AGAIN and (first is None or not first.may_rate_again):
        raise RuleError("rating_again")
    if there is not None and not _gives_way(there, did):
        raise RuleError("rating_given")
    rev = 1 if there is None else there.rev + 1
    ticket = RatingTicket() if did.level in BAD else None
    return Rated(did.rating, did, entry.at.wall, rev, ticket)


def _gives_way(there: Rated, did: RatingGiven) -> bool:
    """A time that ran out is no answer: whoever rates afterwards is heard."""
    return there.given.source is Source.SYSTEM_DEFAULT and did.source is Source.CITIZEN


def _assign(ticket: RatingTicket, entry: Entry, did: RatingAssigned) -> RatingTicket:
    stage = Stage.CALLED if ticket.calls else Stage.ASSIGNED
    first = entry.at.wall if ticket.assigned_ms is None else ticket.assigned_ms
    return replace(ticket, stage=stage, owner=did.owner, assigned_ms=first)


def _call(ticket: RatingTicket, entry: Entry, did: RatingCalled) -> RatingTicket:
    made = CallMade(entry.by, entry.at.wall, did.result, did.note)
    return replace(ticket, stage=Stage.CALLED, calls=(*ticket.calls, made))


def _judge(ticket: RatingTicket, entry: Entry, did: RatingJudged) -> RatingTicket:
    if did.again and did.verdict is Verdict.MALICIOUS:
        raise RuleError("rating_again")
    return replace(
        ticket,
        stage=Stage.JUDGED,
        verdict=did.verdict,
        grounds=did.grounds,
        judges=(*ticket.judges, entry.by),
        fix_days=did.fix_days,
        fix_by=did.fix_by,
        again=did.again,
    )


def _fix(ticket: RatingTicket, entry: Entry, did: RatingFixed) -> RatingTicket:
    if ticket.verdict not in VALID:
        raise RuleError("rating_nothing_to_fix")
    return replace(
        ticket,
        stage=Stage.FIXED,
        done=did.done,
        reply=did.reply,
        fixed_by=entry.by,
        fixed_on=did.fixed_on,
    )


def _confirm(ticket: RatingTicket, entry: Entry, _did: RatingConfirmed) -> RatingTicket:
    if ticket.verdict in VALID and ticket.stage is not Stage.FIXED:
        raise RuleError("rating_not_fixed")
    return replace(ticket, stage=Stage.CLOSED, closed_by=entry.by, closed_ms=entry.at.wall)


def _appeal(ticket: RatingTicket, _entry: Entry, did: RatingAppealed) -> RatingTicket:
    if ticket.verdict not in VALID or ticket.appeal:
        raise RuleError("rating_appeal")
    return replace(ticket, stage=Stage.APPEALED, appeal=did.reason)


_UNJUDGED = frozenset({Stage.OPEN, Stage.ASSIGNED, Stage.CALLED})
_Step = Callable[..., RatingTicket]
_STEPS: dict[type[RatingTicketOperation], tuple[frozenset[Stage], _Step]] = {
    RatingAssigned: (_UNJUDGED, _assign),
    RatingCalled: (_UNJUDGED - {Stage.OPEN}, _call),
    RatingJudged: (_UNJUDGED - {Stage.OPEN} | {Stage.APPEALED}, _judge),
    RatingFixed: (frozenset({Stage.JUDGED}), _fix),
    RatingConfirmed: (frozenset({Stage.JUDGED, Stage.FIXED}), _confirm),
    RatingAppealed: (frozenset({Stage.JUDGED, Stage.FIXED}), _appeal),
}
