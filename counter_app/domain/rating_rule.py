"""
Who may do what with a bad rating, and by when it is mended (F-G3; facts/domain.md 3.6).

Nobody judges himself: the rated clerk neither owns nor judges nor closes his ticket, an appeal is
judged by another supervisor than the first verdict, and who mended does not confirm.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from counter_app.domain.calendar import Calendar
from counter_app.domain.errors import RuleError
from counter_app.domain.item import Limit
from counter_app.domain.rating_operation import (
    RatingAppealed,
    RatingAssigned,
    RatingCalled,
    RatingConfirmed,
    RatingFixed,
    RatingJudged,
    RatingTicketOperation,
    Verdict,
)
from counter_app.domain.rating_ticket import VALID, RatingTicket, Stage

SUPERVISOR = "supervisor"
FIX_DAYS = 5
"""Working days to mend, where nobody names another number; the national rule has none."""
FIX_DAYS_MOST = 15
WORDS_MOST = 500


@dataclass(frozen=True, slots=True)
class RatedHand:
    """Who acts, who is rated (empty: not known yet), and whether the person can be called."""

    user: str
    roles: Collection[str]
    clerk: str
    contact: bool


def require_hand(hand: RatedHand, ticket: RatingTicket, did: RatingTicketOperation) -> None:
    """
    Refuse what this user may not do with this ticket.

    Raises:
        RuleError: ``rating_role`` (a supervisor does it), ``rating_owner`` (its owner does it),
            ``rating_own`` (he is rated himself), ``rating_not_yours`` (an appeal is the rated
            clerk's), ``rating_judge_again``, ``rating_confirm_own``, ``rating_call_first``

    """
    if isinstance(did, RatingAppealed):
        if hand.user != hand.clerk:
            raise RuleError("rating_not_yours")
        return
    if hand.clerk in (hand.user, did.owner if isinstance(did, RatingAssigned) else hand.user):
        raise RuleError("rating_own")
    _require_duty(hand, ticket, did)
    if isinstance(did, RatingJudged):
        _require_judge(hand, ticket)
    if isinstance(did, RatingConfirmed) and hand.user == ticket.fixed_by:
        raise RuleError("rating_confirm_own")


def fix_by(verdict: Verdict, judged_on: date, days: int, calendar: Calendar) -> date | None:
    """
    Return by when it is to be mended: ``days`` working days on; None when nothing is, or no table.

    Raises:
        RuleError: ``rating_fix_days``

    """
    if not 1 <= days <= FIX_DAYS_MOST:
        raise RuleError("rating_fix_days", most=FIX_DAYS_MOST)
    return calendar.due_date(judged_on, Limit(days)) if verdict in VALID else None


def check_words(**texts: str) -> None:
    """
    Refuse an empty or endless text, naming it.

    Raises:
        RuleError: ``rating_words``

    """
    for name, text in texts.items():
        if not text.strip() or len(text) > WORDS_MOST or "\0" in text:
            raise RuleError("rating_words", what=f"@rating.words.{name}", most=WORDS_MOST)


def _require_duty(hand: RatedHand, ticket: RatingTicket, did: RatingTicketOperation) -> None:
    """A supervisor does everything, the owner what he was given to do."""
    if SUPERVISOR in hand.roles:
        return
    if not isinstance(did, RatingCalled | RatingFixed):
        raise RuleError("rating_role")
    if hand.user != ticket.owner:
        raise RuleError("rating_owner")


def _require_judge(hand: RatedHand, ticket: RatingTicket) -> None:
    if ticket.stage is Stage.APPEALED and hand.user in ticket.judges:
        raise RuleError("rating_judge_again")
    if hand.contact and not ticket.calls:
        raise RuleError("rating_call_first")
