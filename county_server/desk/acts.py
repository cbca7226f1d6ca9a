"""
A decision and its withdrawal as operations of the county's desk (design/sync.md 3.3, one log).

The case's row is locked before anything is judged: of a decision and a withdrawal pushed at the
same moment one is first, and the other is told so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter_app.documents.granting import Terms, grants_of
from counter_app.domain import localtime
from counter_app.domain.calendar import Calendar
from counter_app.domain.case import Case
from counter_app.domain.county_desk import Account, CasePlace
from counter_app.domain.deciding import (
    DELIVER,
    Ruling,
    check_officers,
    check_ruling,
    decision_no,
    holds_from,
    require_decider,
)
from counter_app.domain.decision import Decision, DecisionKind
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import fold
from counter_app.domain.ids import uuid7
from counter_app.domain.issue_operation import CaseDecided, DecisionWithdrawn
from counter_app.domain.item import Item
from counter_app.domain.numbers import check_case_no
from counter_app.domain.operation import CaseOperation, Entry, Moment
from county_server.desk.recording import append
from county_server.desk.store import DeskStore, DeskTurn

COUNTY_CLOCK = "county"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts when: the user's name, the county's time (UTC ms), and random bytes on demand."""

    user: str
    now_ms: int
    random: Callable[[int], bytes]

    def new_id(self) -> bytes:
        """Return a fresh id (UUIDv7)."""
        return uuid7(self.now_ms, self.random(10))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision asked for; ``papers_only``: no substance was to be checked (art. 34)."""

    case_no: str
    ruling: Ruling
    papers_only: bool = False


async def decide(store: DeskStore, hand: Hand, wanted: Wanted) -> Case:
    """
    Record a decision on a case and return the case after it.

    Raises:
        RuleError: ``case_no_form``, ``case_no_check``, ``case_not_at_county``, ``case_state``,
            ``user_unknown``, ``decide_role``, ``decide_own_case``, ``item_unknown``,
            ``decision_refused`` (it holds what no operation may hold), or what ``check_ruling``,
            ``check_officers`` and ``grants_of`` raise
        StoreError: ``county_store_busy``, nothing was recorded

    """
    account, place = await _who_and_where(store, hand.user, wanted.case_no)
    item = await store.item(place.item)
    if item is None:
        raise RuleError("item_unknown", code=place.item)
    calendar = Calendar.from_tables(await store.calendars(), place.area)
    async with store.desk(place.hall) as turn:
        case = await _locked(turn, place, account)
        did = _decision(wanted, item, case, hand, calendar)
        return await _record(turn, case, did, hand)


async def undecide(store: DeskStore, hand: Hand, case_no: str, reason: str) -> Case:
    """
    Take a decision back; certificates that are still in the house are void.

    Raises:
        RuleError: as ``decide``, and ``reason_missing``
        StoreError: ``county_store_busy``

    """
    account, place = await _who_and_where(store, hand.user, case_no)
    if not reason.strip():
        raise RuleError("reason_missing")
    async with store.desk(place.hall) as turn:
        case = await _locked(turn, place, account)
        did = DecisionWithdrawn(case.id, localtime.day(hand.now_ms), reason.strip())
        return await _record(turn, case, did, hand)


async def _who_and_where(store: DeskStore, user: str, case_no: str) -> tuple[Account, CasePlace]:
    account = await store.account(user)
    if account is None:
        raise RuleError("user_unknown", user=user)
    require_decider(account.name, account.roles, ())
    number = check_case_no(case_no)
    place = await store.place(number)
    if place is None:
        raise RuleError("case_not_at_county", case_no=number)
    return account, place


async def _locked(turn: DeskTurn, place: CasePlace, account: Account) -> Case:
    known = await turn.known((), (place.id,), ())
    require_decider(account.name, account.roles, await turn.hands(place.id))
    return known.cases[place.id].case


def _decision(
    wanted: Wanted, item: Item, case: Case, hand: Hand, calendar: Calendar
) -> CaseDecided:
    ruling, today = wanted.ruling, localtime.day(hand.now_ms)
    check_ruling(ruling, today)
    officers = check_officers(ruling, case, papers_only=wanted.papers_only)
    granted = ruling.kind is DecisionKind.GRANTED
    terms = Terms(ruling.valid_from or today, ruling.valid_to, ruling.values)
    types = item.certificate_types if granted else ()
    decision = Decision(
        kind=ruling.kind,
        no=ruling.no.strip() or decision_no(case),
        decided_on=today,
        body=case.application.item.decide_org,
        officers=officers,
        content=ruling.content.strip(),
        reason=ruling.reason.strip(),
        valid_from=holds_from(ruling, today, certified=bool(types)),
        valid_to=ruling.valid_to,
        grants=grants_of(types, case.application, terms, lambda: hand.new_id().hex()),
    )
    due = calendar.due_date(today, DELIVER) if granted else None
    return CaseDecided(case.id, decision, (), due)


async def _record(turn: DeskTurn, case: Case, did: CaseOperation, hand: Hand) -> Case:
    """Judge, apply and log one operation as the desk's next; anything but applied is refused."""
    device = turn.device
    moment = Moment(hand.now_ms, 0, COUNTY_CLOCK, COUNTY_CLOCK)
    entry = Entry(did, moment, hand.user, device.window, case.id, case.no)
    after = fold(case, entry)  # says in its own words why not
    try:
        judged = await append(turn, hand.new_id(), entry)
    except UnicodeEncodeError as wrong:
        # half a character, as a console of another encoding gives it
        raise RuleError("decision_refused", why="poison") from wrong
    if judged.parked:
        raise RuleError("decision_refused", why=judged.result.code)
    assert after is not None  # noqa: S101 - a case operation folds to a case
    return after
