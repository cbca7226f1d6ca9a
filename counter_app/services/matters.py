"""
此人的事 (F-D17): what is due to the person at the counter, found by a number.

Corrections and gaps that are awaited, results to be fetched or sent, applications left open here. Of
cases the county's rows and what was done here are looked at, so that it works with the line cut; then
it says how old the county's rows are. What was shown is recorded, never to whom it was shown by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter_app.domain.case import Case, CaseState
from counter_app.domain.errors import StoreError
from counter_app.domain.flow import Flow
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.parties import parties_of
from counter_app.domain.window_operation import MattersShown
from counter_app.services.cases import case_of
from counter_app.services.certificates import Group, lines_of
from counter_app.services.desk import Desk, enrolled, on_store
from counter_app.services.opening_checks import age_ms
from counter_app.services.papertime import paper_time
from counter_app.services.sketch import draft_ids
from counter_app.services.visit import Draft, User, Visit, draft_from_bytes, signed_in
from counter_app.services.wayback import awaited

ROLES = ("clerk", "certificate_clerk")
"""Who serves people at a window."""


class Due(Enum):
    """What is due, in the order of the list."""

    CORRECTION = "correction"
    GAP = "gap"
    FETCH = "fetch"
    SEND = "send"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class PersonMatter:
    """
    One thing that is due: ``id`` is of the case or the draft; ``case_no`` is empty for a draft.

    ``what`` names the awaited materials or the certificates; ``until`` is the last day for it, None
    where there is none.
    """

    due: Due
    id: str
    case_no: str
    item: str
    what: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PersonMatters:
    """
    All that is due to one person, the nearest first.

    ``age_s``: how old the county's part of it is, None while the line is there; -1 when the county was never heard.
    """

    rows: tuple[PersonMatter, ...] = ()
    age_s: int | None = None


def person_matters(desk: Desk, visit: Visit, *numbers: str) -> Flow[PersonMatters]:
    """
    Find what is due to whoever has one of ``numbers`` (a person's, a body's credit code).

    Raises:
        RuleError: ``not_signed_in`` or ``role_missing``
        StoreError: of the ledger; then nothing is shown

    """
    user = signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _look(desk, user, frozenset(numbers) - {""})))


def _look(desk: Desk, user: User, numbers: frozenset[str]) -> PersonMatters:
    cases = [case for each in _ids(desk, numbers) if (case := case_of(desk, each)) is not None]
    rows = [row for case in cases for row in _of_case(desk, case)]
    rows += _drafts(desk, numbers)
    order = list(Due)
    rows.sort(key=lambda each: (order.index(each.due), each.until or date.max, each.case_no))
    shown = dict.fromkeys(each.id for each in rows if each.case_no)
    if shown:
        _note(desk, user, tuple(shown))
    return PersonMatters(tuple(rows), _age_s(desk))


def _ids(desk: Desk, numbers: frozenset[str]) -> dict[str, None]:
    found = (
        each
        for number in sorted(numbers)
        for each in (*desk.ledger.subjects_about(number), *desk.cache.cases_about(number))
    )
    return dict.fromkeys(found)


def _of_case(desk: Desk, case: Case) -> Iterator[PersonMatter]:
    correcting = case.state is CaseState.CORRECTING
    if waits := awaited(case):
        names = "、".join(each.name for each in waits)
        due = Due.CORRECTION if correcting else Due.GAP
        days = [each.until for each in waits if each.until is not None]
        until = case.corrections[-1].bring_by if correcting else min(days, default=None)
        yield _matter(due, case, names, until)
    for due, group in ((Due.FETCH, Group.TO_FETCH), (Due.SEND, Group.TO_SEND)):
        names = "、".join(each.name for each in lines_of(desk, case) if each.group is group)
        if names:
            yield _matter(due, case, names, None)


def _matter(due: Due, case: Case, what: str, until: date | None) -> PersonMatter:
    return PersonMatter(due, case.id, case.no, case.application.item.name, what, until)


def _drafts(desk: Desk, numbers: frozenset[str]) -> list[PersonMatter]:
    found = ((each, _draft(desk, each)) for each in draft_ids(desk))
    return [
        PersonMatter(Due.DRAFT, draft_id, "", draft.application.item.name, "")
        for draft_id, draft in found
        if draft is not None and numbers & set(parties_of(draft.application))
    ]


def _draft(desk: Desk, draft_id: str) -> Draft | None:
    try:
        return draft_from_bytes(desk.journal.load(draft_id) or b"")
    except StoreError:  # a damaged one is told by the opening check
        return None


def _note(desk: Desk, user: User, cases: tuple[str, ...]) -> None:
    moment = paper_time(desk, confirmed=True).moment
    subject = f"user:{user.name}"
    entry = Entry(MattersShown(cases), moment, user.name, enrolled(desk).window.id, subject)
    desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)


def _age_s(desk: Desk) -> int | None:
    if not desk.line.state.failures:
        return None
    told = desk.ledger.server_time()
    return -1 if told is None else age_ms(told, desk.clock.read()) // 1000
