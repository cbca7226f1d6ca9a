"""
Bad ratings at the county: who looks into one, what he finds, when it is mended (F-G3; facts/domain.md 3.6).

Each act is an operation of the hall's desk device (ADR 11). The rating's row is locked before it is
judged: of two supervisors who act at the same moment one is told so.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain import localtime
from counter_app.domain.calendar import Calendar
from counter_app.domain.county_desk import Account
from counter_app.domain.county_rating import RatedAt, lateness
from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.rating import subject_of_rating
from counter_app.domain.rating_operation import (
    CallResult,
    RatingAppealed,
    RatingAssigned,
    RatingCalled,
    RatingConfirmed,
    RatingFixed,
    RatingJudged,
    RatingTicketOperation,
    Verdict,
)
from counter_app.domain.rating_rule import (
    FIX_DAYS,
    SUPERVISOR,
    RatedHand,
    check_words,
    fix_by,
    require_hand,
)
from counter_app.domain.rating_ticket import Stage, fold_rating
from county_server.desk.acts import COUNTY_CLOCK, Hand
from county_server.desk.rating_store import RatingStore
from county_server.desk.recording import append

FIX_DAYS_SETTING = "rating_fix_days"


@dataclass(frozen=True, slots=True)
class Found:
    """
    A verdict; ``days`` (working days) to mend it, None for the county's number, at first 5.

    ``again``: the person may rate anew once it is closed.
    """

    verdict: Verdict
    grounds: str
    days: int | None = None
    again: bool = False


async def tickets(
    store: RatingStore, user: str, *, closed: bool = False
) -> tuple[tuple[RatedAt, bool], ...]:
    """
    Return the tickets that ``user`` may see, each with whether he sees what was rated.

    A supervisor sees all but his own, their owners see theirs, and who is rated sees that there is a
    verdict once there is one.

    Raises:
        RuleError: ``user_unknown``

    """
    account = await _account(store, user)
    found = await store.rating_tickets(closed=closed)
    seen = [(each, _sees(account, each)) for each in found]
    return tuple((each, sees) for each, sees in seen if sees or _told(account, each))


async def assign(store: RatingStore, hand: Hand, rating: str, owner: str) -> RatedAt:
    """Name who looks into it; RuleErrors as ``_act``, and ``user_unknown`` of the owner."""
    named = await _account(store, owner)
    return await _act(store, hand, RatingAssigned(rating, named.name))


async def call(
    store: RatingStore, hand: Hand, rating: str, result: CallResult, note: str = ""
) -> RatedAt:
    """Record a call back; RuleErrors as ``_act``."""
    if note:
        check_words(note=note)
    return await _act(store, hand, RatingCalled(rating, result, note.strip()))


async def judge(store: RatingStore, hand: Hand, rating: str, found: Found) -> RatedAt:
    """
    Record what was found, and by when it is mended.

    Raises:
        RuleError: ``rating_words``, ``rating_fix_days``, or as ``_act``

    """
    check_words(grounds=found.grounds)
    there = await _there(store, rating)
    calendar = Calendar.from_tables(await store.calendars(), there.area)
    today = localtime.day(hand.now_ms)
    days = found.days
    if days is None:
        days = int(await store.setting(FIX_DAYS_SETTING) or FIX_DAYS)
    until = fix_by(found.verdict, today, days, calendar)
    grounds = found.grounds.strip()
    did = RatingJudged(rating, found.verdict, grounds, today, days, until, found.again)
    return await _act(store, hand, did)


async def fix(store: RatingStore, hand: Hand, rating: str, done: str, reply: str) -> RatedAt:
    """Record what was mended and what the person was answered; RuleErrors as ``_act``."""
    check_words(done=done, reply=reply)
    today = localtime.day(hand.now_ms)
    return await _act(store, hand, RatingFixed(rating, done.strip(), reply.strip(), today))


async def confirm(store: RatingStore, hand: Hand, rating: str, note: str = "") -> RatedAt:
    """Close it; RuleErrors as ``_act``."""
    if note:
        check_words(note=note)
    return await _act(store, hand, RatingConfirmed(rating, note.strip()))


async def appeal(store: RatingStore, hand: Hand, rating: str, reason: str) -> RatedAt:
    """Ask for another look, as the clerk who was rated; RuleErrors as ``_act``."""
    check_words(reason=reason)
    return await _act(store, hand, RatingAppealed(rating, reason.strip()))


def told(at: RatedAt, now_ms: int, *, whole: bool) -> dict[str, object]:
    """
    Return a ticket as JSON: days ISO 8601, null when open.

    Without ``whole`` only what its rated clerk may know. A person who rated without a name stays
    unknown: the number of the case is left out.
    """
    rated, ticket = at.rated, at.rated.ticket
    assert ticket is not None  # noqa: S101 - only bad ratings are told of
    known: dict[str, object] = {
        "rating": rated.id,
        "stage": ticket.stage.value,
        "verdict": "" if ticket.verdict is None else ticket.verdict.value,
        "grounds": ticket.grounds,
        "appeal": ticket.appeal,
    }
    if not whole:
        return known
    until, fixed_on = ticket.fix_by, ticket.fixed_on
    return known | {
        "hall": at.hall,
        "case_no": "" if rated.given.anonymous else rated.given.case_no,
        "case": "here" if at.here else "on_its_way",
        "level": rated.given.level.value,
        "tags": list(rated.given.tags),
        "text": rated.given.text,
        "clerk": at.clerk,
        "contact": at.contact,
        "received_on": at.received_on.isoformat(),
        "owner": ticket.owner,
        "calls": [{"by": each.by, "result": each.result.value} for each in ticket.calls],
        "fix_days": ticket.fix_days,
        "fix_by": None if until is None else until.isoformat(),
        "fixed_on": None if fixed_on is None else fixed_on.isoformat(),
        "again": ticket.again,
        "late": lateness(at, localtime.day(now_ms)),
    }


async def _act(store: RatingStore, hand: Hand, did: RatingTicketOperation) -> RatedAt:
    """
    Record one act and return the rating after it.

    Raises:
        RuleError: ``user_unknown``, ``rating_unknown``, or as ``require_hand`` and ``fold_rating``
        StoreError: ``county_store_busy``, nothing was recorded

    """
    account = await _account(store, hand.user)
    place = await _there(store, did.rating)
    async with store.desk(place.hall) as turn:
        locked = (await turn.ratings((did.rating,)))[did.rating]
        assert locked.ticket is not None  # noqa: S101 - no operation takes a ticket away
        who = RatedHand(account.name, account.roles, locked.given.clerk, place.contact)
        require_hand(who, locked.ticket, did)
        moment = Moment(hand.now_ms, 0, COUNTY_CLOCK, COUNTY_CLOCK)
        subject = subject_of_rating(did.rating)
        entry = Entry(did, moment, account.name, turn.device.window, subject)
        fold_rating(locked, entry)  # says in its own words why not
        try:
            judged = await append(turn, hand.new_id(), entry)
        except UnicodeEncodeError as wrong:
            # half a character, as a console of another encoding gives it
            raise RuleError("decision_refused", why="poison") from wrong
    if judged.parked:
        raise RuleError("decision_refused", why=judged.result.code)
    return await _there(store, did.rating)


async def _account(store: RatingStore, user: str) -> Account:
    account = None if "\0" in user else await store.account(user)
    if account is None:
        raise RuleError("user_unknown", user=user)
    return account


async def _there(store: RatingStore, rating: str) -> RatedAt:
    found = await store.rating(rating)
    if found is None or found.rated.ticket is None:
        raise RuleError("rating_unknown")
    return found


def _sees(account: Account, at: RatedAt) -> bool:
    ticket = at.rated.ticket
    owns = ticket is not None and ticket.owner == account.name
    return account.name != at.clerk and (owns or SUPERVISOR in account.roles)


def _told(account: Account, at: RatedAt) -> bool:
    ticket = at.rated.ticket
    judged = ticket is not None and ticket.stage not in (Stage.OPEN, Stage.ASSIGNED, Stage.CALLED)
    return account.name == at.clerk and judged
